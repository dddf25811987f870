import CostModel
import Symbolic

extension Expander {
  /// An absent branch, made by a row `none`.
  struct Absentee {
    /// The tensor with the same size.
    let source: Tensor
    let place: NetworkBuilder.Place
    /// The layers that write its zeros, for readers other than sums.
    var layers: [Int] = []
  }

  /// The result of a row `none`: a tensor, but no layer yet.
  func absent(_ input: Tensor, at place: NetworkBuilder.Place) -> Tensor {
    let output = builder.tensor(input.shape)
    absentees[output.id] = Absentee(
      source: absentees[input.id]?.source ?? input, place: place)
    return output
  }

  /// Whether a tensor is an absent branch.
  func isAbsent(_ tensor: Tensor) -> Bool { absentees[tensor.id] != nil }

  /// The tensors that an operator reads: a sum omits absent branches, a view of one may be absent,
  /// too, and any other operator reads their zeros.
  ///
  /// - Returns: a single absent tensor if there is nothing to add or to view.
  func present(
    _ inputs: [Tensor], for entry: OperatorEntry, _ cells: RowCells
  ) throws(Diagnostic) -> [Tensor] {
    guard inputs.contains(where: isAbsent) else { return inputs }
    if entry.name == "split" { return inputs }
    guard entry.name == "add" else { return try filled(inputs) }
    _ = try builder.shape(
      of: .join(.add(.sum)), inputs.map(\.shape), at: { cells.position(of: $0, $1) })
    let others = inputs.filter { !isAbsent($0) }
    guard others.isEmpty else { return others }
    // An activation may turn zeros into something else.
    return try cells.activation() == nil ? [inputs[0]] : filled([inputs[0]])
  }

  /// The tensors, with zeros written for absent branches.
  func filled(_ tensors: [Tensor]) throws(Diagnostic) -> [Tensor] {
    try tensors.map { (tensor) throws(Diagnostic) in try filled(tensor) }
  }

  private func filled(_ tensor: Tensor) throws(Diagnostic) -> Tensor {
    guard let absentee = absentees[tensor.id] else { return tensor }
    // Once is enough, unless they were written where this row may not exist, or were dropped again.
    let written = absentee.layers.first { index in
      guard builder.layers.indices.contains(index) else { return false }
      let layer = builder.layers[index]
      return layer.path == absentee.place.path && layer.operation == .zeros
        && layer.presence == builder.presence && layer.copies == builder.copies
    }
    if let written { return builder.layers[written].output }
    let zeros = builder.tensor(tensor.shape)
    absentees[tensor.id]?.layers.append(builder.layers.count)
    try builder.append(.zeros, [absentee.source], zeros, at: absentee.place)
    return zeros
  }
}
