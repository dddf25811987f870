import CostModel
import ScalingSearch
import Specs
import Symbolic

/// The journals of a search: the one that it keeps, those whose trainings it takes over, and those
/// that `merge` joins.
struct SearchJournals {
  /// The journal that this run keeps; nil for none.
  private(set) var own: Journal?
  /// What the journals of `--reuse` hold.
  private(set) var reused: [Journal.Record] = []
  /// The journals that `merge` joins: nothing is searched then; nil for other commands.
  private(set) var merged: [Journal.Contents]?
  /// Where trainings run, and where their output goes; nil unless there are any.
  private(set) var places: TrainingPlaces?

  /// Opens the journal that a search keeps; without a name it gets one, because every training is
  /// kept.
  init(opening header: Journal.Header, of model: Model, _ invocation: Invocation) throws {
    let isComparable = invocation.isGiven(.comparable)
    let sources = try reuse(for: header, invocation, isComparable: isComparable)
    guard invocation.isGiven(.journal) || invocation.isGiven(.evaluate) else { return }
    let part = header.shard.map { "-\($0.index)-of-\($0.count)" } ?? ""
    let path = invocation.value(of: .journal) ?? "\(model.name)\(part).journal.jsonl"
    own = try Journal(path, for: header, version: program.version, isComparable: isComparable)
    FilesInUse.note(path)
    try own?.note(sources)
    if invocation.isGiven(.evaluate) {
      places = try TrainingPlaces(
        besides: path, logs: invocation.value(of: .logs), spec: header.spec, origin: header.origin)
    }
    guard !invocation.isGiven(.journal) else { return }
    Terminal.writeStandardError("costcalc: keeping results in \(path)\n")
  }

  /// Reads the journals of `--reuse`. - Returns: their headers.
  private mutating func reuse(
    for header: Journal.Header, _ invocation: Invocation, isComparable: Bool
  ) throws -> [Journal.Header] {
    var first = header
    var sources: [Journal.Header] = []
    for path in invocation.values(of: .reuse) {
      let contents = try Journal.read(path)
      guard contents.header.origin != nil else {
        throw Diagnostic(
          "the journal \(quoted(path)) has no trainings",
          help: "--reuse takes journals of searches with --evaluate")
      }
      try first.check(contents, isComparable: isComparable, readBy: Option.reuse.spelling)
      if first.origin == nil { first = contents.header(of: first) }
      FilesInUse.note(path)
      reused += contents.records
      sources += contents.headers
    }
    return sources
  }

  /// Takes the parts of one search, and writes what they know into one journal of the current format
  /// if that is asked for.
  init(
    merging merged: [Journal.Contents], for header: Journal.Header, of networks: CandidateNetworks,
    _ invocation: Invocation
  ) throws {
    if let other = merged.first(where: { !header.isOfSpec($0.header) }) {
      throw Diagnostic(
        "the journal \(quoted(other.path)) is of another spec of \(networks.model.name)",
        help: "use the spec that it was written with, or run its part of the search again")
    }
    // Trainings belong to networks, whatever machine these were for.
    if let other = merged.first(where: {
      $0.header.origin == nil && !header.isOfMachine($0.header)
    }) {
      throw Diagnostic(
        "the numbers of the machine have changed since \(quoted(other.path)) was written",
        help: "use the profile that it was written with, or run its part of the search again")
    }
    self.merged = merged
    guard let path = invocation.value(of: .journal) else { return }
    guard invocation.isGiven(.evaluate) else {
      throw invocation.usageError("--journal needs journals of --evaluate")
    }
    let journal = try Journal(path, for: header, version: program.version, isComparable: true)
    FilesInUse.note(path)
    try journal.note(merged.flatMap(\.headers))
    try journal.add(merged.flatMap(\.records), of: networks)
  }

  /// The journals of each part of the search. - Throws: a diagnostic if a part has none.
  static func parts(of merged: [Journal.Contents]) throws -> [[Journal.Contents]] {
    let parts = Dictionary(grouping: merged) { $0.header.shard?.index ?? 1 }
    let count = merged.first?.header.shard?.count ?? 1
    return try (1...count).map { index in
      guard let journals = parts[index] else {
        throw Diagnostic("the journal of part \(index)/\(count) is missing")
      }
      return journals
    }
  }
}
