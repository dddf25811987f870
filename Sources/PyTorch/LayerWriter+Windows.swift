import CostModel
import Symbolic

// Layers whose windows slide over a map, with their padding as PyTorch has it.
extension LayerWriter {
  mutating func write(_ convolution: Convolution<Int>) throws(ArithmeticFault) {
    let window = convolution.window
    let pads = try self.pads(layer.inputs[0], layer.output)
    if window.kernels.count > 1 {
      let kernels = window.kernels.map { tuple($0.sizes) }.joined(separator: ", ")
      let paddings = pads.map(borders).joined(separator: ", ")
      helper(
        .mixedConvolution,
        "MixedConvolution(" + .number("in_channels", source[0]) + ", "
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

  mutating func write(
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

  mutating func write(_ pool: Pool<Int>) throws(ArithmeticFault) {
    let kind = pool.isMaximum ? "Max" : "Avg"
    guard let window = pool.window else {
      module(Code("nn.Adaptive\(kind)Pool\(rank)d(1)"))
      return
    }
    let kernel = window.kernels[0].sizes
    let pads = try self.pads(layer.inputs[0], layer.output)[0]
    // PyTorch pads at most half a window, by as much on both sides.
    let isOwn = zip(pads, kernel).allSatisfy { $0.before == $0.after && $0.before <= $1 / 2 }
    let ceils = window.axes.contains { axis in
      if case .explicit(_, _, ceil: true) = axis.padding { true } else { false }
    }
    let declared = window.axes.compactMap(\.padding.sizes)
    let isCeiled =
      ceils && declared.count == kernel.count
      && zip(declared, kernel).allSatisfy { $0.before == $0.after && $0.before <= $1 / 2 }
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
}
