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

  /// `file:line:column`, the form that editors and terminals make into a link.
  public var description: String { "\(printable(file)):\(line):\(column)" }
}

/// What is wrong with an input, where, and what would be right.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the fault is, or nil if it has no place in a text (a flag, say).
  public let position: SourcePosition?

  /// What is wrong, as a clause without a full stop: "unknown operator 'convv'".
  public let message: String

  /// What would be right: "did you mean 'conv'?", or what to do next.
  public let help: String?

  /// The free parameters that are the cause: with a value for each there is no fault.
  public let freeParameters: Set<String>

  /// Describes a fault.
  public init(
    _ message: String, at position: SourcePosition? = nil, help: String? = nil,
    freeParameters: Set<String> = []
  ) {
    self.position = position
    self.message = message
    self.help = help
    self.freeParameters = freeParameters
  }

  /// `mobilenet.json:3:14: unknown operator 'convv'; did you mean 'conv'?`
  public var description: String { text() }

  /// The description, with a word for what it is behind the place.
  public func text(of kind: String? = nil) -> String {
    let place = position.map { "\($0): " } ?? ""
    let advice = help.map { "; \($0)" } ?? ""
    return place + (kind.map { "\($0): " } ?? "") + message + advice
  }
}
