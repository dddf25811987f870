import CostModel
import Symbolic

extension Metric {
  /// What people are told of a metric.
  private struct Words {
    let heading: String
    /// As ``Heading/priority``.
    let priority: Int
    let meaning: String
    var older: [String] = []
  }

  private var words: Words {
    switch self {
    case .macs:
      Words(
        heading: "MACs", priority: 9,
        meaning: "multiply-accumulates, including taps on padding, without biases")
    case .effectiveMACs:
      Words(
        heading: "Effective MACs", priority: 4,
        meaning: "multiply-accumulates without taps on padding")
    case .flops: Words(heading: "FLOPs", priority: 4, meaning: "two per multiply-accumulate")
    case .parameters:
      Words(
        heading: "Params", priority: 8, meaning: "trainable weights, biases, scales and shifts",
        older: ["parameterCount"])
    case .activations:
      Words(
        heading: "Acts", priority: 7,
        meaning: "output elements of convolutions, dense layers and matrix products")
    case .modelBytes:
      Words(heading: "Model size", priority: 4, meaning: "the parameters in bytes")
    case .fusedBytes:
      Words(
        heading: "Traffic", priority: 6,
        meaning: "bytes read and written, with normalization and activation folded into the layer")
    case .inputBytes:
      Words(heading: "Input bytes", priority: 4, meaning: "the part that reads inputs")
    case .weightBytes:
      Words(heading: "Weight bytes", priority: 4, meaning: "the part that reads weights")
    case .outputBytes:
      Words(heading: "Output bytes", priority: 4, meaning: "the part that writes outputs")
    case .unfusedBytes:
      Words(
        heading: "Unfused", priority: 4,
        meaning: "bytes read and written if every operator runs separately")
    case .unfusedInputBytes:
      Words(heading: "Unfused input bytes", priority: 4, meaning: "the part that reads inputs")
    case .unfusedWeightBytes:
      Words(heading: "Unfused weight bytes", priority: 4, meaning: "the part that reads weights")
    case .unfusedOutputBytes:
      Words(heading: "Unfused output bytes", priority: 4, meaning: "the part that writes outputs")
    case .intensity:
      Words(
        heading: "FLOPs/byte", priority: 5,
        meaning: "arithmetic intensity: FLOPs per byte of traffic", older: ["arithmeticIntensity"])
    case .im2colBytes:
      Words(
        heading: "im2col", priority: 4,
        meaning: "bytes that lowering to a matrix product would write and read")
    }
  }

  /// Its one name, in all commands and in every format.
  package var name: Name { Name(rawValue, words.heading, words.meaning, older: words.older) }

  /// The metric as a table shows it.
  func cell(_ cost: Cost) -> Cell {
    guard let formula = try? formula(of: cost) else { return .missing }
    switch unit {
    case .count: return .quantity(formula)
    case .bytes: return .size(formula)
    case .flopsPerByte: return .intensity(formula.constantValue?.doubleValue)
    }
  }

  /// The columns of all metrics, extra unless they are among those shown.
  static func columns<Row>(
    showing shown: [Metric], _ cell: @escaping @Sendable (Row, Metric) -> Cell
  ) -> [Column<Row>] {
    allCases.map { metric in
      Column(metric) { cell($0, metric) }.shown(if: shown.contains(metric))
    }
  }
}

extension Column {
  /// The column of a metric; blank in rows without a cost.
  init(
    _ metric: Metric, priority: Int? = nil, of cost: @escaping @Sendable (Row) -> Cost?
  ) {
    self.init(metric, priority: priority) { row in cost(row).map(metric.cell) ?? .blank }
  }

  /// The same for rows that know its cell.
  init(_ metric: Metric, priority: Int? = nil, _ cell: @escaping @Sendable (Row) -> Cell) {
    self.init(metric.name, priority: priority ?? metric.priority, cell)
  }
}

extension Metric {
  fileprivate var priority: Int { words.priority }
}

extension Cell {
  /// A quantity of a bound network.
  static func quantity(_ formula: Formula) -> Cell {
    formula.constantValue.map { .count($0.numerator) } ?? .text(formula.text)
  }

  /// A size of a bound network.
  static func size(_ formula: Formula) -> Cell {
    formula.constantValue.map { .bytes($0.numerator) } ?? .text(formula.text)
  }

  /// Operations per byte.
  static func intensity(_ value: Double?) -> Cell {
    value.map { .number($0, digits: 2) } ?? .missing
  }
}
