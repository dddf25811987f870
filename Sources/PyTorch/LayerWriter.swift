import CostModel
import Symbolic

/// Writes a layer of a network in which everything is known.
struct LayerWriter {
  let layer: Layer
  let numerics: Numerics
  /// The sizes of one sample.
  let source, output: [Int]
  let isFlatSource, isFlatOutput: Bool
  var code = LayerCode()

  /// - Parameter flat: the tensors that have no axes but samples and channels in PyTorch.
  /// - Throws: ``ArithmeticFault`` where something is not known.
  init(_ layer: Layer, _ numerics: Numerics, flat: Set<Int>) throws(ArithmeticFault) {
    self.layer = layer
    self.numerics = numerics
    source = try layer.inputs[0].shape.sample.integers()
    output = try layer.output.shape.sample.integers()
    isFlatSource = flat.contains(layer.inputs[0].id)
    isFlatOutput = flat.contains(layer.output.id)
  }

  /// The code; nil for an operator that specs have no word for.
  func written() throws(ArithmeticFault) -> LayerCode? {
    var writer = self
    guard !source.isEmpty, !output.isEmpty, try writer.writeOperator(try layer.operation.bound())
    else { return nil }
    writer.writeAttached()
    return writer.code
  }

  var rank: Int { output.count - 1 }

  mutating func module(_ code: Code) { self.code.operation.append(code) }

  mutating func call(_ helper: Helper? = nil, _ expression: @escaping ([String]) -> Code) {
    if let helper { code.helpers.insert(helper) }
    code.expression = expression
  }

  mutating func helper(_ helper: Helper, _ code: Code) {
    self.code.helpers.insert(helper)
    module(code)
  }

  // MARK: Operators

  mutating func writeOperator(_ operation: Operator<Int>) throws(ArithmeticFault) -> Bool {
    let channels = Code.number("in_channels", source[0])
    switch operation {
    case .convolution(let convolution): try write(convolution)
    case .transposed(let convolution): try write(convolution)
    case .dense(let dense): try write(dense)
    case .pool(let pool): try write(pool)
    case .normalization(let norm): write(norm)
    case .activation(let activation): module(write(activation))
    case .softmax(let softmax):
      guard softmax.function == .softmax, softmax.axis == nil else { return false }
      if softmax.heads == 1 {
        module("nn.Softmax(1)")
      } else {
        call(.softmax) { "softmax(\($0[0]), " + .number("heads", softmax.heads) + ")" }
      }
    case .join(.add(.sum)): call { Code($0.joined(separator: " + ")) }
    case .join(.add(let fusion)):
      let method = fusion == .fast ? "" : ", \"\(fusion.rawValue)\""
      helper(.weightedSum, Code("WeightedSum(\(layer.inputs.count)\(method))"))
    case .join(.multiply): call { Code($0.joined(separator: " * ")) }
    case .join(.concat(let axis)):
      call { Code("torch.cat((\($0.joined(separator: ", "))), \(axis ?? 1))") }
    case .rearrangement(let rearrangement): return write(rearrangement)
    case .resize(.like): call { Code("F.interpolate(\($0[0]), \($0[1]).shape[2:])") }
    case .resize: module("nn.Upsample(" + .number("size", tuple(Array(output.dropFirst()))) + ")")
    case .zeros: call { Code("torch.zeros_like(\($0[0]))") }
    case .product(let product):
      call(.product) { names in
        "product(\(names[0]), \(names[1])"
          + .option("heads", "\(product.heads)", usually: "1")
          + .option("kv_heads", "\(product.kvHeads)", usually: "1", role: "heads")
          + (product.transposes ? ", transposes=True)" : ")")
      }
    case .embedding(.classToken): helper(.classToken, "ClassToken(" + channels + ")")
    case .embedding(.position):
      let sizes = source.map { Code.number("size", $0) }
      helper(.position, "Position(" + sizes.joined(", ") + ")")
    case .embedding(.relativePosition(let heads)):
      let sizes = list(source.dropFirst())
      helper(
        .relativePosition,
        "RelativePosition(" + .number("heads", heads) + ", " + .number("size", sizes) + ")")
    case .partition(let partition): write(partition)
    case .move(let move): return try write(move)
    default: return false
    }
    return true
  }

