import CostModel
import ScalingSearch
import Symbolic

extension Command {
  static let merge = Command(
    name: "merge", summary: "Merge the journals of a search split across machines",
    usage: "costcalc merge JOURNAL… [--format json]",
    operands: [
      Operand(
        name: "JOURNAL", summary: "A file written by --journal", isRepeatable: true, offers: .files)
    ],
    options: [
      .minimize, .maximize, .pareto, .top, .comparable, .journal, .output, .searchPage, .threads,
    ] + Option.showing,
    columns: SearchAnswer.columns,
    discussion: """
      Prints what the search would have printed if one machine had run all of it. Each journal \
      records its search. Journals may be given in any order, more than once, and with an \
      unfinished last line. Trainings of one network are pooled, whatever their seeds; two with the \
      same seed and the same numbers are one.

      A grid or a sample needs a journal of every part. Trials of --evaluate can be merged before \
      they finish; a network that no part has tried has no accuracy. --journal writes them to one \
      journal of the current format, which any search of the same spec can go on in or --reuse.
      """,
    examples: [("costcalc merge part-*.jsonl --top 5", "the five best of all parts")],
    run: MergeRun.run)
}

/// The command `merge`.
private enum MergeRun {
  /// The searches that keep journals.
  private static let searches: [String: @Sendable (Invocation, [Journal.Contents]) throws -> Void] =
    [
      Command.gridSearch.name: { try GridSearchRun.run($0, merging: $1) },
      Command.fit.name: { try FitRun.run($0, merging: $1) },
      Command.space.name: { try SpaceRun.run($0, merging: $1) },
    ]

  static func run(_ invocation: Invocation) throws {
    let journals = try invocation.operands.map { path in
      FilesInUse.note(path)
      return (path: path, contents: try Journal.read(path))
    }
    let first = journals[0]
    for other in journals.dropFirst() {
      var (header, expected) = (other.contents.header, first.contents.header)
      let haveAnswers = header.origin != nil && expected.origin != nil
      if haveAnswers, invocation.isGiven(.comparable) {
        (header.search, expected.search) = (header.selection, expected.selection)
      }
      // Parts of one search differ in the shard, and may differ in how they were displayed.
      if haveAnswers || header.shard?.count == expected.shard?.count {
        (header.shard, header.ranking) = (nil, [])
        (expected.shard, expected.ranking) = (nil, [])
      }
      // Trainings belong to networks, whatever machine these were for.
      if haveAnswers { header.machine = nil }
      // They may know one spec by two fingerprints; the search compares each with its own.
      header.spec = expected.spec
      if let difference = expected.difference(from: header) {
        throw Diagnostic(
          "\(quoted(other.path)) belongs to a different search than \(quoted(first.path)): "
            + difference,
          help: !haveAnswers
            ? nil
            : header.selection == expected.selection
              ? "use --comparable if their answers can be compared"
              : "run the search that you want with --reuse and both of them")
      }
    }
    let contents = journals.map(\.contents)
    var search = try original(invocation, contents)
    guard let run = searches[search.command.name] else {
      throw Diagnostic("\(quoted(first.path)) is from the command \(search.command.name)")
    }
    for option in invocation.command.options where invocation.isGiven(option) {
      search.options[option.name] = invocation.options[option.name]
    }
    try run(search, contents)
  }

  /// The search as it was typed; its ranking comes from this command, or else from the journal
  /// whose text sorts first.
  private static func original(
    _ invocation: Invocation, _ contents: [Journal.Contents]
  ) throws -> Invocation {
    let isRanked = [Option.minimize, .maximize, .pareto].contains(where: invocation.isGiven)
    let ranking = contents.map(\.header.ranking).min { a, b in a.lexicographicallyPrecedes(b) }
    let words = contents[0].header.search + (isRanked ? [] : ranking ?? [])
    guard case .run(let search) = try invocation.program.request(words) else {
      throw Diagnostic("the journal does not name a valid search: \(words.joined(separator: " "))")
    }
    // A header identifies a search. Options that write or print are never part of that, and are not
    // obeyed.
    if let option = search.command.options.first(where: {
      Option.incidental.contains($0.name) && search.isGiven($0)
    }) {
      throw Diagnostic(
        "the journal's search has \(option.spelling), which costcalc never writes")
    }
    return search
  }
}
