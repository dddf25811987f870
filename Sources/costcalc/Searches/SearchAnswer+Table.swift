import CostModel
import ScalingSearch

extension SearchAnswer {
  /// A network with all that a row says of it.
  struct Row {
    let candidate: Candidate
    /// From 1; nil for a network that was not found.
    let rank: Int?
    /// Why it was not found.
    var exclusion: String?
    var details: CandidateNetworks.Details?
  }

  /// The rows with what only their networks tell.
  func described(_ rows: [Row]) throws -> [Row] {
    let details = try session.networks.details(
      of: rows.map(\.candidate), threads: session.threads)
    return zip(rows, details).map { row, details in
      var row = row
      row.details = details
      return row
    }
  }

  /// The table: the rows, and a network that stands apart.
  func grid(_ rows: [Row], _ apart: Row?) -> Grid {
    Grid(
      columns: columns(rows, apart), rows: rows.map(cells),
      totals: [apart].compactMap(\.self).map(cells))
  }

  private func columns(_ rows: [Row], _ apart: Row?) -> [Column] {
    let isNamed = (rows + [apart].compactMap(\.self)).contains { !$0.candidate.names.isEmpty }
    // A network of many choices is one word for each.
    let isLong = choices.count > 6
    let hasReal = baseline != nil && used == nil
    var columns = choices.map { Column(key: $0, title: $0, priority: 10, isExtra: isLong) }
    columns += [
      Column(.ideal, priority: 8, isExtra: !hasIdeal),
      Column(.real, priority: 9, isExtra: !hasReal),
      Column(.accuracy, priority: 10, isExtra: !hasAccuracy),
      Column(.macs, priority: 9), Column(.parameters, priority: 7),
      Column(.activations, priority: 6), Column(.memory, priority: 4),
    ]
    columns += parameters.map { parameter in
      Column(
        key: parameter.name, title: parameter.name, priority: 5, isExtra: !parameter.isShown)
    }
    return columns + [
      Column(key: "used", title: "Used", priority: 8, isExtra: used == nil),
      Column(key: "points", title: "Points", priority: 3, isExtra: !hasPoints),
      Column(
        key: "choices", title: "Choices", alignment: .left, flexibility: .keepsStart, priority: 10,
        isExtra: !isLong),
      Column(key: "network", title: "Network", alignment: .left, isExtra: true),
      Column(key: "rank", title: "Rank", priority: 8, isExtra: apart == nil),
      Column(
        key: "known", title: "Known", alignment: .left, flexibility: .keepsStart, priority: 9,
        isExtra: !isNamed, isLabel: apart != nil),
    ]
  }

  private func cells(_ row: Row) -> [Cell] {
    let candidate = row.candidate
    let names = (candidate.names + [row.exclusion].compactMap(\.self)).joined(separator: ", ")
    let stages = row.details?.stages ?? []
    func text(_ values: [(name: String, text: String)], _ name: String) -> Cell {
      .text(values.first { $0.name == name }?.text ?? "")
    }
    var cells = choices.map { text(candidate.choices, $0) }
    cells += [
      candidate.ideal.map { .decimal($0, digits: 4) } ?? .missing,
      real(candidate).map { .ratio($0) } ?? .missing,
      candidate.accuracy.map { .text("\($0)") } ?? .missing,
    ]
    cells += SearchMetric.allCases.map { .count(candidate.cost($0)) }
    cells.append((row.details?.memory).map { .bytes($0) } ?? .missing)
    cells += parameters.map { text(candidate.parameters, $0.name) }
    return cells + [
      used.map { .share($0(candidate)) } ?? .missing, .integer(Int128(candidate.points)),
      .text(candidate.choices.map(\.text).joined(separator: " ")),
      .text(stages.map(\.text).joined(separator: " ")),
      row.rank.map { .integer(Int128($0)) } ?? .missing, names.isEmpty ? .missing : .text(names),
    ]
  }
}

extension Stage {
  /// `mbconv3 40x28x28 ×2`
  fileprivate var text: String {
    let sizes = shape.map { String($0) }.joined(separator: "x")
    return "\(name) \(sizes)" + (repeats > 1 ? " ×\(repeats)" : "")
  }
}
