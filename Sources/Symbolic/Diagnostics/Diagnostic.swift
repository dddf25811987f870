/// A position in a source text, or in a file of bytes.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
  /// The name of the text as shown to the reader, usually a path.
  public let file: String

  /// The line, counted from 1. CR LF, CR and LF each end a line. 0 in a file of bytes.
  public let line: Int

  /// The column, counted from 1 in Unicode scalars. In a file of bytes, the offset from its start.
  public let column: Int

  /// A position with 1-based line and column.
  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// A position in a file of bytes.
  package init(file: String, offset: Int) { self.init(file: file, line: 0, column: offset) }

  /// Whether this position precedes another in a file.
  package func stands(before other: SourcePosition) -> Bool {
    (line, column) < (other.line, other.column)
  }

  /// `file:line:column`, which editors and terminals turn into a link; `file:@offset` for bytes.
  public var description: String {
    "\(printable(file)):" + (line > 0 ? "\(line):\(column)" : "@\(column)")
  }
}

/// What is wrong with an input, where, and what would be right.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// A place where the fault was found.
  package struct Use: Hashable, Sendable {
    /// The cell or the row.
    package let position: SourcePosition
    /// Whether it is in a file that comes with the library, rather than in the user's.
    package let isBuiltIn: Bool
  }

  /// The position of the fault, or nil if it is not in a text (a flag, say).
  public let position: SourcePosition?

  /// The places that the fault was followed back from, ending where it was found: rows of blocks
  /// that a cell was passed to, cells that name a parameter.
  package let uses: [Use]

  /// What is wrong, as a clause without a period: "unknown operator 'convv'".
  public let message: String

  /// What would be right: "did you mean 'conv'?", or what to do next.
  public let help: String?

  /// The free parameters that cause it: with a value for each, there is no fault.
  package let freeParameters: Set<String>

  /// Whether it is about the place of a cell, whatever its value; the value's origin is then
  /// irrelevant.
  package let isOfPlace: Bool

  /// At most this many uses are kept.
  private static let useLimit = 8

  /// A fault with its parts.
  package init(
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

  /// The same fault, as one about the place of its cell.
  package var ofPlace: Diagnostic {
    Diagnostic(
      message, at: position, uses: uses, help: help, freeParameters: freeParameters,
      isOfPlace: true)
  }

  /// The same fault, moved to where it can be fixed.
  package func moved(to origin: SourcePosition, isBuiltIn: Bool) -> Diagnostic {
    guard let position, position != origin else { return self }
    // Of a long trail, the end and the start are kept.
    let isKept = uses.count < Diagnostic.useLimit
    let use = isKept ? [Use(position: position, isBuiltIn: isBuiltIn)] : []
    return Diagnostic(
      message, at: origin, uses: use + uses, help: help, freeParameters: freeParameters,
      isOfPlace: isOfPlace)
  }

  /// `mobilenet.json:3:14: unknown operator 'convv'; did you mean 'conv'?`, and a line for each
  /// further place: `  used at specs/blocks/mbconv.json:7:62 (built in)`.
  public var description: String { text() }

  /// The description, with a word for its kind after the position.
  package func text(of kind: String? = nil) -> String {
    let place = position.map { "\($0): " } ?? ""
    let advice = help.map { "; \($0)" } ?? ""
    let places = uses.map { use in
      "\n  used at \(use.position)" + (use.isBuiltIn ? " (built in)" : "")
    }
    return place + (kind.map { "\($0): " } ?? "") + message + advice + places.joined()
  }
}

extension Diagnostic {
  /// The fault of a word where a number or a condition is needed.
  ///
  /// A name that is known and still a word is defined too late, or only by itself: `"c"` in a column
  /// `c`, say, where no other `c` can be read.
  package static func unknownName(
    _ word: String, in known: some Sequence<String>, at position: SourcePosition?
  ) -> Diagnostic {
    guard known.contains(word) else {
      return Diagnostic(
        "unknown name \(quoted(word))", at: position, help: didYouMean(word, in: known))
    }
    return Diagnostic(
      "\(quoted(word)) is not defined where it is given, so it is only a word", at: position,
      help: "give a number, or a name that is defined above")
  }
}

extension [Diagnostic] {
  /// The diagnostics in the order of their file, those without a position first.
  package var inOrder: [Diagnostic] {
    enumerated().sorted { a, b in
      let (first, second) = (a.element.position, b.element.position)
      let places = [first, second].map { ($0?.line ?? 0, $0?.column ?? 0) }
      return places[0] == places[1] ? a.offset < b.offset : places[0] < places[1]
    }.map(\.element)
  }
}
