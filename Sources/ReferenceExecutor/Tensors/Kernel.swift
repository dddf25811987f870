import CostModel
import Symbolic

/// An operator as loops, built for inputs of known sizes.
///
/// A kernel is written from the definition of its operator. It works out its output size and its
/// parameters itself, and counts each operation where it happens; it shares no formula with
/// CostModel.
package protocol Kernel: Sendable {
  /// The size of its output.
  var output: MapSize { get }
  /// The parameters it needs, block by block.
  var parameters: [ParameterBlock] { get }
  /// How many inputs it reads elements of; it uses only the size of the others.
  var sources: Int { get }

  /// The numbers of a block of parameters in the order in which it reads them; given are those of
  /// the operator's definition, as `LayerNumbers` has them.
  func arrange(_ numbers: [Float], ofBlock block: Int) -> [Float]

  /// Reads the inputs and parameters, and writes every output.
  ///
  /// - Throws: `cancelled`.
  func run(_ task: inout KernelTask) throws(ExecutionError)
}

extension Kernel {
  package var parameters: [ParameterBlock] { [] }
  package var sources: Int { 1 }
  package func arrange(_ numbers: [Float], ofBlock block: Int) -> [Float] { numbers }
}

/// A kernel for which there is no fast one: the fast executor runs its loops.
protocol LoopedKernel: Kernel {}

/// A kernel whose weights each belong to one output channel, so that a normalization can be folded
/// into it. Its first block of parameters holds the weights, the second a bias.
protocol WeightedKernel: Kernel {
  /// The channels that the weights belong to, in their order.
  var weightRuns: [WeightRun] { get }
}

/// Consecutive rows of weights, each with one weight for each of the same output channels.
struct WeightRun {
  let channels: Range<Int>
  let rows: Int
}

/// Parameters of one role.
package struct ParameterBlock: Sendable {
  package let count: Int
  /// Whether it is trained; statistics are not.
  var isTrained = true
  /// The range that its numbers are drawn from.
  let values: ClosedRange<Float>

  /// Weights for which sums of that many products stay as large as the inputs.
  static func weights(_ count: Int, fanIn: Int) -> ParameterBlock {
    // A uniform number within ±b has variance b²/3.
    let bound = (3 / Float(max(1, fanIn))).squareRoot()
    return ParameterBlock(count: count, values: -bound...bound)
  }

  static func biases(_ count: Int) -> ParameterBlock {
    ParameterBlock(count: count, values: -0.1...0.1)
  }

  static func scales(_ count: Int, isTrained: Bool = true) -> ParameterBlock {
    ParameterBlock(count: count, isTrained: isTrained, values: 0.5...1.5)
  }

  /// Slopes of an activation below 0.
  static func slopes(_ count: Int) -> ParameterBlock {
    ParameterBlock(count: count, values: 0...0.5)
  }

  static func shifts(_ count: Int, isTrained: Bool = true) -> ParameterBlock {
    ParameterBlock(count: count, isTrained: isTrained, values: -0.1...0.1)
  }
}

/// The inputs, parameters and outputs of a kernel.
package struct KernelTask {
  let inputs: [WatchedMap]
  let parameters: [Watched]
  let output: WatchedMap
  /// Applied to every result before it is written.
  let epilogue: WatchedActivation?
  let isCancelled: () -> Bool
  var tally = Tally()

  package init(
    _ inputs: [WatchedMap], _ parameters: [Storage] = [], into output: WatchedMap,
    epilogue: WatchedActivation? = nil, isCancelled: @escaping () -> Bool = { false }
  ) {
    self.inputs = inputs
    self.parameters = parameters.map(Watched.init)
    self.output = output
    self.epilogue = epilogue
    self.isCancelled = isCancelled
  }

  /// Writes a result.
  func write(_ value: Float, _ sample: Int, _ channel: Int, _ row: Int, _ column: Int) {
    output.write(epilogue?(value, channel: channel) ?? value, sample, channel, row, column)
  }

  /// Writes a result by its position in the map.
  func write(_ value: Float, _ sample: Int, _ channel: Int, _ position: Int) {
    write(value, sample, channel, 0, position)
  }

  /// Writes a result by its place among all, in order.
  func write(_ value: Float, at place: Int) {
    guard let epilogue else { return output.write(value, at: place) }
    let size = output.size
    let channel =
      size.layout == .channelsFirst ? place / size.area % size.channels : place % size.channels
    output.write(epilogue(value, channel: channel), at: place)
  }

  /// Writes a sum of products by its place among all, in order.
  mutating func writeSum(_ sum: Float, at place: Int) {
    tally.sums += 1
    write(sum, at: place)
  }

  /// Writes a sum of products.
  mutating func writeSum(_ sum: Float, _ sample: Int, _ channel: Int, _ row: Int, _ column: Int) {
    tally.sums += 1
    write(sum, sample, channel, row, column)
  }

  /// A point where a kernel may be stopped. - Throws: `cancelled`.
  func checkCancellation() throws(ExecutionError) {
    if isCancelled() { throw .cancelled }
  }
}
