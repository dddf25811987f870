import CostModel
import Specs
import Symbolic

/// Several networks, a row for each.
enum CountNetworks {
  private static let shown: [Metric] = [
    .macs, .parameters, .activations, .fusedBytes, .intensity,
  ]

  static let columns: [Column<(name: String, report: Report)>] =
    [
      Column(
        "model", "Model", alignment: .left, flexibility: .keepsEnd, priority: 10, isLabel: true,
        meaning: "the network, if there are several"
      ) { .text($0.name) },
      Column("input", "Input", alignment: .left, priority: 2) {
        .text($0.report.network.inputs.map(\.shape.text).joined(separator: " "))
      },
      Column("layers", "Layers", priority: 4) { .integer(Int128($0.report.rows.count)) },
    ] + Metric.columns(showing: shown) { $1.cell($0.report.totals) }
    + [Column(.peak, priority: 4) { .peak(of: $0.report) }]

  /// Counts what can be counted; the rest is told afterwards.
  static func run(_ invocation: Invocation) throws {
    for option in [Option.fold, .kinds] where invocation.isGiven(option) {
      throw invocation.usageError("\(option.spelling) sums the layers of one network")
    }
    let arguments = ModelArguments(invocation)
    let options = try arguments.options()
    var faults: [Diagnostic] = []
    func found<Result>(_ body: () throws -> Result) throws -> Result? {
      do {
        return try body()
      } catch let fault as Diagnostic {
        faults.append(fault)
      } catch let several as Diagnostics {
        faults += several.all
      }
      return nil
    }
    let subjects = try invocation.operands.compactMap { name in
      try found { (name: name, subject: try arguments.subject(name)) }
    }
    let rows = try subjects.compactMap { name, subject in
      try found {
        let settings = try arguments.settings(for: subject, among: subjects.map(\.subject))
        return (name: name, report: try arguments.report(subject, settings, options))
      }
    }
    if !rows.isEmpty {
      var grid = Grid(columns, rows).headed(by: options)
      if let key = invocation.value(of: .sort) { grid = try invocation.sorted(grid, by: key) }
      try invocation.show(
        grid, JSONHead("count-models", about: options.conventionJSON),
        notes: options.notes(on: rows.map(\.report.network)))
    }
    if !faults.isEmpty { throw Diagnostics(faults) }
  }
}
