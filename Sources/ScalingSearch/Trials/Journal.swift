import CostModel
import JSON
import Specs
import Symbolic

/// The record of a search on disk: JSON Lines, appended to and never rewritten.
///
/// The first line identifies the search. Every further line is synced to the disk before the search
/// continues, so a search that is killed at any moment finds all its results again. A line that was
/// being written at that moment has no line feed yet, and is dropped.
package final class Journal {
  /// The identity of a search.
  package struct Header: Hashable, Sendable {
    /// The command-line words that determine what is searched.
    package var search: [String]
    /// The words that only determine the order of display.
    package var ranking: [String]
    /// The fingerprint of the spec: of its content, or, in journals of before, of its text.
    package var spec: String
    /// The fingerprint of the spec's text, by which a journal of before knows it; nil for a header
    /// that was read.
    package var specText: String?
    /// The fingerprint of the machine's numbers; nil without a machine, and in journals of before.
    package var machine: String?
    /// The part of the search; nil for the whole.
    package var shard: Shard?

    /// The identity of a search, from its parts.
    package init(
      search: [String], ranking: [String], spec: String, specText: String? = nil,
      machine: String? = nil, shard: Shard?
    ) {
      self.search = search
      self.ranking = ranking
      self.spec = spec
      self.specText = specText
      self.machine = machine
      self.shard = shard
    }
  }

  /// The contents of a journal.
  package struct Contents: Sendable {
    /// The path of the file.
    package let path: String
    /// The version of its format.
    package let format: Int
    /// The searches that went on in it, the last one last; all but journals of trials have one.
    package let headers: [Header]
    /// The identity of its last search.
    package var header: Header { headers[headers.count - 1] }
    /// The results of the search, in the order in which they were found.
    package let records: [Record]
  }

  /// The records so far.
  package private(set) var records: [Record]
  /// The searches that went on in it, this one last.
  private var headers: [Header]
  private let file: AppendOnlyFile

  /// Opens the journal of a search, or creates one.
  ///
  /// - Parameters:
  ///   - version: the version of costcalc that writes.
  ///   - isComparable: whether answers of other commands may stand beside those of this one.
  /// - Throws: a diagnostic if the file is not a journal or belongs to another search, if another
  ///   process is writing it, or if the system refuses.
  package init(
    _ path: String, for header: Header, version: String, isComparable: Bool = false
  ) throws(Diagnostic) {
    file = try AppendOnlyFile(path)
    var reader = JournalReader(path)
    let (length, unfinished) = try file.lines { (line) throws(Diagnostic) in try reader.take(line) }
    let first = header.json(version: version).line
    // What was torn off while it was being written is ours; anything else is not.
    guard !(length == 0 && first.utf8.starts(with: unfinished)) else {
      records = []
      headers = [header]
      try file.cut(to: 0)
      try file.append(first)
      file.syncFolder()
      return
    }
    let contents = try reader.contents()
    try header.check(contents, isComparable: isComparable)
    records = contents.records
    headers = contents.headers
    if length < file.length { try file.cut(to: length) }
    if header.search != contents.header.search || header.shard != contents.header.shard {
      // The spec stands there under one fingerprint.
      var own = header
      own.spec = contents.header.spec
      headers.append(own)
      try append([.search(own)])
    }
  }

  /// Notes the searches whose answers this one takes over, if those are of other commands or tags:
  /// what can't be compared without a word here can't be where this journal is read.
  ///
  /// - Throws: a diagnostic if they can't be written.
  package func note(_ others: [Header]) throws(Diagnostic) {
    var known = Set(headers.compactMap(\.origin))
    var foreign: [Header] = []
    for var other in others {
      guard let origin = other.origin, known.insert(origin).inserted else { continue }
      // The spec stands there under one fingerprint.
      other.spec = headers[0].spec
      foreign.append(other)
    }
    guard !foreign.isEmpty else { return }
    // The search that goes on in a journal is its last.
    try append((foreign + headers.suffix(1)).map { .search($0) })
    headers.insert(contentsOf: foreign, at: headers.count - 1)
  }

  /// Reads a journal without changing it; an unfinished line is skipped.
  ///
  /// - Throws: a diagnostic at a line that is not a record, or if the file can't be read.
  package static func read(_ path: String) throws(Diagnostic) -> Contents {
    var reader = JournalReader(path)
    _ = try AppendOnlyFile.lines(of: path) { (line) throws(Diagnostic) in try reader.take(line) }
    return try reader.contents()
  }

  /// Appends records and waits until they are on the disk.
  ///
  /// - Throws: a diagnostic with the records if they can't be written; the journal is then
  ///   unchanged.
  package func append(_ records: [Record]) throws(Diagnostic) {
    let text = records.map(\.json.line).joined()
    do throws(Diagnostic) {
      try file.append(text)
    } catch {
      let lost = text.utf8.count < 4096 ? "; it lacks\n\(text.dropLast())" : ""
      throw Diagnostic(error.message, help: "free some space and start the search again\(lost)")
    }
    self.records += records
  }
}

