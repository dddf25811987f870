import CostModel
import JSON
import Specs

extension Journal {
  /// A line of a journal after the first.
  package enum Record: Equatable, Sendable {
    /// Another search that goes on in a journal of trials.
    case search(Header)
    /// The answer of a user's command for a network.
    case trial(Trial)
    /// The findings of a part of a search: networks, before the line that ends them.
    case candidates([GridSearch.Found.Entry])
    /// The end of the search of a part.
    case scan(GridSearch.Found.Summary)
    /// Networks drawn at random, before the line that ends them.
    case draws([RandomSample.Draw])
    /// The end of the draws of a part.
    case sample(networks: Int, drawn: Int, invalid: Int, outside: Int)
  }

  /// The answer of a user's command for a network.
  package struct Trial: Equatable, Sendable {
    /// What tells the network from others of the same spec: its parameters, `width` 1.1, and in
    /// journals of format 3 all else that was set (``CandidateNetworks/key(of:)``).
    package var network: [String: String]
    /// Whether ``network`` lacks what was set for all networks of the search.
    package var isPartial: Bool
    /// The seed of the training; nil if the command was not given one.
    package let seed: Int?
    /// The answer of the command.
    package let answer: CommandRunner.Answer
    /// The duration of all attempts.
    package let seconds: Double
    /// The number of attempts.
    package let attempts: Int

    package init(
      network: [String: String], isPartial: Bool = false, seed: Int? = nil,
      answer: CommandRunner.Answer, seconds: Double, attempts: Int
    ) {
      self.network = network
      self.isPartial = isPartial
      self.seed = seed
      self.answer = answer
      self.seconds = seconds
      self.attempts = attempts
    }
  }
}

extension Journal.Record {
  init?(_ json: JSON) {
    if json["network"] != nil {
      guard let trial = Journal.Trial(json) else { return nil }
      self = .trial(trial)
    } else if json["search"] != nil {
      guard let header = Journal.Header(json) else { return nil }
      self = .search(header)
    } else if case .array(let rows)? = json["candidates"]?.value {
      let entries = rows.compactMap { GridSearch.Found.Entry($0) }
      guard entries.count == rows.count else { return nil }
      self = .candidates(entries)
    } else if case .array(let rows)? = json["draws"]?.value {
      let draws = rows.compactMap { RandomSample.Draw($0) }
      guard draws.count == rows.count else { return nil }
      self = .draws(draws)
    } else if let sample = json["sample"], let networks = sample["networks"]?.integer,
      let drawn = sample["drawn"]?.integer,
      let invalid = sample["invalid"]?.integer, let outside = sample["outside"]?.integer,
      [networks, drawn, invalid, outside].allSatisfy({ 0..<1 << 50 ~= $0 })
    {
      self = .sample(networks: networks, drawn: drawn, invalid: invalid, outside: outside)
    } else if let summary = json["scan"].flatMap({ GridSearch.Found.Summary($0) }) {
      self = .scan(summary)
    } else {
      return nil
    }
  }

  var json: JSONOutput {
    switch self {
    case .trial(let trial): return trial.json
    case .search(let header): return .object(header.members)
    case .candidates(let entries): return .object([("candidates", .array(entries.map(\.json)))])
    case .scan(let summary): return .object([("scan", summary.json)])
    case .draws(let draws): return .object([("draws", .array(draws.map(\.json)))])
    case .sample(let networks, let drawn, let invalid, let outside):
      let numbers = [
        ("networks", networks), ("drawn", drawn), ("invalid", invalid), ("outside", outside),
      ]
      return .object([("sample", .object(numbers.map { ($0, .integer(Int128($1))) }))])
    }
  }
}

extension Journal.Trial {
  fileprivate init?(_ json: JSON) {
    guard case .object(let members)? = json["network"]?.value,
      let seconds = json["seconds"]?.real, seconds >= 0,
      let attempts = json["attempts"]?.integer, attempts >= 1
    else { return nil }
    let seed = json["seed"]?.integer
    if let given = json["seed"]?.value, given != .null {
      guard let seed, seed >= 0 else { return nil }
    }
    let answer: CommandRunner.Answer
    if let value = json["accuracy"]?.real {
      answer = .number(value, metrics: json["metrics"]?.reals ?? [:])
    } else if let reason = json["failure"]?.text {
      answer = .failure(reason)
    } else {
      return nil
    }
    self.init(
      network: members.reduce(into: [:]) { $0[$1.key] = $1.value.text },
      isPartial: json["seed"] == nil, seed: seed, answer: answer,
      seconds: seconds, attempts: attempts)
  }

  fileprivate var json: JSONOutput {
    let seed = isPartial ? [] : [("seed", seed.map { JSONOutput.integer(Int128($0)) } ?? .null)]
    let result: [(String, JSONOutput)] =
      switch answer {
      case .number(let value, let metrics):
        [("accuracy", .number(value))]
          + (metrics.isEmpty
            ? []
            : [
              (
                "metrics",
                .object(metrics.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) })
              )
            ])
      case .failure(let reason): [("failure", .string(reason))]
      }
    let network = network.sorted { $0.key < $1.key }.map { ($0.key, JSONOutput.string($0.value)) }
    return .object(
      [("network", .object(network))] + seed + result
        + [("seconds", .number(seconds)), ("attempts", .integer(Int128(attempts)))])
  }
}

// MARK: - JSON values

extension JSON {
  /// The string, if it is one.
  var text: String? {
    guard case .string(let text) = value else { return nil }
    return text
  }

  /// The strings of an array of strings.
  var texts: [String]? {
    guard case .array(let elements) = value else { return nil }
    let texts = elements.compactMap(\.text)
    return texts.count == elements.count ? texts : nil
  }

  /// The finite number, if it is one.
  var real: Double? {
    guard case .number(let literal) = value else { return nil }
    return Double(plain: literal)
  }

  /// The finite numbers of an object, by name.
  var reals: [String: Double]? {
    guard case .object(let members) = value else { return nil }
    return members.reduce(into: [:]) { $0[$1.key] = $1.value.real }
  }

  /// The whole number, if it is one that fits.
  var integer: Int? {
    guard case .number(let literal) = value else { return nil }
    return Int(literal)
  }

  /// The whole numbers of an array of whole numbers.
  var integers: [Int]? {
    guard case .array(let elements) = value else { return nil }
    let integers = elements.compactMap(\.integer)
    return integers.count == elements.count ? integers : nil
  }
}
