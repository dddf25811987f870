import CostModel
import Symbolic

extension ExplainRun {
  static let differenceColumns = [
    Column(
      key: "term", title: "Term", alignment: .left, priority: 9,
      meaning: "with --to: the part counted, such as batch norm"),
    Column(key: "from", title: "", priority: 8, meaning: "what the convention of --from counts"),
    Column(key: "to", title: "", priority: 8, meaning: "what the convention of --to counts"),
    Column(key: "difference", title: "Difference", priority: 9),
  ]

  /// Shows the difference between two conventions, term by term.
  func difference() throws {
    let words = [Option.from, .to].map { invocation.value(of: $0) ?? "paper" }
    let conventions = try words.map { try arguments.convention($0) }
    var terms: [String] = []
    var amounts: [[String: Int128]] = []
    for convention in conventions {
      guard convention.counts(.macs) else {
        throw invocation.usageError(
          "\(quoted(convention.name)) counts parameters, not MACs")
      }
      var found: [String: Int128] = [:]
      for (term, amount) in try convention.terms(of: report) {
        found[term] = amount.constantValue?.numerator
        if !terms.contains(term) { terms.append(term) }
      }
      amounts.append(found)
    }
    func row(_ label: String, _ from: Int128, _ to: Int128) -> [Cell] {
      [.text(label), .count(from), .count(to), .count(to - from)]
    }
    // A rule that counts nothing in this network is left out.
    let found = terms.filter { term in amounts.contains { $0[term] ?? 0 != 0 } }
    let rows = found.map { row($0, amounts[0][$0] ?? 0, amounts[1][$0] ?? 0) }
    let sums = amounts.map { $0.values.reduce(0, +) }
    // A file may have the name of a convention that comes with costcalc.
    let isAmbiguous = conventions[0].name == conventions[1].name
    let names = isAmbiguous ? words : conventions.map(\.name)
    try invocation.show(
      Grid(
        columns: ExplainRun.differenceColumns.map { column in
          var column = column
          if column.key == "from" { column.title = names[0] }
          if column.key == "to" { column.title = names[1] }
          return column
        }, rows: rows, totals: [row("total", sums[0], sums[1])]),
      report.head("explain"),
      json: [
        ("from", .string(names[0])), ("to", .string(names[1])),
        (
          "units",
          .object(zip(["from", "to"], conventions).map { ($0, .string($1.unit.rawValue)) })
        ),
        (
          "terms",
          .array(
            found.map { term in
              let (from, to) = (amounts[0][term] ?? 0, amounts[1][term] ?? 0)
              return .object([
                ("term", .string(term)), ("from", .integer(from)), ("to", .integer(to)),
                ("difference", .integer(to - from)),
              ])
            })
        ), ("total", .object([("from", .integer(sums[0])), ("to", .integer(sums[1]))])),
      ], notes: units(conventions))
  }

  /// The units, unless both sides count MACs.
  private func units(_ conventions: [Convention]) -> [String] {
    conventions.allSatisfy { $0.unit == .macs }
      ? [] : [conventions.map { "\($0.name) counts \($0.unit.rawValue)" }.joined(separator: ", ")]
  }
}
