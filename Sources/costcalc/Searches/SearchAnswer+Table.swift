import CostModel
import ScalingSearch

extension SearchAnswer {
  /// A network with everything that its row shows.
  struct Row: Sendable {
    let candidate: Candidate
    /// The rank from 1; nil for a network that was not found.
    let rank: Int?
    /// Why it was not found.
    var exclusion: String?
    /// Whether it may be as good as the best; nil if that has no error.
    var isWithinError: Bool?
    /// The share of the tightest budget.
    var used: Double?
    var details: CandidateNetworks.Details?
  }

  /// The rows with details that only expanded networks have.
  func described(_ rows: [Row]) throws -> [Row] {
    let details = try session.networks.details(
      of: rows.map(\.candidate), threads: session.threads)
    return zip(rows, details).map { row, details in
      var row = row
      row.details = details
      row.used = isFit ? request?.budgets.used(by: row.candidate) : nil
      return row
    }
  }

  /// The table: the rows, and a network set apart, which programs get as one more row.
  func grid(_ rows: [Row], _ apart: Row?) -> Grid {
    let last = [apart].compactMap(\.self)
    let columns = columns(rows, apart)
    return invocation.choice(of: .format) == Format.csv
      ? Grid(columns, rows + last) : Grid(columns, rows, totals: last)
  }

  /// The columns of every search after the choices and what follows from them.
  private static let costs: [Column<Row>] = [
    Column(.ideal, priority: 8) { row in
      row.candidate.ideal.map { .decimal($0, digits: 4) } ?? .missing
    },
    Column(.real, priority: 9) { row in row.candidate.growth.map { .ratio($0) } ?? .missing },
    Column(.accuracy, priority: 10) { row in
      row.candidate.evaluation.map { .quantity($0.accuracy) } ?? .missing
    },
    Column(.standardError, priority: 10) { row in
      (row.candidate.evaluation?.accuracy.standardError).map { .error($0) } ?? .missing
    },
    Column(.trainings, priority: 9) { row in
      (row.candidate.evaluation?.count).map { .integer(Int128($0)) } ?? .missing
    },
    Column(.withinError, alignment: .left, priority: 10) { row in
      row.isWithinError == true ? .text("≈") : .blank
    },
    Column(.seconds, priority: 5) { row in
      (row.candidate.evaluation?.seconds).map { .number($0, digits: $0 < 100 ? 1 : 0) } ?? .missing
    },
    Column(.attempts, priority: 2, isExtra: true) { row in
      (row.candidate.evaluation?.attempts).map { .integer(Int128($0)) } ?? .missing
    },
    Column(.macs, priority: 9) { .count($0.candidate.cost(.macs)) },
    Column(.parameters, priority: 7) { .count($0.candidate.cost(.parameters)) },
    Column(.activations, priority: 6) { .count($0.candidate.cost(.activations)) },
    Column(.memory, priority: 4) { row in (row.details?.memory).map { .bytes($0) } ?? .missing },
    Column(.latency, priority: 8) { row in (row.details?.latency).map(Cell.time) ?? .missing },
  ]

  /// The columns of every search that come last.
  private static let others: [Column<Row>] = [
    Column(
      "used", "Used", priority: 8, meaning: "the share of the tightest budget, 1 if it is used up"
    ) { row in row.used.map { .share($0) } ?? .missing },
    Column(
      "points", "Points", priority: 3, meaning: "how many points of the search give this network"
    ) { .integer(Int128($0.candidate.points)) },
    Column(
      "choices", "Choices", alignment: .left, flexibility: .keepsStart, priority: 10,
      meaning: "all choices of the network, as one text"
    ) { .text($0.candidate.choices.map(\.text).joined(separator: " ")) },
    Column(
      "network", "Network", alignment: .left, isExtra: true,
      meaning: "each row of the body, its output and how many times it is applied"
    ) { .text(($0.details?.stages ?? []).map(\.text).joined(separator: " ")) },
    Column(
      "rank", "Rank", priority: 8, meaning: "from 1; empty for a network that was not found"
    ) { row in row.rank.map { .integer(Int128($0)) } ?? .missing },
    Column(
      "known", "Known", alignment: .left, flexibility: .keepsStart, priority: 9,
      meaning: "the released member, or the paper's coefficients"
    ) { row in
      let names = row.candidate.names + [row.exclusion].compactMap(\.self)
      return names.isEmpty ? .missing : .text(names.joined(separator: ", "))
    },
    Column(.peak, priority: 4, isExtra: true) { row in
      (row.details?.peak).map { .bytes($0) } ?? .missing
    },
  ]

