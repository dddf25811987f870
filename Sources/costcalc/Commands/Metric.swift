import CostModel

/// A quantity of a cost as a column: the same list serves every table and every report.
struct Metric: Sendable {
  /// The name in JSON, CSV and `--columns`.
  let key: String
  let title: String
  let priority: Int
  let cell: @Sendable (Cost) -> Cell

  static let all = [
    Metric("macs", "MACs", 9) { .quantity($0.macs) },
    Metric("effectiveMacs", "Effective MACs", 2) { .quantity($0.effectiveMACs) },
    Metric("flops", "FLOPs", 1) { .quantity($0.flops) },
    Metric("parameters", "Params", 8) { .quantity($0.parameters) },
    Metric("activations", "Acts", 7) { .quantity($0.activations) },
    Metric("modelBytes", "Model size", 2) { .size($0.modelBytes) },
    Metric("fusedBytes", "Traffic", 6) { .size($0.fused) },
    Metric("inputBytes", "Input", 4) { .size($0.fused.input) },
    Metric("weightBytes", "Weights", 4) { .size($0.fused.weights) },
    Metric("outputBytes", "Output", 4) { .size($0.fused.output) },
    Metric("unfusedBytes", "Unfused", 3) { .size($0.unfused) },
    Metric("unfusedInputBytes", "Unfused input", 1) { .size($0.unfused.input) },
    Metric("unfusedWeightBytes", "Unfused weights", 1) { .size($0.unfused.weights) },
    Metric("unfusedOutputBytes", "Unfused output", 1) { .size($0.unfused.output) },
    Metric("intensity", "FLOPs/byte", 5) {
      $0.intensityValue.map { .number($0, digits: 2) } ?? .missing
    },
    Metric("im2colBytes", "im2col", 2) { .size($0.im2colBytes) },
  ]

  /// The names of all, for help.
  static let keys = anyOf(all.map(\.key))

  private init(
    _ key: String, _ title: String, _ priority: Int, cell: @escaping @Sendable (Cost) -> Cell
  ) {
    self.key = key
    self.title = title
    self.priority = priority
    self.cell = cell
  }

  /// The column; extra unless its key is among those shown.
  func column(showing keys: [String]) -> Column {
    Column(key: key, title: title, priority: priority, isExtra: !keys.contains(key))
  }

  static func named(_ keys: String...) -> [Metric] {
    keys.compactMap { key in all.first { $0.key == key } }
  }
}

extension Cost {
  /// FLOPs for each byte of fused traffic, where all is bound.
  var intensityValue: Double? { (try? intensity()?.value(at: [:]))?.doubleValue }
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

  static func size(_ traffic: Traffic) -> Cell {
    (try? traffic.total()).map { size($0) } ?? .missing
  }
}
