import CostModel

/// Sums of products over shared axes.
struct ContractionKernel: LoopedKernel {
  let output: MapSize
  let sources: Int
  /// The axes of the output, and those that are summed over: sizes, and for each tensor the elements
  /// from one position to the next.
  private let outer, summed: (sizes: [Int], pitches: [[Int]])
  private let scale: Float

  init(_ contraction: Contraction, _ numerics: Numerics = Numerics(), on inputs: [MapSize]) {
    scale = Float(numerics.scale)
    sources = inputs.count
    var sizes: [Int: Int] = [:]
    for (labels, input) in zip(contraction.inputs, inputs) {
      for (label, size) in zip(labels, input.sizes) { sizes[label] = size }
    }
    func axes(_ labels: [Int]) -> (sizes: [Int], pitches: [[Int]]) {
      let steps = zip(contraction.inputs, inputs).map { own, input in
        let pitches = pitches(input.sizes)
        // A label that stands twice on one tensor walks its diagonal.
        return labels.map { label in
          zip(own, pitches).reduce(0) { $1.0 == label ? $0 + $1.1 : $0 }
        }
      }
      return (labels.map { sizes[$0] ?? 1 }, steps)
    }
    outer = axes(contraction.output)
    summed = axes(sizes.keys.filter { !contraction.output.contains($0) }.sorted())
    output = MapSize(outer.sizes, layout: inputs[0].layout)
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let inputs = task.inputs
    var finished = task
    try forEachPlace(outer.sizes, outer.pitches) { (number, places) throws(ExecutionError) in
      try finished.checkCancellation()
      var (sum, products) = (Float(0), 0)
      // The last axis is walked by itself, which is much faster.
      let (last, steps) = (summed.sizes.last ?? 1, summed.pitches.map { $0.last ?? 0 })
      let rest = summed.pitches.map { Array($0.dropLast()) }
      try forEachPlace(summed.sizes.dropLast(), rest) { (_, offsets) throws(ExecutionError) in
        for position in 0..<last {
          var product: Float = 1
          for index in inputs.indices {
            product *= inputs[index].read(
              at: places[index] + offsets[index] + position * steps[index])
          }
          sum += product
          products += 1
        }
      }
      finished.tally.macs += products
      finished.tally.effectiveMACs += products
      finished.writeSum(sum * scale, at: number)
    }
    task.tally = finished.tally
  }
}
