import CostModel
import Symbolic

// Rows of operators that slide a window over a map, and of dense layers.
extension OperatorEntry {
  static let convolutions = [
    OperatorEntry(
      "conv", "convolution of c filters",
      columns: ["k", "c", "s", "g", "d", "p", "bias", "norm", "act"], takesDefaults: true
    ) { (cells, _) throws(Diagnostic) in
      let channels = try cells.number("c")
      let groups = try cells.optionalNumber("g") ?? 1
      let window = try cells.window(isMixed: false)
      return (
        .convolution(
          Convolution(
            window, channels: channels, groups: .count(groups), hasBias: try cells.hasBias())),
        .module
      )
    },
    OperatorEntry(
      "depthwise", "one filter per channel; a list of kernels mixes them",
      columns: ["k", "c", "s", "d", "p", "bias", "norm", "act"], takesDefaults: true
    ) { (cells, inputs) throws(Diagnostic) in
      let channels = try cells.optionalNumber("c") ?? inputs[0].channels
      let window = try cells.window(isMixed: true)
      return (
        .convolution(
          Convolution(
            window, channels: channels, groups: .perChannel, hasBias: try cells.hasBias())),
        .module
      )
    },
    OperatorEntry(
      "transposed", "transposed convolution of c filters, s times as large",
      columns: ["k", "c", "s", "g", "d", "p", "bias", "norm", "act"], takesDefaults: true
    ) { (cells, _) throws(Diagnostic) in
      let channels = try cells.number("c")
      let groups = try cells.optionalNumber("g") ?? 1
      let window = try cells.window(isMixed: false, notesPadding: false)
      return (
        .transposed(
          TransposedConvolution(
            window, channels: channels, groups: groups, hasBias: try cells.hasBias())),
        .module
      )
    },
  ]

  static let dense = OperatorEntry(
    "dense", "fully connected layer of c outputs; flattens its input",
    columns: ["c", "bias", "norm", "act"]
  ) { (cells, _) throws(Diagnostic) in
    let channels = try cells.number("c")
    return (.dense(Dense(channels: channels, hasBias: try cells.hasBias())), .module)
  }

  static let pools = ["maxpool", "avgpool"].map { name in
    OperatorEntry(
      name, "\(name == "maxpool" ? "largest" : "mean") value of a window, or of the whole map",
      columns: ["k", "s", "d", "p", "ceil", "called"]
    ) { (cells, _) throws(Diagnostic) in
      let call = try cells.call(among: [.module, .function, .mean, .fixed])
      return (.pool(Pool(isMaximum: name == "maxpool", try cells.poolWindow(name))), call)
    }
  }
}

extension RowCells {
  /// The window of a pooling row; nil for the whole map.
  fileprivate func poolWindow(_ name: String) throws(Diagnostic) -> Window<Formula>? {
    guard isGiven("k") else {
      if let column = ["s", "d", "p", "ceil"].first(where: isGiven) {
        throw fault("\(name) over the whole map takes no '\(column)'", in: column)
      }
      return nil
    }
    let ceils = try flag("ceil") ?? false
    let window = try window(isMixed: false, ceils: ceils)
    let kernel = window.kernels[0]
    if !isGiven("s"), kernel.sizes.contains(where: \.isEven) {
      note(
        "\(name) of \(kernel.text) without 's' has a stride of 1", in: "k",
        help: "PyTorch and Keras take the kernel: write it in 's', or write 1")
    }
    return window
  }
}

extension Formula {
  /// Whether it is known to be even.
  fileprivate var isEven: Bool {
    constantValue.map { $0.isInteger && $0.numerator.isMultiple(of: 2) } ?? false
  }
}
