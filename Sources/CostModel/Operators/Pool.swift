/// Pooling: no multiply-accumulates, no parameters, but traffic.
struct Pool: Operator {
  let name: String
  let kind = LayerKind.pooling
  /// nil pools the whole feature map.
  let window: (kernel: Kernel, sliding: Sliding)?
  /// How the reference code calls it, one of ``calls``: some tools count modules only.
  let call: String

  /// Whether tools see a pooling of the whole map, and not of a window that happens to be as large.
  var isGlobal: Bool { window == nil && call != "fixed" }

  static let calls = ["module", "function", "mean", "fixed"]

  var detail: String {
    guard let window else { return "global" }
    let words = [window.kernel.text, window.sliding.detail]
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    guard let (kernel, sliding) = window else { return Counts(read: [try input.elements()]) }
    let positions =
      try sliding.touched(input.height, output.height, kernel.height)
      * sliding.touched(input.width, output.width, kernel.width)
    return Counts(read: [try input.channels * positions])
  }

  func attributes() throws(ArithmeticFault) -> Attributes {
    let isMaximum = name == "maxpool"
    guard let (kernel, sliding) = window else { return .pooling(isMaximum: isMaximum, nil) }
    return .pooling(isMaximum: isMaximum, try sliding.attributes([kernel]))
  }

  static let entries = ["maxpool", "avgpool"].map { name in
    OperatorEntry(
      name, "\(name == "maxpool" ? "largest" : "mean") value of a window, or of the whole map",
      columns: ["k", "s", "d", "p", "called"]
    ) { (cells, inputs) throws(Diagnostic) in try make(name, &cells, inputs[0]) }
  }

  private static func make(
    _ name: String, _ cells: inout RowCells, _ input: Shape
  ) throws(Diagnostic) -> (any Operator, Shape) {
    let call = try cells.word("called", among: calls) ?? "module"
    guard cells.isGiven("k") else {
      if let column = ["s", "d", "p"].first(where: cells.isGiven) {
        throw cells.fault("\(name) over the whole map takes no '\(column)'", in: column)
      }
      return (
        Pool(name: name, window: nil, call: call),
        Shape(channels: input.channels, height: 1, width: 1)
      )
    }
    let sliding = try cells.sliding()
    let kernel = try cells.kernels(allowList: false)[0]
    try cells.requireFits(kernel, sliding, input)
    let output = try cells.exactly { () throws(ArithmeticFault) in
      Shape(
        channels: input.channels, height: try sliding.output(input.height, kernel.height),
        width: try sliding.output(input.width, kernel.width))
    }
    return (Pool(name: name, window: (kernel, sliding), call: call), output)
  }
}
