import CostModel

/// The record of a search on disk: JSON Lines, appended to and never rewritten.
///
/// The first line says which search it is. Every further line is synced to the disk before the
/// search goes on, so that a search that is killed at any moment finds all it has learnt. A line
/// that was being written at that moment has no line feed yet, and is dropped.
public final class Journal {
  /// Which search a journal belongs to.
  public struct Header: Hashable, Sendable {
    /// The words of the command line that decide what is looked at.
    public var search: [String]
    /// Those that only decide the order in which it is shown.
    public var ranking: [String]
    /// The fingerprint of the spec.
    public var spec: String
    /// The part of the search, of how many; nil for the whole.
    public var shard: Shard?

    /// What a search is known by.
    public init(search: [String], ranking: [String], spec: String, shard: Shard?) {
      self.search = search
      self.ranking = ranking
      self.spec = spec
      self.shard = shard
    }
  }

  /// What a journal holds.
  public struct Contents: Sendable {
    /// Which search it is.
    public let header: Header
    /// What the search has learnt, in the order in which it did.
    public let records: [Record]
  }

  /// What stood in it when it was opened.
  public let records: [Record]
  private let file: AppendOnlyFile

  /// Opens the journal of a search, or begins one.
  ///
  /// - Throws: a diagnostic where the file is no journal, or another search's, where another
  ///   process writes it now, or where the system refuses.
  public init(_ path: String, for header: Header, version: String) throws(Diagnostic) {
    file = try AppendOnlyFile(path)
    var reader = JournalReader(path)
    let (length, unfinished) = try file.lines { (line) throws(Diagnostic) in try reader.take(line) }
    guard !(length == 0 && JournalReader.isBeginning(unfinished)) else {
      records = []
      try file.cut(to: 0)
      try file.append(header.json(version: version).line)
      file.syncFolder()
      return
    }
    let contents = try reader.contents()
    if let difference = header.difference(from: contents.header) {
      throw Diagnostic(
        "the journal \(quoted(path)) is another search's: \(difference)",
        help: "name another with --journal")
    }
    records = contents.records
    if length < file.length { try file.cut(to: length) }
  }

  /// Reads a journal without touching it; a line without its end is passed over.
  ///
  /// - Throws: a diagnostic at the line that is no record, or where the file can't be read.
  public static func read(_ path: String) throws(Diagnostic) -> Contents {
    var reader = JournalReader(path)
    _ = try AppendOnlyFile.lines(of: path) { (line) throws(Diagnostic) in try reader.take(line) }
    return try reader.contents()
  }

  /// Appends records and waits until they are on the disk.
  ///
  /// - Throws: a diagnostic that holds the records, where they can't be written; the journal is
  ///   then as it was before.
  public func append(_ records: [Record]) throws(Diagnostic) {
    let text = records.map(\.json.line).joined()
    do throws(Diagnostic) {
      try file.append(text)
    } catch {
      let lost = text.utf8.count < 4096 ? "; it lacks\n\(text.dropLast())" : ""
      throw Diagnostic(error.message, help: "free some space and start the search again\(lost)")
    }
  }
}

// MARK: - The header

extension Journal {
  /// The version of the format that is written; the schema of a journal ends with it.
  ///
  /// - 1: a network that several points of a grid give has the point nearest to the target, and
  ///   `scan` has no `points`. Some journals of format 1 are as those of format 2.
  /// - 2: it has the point nearest to the defaults, and `scan` has `points`.
  ///
  /// All of them are read. Records say themselves which they are, because a search of before goes
  /// on in its own journal.
  public static let format = 2
  static let schema = "costcalc.journal/"
}

extension Journal {
  /// The version of a header's format; nil where it is no header.
  static func format(of json: JSON) -> Int? {
    guard let schema = json["schema"]?.text, schema.hasPrefix(Journal.schema) else { return nil }
    let digits = schema.dropFirst(Journal.schema.count)
    guard let number = Int(digits), number > 0, String(number) == digits else { return nil }
    return number
  }
}

extension Journal.Header {
  init?(_ json: JSON) {
    guard Journal.format(of: json) != nil, let search = json["search"]?.texts,
      let ranking = json["ranking"]?.texts, let spec = json["spec"]?.text
    else { return nil }
    self.init(
      search: search, ranking: ranking, spec: spec,
      shard: json["shard"]?.text.flatMap { Shard($0) })
  }

  func json(version: String) -> JSONOutput {
    .object([
      ("schema", .string("\(Journal.schema)\(Journal.format)")), ("version", .string(version)),
      ("search", .array(search.map { .string($0) })),
      ("ranking", .array(ranking.map { .string($0) })), ("spec", .string(spec)),
      ("shard", shard.map { .string($0.text) } ?? .null),
    ])
  }

  /// The first thing that tells two searches apart; nil for the same part of the same search.
  public func difference(from other: Journal.Header) -> String? {
    for word in other.search where !search.contains(word) { return "it has \(quoted(word))" }
    for word in search where !other.search.contains(word) { return "it has no \(quoted(word))" }
    if search != other.search { return "its arguments are in a different order" }
    if spec != other.spec { return "its spec was different" }
    guard shard != other.shard else { return nil }
    return other.shard.map { "it is part \($0.text)" } ?? "it is the whole search, not a part"
  }
}
