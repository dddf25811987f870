import CostModel

/// An operator as loops, made for inputs of known sizes.
///
/// A kernel is written from the definition of its operator. It finds its output's size and its
/// parameters itself, and counts what it does where it does it; it shares no formula with
/// CostModel.
protocol Kernel: Sendable {
  /// The size of what it makes.
  var output: MapSize { get }
  /// The parameters it needs, block by block.
  var parameters: [ParameterBlock] { get }
  /// Of how many inputs it reads elements; of the others it only needs the size.
  var sources: Int { get }

  /// Reads inputs and parameters, and writes every output.
  ///
  /// - Throws: `cancelled`.
  func run(_ task: inout KernelTask) throws(ExecutionError)
}

extension Kernel {
  var parameters: [ParameterBlock] { [] }
  var sources: Int { 1 }
}

/// A kernel whose weights each belong to one output channel, so that a normalization after it folds
/// in. Weights are its first block of parameters, a bias is the second.
protocol WeightedKernel: Kernel {
  /// To which channels the weights belong, in their order.
  var weightRuns: [WeightRun] { get }
}

/// Rows of weights one after the other, each with a weight for each of the same output channels.
struct WeightRun {
  let channels: Range<Int>
  let rows: Int
}

/// Parameters of one role.
struct ParameterBlock: Sendable {
  let count: Int
  /// Whether it trains; statistics don't.
  var isTrained = true
  /// What its numbers are drawn from.
  let values: ClosedRange<Float>

  /// Weights whose sums of so many products stay as large as what they multiply.
  static func weights(_ count: Int, fanIn: Int) -> ParameterBlock {
    // A uniform number within ±b has the variance b²/3.
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

/// What a kernel works on.
struct KernelTask {
  let inputs: [WatchedMap]
  let parameters: [Watched]
  let output: WatchedMap
  /// What is done to every result before it is written.
  let finish: WatchedCurve?
  let isCancelled: () -> Bool
  var tally = Tally()

  init(
    _ inputs: [WatchedMap], _ parameters: [Storage] = [], into output: WatchedMap,
    finish: WatchedCurve? = nil, isCancelled: @escaping () -> Bool = { false }
  ) {
    self.inputs = inputs
    self.parameters = parameters.map(Watched.init)
    self.output = output
    self.finish = finish
    self.isCancelled = isCancelled
  }

  /// Writes a result.
  func write(_ value: Float, _ sample: Int, _ channel: Int, _ row: Int, _ column: Int) {
    output.write(finish?(value, channel: channel) ?? value, sample, channel, row, column)
  }

  /// Writes a sum of products.
  mutating func writeSum(_ sum: Float, _ sample: Int, _ channel: Int, _ row: Int, _ column: Int) {
    tally.sums += 1
    write(sum, sample, channel, row, column)
  }

  /// A moment at which a kernel may end. - Throws: `cancelled`.
  func checkCancellation() throws(ExecutionError) {
    if isCancelled() { throw .cancelled }
  }
}

/// Why a network was not run.
public enum ExecutionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Tensors, parameters and marks need more memory than is allowed, in bytes.
  case memory(needed: Int, limit: Int)
  /// A layer stands for several, because its repeats fold.
  case folded(layer: String)
  /// A layer shares parameters of another form than it needs.
  case sharing(layer: String)
  /// A kernel, stride, dilation or padding is so large that walking its windows takes too long.
  case window(layer: String)
  /// A size or an attribute has no value.
  case unbound(layer: String, ArithmeticFault)
  /// This machine has no such instruction set.
  case instructionSet(String)
  /// It was stopped.
  case cancelled

  /// The reason in words.
  public var description: String {
    switch self {
    case .memory(let needed, let limit):
      "running it needs \(needed) bytes of memory, but only \(limit) are allowed"
    case .folded(let layer): "\(layer) stands for several layers; expand the network unfolded"
    case .sharing(let layer): "\(layer) needs parameters of a different shape from those it shares"
    case .window(let layer): "\(layer) has a window that is too large to run"
    case .unbound(let layer, let fault): "\(layer) can't be run: \(fault)"
    case .instructionSet(let name): "there are no kernels for \(name) on this machine"
    case .cancelled: "it was stopped"
    }
  }
}
