import CostModel
import Symbolic

/// A quantity of a cost as a column: one list serves every table and every report.
struct Metric: Sendable {
  let name: Name
  let priority: Int
  let cell: @Sendable (Cost) -> Cell

  static let all = [
    Metric(.macs, 9) { .quantity($0.macs) },
    Metric(.effectiveMACs, 4) { .quantity($0.effectiveMACs) },
    Metric(.flops, 4) { .quantity($0.flops) },
    Metric(.parameters, 8) { .quantity($0.parameters) },
    Metric(.activations, 7) { .quantity($0.activations) },
    Metric(.modelBytes, 4) { .size($0.modelBytes) },
    Metric(.fusedBytes, 6) { .size($0.fused) },
    Metric(.inputBytes, 4) { .size($0.fused.input) },
    Metric(.weightBytes, 4) { .size($0.fused.weights) },
    Metric(.outputBytes, 4) { .size($0.fused.output) },
    Metric(.unfusedBytes, 4) { .size($0.unfused) },
    Metric(.unfusedInputBytes, 4) { .size($0.unfused.input) },
    Metric(.unfusedWeightBytes, 4) { .size($0.unfused.weights) },
    Metric(.unfusedOutputBytes, 4) { .size($0.unfused.output) },
    Metric(.intensity, 5) {
      $0.intensityValue.map { .number($0, digits: 2) } ?? .missing
    },
    Metric(.im2colBytes, 4) { .size($0.im2colBytes) },
  ]

  private init(_ name: Name, _ priority: Int, _ cell: @escaping @Sendable (Cost) -> Cell) {
    self.name = name
    self.priority = priority
    self.cell = cell
  }

  /// The column; extra unless it is among those shown.
  func column(showing shown: [Name]) -> Column {
    Column(name, priority: priority, isExtra: !shown.contains(name))
  }

  static func named(_ names: Name...) -> [Metric] {
    names.compactMap { name in all.first { $0.name == name } }
  }
}

extension Cost {
  /// FLOPs per byte of fused traffic, if all sizes are bound.
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
