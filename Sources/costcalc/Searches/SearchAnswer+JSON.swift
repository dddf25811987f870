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
    ] + facts + (session.networks.roofline?.json ?? [])
      + (hasAccuracy ? [("accuracies", .array(accuracies))] : []) + (own ?? [])
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
    ] + (hasErrors ? trainings(row) : []) + (metrics.isEmpty ? [] : [("metrics", metrics(of: row))])
      + [
        ("macs", .integer(candidate.cost(.macs))),
        ("parameterCount", .integer(candidate.cost(.parameters))),
        ("activations", .integer(candidate.cost(.activations))),
        ("memory", (row.details?.memory).map { .integer($0) } ?? .null),
        ("peak", (row.details?.peak).map { .integer($0) } ?? .null),
      ]
      + (session.networks.roofline == nil
        ? [] : [("latency", (row.details?.latency).map { .number($0) } ?? .null)])
      + [
        ("network", .array((row.details?.stages ?? []).map(\.json)))
      ]
  }
}

extension SearchAnswer {
  /// What is known of the trainings of a network.
  private func trainings(_ row: Row) -> [(String, JSONOutput)] {
    let evaluation = row.candidate.evaluation
    return [
      ("stderr", (evaluation?.accuracy.standardError).map { .number($0) } ?? .null),
      ("n", (evaluation?.count).map { .integer(Int128($0)) } ?? .null),
      ("withinError", row.isWithinError.map { .bool($0) } ?? .null),
      ("seconds", (evaluation?.seconds).map { .number($0) } ?? .null),
      ("attempts", (evaluation?.attempts).map { .integer(Int128($0)) } ?? .null),
    ]
  }

  /// Further metrics, each with its mean and its error.
  private func metrics(of row: Row) -> JSONOutput {
    let known = row.candidate.evaluation?.metrics ?? [:]
    return .object(
      known.sorted { $0.key < $1.key }.map { name, quantity in
        let error = quantity.standardError.map { JSONOutput.number($0) } ?? .null
        return (name, .object([("mean", .number(quantity.mean)), ("stderr", error)]))
      })
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