  static let columns = [.parameter] + (costs + others).headings()

  private func columns(_ rows: [Row], _ apart: Row?) -> [Column<Row>] {
    let isNamed = (rows + [apart].compactMap(\.self)).contains { !$0.candidate.names.isEmpty }
    // A network with many choices gets one word for each.
    let isLong = choices.count > 6
    let isShown: [String: Bool] = [
      Name.ideal.key: hasIdeal, Name.real.key: request?.selection == .feasible,
      Name.accuracy.key: hasAccuracy,
      Name.peak.key: request?.budgets.peak != nil, "used": isFit, "points": hasPoints,
      "choices": isLong, "rank": apart != nil,
      "known": isNamed,
    ]
    func fitted(_ columns: [Column<Row>]) -> [Column<Row>] {
      columns.map { column in
        var column = column
        column.isExtra = isShown[column.key].map { !$0 } ?? column.isExtra
        column.isLabel = column.key == "known" && apart != nil
        return column
      }
    }
    let chosen = choices.map { name in
      Column<Row>(name, name, priority: 10, isExtra: isLong) { $0.candidate.choices.cell(name) }
    }
    let following = parameters.map { name, isShown in
      Column<Row>(name, name, priority: 7, isExtra: !isShown) {
        $0.candidate.parameters.cell(name)
      }
    }
    let errors = SearchAnswer.errors.map(\.key)
    var costs = fitted(SearchAnswer.costs)
    if !hasErrors { costs.removeAll { errors.contains($0.key) } }
    // A command may print a latency of its own.
    let hasMachine = session.networks.roofline != nil
    costs.removeAll { $0.key == Name.latency.key && !hasMachine }
    let measured = metrics.map { name in
      Column<Row>(name, name, priority: 8, meaning: "a metric of the command") {
        ($0.candidate.evaluation?.metrics[name]).map { .quantity($0) } ?? .missing
      }
    }
    return chosen + costs + measured + following + fitted(SearchAnswer.others)
  }
}

extension [(name: String, text: String)] {
  /// The value of a name as typed.
  fileprivate func cell(_ name: String) -> Cell {
    first { $0.name == name }.map { .typed($0.text) } ?? .blank
  }
}

extension Cell {
  /// A mean, with two digits of its error if that is known; otherwise as it was printed, but with
  /// not many more than four digits.
  fileprivate static func quantity(_ quantity: Evaluation.Quantity) -> Cell {
    let mean = quantity.mean
    if let error = quantity.standardError, error > 0 { return .number(mean, digits: error.digits) }
    var (digits, leading) = (4, abs(mean))
    while leading > 0, leading < 0.1, digits < 12 { (digits, leading) = (digits + 1, leading * 10) }
    let places = "\(mean)".split(separator: ".").last?.count ?? 0
    return places > digits && abs(mean) < 1e9
      ? .number(mean, digits: digits) : .text("\(mean)")
  }

  /// An error with two digits.
  fileprivate static func error(_ error: Double) -> Cell { .number(error, digits: error.digits) }
}

extension Double {
  /// How many digits after the point show two of the number: 2 for 0.63.
  fileprivate var digits: Int {
    guard self > 0, self < 10 else { return 0 }
    var (digits, leading) = (1, self)
    while leading < 1, digits < 9 { (digits, leading) = (digits + 1, leading * 10) }
    return digits
  }
}

extension Stage {
  /// `mbconv3 40x28x28 ×2`
  fileprivate var text: String {
    let sizes = shape.map { String($0) }.joined(separator: "x")
    return "\(name) \(sizes)" + (repeats > 1 ? " ×\(repeats)" : "")
  }
}
