import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One number from all elements along some axes.
struct ReductionKernel: LoopedKernel {
  let output: MapSize
  private let reduction: Reduction
  /// The axes that stay and those that go: sizes, and elements from one position to the next.
  private let kept, gone: (sizes: [Int], pitches: [Int])

  /// How many fewer elements a variance is divided by than there are.
  private let correction: Float

  init(_ reduction: Reduction, _ numerics: Numerics = Numerics(), on input: MapSize) {
    self.reduction = reduction
    correction = Float(numerics.correction)
    let (sizes, pitches) = (input.sizes, pitches(input.sizes))
    func part(_ isPart: (Int) -> Bool) -> (sizes: [Int], pitches: [Int]) {
      let axes = sizes.indices.filter(isPart)
      return (axes.map { sizes[$0] }, axes.map { pitches[$0] })
    }
    gone = part { reduction.axes.contains($0) }
    kept = part { !reduction.axes.contains($0) }
    output = MapSize(
      sizes.indices.compactMap { axis in
        reduction.axes.contains(axis) ? (reduction.keeps ? 1 : nil) : sizes[axis]
      }, layout: input.layout)
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let (source, finished) = (task.inputs[0], task)
    let count = clampedProduct(gone.sizes)
    try forEachPlace(kept.sizes, [kept.pitches]) { (number, places) throws(ExecutionError) in
      try finished.checkCancellation()
      var values: [Float] = []
      values.reserveCapacity(count)
      try forEachPlace(gone.sizes, [gone.pitches]) { (_, offsets) throws(ExecutionError) in
        values.append(source.read(at: places[0] + offsets[0]))
      }
      finished.write(reduction.function(values, correction), at: number)
    }
  }
}

extension Reduction.Function {
  /// The number for some elements.
  func callAsFunction(_ values: [Float], _ correction: Float) -> Float {
    func sum(_ value: (Float) -> Float = { $0 }) -> Float { values.reduce(0) { $0 + value($1) } }
    let count = Float(values.count)
    switch self {
    case .mean: return sum() / count
    case .sum: return sum()
    case .maximum: return values.reduce(-.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 }
    case .minimum: return values.reduce(.infinity) { $1 < $0 || $1.isNaN ? $1 : $0 }
    case .product: return values.reduce(1, *)
    case .l1: return sum(fabsf)
    case .l2: return sum { $0 * $0 }.squareRoot()
    case .logSum: return logf(sum())
    case .logSumExp:
      let largest = values.max() ?? 0
      return largest + logf(sum { expf($0 - largest) })
    case .sumOfSquares: return sum { $0 * $0 }
    case .variance, .standardDeviation:
      let mean = sum() / count
      let variance = sum { ($0 - mean) * ($0 - mean) } / (count - correction)
      return self == .variance ? variance : variance.squareRoot()
    case .any: return values.contains { $0 != 0 } ? 1 : 0
    case .all: return values.allSatisfy { $0 != 0 } ? 1 : 0
    case .argmax: return Float(values.indices.max { values[$0] < values[$1] } ?? 0)
    case .argmin: return Float(values.indices.min { values[$0] < values[$1] } ?? 0)
    }
  }
}
