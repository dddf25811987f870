import CostModel
import Symbolic

/// Turns a spec into a network: reads tables row by row, records their results, and collects
/// requirements.
///
/// One expander makes one network. The work is spread over extensions: parameters, cells,
/// references, rows, repeats and applications.
final class Expander {
  /// More work than this is an error; see ``spend(_:at:)``. Skipped rows and function calls make no
  /// layers, yet both can double at every level of nesting.
  static let workLimit = 10_000_000
  /// The work of a row of numbers: as much as that of a short expression.
  static let rowWork = 100
  /// Deeper nesting of blocks is an error.
  static let nestingLimit = 40
  /// Longer lists of kernels are an error.
  static let listLimit = 64
  /// Formulas that print longer than this are an error.
  static let textLimit = 20_000

  let catalog: Catalog
  /// Numeric repeats up to this count are listed copy by copy even if they could be folded.
  let unfoldLimit: Int
  /// Replacements of operators in rows of the model's own file.
  var replacements: [String: String] = [:]
  /// Whether the current rows are those of a replacement, which keep their operators.
  var isReplacement = false
  /// Where rows exist or not that free parameters leave open; nil leaves it open.
  var decidedAt: Bindings?
  /// The replacements used so far.
  var replaced: Set<String> = []

  /// What has been built so far, and what holds for the current row.
  var builder = NetworkBuilder()
  var symbols: [Symbol] = []
  /// Absent branches, by the tensors that represent them.
  var absentees: [Int: Absentee] = [:]
  /// Notes on what is legal but may not be intended.
  private(set) var notes: [Diagnostic] = []
  /// The work so far; see ``spend(_:at:)``.
  private(set) var work = 0
  /// Whether copies were folded that could also be listed.
  var hasFolded = false
  /// The wiring of tables read before; each keeps its table alive.
  var wirings: [ObjectIdentifier: (Wiring, needed: Set<Int>)] = [:]

  /// The tables that have been read completely.
  var readTables: Set<ObjectIdentifier> = []
  /// The model's own file; all others come with the library.
  var ownFile = ""
  /// Where the current network's parameters get their values.
  var binding = Trail.Binding()

  /// The current row of the model's own body.
  var ownRow: SourcePosition?
  /// The blocks and networks being applied, outermost first.
  var active: [Nest] = []

  /// What contains the current row: a block of a file, a network, or a function.
  struct Nest: Equatable {
    enum Kind: Equatable { case block(String), network, function }
    let kind: Kind
    let name: String
    /// Whether a replacement contains it; the rows of a replacement are not replaced again.
    let isReplacement: Bool
  }

  init(catalog: Catalog, unfoldLimit: Int) {
    self.catalog = catalog
    self.unfoldLimit = unfoldLimit
  }

  /// Counts work: characters of evaluated expressions, times the terms of their results.
  func spend(_ characters: Int, at position: SourcePosition?) throws(Diagnostic) {
    work += characters
    guard work <= Expander.workLimit else {
      throw Diagnostic(
        "more than \(Expander.workLimit) characters to evaluate, repeats and blocks unfolded",
        at: position)
    }
  }

  /// Requires a condition for the current row; see ``NetworkBuilder/require(_:_:at:)``.
  func require(
    _ condition: Condition, _ message: @autoclosure () -> String, at position: SourcePosition?
  ) throws(Diagnostic) {
    try builder.require(condition, message(), at: position)
  }

  /// Notes what is legal but may not be intended, once for each position.
  func note(_ message: String, at position: SourcePosition, help: String) {
    let note = Diagnostic(message, at: position, help: help)
    if notes.count < Diagnostics.limit, !notes.contains(note) { notes.append(note) }
  }

  /// Reads with a further condition for existence.
  func present<Result>(
    where condition: Condition, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let outer = builder.presence
    builder.presence = outer && condition
    defer { builder.presence = outer }
    return try body()
  }
}
