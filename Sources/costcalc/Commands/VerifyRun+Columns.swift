import Charts
import CostModel
import ReferenceExecutor

extension VerifyRun {
  static let columns =
    layerColumns(quantities: []).dropLast().headings()
    .merging(modelColumns(quantities: []).dropLast().headings())
    + quantities(of: []).headings() + [verdict.heading]

  /// What is known of a layer or a network.
  struct Row: Sendable {
    /// As predicted and as executed; nil if it did not run.
    var counts: (predicted: LayerCounts, executed: LayerCounts)?
    /// The MACs of a network that did not run, if it could be counted.
    var macs: Cell?
    let verdict: String

    static func verdict(_ isEqual: Bool) -> String { isEqual ? "agrees" : "differs" }
  }

  /// A layer, or the total of all.
  struct LayerRow: Sendable {
    let layer: Layer?
    let outcome: Row
  }

  struct ModelRow: Sendable {
    let name: String
    let input: Shape?
    let layers: Int?
    let outcome: Row
  }

  static func layerColumns(quantities: [Column<Row>]) -> [Column<LayerRow>] {
    [
      Column(
        "layer", "Layer", alignment: .left, flexibility: .keepsEnd, priority: 10, isLabel: true,
        meaning: "the path of spec rows to the layer"
      ) { .text($0.layer?.name ?? "total") },
      Column("operator", "Operator", alignment: .left, priority: 1) {
        .text($0.layer?.operatorText)
      },
      Column("output", "Output", alignment: .left, priority: 2) {
        .text($0.layer?.output.shape.text)
      },
    ] + (quantities + [verdict]).map { $0.of(\.outcome) }
  }

  static func modelColumns(quantities: [Column<Row>]) -> [Column<ModelRow>] {
    [
      Column(
        "model", "Model", alignment: .left, flexibility: .keepsEnd, priority: 10, isLabel: true,
        meaning: "with 'all', like input and layers"
      ) { .text($0.name) },
      Column("input", "Input", alignment: .left, priority: 6) {
        .text($0.input?.text, else: .missing)
      },
      Column("layers", "Layers", priority: 5) {
        $0.layers.map { .integer(Int128($0)) } ?? .missing
      },
    ] + (quantities + [verdict]).map { $0.of(\.outcome) }
  }

  private static let verdict = Column<Row>(
    "verdict", "Verdict", alignment: .left, priority: 9,
    meaning: "agrees, differs, too large or not run"
  ) { .text($0.verdict) }

  private typealias Pair = (
    name: Name, priority: Int, isExtra: Bool, value: KeyPath<LayerCounts, Int> & Sendable
  )

  /// Traffic is in elements here; other commands use bytes.
  private static let pairs: [Pair] = [
    (Metric.macs.name, 8, false, \.macs), (Metric.effectiveMACs.name, 6, false, \.effectiveMACs),
    (Metric.parameters.name, 8, false, \.parameters),
    (Metric.activations.name, 7, true, \.activations),
    (Name("fusedRead", "Read", "elements of tensors"), 8, false, \.fused.input),
    (Name("fusedWeights", "Weights", "elements of weights"), 8, false, \.fused.weights),
    (Name("fusedWritten", "Written", "elements of tensors"), 8, false, \.fused.output),
    (
      Name("unfusedRead", "Unfused read", "if every operator runs separately"), 7, true,
      \.unfused.input
    ),
    (
      Name("unfusedWeights", "Unfused weights", "if every operator runs separately"), 7, true,
      \.unfused.weights
    ),
    (
      Name("unfusedWritten", "Unfused written", "if every operator runs separately"), 7, true,
      \.unfused.output
    ),
  ]

  /// Each quantity as predicted and as executed; if both agree everywhere, text shows one column.
  static func quantities(of verifications: [Verification]) -> [Column<Row>] {
    pairs.flatMap { pair -> [Column<Row>] in
      let (key, heading, value) = (pair.name.key, pair.name.heading, pair.value)
      let agrees = verifications.allSatisfy { verification in
        (verification.rows.map { ($0.predicted, $0.executed) } + [verification.sums])
          .allSatisfy { $0[keyPath: value] == $1[keyPath: value] }
      }
      return [
        Column(pair.name, priority: pair.priority, isExtra: pair.isExtra && agrees) { row in
          row.counts.map { .count(Int128($0.predicted[keyPath: value])) }
            ?? (key == Metric.macs.rawValue ? row.macs : nil) ?? .missing
        },
        Column(
          "executed\(key.prefix(1).uppercased())\(key.dropFirst())",
          agrees ? "\(heading) run" : "run", priority: pair.priority, isExtra: agrees,
          meaning: "the same, as executed"
        ) { row in
          row.counts.map { .count(Int128($0.executed[keyPath: value])) } ?? .missing
        },
      ]
    }
  }
}
