import CostModel

/// Which memory each layer of a plan writes to: that of a tensor that is no longer needed, if it is
/// large enough. Nothing is allocated yet.
package struct TensorLayout {
  /// The elements of each storage; the first hold the tensors that no layer makes.
  package private(set) var sizes: [Int]
  /// The storage of each layer's output; a view's is that of what it views.
  package private(set) var outputs: [Int] = []

  package init(_ plan: Plan) {
    sizes = plan.givens.map(\.size.elements)
    let givens = sizes.count
    var storages: [Int: Int] = [:]
    for (index, given) in plan.givens.enumerated() { storages[given.tensor.id] = index }
    var free: [Int] = []
    for step in plan.steps {
      let output: Int
      if case .view = step.operation {
        output = storages[step.layer.inputs[0].id] ?? 0
      } else {
        let count = step.operation.output.elements
        // The smallest that is large enough.
        let fitting = free.filter { sizes[$0] >= count }.min { sizes[$0] < sizes[$1] }
        if let fitting { free.removeAll { $0 == fitting } } else { sizes.append(count) }
        output = fitting ?? sizes.count - 1
      }
      storages[step.layer.output.id] = output
      outputs.append(output)
      // The inputs are read again by the next run.
      for tensor in step.freed {
        guard let dead = storages.removeValue(forKey: tensor), dead >= givens, !free.contains(dead)
        else { continue }
        free.append(dead)
      }
    }
  }

  /// All elements.
  package var elements: Int { sizes.reduce(0) { clampedSum($0, $1) } }
}
