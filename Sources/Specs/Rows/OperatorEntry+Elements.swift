import CostModel
import Symbolic

// Rows of operators without windows: element by element, joins and moves.
extension OperatorEntry {
  static let normalizations: [OperatorEntry] = Normalization.allCases.map { norm in
    OperatorEntry(norm.name, norm.summary, columns: ["act"]) { (_, _) throws(Diagnostic) in
      (.normalization(norm), .module)
    }
  }

  static let activations = Activation.allCases.map { activation in
    OperatorEntry(activation.name, "the activation", columns: []) { (_, _) throws(Diagnostic) in
      (.activation(activation), .module)
    }
  }

  static let joins = [
    OperatorEntry("add", "element-wise sum", columns: ["fusion", "act"], inputs: .join) {
      (cells, _) throws(Diagnostic) in
      let word = try cells.word("fusion", among: Join.Fusion.allCases.map(\.rawValue))
      return (.join(.add(word.flatMap(Join.Fusion.init) ?? .sum)), .module)
    },
    OperatorEntry(
      "multiply", "element-wise product; a 1x1 map counts for every position",
      columns: ["act"], inputs: .join
    ) { (_, _) throws(Diagnostic) in (.join(.multiply), .module) },
    OperatorEntry("concat", "concatenation along the channels", columns: ["act"], inputs: .join) {
      (_, _) throws(Diagnostic) in (.join(.concat(axis: nil)), .module)
    },
  ]

  static let zeros = OperatorEntry(
    absent, "an absent branch: zeros, which a sum leaves out", columns: []
  ) { (_, _) throws(Diagnostic) in (.zeros, .module) }

  static let rearrangements = [
    OperatorEntry(
      "split", "c channels from channel `at` on (0 unless given); a view", columns: ["c", "at"]
    ) { (cells, _) throws(Diagnostic) in
      let channels = try cells.number("c")
      let start = try cells.optionalNumber("at") ?? .zero
      return (.rearrangement(.split(channels: channels, start: start)), .module)
    },
    OperatorEntry(
      "shuffle", "channels interleaved between g groups (arXiv:1707.01083, Figure 1)",
      columns: ["g"]
    ) { (cells, _) throws(Diagnostic) in
      (.rearrangement(.shuffle(groups: try cells.optionalNumber("g") ?? 2)), .module)
    },
    OperatorEntry(
      "depth_to_space", "channels become positions, `by` so many along each axis: pixel shuffle",
      columns: ["by"]
    ) { (cells, _) throws(Diagnostic) in
      (.rearrangement(.depthToSpace(by: try cells.wholeFactors())), .module)
    },
    OperatorEntry(
      "space_to_depth", "positions become channels, `by` so many along each axis: pixel unshuffle",
      columns: ["by"]
    ) { (cells, _) throws(Diagnostic) in
      (.rearrangement(.spaceToDepth(by: try cells.wholeFactors())), .module)
    },
  ]

  static let resize = OperatorEntry(
    "resize", "nearest neighbor, to the height and width of a second tensor, or by a factor",
    columns: ["by", "called"], inputs: .two(unless: "by")
  ) { (cells, _) throws(Diagnostic) in
    let call = try cells.call(among: [.module, .function])
    return (.resize(try cells.factors().map(Resize.by) ?? .like), call)
  }
}

extension Normalization {
  /// A one-line description for documentation.
  fileprivate var summary: String {
    switch self {
    case .batchnorm: "batch normalization"
    case .layernorm: "layer normalization"
    case .l2norm: "L2 norm over the channels, with trained scales"
    case .lrn: "local response normalization, without parameters"
    case .layerscale: "a trained factor per channel"
    case .biasadd: "a trained number added to each channel"
    }
  }
}

extension RowCells {
  /// The factor for each axis, a whole number; required.
  func wholeFactors() throws(Diagnostic) -> [Formula] {
    guard let factors = try perAxis("by") else { throw fault("the column 'by' must be given") }
    return factors
  }

  /// A number for each axis of a map, or nil if the cell is empty.
  fileprivate func factors() throws(Diagnostic) -> [Scalar]? {
    guard let cell = cells["by"] else { return nil }
    let value = try evaluator.value(of: cell, column: "by")
    guard case .scalar(let factor) = value, !axes.isEmpty else {
      return try perAxis(value, "by", at: cell.position).map(Scalar.exact)
    }
    return axes.map { _ in factor }
  }
}