  mutating func write(_ dense: Dense<Int>) throws(ArithmeticFault) {
    let bias = dense.hasBias ? ")" : ", bias=False)"
    guard dense.axis == nil else {
      helper(
        .channelLinear,
        "ChannelLinear(" + .number("in_channels", source[0]) + ", "
          + .number("out_channels", output[0]) + bias)
      return
    }
    if !isFlatSource { module("nn.Flatten()") }
    let shape = layer.inputs[0].shape
    let features = try (shape.channels * shape.area()).integer()
    module(
      "nn.Linear(" + .number("in_channels", features) + ", "
        + .number("out_channels", output[0]) + bias)
  }

  mutating func write(_ rearrangement: Rearrangement<Int>) -> Bool {
    switch rearrangement {
    case .split(let channels, let start):
      call { names in
        start == 0
          ? "\(names[0])[:, :" + .number("channels", channels) + "]"
          : "\(names[0])[:, " + .number("start", start) + ":"
            + .number("end", start + channels) + "]"
      }
    case .shuffle(let groups): module("nn.ChannelShuffle(" + .number("groups", groups) + ")")
    case .depthToSpace(let factors), .spaceToDepth(let factors):
      guard factors.count == 2, factors[0] == factors[1] else { return false }
      if case .depthToSpace = rearrangement {
        module("nn.PixelShuffle(" + .number("factor", factors[0]) + ")")
      } else {
        module("nn.PixelUnshuffle(" + .number("factor", factors[0]) + ")")
      }
    }
    return true
  }

  mutating func write(_ partition: Partition<Int>) {
    switch partition {
    case .windows(let sizes, let shift):
      let arguments: [Code] = [.number("window", list(sizes)), .number("shift", list(shift))]
      call(.windows) { "windows(\($0[0]), " + arguments.joined(", ") + ")" }
    case .windowsToSpace(let shift):
      let shift = Code.number("shift", list(shift))
      call(.windows) { "windows_to_space(\($0[0]), \($0[1]), " + shift + ")" }
    case .spaceToBatch(let factors):
      let factors = factors.map { Code.number("size", $0) }.joined(", ")
      call(.pieces) { "space_to_batch(\($0[0]), " + factors + ")" }
    case .batchToSpace(let factors):
      let factors = factors.map { Code.number("size", $0) }.joined(", ")
      call(.pieces) { "batch_to_space(\($0[0]), " + factors + ")" }
    }
  }

  mutating func write(_ move: Move<Int>) throws(ArithmeticFault) -> Bool {
    switch move {
    case .reshape(let sizes, _):
      let positions = try layer.inputs[0].shape.area().integer()
      let isTokens = sizes.count == 3 && sizes[1] == source[0] && sizes[2] == positions
      guard isTokens || sizes.dropFirst() == output[...] else { return false }
      call { names in
        isTokens
          ? Code("\(names[0]).flatten(2)")
          : "\(names[0]).reshape(\(names[0]).shape[0], "
            + sizes.dropFirst().map { .number("size", $0) }.joined(", ") + ")"
      }
    case .slice(let axis, let start, let count, step: 1):
      call { names in
        "\(names[0]).narrow(\(axis), " + .number("start", start) + ", "
          + .number("count", count) + ")"
      }
    default: return false
    }
    return true
  }

  // MARK: Numbers

  /// One number for all axes, or one for each.
  func tuple(_ sizes: [Int]) -> String {
    Set(sizes).count == 1 ? "\(sizes[0])" : list(sizes)
  }

  func list(_ sizes: some Sequence<Int>) -> String {
    let texts = sizes.map(String.init)
    return texts.count == 1 ? "(\(texts[0]),)" : "(\(texts.joined(separator: ", ")))"
  }
}
