import CostModel
import Symbolic

// Which journals a search may go on in, and whose answers it may use. Findings on a grid belong to
// one search. A training belongs to a network, whatever search asked for it; but only answers of
// the same command under the same tag can be compared.

extension Journal.Header {
  /// What decides whether answers can be compared.
  package struct Origin: Hashable, Sendable {
    /// The text of the command.
    let command: String
    /// What the user says of the circumstances; nil for nothing.
    let tag: String?

    /// `the command './train' with the tag '5 epochs'`
    var text: String {
      // In full: two commands may differ only at their ends.
      "the command '\(printable(command))'" + (tag.map { " with the tag '\(printable($0))'" } ?? "")
    }
  }

  /// Where its answers come from; nil for a search without a command.
  package var origin: Origin? {
    func value(_ option: String) -> String? {
      search.first { $0.hasPrefix("--\(option)=") }.map { String($0.dropFirst(option.count + 3)) }
    }
    return value("evaluate").map { Origin(command: $0, tag: value("tag")) }
  }

  /// The words that decide what is searched, without those that decide where answers come from.
  package var selection: [String] {
    search.filter { !$0.hasPrefix("--evaluate=") && !$0.hasPrefix("--tag=") }
  }

  /// Checks that this search may use what a journal holds.
  ///
  /// - Parameters:
  ///   - isComparable: whether answers of other commands may stand beside those of this one.
  ///   - reader: nil if the search goes on in the journal, otherwise what reads it.
  /// - Throws: a diagnostic with the difference, and what to do about it.
  package func check(
    _ journal: Journal.Contents, isComparable: Bool, readBy reader: String? = nil
  ) throws(Diagnostic) {
    let name = quoted(journal.path)
    let way = reader == nil ? "name another with --journal" : "leave it out of \(reader ?? "")"
    func refusal(_ difference: String, _ help: String) -> Diagnostic {
      Diagnostic("the journal \(name) is another search's: \(difference)", help: help)
    }
    guard origin != nil || reader != nil, journal.headers.allSatisfy({ $0.origin != nil }) else {
      if let difference = difference(from: journal.header) { throw refusal(difference, way) }
      return
    }
    guard journal.headers.allSatisfy(isOfSpec) else {
      throw refusal("its spec was different", way)
    }
    if journal.isPartial, selection != journal.header.selection {
      throw Diagnostic(
        "the journal \(name) has format \(journal.format), whose trainings can only be used by "
          + "the search that asked for them",
        help: "'costcalc merge \(journal.path) --journal NEW' converts it")
    }
    let origins = journal.headers.compactMap(\.origin)
    // Whoever mixed answers in a journal of their own said that they can be compared.
    guard let origin, !isComparable, reader != nil || !origins.contains(origin),
      let other = origins.last(where: { $0 != origin })
    else { return }
    throw Diagnostic(
      "the journal \(name) has answers of \(other.text), not of "
        + origin.text,
      help: "\(way), or use --comparable if they can be compared")
  }
}

extension Journal.Contents {
  /// Whether it holds trainings of which only its own search knows the whole network.
  var isPartial: Bool {
    records.contains { record in
      if case .trial(let trial) = record { trial.isPartial } else { false }
    }
  }
}

extension Journal.Contents {
  /// A header of the same origin as this journal's answers, for a search without a command.
  package func header(of search: Journal.Header) -> Journal.Header {
    var own = search
    own.search += header.search.filter { !header.selection.contains($0) }
    return own
  }
}
