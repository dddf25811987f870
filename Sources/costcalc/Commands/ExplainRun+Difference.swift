import CostModel
import Symbolic

extension ExplainRun {
  /// A term, or the total of all, under two conventions.
  struct Term {
    let name: String
    let from, to: Int128
  }

  /// - Parameters: the names of the two conventions.
  static func differenceColumns(_ from: String, _ to: String) -> [Column<Term>] {
    [
      Column(
        "term", "Term", alignment: .left, priority: 9,
        meaning: "with --to: the part counted, such as batch norm"
      ) { .text($0.name) },
      Column("from", from, priority: 8, meaning: "what the convention of --from counts") {
        .count($0.from)
      },
      Column("to", to, priority: 8, meaning: "what the convention of --to counts") {
        .count($0.to)
      },
      Column("difference", "Difference", priority: 9) { .count($0.to - $0.from) },
    ]
  }

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
    // A rule that counts nothing in this network is left out.
    let found = terms.filter { term in amounts.contains { $0[term] ?? 0 != 0 } }.map { term in
      Term(name: term, from: amounts[0][term] ?? 0, to: amounts[1][term] ?? 0)
    }
    let sums = amounts.map { $0.values.reduce(0, +) }
    // A file may have the name of a convention that comes with costcalc.
    let isAmbiguous = conventions[0].name == conventions[1].name
    let names = isAmbiguous ? words : conventions.map(\.name)
    try invocation.show(
      Grid(
        ExplainRun.differenceColumns(names[0], names[1]), found,
        totals: [Term(name: "total", from: sums[0], to: sums[1])]),
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
              .object([
                ("term", .string(term.name)), ("from", .integer(term.from)),
                ("to", .integer(term.to)), ("difference", .integer(term.to - term.from)),
              ])
            })
        ), ("total", .object([("from", .integer(sums[0])), ("to", .integer(sums[1]))])),
      ], notes: units(conventions) + report.network.remarks)
  }

  /// The units, unless both sides count MACs.
  private func units(_ conventions: [Convention]) -> [String] {
    conventions.allSatisfy { $0.unit == .macs }
      ? [] : [conventions.map { "\($0.name) counts \($0.unit.rawValue)" }.joined(separator: ", ")]
  }
}
