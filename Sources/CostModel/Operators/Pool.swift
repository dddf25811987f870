import Symbolic

/// Pooling: no multiply-accumulates and no parameters, but traffic.
struct Pool: Operator {
  let name: String
  let kind = LayerKind.pooling
  /// nil pools the whole feature map.
  let window: (kernel: Kernel, sliding: Sliding)?
  let call: Call

  /// Whether tools see global pooling, rather than a window that happens to be as large as the map.
  var isGlobal: Bool { window == nil && call != .fixed }

  var detail: String {
    guard let window else { return "global" }
    let words = [window.kernel.text, window.sliding.detail]
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    guard let (kernel, sliding) = window else { return Counts(read: [try input.elements()]) }
    return Counts(read: [try input.channels * sliding.touched(input, output, kernel)])
  }

  func attributes() throws(ArithmeticFault) -> Attributes {
    let isMaximum = name == "maxpool"
    guard let (kernel, sliding) = window else { return .pooling(isMaximum: isMaximum, nil) }
    return .pooling(isMaximum: isMaximum, try sliding.attributes([kernel]))
  }

  static let entries = ["maxpool", "avgpool"].map { name in
    OperatorEntry(
      name, "\(name == "maxpool" ? "largest" : "mean") value of a window, or of the whole map",
      columns: ["k", "s", "d", "p", "ceil", "called"]
    ) { (cells, inputs) throws(Diagnostic) in try make(name, &cells, inputs[0]) }
  }

  private static func make(
    _ name: String, _ cells: inout RowCells, _ input: Shape
  ) throws(Diagnostic) -> (any Operator, Shape) {
    let call = try cells.call(among: [.module, .function, .mean, .fixed])
    guard cells.isGiven("k") else {
      if let column = ["s", "d", "p", "ceil"].first(where: cells.isGiven) {
        throw cells.fault("\(name) over the whole map takes no '\(column)'", in: column)
      }
      return (
        Pool(name: name, window: nil, call: call),
        Shape(channels: input.channels, height: 1, width: 1)
      )
    }
    let ceils = try cells.flag("ceil") ?? false
    let sliding = try cells.sliding(ceils: ceils)
    let kernel = try cells.kernels(allowList: false)[0]
    try cells.requireFits(kernel, sliding, input)
    cells.notePadding([kernel], sliding)
    if !cells.isGiven("s"), kernel.sizes.contains(where: \.isEven) {
      cells.note(
        "\(name) of \(kernel.text) without 's' has a stride of 1", in: "k",
        help: "PyTorch and Keras take the kernel: write it in 's', or write 1")
    }
    let output = try cells.exactly { () throws(ArithmeticFault) in
      try sliding.output(input, kernel, channels: input.channels)
    }
    return (Pool(name: name, window: (kernel, sliding), call: call), output)
  }
}

extension Formula {
  /// Whether it is known to be even.
  fileprivate var isEven: Bool {
    constantValue.map { $0.isInteger && $0.numerator.isMultiple(of: 2) } ?? false
  }
}
