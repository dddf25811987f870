import CostModel
import Symbolic

/// A layer in PyTorch: modules that follow each other, or an expression of its inputs.
struct LayerCode {
  /// The modules of the operator, and of its norm and activation.
  var (operation, attached): ([Code], [Code]) = ([], [])
  /// What is done with the inputs, by their names, where no module does it.
  var expression: (([String]) -> Code)?
  /// What the file has to define.
  var helpers: Set<Helper> = []
}

/// Writes a layer of a network in which everything is known.
struct LayerWriter {
  let layer: Layer
  let numerics: Numerics
  /// The sizes of one sample.
  private let source, output: [Int]
  private let isFlatSource, isFlatOutput: Bool
  private var code = LayerCode()

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
    guard try writer.writeOperator(try layer.operation.bound()) else { return nil }
    writer.writeAttached()
    return writer.code
  }

  private var rank: Int { output.count - 1 }

  private mutating func module(_ code: Code) { self.code.operation.append(code) }

  private mutating func call(_ helper: Helper? = nil, _ expression: @escaping ([String]) -> Code) {
    if let helper { code.helpers.insert(helper) }
    code.expression = expression
  }

  private mutating func helper(_ helper: Helper, _ code: Code) {
    self.code.helpers.insert(helper)
    module(code)
  }

  // MARK: Operators

  private mutating func writeOperator(_ operation: Operator<Int>) throws(ArithmeticFault) -> Bool {
    let channels = Code.number("in_channels", source[0])
    switch operation {
    case .convolution(let convolution): try write(convolution)
    case .transposed(let convolution): try write(convolution)
    case .dense(let dense): write(dense)
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

  private mutating func write(_ convolution: Convolution<Int>) throws(ArithmeticFault) {
    let window = convolution.window
    let pads = try self.pads(layer.inputs[0], layer.output)
    if window.kernels.count > 1 {
      let kernels = window.kernels.map { tuple($0.sizes) }.joined(separator: ", ")
      let paddings = pads.map(borders).joined(separator: ", ")
      helper(
        .mixedConvolution,
        "MixedConv2d(" + .number("in_channels", source[0]) + ", "
          + .number("out_channels", output[0]) + ", "
          + .number("kernels", "(\(kernels))") + ", " + .number("paddings", "(\(paddings))") + ", "
          + .number("stride", tuple(window.axes.map(\.stride))) + ", "
          + .number("dilation", tuple(window.axes.map(\.dilation)))
          + ", \(convolution.hasBias ? "True" : "False"))")
      return
    }
    var padding = tuple(pads[0].map(\.before))
    if pads[0].contains(where: { $0.before != $0.after }) {
      padding = "0"
      module("nn.ZeroPad\(rank)d(" + .number("padding", borders(pads[0])) + ")")
    }
    let groups =
      switch convolution.groups {
      case .count(let count): count
      case .perChannel: source[0]
      }
    module(
      "nn.Conv\(rank)d(" + .number("in_channels", source[0]) + ", "
        + .number("out_channels", output[0]) + ", "
        + .number("kernel_size", tuple(window.kernels[0].sizes))
        + .option("stride", tuple(window.axes.map(\.stride)), usually: "1")
        + .option("padding", padding, usually: "0")
        + .option("dilation", tuple(window.axes.map(\.dilation)), usually: "1")
        + .option("groups", "\(groups)", usually: "1")
        + (convolution.hasBias ? ")" : ", bias=False)"))
  }

  private mutating func write(
    _ convolution: TransposedConvolution<Int>
  ) throws(ArithmeticFault) {
    let pads = try self.pads(layer.output, layer.inputs[0])[0]
    // PyTorch cuts as much off both sides, and adds what is missing after the end again.
    let isEven = pads.allSatisfy { $0.after <= $0.before }
    let strides = convolution.window.axes.map(\.stride)
    module(
      "nn.ConvTranspose\(rank)d(" + .number("in_channels", source[0]) + ", "
        + .number("out_channels", output[0]) + ", "
        + .number("kernel_size", tuple(convolution.window.kernels[0].sizes))
        + .option("stride", tuple(strides), usually: "1")
        + .option("padding", isEven ? tuple(pads.map(\.before)) : "0", usually: "0")
        + .option(
          "output_padding", isEven ? tuple(pads.map { $0.before - $0.after }) : "0", usually: "0")
        + .option("groups", "\(convolution.groups)", usually: "1")
        + (convolution.hasBias ? "" : ", bias=False")
        + .option("dilation", tuple(convolution.window.axes.map(\.dilation)), usually: "1") + ")")
    guard !isEven else { return }
    let cut = pads.map { (before: -$0.before, after: -$0.after) }
    module("nn.ZeroPad\(rank)d(" + .number("padding", borders(cut)) + ")")
  }

  private mutating func write(_ dense: Dense<Int>) {
    let bias = dense.hasBias ? ")" : ", bias=False)"
    guard dense.axis == nil else {
      helper(
        .channelLinear,
        "ChannelLinear(" + .number("in_channels", source[0]) + ", "
          + .number("out_channels", output[0]) + bias)
      return
    }
    if !isFlatSource { module("nn.Flatten()") }
    module(
      "nn.Linear(" + .number("in_channels", source.reduce(1, *)) + ", "
        + .number("out_channels", output[0]) + bias)
  }

  private mutating func write(_ pool: Pool<Int>) throws(ArithmeticFault) {
    let kind = pool.isMaximum ? "Max" : "Avg"
    guard let window = pool.window else {
      module(Code("nn.Adaptive\(kind)Pool\(rank)d(1)"))
      return
    }
    let kernel = window.kernels[0].sizes
    let pads = try self.pads(layer.inputs[0], layer.output)[0]
    // PyTorch pads at most half a window, by as much on both sides.
    let isOwn = zip(pads, kernel).allSatisfy { $0.before == $0.after && 2 * $0.before <= $1 }
    let ceils = window.axes.contains { axis in
      if case .explicit(_, _, ceil: true) = axis.padding { true } else { false }
    }
    let declared = window.axes.compactMap(\.padding.sizes)
    let isCeiled =
      ceils && declared.count == kernel.count
      && zip(declared, kernel).allSatisfy { $0.before == $0.after && 2 * $0.before <= $1 }
    var padding = tuple(pads.map(\.before))
    if isCeiled {
      padding = tuple(declared.map(\.before))
    } else if !isOwn {
      padding = "0"
      let border = pool.isMaximum ? ", -torch.inf)" : ", 0.0)"
      module("nn.ConstantPad\(rank)d(" + .number("padding", borders(pads)) + border)
    }
    let isMean = !pool.isMaximum && padding != "0" && !numerics.countsPadding
    module(
      "nn.\(kind)Pool\(rank)d(" + .number("kernel_size", tuple(kernel)) + ", "
        + .number("stride", tuple(window.axes.map(\.stride)))
        + .option("padding", padding, usually: "0")
        + (pool.isMaximum
          ? .option("dilation", tuple(window.axes.map(\.dilation)), usually: "1") : Code())
        + (isCeiled ? ", ceil_mode=True" : "") + (isMean ? ", count_include_pad=False)" : ")"))
  }

  private mutating func write(_ norm: Normalization) {
    let channels = Code.number("in_channels", source[0])
    switch norm {
    case .batchnorm: module("nn.BatchNorm\(max(1, rank))d(" + channels + epsilon + ")")
    case .layernorm: helper(.channelNorm, "ChannelNorm(" + channels + epsilon + ")")
    case .l2norm: helper(.l2Norm, "L2Norm(" + channels + ")")
    case .layerscale: helper(.layerScale, "LayerScale(" + channels + ")")
    case .lrn:
      let response = numerics.response
      module(
        Code(
          "nn.LocalResponseNorm(\(response.size), \(response.alpha), \(response.beta), "
            + "\(response.bias))"))
    }
  }

  private mutating func write(_ rearrangement: Rearrangement<Int>) -> Bool {
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

  private mutating func write(_ partition: Partition<Int>) {
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

  private mutating func write(_ move: Move<Int>) throws(ArithmeticFault) -> Bool {
    switch move {
    case .reshape(let sizes, _):
      let isTokens =
        sizes.count == 3 && sizes[1] == source[0]
        && sizes[2] == source.dropFirst().reduce(1, *)
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

  // MARK: What is attached

  private mutating func writeAttached() {
    let channels = Code.number("out_channels", output[0])
    var attached: [Code] = []
    let flatRank = isFlatDense ? 1 : max(1, rank)
    switch layer.norm {
    case .batch: attached.append("nn.BatchNorm\(flatRank)d(" + channels + epsilon + ")")
    case .frozen:
      code.helpers.insert(.frozenNorm)
      attached.append("FrozenBatchNorm(" + channels + ")")
    case .layer:
      code.helpers.insert(.channelNorm)
      attached.append("ChannelNorm(" + channels + epsilon + ")")
    case .instance:
      attached.append("nn.InstanceNorm\(flatRank)d(" + channels + epsilon + ", affine=True)")
    case .group:
      let groups = Code.number("norm_groups", Int.gcd(32, output[0]))
      attached.append("nn.GroupNorm(" + groups + ", " + channels + epsilon + ")")
    case nil: break
    }
    if let activation = layer.activation { attached.append(write(activation)) }
    if isFlatDense, !isFlatOutput {
      let sizes = [channels] + output.dropFirst().map { Code("\($0)") }
      attached.append("nn.Unflatten(1, (" + sizes.joined(", ") + "))")
    }
    code.attached = attached
  }

  /// Whether it is a dense layer that makes samples of channels alone.
  private var isFlatDense: Bool {
    if case .dense(let dense) = layer.operation { dense.axis == nil } else { false }
  }

  private var epsilon: Code {
    .option("eps", "\(numerics.epsilon)", usually: "1e-05", role: "epsilon")
  }

  private func write(_ activation: Activation) -> Code {
    switch activation {
    case .relu: "nn.ReLU()"
    case .relu6: "nn.ReLU6()"
    case .leaky: Code("nn.LeakyReLU(\(numerics.slope))")
    case .prelu: "nn.PReLU(" + .number("out_channels", output[0]) + ")"
    case .sharedPrelu: "nn.PReLU()"
    case .swish: "nn.SiLU()"
    case .hswish: "nn.Hardswish()"
    case .sigmoid: "nn.Sigmoid()"
    case .hsigmoid: "nn.Hardsigmoid()"
    case .tanh: "nn.Tanh()"
    case .gelu: numerics.approximatesGELU ? "nn.GELU(approximate=\"tanh\")" : "nn.GELU()"
    }
  }

  // MARK: Numbers

  private typealias Pads = (before: Int, after: Int)

  /// The padding along each axis that each kernel needs over a map.
  private func pads(_ map: Tensor, _ windows: Tensor) throws(ArithmeticFault) -> [[Pads]] {
    guard let window = layer.operation.window else { return [] }
    let (map, windows) = (map.shape.map, windows.shape.map)
    var all: [[Pads]] = []
    for kernel in window.kernels {
      var pads: [Pads] = []
      for (index, axis) in window.axes.enumerated() {
        let sides = try axis.pads(map[index], windows[index], kernel.sizes[index])
        pads.append((try sides.before.integer(), try sides.after.integer()))
      }
      all.append(pads)
    }
    return all
  }

  /// Padding as PyTorch wants it: the last axis first.
  private func borders(_ pads: [Pads]) -> String {
    "(\(pads.reversed().map { "\($0.before), \($0.after)" }.joined(separator: ", ")))"
  }

  /// One number for all axes, or one for each.
  private func tuple(_ sizes: [Int]) -> String {
    Set(sizes).count == 1 ? "\(sizes[0])" : list(sizes)
  }

  private func list(_ sizes: some Sequence<Int>) -> String {
    let texts = sizes.map(String.init)
    return texts.count == 1 ? "(\(texts[0]),)" : "(\(texts.joined(separator: ", ")))"
  }
}

extension Int {
  fileprivate static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
}

extension Code: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self.init(text) }
}
