/// Turns a spec into a network: reads tables row by row, keeps what they make, and collects what
/// must hold.
///
/// One expander makes one network. The work is spread over extensions: parameters, cells,
/// references, rows, repeats and applications.
final class Expander {
  /// More layers than this are an error.
  static let layerLimit = 10_000
  /// More work than this is an error, see ``spend(_:at:)``: neither rows that are skipped nor calls
  /// of functions make layers, and both can double at every level of nesting.
  static let workLimit = 10_000_000
  /// Deeper nesting of blocks is an error.
  static let nestingLimit = 40
  /// Longer lists of kernels are an error.
  static let listLimit = 64
  /// Formulas that print longer than this are an error.
  static let textLimit = 20_000

  let catalog: Catalog
  /// Numeric repeats up to this count are listed copy by copy even where they could fold.
  let unfoldLimit: Int
  /// What takes the place of operators in rows of the model's own file.
  var replacements: [String: String] = [:]
  /// Whether the rows being read are those of a replacement, which keep their operators.
  var isReplacement = false
  /// The replacements that a row has used.
  var replaced: Set<String> = []

  var layers: [Layer] = []
  var requirements: [Requirement] = []
  var symbols: [Symbol] = []
  /// Branches that are not there, by the tensors that stand for them.
  var absentees: [Int: Absentee] = [:]
  /// What is legal, and may not be meant.
  private(set) var notes: [Diagnostic] = []
  private var seenRequirements: Set<Requirement> = []
  private var nextTensor = 0
  private var work = 0
  /// The wiring of tables that were read before; each keeps its table alive.
  var wirings: [ObjectIdentifier: (Wiring, needed: Set<Int>)] = [:]

  /// The tables that have been read to their ends.
  var readTables: Set<ObjectIdentifier> = []
  /// The file of the model; all others come with the library.
  var ownFile = ""
  /// Where the network being read has the values of its parameters from.
  var binding = Trail.Binding()

  /// Where the row being read exists.
  var presence = Condition.constant(true)
  /// Where the copy being read exists; its layers say the same by their number of copies.
  var isRepeated = Condition.constant(true)
  /// How many times the row being read stands in the network.
  var copies = Formula.one
  /// Whose parameters the row being read has.
  var sharing = Sharing.own
  /// The row of the model's own body that is being read.
  var ownRow: SourcePosition?
  /// The blocks and networks being applied, outermost first.
  var active: [Nest] = []

  /// What contains the row being read: a block of a file, a network, or a function.
  struct Nest: Equatable {
    enum Kind: Equatable { case block(String), network, function }
    let kind: Kind
    let name: String
    /// Whether a replacement contains it, whose own rows are not replaced again.
    let isReplacement: Bool
  }

  /// How the applications of a row under `each` share what trains.
  enum Sharing {
    case own, shared, sharedButNorm
  }

  init(catalog: Catalog, unfoldLimit: Int) {
    self.catalog = catalog
    self.unfoldLimit = unfoldLimit
  }

  /// Counts work: characters of expressions evaluated, times the terms of what they give.
  func spend(_ characters: Int, at position: SourcePosition?) throws(Diagnostic) {
    work += characters
    guard work <= Expander.workLimit else {
      throw Diagnostic(
        "more than \(Expander.workLimit) characters to evaluate, repeats and blocks unfolded",
        at: position)
    }
  }

  func tensor(_ shape: Shape) -> Tensor {
    defer { nextTensor += 1 }
    return Tensor(id: nextTensor, shape: shape)
  }

  /// Demands a condition of the row being read: an error where it fails, a requirement where
  /// free symbols leave it open.
  ///
  /// The message is made only where it is needed: texts of formulas take longer than most checks.
  func require(
    _ condition: Condition, _ message: @autoclosure () -> String, at position: SourcePosition?
  ) throws(Diagnostic) {
    // `add` under `if in == c` demands what its own condition says.
    if presence.includes(condition) { return }
    let needed = !(presence && isRepeated) || condition
    switch needed.constantValue {
    case true: return
    case false: throw Diagnostic(message(), at: position)
    case nil:
      let requirement = Requirement(condition: needed, message: message(), position: position)
      if seenRequirements.insert(requirement).inserted { requirements.append(requirement) }
    }
  }

  /// Remarks on what is legal, and may not be meant; once for each place.
  func note(_ message: String, at position: SourcePosition, help: String) {
    let note = Diagnostic(message, at: position, help: help)
    if notes.count < Diagnostics.limit, !notes.contains(note) { notes.append(note) }
  }

  /// Reads with a further condition on what exists.
  func present<Result>(
    where condition: Condition, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let outer = presence
    presence = presence && condition
    defer { presence = outer }
    return try body()
  }
}