// MARK: - The header

extension Journal {
  /// The version of the format for new journals; their schema ends with it.
  ///
  /// - 1: a network that several points of a grid give has the point nearest to the target, and
  ///   `scan` has no `points`. Some journals of format 1 are like those of format 2.
  /// - 2: it has the point nearest to the defaults, and `scan` has `points`.
  /// - 3: trials have a seed and a network with all that was set, and so may be of any search;
  ///   `search` names another one that goes on here.
  ///
  /// All of them can be read. Each record tells its own version, because an old search continues in
  /// its own journal.
  package static let format = 3
  static let schema = "costcalc.journal/"
}

extension Journal {
  /// The version of a header's format; nil if it is not a header.
  static func format(of json: JSON) -> Int? {
    guard let schema = json["schema"]?.text, schema.hasPrefix(Journal.schema) else { return nil }
    let digits = schema.dropFirst(Journal.schema.count)
    guard let number = Int(digits), number > 0, String(number) == digits else { return nil }
    return number
  }
}

extension Journal.Header {
  init?(_ json: JSON) {
    guard let search = json["search"]?.texts,
      let ranking = json["ranking"]?.texts, let spec = json["spec"]?.text
    else { return nil }
    self.init(
      search: search, ranking: ranking, spec: spec, machine: json["machine"]?.text,
      shard: json["shard"]?.text.flatMap { Shard($0) })
  }

  func json(version: String) -> JSONOutput {
    .object(
      [
        ("schema", .string("\(Journal.schema)\(Journal.format)")), ("version", .string(version)),
      ] + members)
  }

  var members: [(String, JSONOutput)] {
    [
      ("search", .array(search.map { .string($0) })),
      ("ranking", .array(ranking.map { .string($0) })), ("spec", .string(spec)),
    ] + [machine.map { ("machine", .string($0)) }].compactMap(\.self) + [
      ("shard", shard.map { .string($0.text) } ?? .null)
    ]
  }

  /// Whether another header is of the same spec, by its content or its text.
  package func isOfSpec(_ other: Journal.Header) -> Bool {
    other.spec == spec || other.spec == specText
  }

  /// Whether another header is of the same machine, as far as both know: journals of before name a
  /// machine, but not its numbers.
  package func isOfMachine(_ other: Journal.Header) -> Bool {
    guard let machine, let known = other.machine else { return true }
    return machine == known
  }

  /// The first difference between two searches; nil for the same part of the same search.
  package func difference(from other: Journal.Header) -> String? {
    for word in other.search where !search.contains(word) { return "it has \(quoted(word))" }
    for word in search where !other.search.contains(word) { return "it has no \(quoted(word))" }
    if search != other.search { return "its arguments are in a different order" }
    if !isOfSpec(other) { return "its spec was different" }
    if !isOfMachine(other) { return "its machine had other numbers" }
    guard shard != other.shard else { return nil }
    return other.shard.map { "it is part \($0.text)" } ?? "it is the whole search, not a part"
  }
}
