import CostModel
import JSON
import ScalingSearch
import Specs
import Symbolic

extension SearchAnswer {
  /// The JSON after its head.
  func json(_ rows: [Row], _ apart: Row?, _ criterion: String) -> [(String, JSONOutput)] {
    let merged = run?.search.points(of: rows.map(\.candidate))
    let cells = rows.indices.map { JSONOutput.object(json(rows[$0], merged?[$0])) }
    let own = apart.map { row -> [(String, JSONOutput)] in
      [
        (
          "apart",
          .object(json(row, nil) + [("excluded", row.exclusion.map { .string($0) } ?? .null)])
        )
      ]
    }
    let accuracies = session.accuracyComments.map { JSONOutput.string($0) }
    return [
      ("complete", .bool(!Interruption.isWanted)), ("baseline", baselineJSON),
      ("criterion", .string(criterion)),
    ] + facts + (hasAccuracy ? [("accuracies", .array(accuracies))] : []) + (own ?? [])
      + [("cells", .array(cells))]
  }

  private var baselineJSON: JSONOutput {
    guard let request else { return .null }
    return .object([
      ("model", .string(request.networks.model.name)), ("macs", .integer(request.baselineMACs)),
    ])
  }

  private func json(_ row: Row, _ merged: [[Rational]]?) -> [(String, JSONOutput)] {
    let candidate = row.candidate
    let points = merged.map { points in
      ("merged", JSONOutput.array(points.map { .array($0.map { .decimal($0) }) }))
    }
    return [
      ("rank", row.rank.map { .integer(Int128($0)) } ?? .null),
      ("known", .array(candidate.names.map { .string($0) })),
      ("coefficients", .object(candidate.choices.map { ($0.name, .string($0.text)) })),
      (
        "parameters",
        .object(candidate.parameters.map { ($0.name, JSONOutput(value: $0.text)) })
      ),
      ("points", .integer(Int128(candidate.points))),
    ] + [points].compactMap(\.self) + [
      ("ideal", candidate.ideal.map { .decimal($0) } ?? .null),
      ("real", candidate.growth.map { .number($0) } ?? .null),
      ("accuracy", candidate.accuracy.map { .number($0) } ?? .null),
      ("macs", .integer(candidate.cost(.macs))),
      ("parameterCount", .integer(candidate.cost(.parameters))),
      ("activations", .integer(candidate.cost(.activations))),
      ("memory", (row.details?.memory).map { .integer($0) } ?? .null),
      ("peak", (row.details?.peak).map { .integer($0) } ?? .null),
      ("network", .array((row.details?.stages ?? []).map(\.json))),
    ]
  }
}

extension Stage {
  fileprivate var json: JSONOutput {
    .object([
      ("row", .string(name)), ("repeats", .integer(Int128(repeats))),
      ("shape", .array(shape.map { .integer($0) })),
    ])
  }
}
