import CostModel
import ScalingSearch

/// What a search prints: its networks, ranked, with all that is known of them.
struct SearchAnswer {
  let session: SearchSession
  /// Networks, in the order of the search.
  let candidates: [Candidate]
  /// What networks differ in.
  let choices: [String]
  /// The MACs that the real factor is to; nil where networks have no baseline.
  var baseline: Double?
  /// Parameters that follow from the choices, and whether they are shown unasked.
  var parameters: [(name: String, isShown: Bool)] = []
  /// A column of the command's own: the share of a budget that a network uses.
  var used: (@Sendable (Candidate) -> Double)?
  /// Where no objective is given: what is small for a network that stands first.
  var order: (@Sendable (Candidate) -> Double)?
  /// What JSON says before the networks.
  let facts: [(String, JSONOutput)]
  /// What the first note says of them all.
  let footer: String

  private var invocation: Invocation { session.invocation }

  /// Prints the networks, the best first, and returns those that were printed.
  @discardableResult
  func show() throws -> [Candidate] {
    let ranked = try Ranking(invocation).ranked(candidates, default: order, real: real)
    let isText = invocation.choice(of: .format) ?? Format.text == .text
    let top = try SearchArguments(invocation).count(.top) ?? (isText ? 20 : ranked.count)
    let shown = Array(ranked.prefix(top))
    let details = try session.networks.details(of: shown, threads: session.threads)
    try invocation.show(
      grid(shown, details), JSONHead("search", of: session.networks.model),
      json: json(shown, details), notes: notes(cells: ranked.count, shown: shown.count))
    return shown
  }

  private func real(_ candidate: Candidate) -> Double? {
    baseline.map { $0 > 0 ? Double(candidate.cost(.macs)) / $0 : 0 }
  }

  private var hasIdeal: Bool { candidates.contains { $0.ideal != nil } }
  private var hasAccuracy: Bool {
    invocation.isGiven(.accuracy) || invocation.isGiven(.evaluate)
  }
  private var hasPoints: Bool { candidates.contains { $0.points > 1 } }

  private func notes(cells: Int, shown: Int) -> [String] {
    var text = footer
    if cells < candidates.count { text += ", \(cells) on the front" }
    if shown < cells {
      text += "; the first \(shown == 1 ? "is" : "\(shown) are") shown, --top shows more"
    }
    if Interruption.isWanted { text += "; interrupted" }
    return [text] + session.accuracyNotes
  }

  // MARK: For people

  private func grid(_ shown: [Candidate], _ details: [CandidateNetworks.Details]) -> Grid {
    // A network of many choices is one word for each.
    let isLong = choices.count > 6
    var columns = choices.map { Column(key: $0, title: $0, priority: 10, isExtra: isLong) }
    columns += [
      Column(.ideal, priority: 8, isExtra: !hasIdeal),
      Column(.real, priority: 9, isExtra: baseline == nil),
      Column(.accuracy, priority: 10, isExtra: !hasAccuracy),
      Column(.macs, priority: 9), Column(.parameters, priority: 7),
      Column(.activations, priority: 6), Column(.memory, priority: 4),
    ]
    columns += parameters.map { parameter in
      Column(
        key: parameter.name, title: parameter.name, priority: 5, isExtra: !parameter.isShown)
    }
    columns += [
      Column(key: "used", title: "Used", priority: 8, isExtra: used == nil),
      Column(key: "points", title: "Points", priority: 3, isExtra: !hasPoints),
      Column(
        key: "choices", title: "Choices", alignment: .left, flexibility: .keepsStart, priority: 10,
        isExtra: !isLong),
      Column(key: "network", title: "Network", alignment: .left, isExtra: true),
    ]
    return Grid(
      columns: columns,
      rows: zip(shown, details).map { candidate, details in
        choices.map { name in .text(candidate.choices.first { $0.name == name }?.text ?? "") }
          + [
            candidate.ideal.map { .number($0.doubleValue, digits: 4) } ?? .missing,
            real(candidate).map { .ratio($0) } ?? .missing,
            candidate.accuracy.map { .text("\($0)") } ?? .missing,
          ] + SearchMetric.allCases.map { .count(candidate.cost($0)) }
          + [details.memory.map { .bytes($0) } ?? .missing]
          + parameters.map { parameter in
            .text(candidate.parameters.first { $0.name == parameter.name }?.text ?? "")
          } + [
            used.map { .share($0(candidate)) } ?? .missing, .integer(Int128(candidate.points)),
            .text(candidate.choices.map(\.text).joined(separator: " ")),
            .text(details.stages.map(\.text).joined(separator: " ")),
          ]
      })
  }

  // MARK: For machines

  private func json(
    _ shown: [Candidate], _ details: [CandidateNetworks.Details]
  ) -> [(String, JSONOutput)] {
    [("complete", .bool(!Interruption.isWanted))] + facts
      + (hasAccuracy
        ? [("accuracies", .array(session.accuracyComments.map { .string($0) }))] : [])
      + [("cells", .array(zip(shown, details).map(json)))]
  }

  private func json(_ candidate: Candidate, _ details: CandidateNetworks.Details) -> JSONOutput {
    .object([
      ("coefficients", .object(candidate.choices.map { ($0.name, .string($0.text)) })),
      (
        "parameters",
        .object(candidate.parameters.map { ($0.name, JSONOutput(value: $0.text)) })
      ),
      ("points", .integer(Int128(candidate.points))),
      ("ideal", candidate.ideal.map { .number($0.doubleValue) } ?? .null),
      ("real", real(candidate).map { .number($0) } ?? .null),
      ("accuracy", candidate.accuracy.map { .number($0) } ?? .null),
      ("macs", .integer(candidate.cost(.macs))),
      ("parameterCount", .integer(candidate.cost(.parameters))),
      ("activations", .integer(candidate.cost(.activations))),
      ("memory", details.memory.map { .integer($0) } ?? .null),
      ("network", .array(details.stages.map(\.json))),
    ])
  }
}

extension Stage {
  /// `mbconv3 40x28x28 ×2`
  fileprivate var text: String {
    let sizes = shape.map { String($0) }.joined(separator: "x")
    return "\(name) \(sizes)" + (repeats > 1 ? " ×\(repeats)" : "")
  }

  fileprivate var json: JSONOutput {
    .object([
      ("row", .string(name)), ("repeats", .integer(Int128(repeats))),
      ("shape", .array(shape.map { .integer($0) })),
    ])
  }
}
