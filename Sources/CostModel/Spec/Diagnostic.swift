/// A place in a source text.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
  /// The name of the text, as it is shown to the reader: mostly a path.
  public let file: String

  /// The line, counted from 1. CR LF, CR and LF each end a line.
  public let line: Int

  /// The column, counted from 1 in Unicode scalars.
  public let column: Int

  /// Names a place by its 1-based line and column.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// Whether this place comes first of two in a file.
  func stands(before other: SourcePosition) -> Bool {
    (line, column) < (other.line, other.column)
  }

  /// `file:line:column`, the form that editors and terminals make into a link.
  public var description: String { "\(printable(file)):\(line):\(column)" }
}

/// What is wrong with an input, where, and what would be right.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where what is wrong here came to light.
  public struct Use: Hashable, Sendable {
    /// The cell or the row.
    public let position: SourcePosition
    /// Whether it stands in a file that comes with the library, and not in the user's.
    public let isBuiltIn: Bool
  }

  /// Where the fault is, or nil if it has no place in a text (a flag, say).
  public let position: SourcePosition?

  /// The places that the fault was followed back from, the last of them where it came to light:
  /// rows of blocks that a cell was passed to, cells that name a parameter.
  public let uses: [Use]

  /// What is wrong, as a clause without a full stop: "unknown operator 'convv'".
  public let message: String

  /// What would be right: "did you mean 'conv'?", or what to do next.
  public let help: String?

  /// The free parameters that are the cause: with a value for each there is no fault.
  public let freeParameters: Set<String>

  /// Whether it is about where a cell stands, whatever its value, so that a value's origin has no
  /// part in it.
  let isOfPlace: Bool

  /// More uses than this are not kept.
  private static let useLimit = 8

  /// Describes a fault.
  public init(
    _ message: String, at position: SourcePosition? = nil, help: String? = nil,
    freeParameters: Set<String> = []
  ) {
    self.init(
      message, at: position, uses: [], help: help, freeParameters: freeParameters,
      isOfPlace: false)
  }

  private init(
    _ message: String, at position: SourcePosition?, uses: [Use], help: String?,
    freeParameters: Set<String>, isOfPlace: Bool
  ) {
    self.position = position
    self.uses = uses
    self.message = message
    self.help = help
    self.freeParameters = freeParameters
    self.isOfPlace = isOfPlace
  }

  /// The same fault, which is about where its cell stands.
  var ofPlace: Diagnostic {
    Diagnostic(
      message, at: position, uses: uses, help: help, freeParameters: freeParameters,
      isOfPlace: true)
  }

  /// The same fault, followed back to where it can be mended.
  func moved(to origin: SourcePosition, isBuiltIn: Bool) -> Diagnostic {
    guard let position, position != origin else { return self }
    // Of a long way the end is kept, and where it started.
    let isKept = uses.count < Diagnostic.useLimit
    let use = isKept ? [Use(position: position, isBuiltIn: isBuiltIn)] : []
    return Diagnostic(
      message, at: origin, uses: use + uses, help: help, freeParameters: freeParameters,
      isOfPlace: isOfPlace)
  }

  /// `mobilenet.json:3:14: unknown operator 'convv'; did you mean 'conv'?`, and a line for each
  /// further place: `  used at specs/blocks/mbconv.json:7:62 (built in)`.
  public var description: String { text() }

  /// The description, with a word for what it is behind the place.
  public func text(of kind: String? = nil) -> String {
    let place = position.map { "\($0): " } ?? ""
    let advice = help.map { "; \($0)" } ?? ""
    let places = uses.map { use in
      "\n  used at \(use.position)" + (use.isBuiltIn ? " (built in)" : "")
    }
    return place + (kind.map { "\($0): " } ?? "") + message + advice + places.joined()
  }
}
