/// An expression as written: what the parser produces and the evaluator walks.
///
/// Every node has its offset in the text, so that an error can point to it.
package indirect enum Syntax: Sendable {
  case integer(Rational, offset: Int)
  case decimal(Double, offset: Int)
  case name(String, offset: Int)
  case call(String, [Syntax], offset: Int)
  case negated(Syntax, offset: Int)
  case arithmetic(Inexact.Operation, Syntax, Syntax, offset: Int)
  case comparison(String, Syntax, Syntax, offset: Int)
  case not(Syntax, offset: Int)
  case logic(isAnd: Bool, Syntax, Syntax, offset: Int)
  /// `[condition]`, 1 or 0.
  case indicator(Syntax, offset: Int)

  package var offset: Int {
    switch self {
    case .integer(_, let offset), .decimal(_, let offset), .name(_, let offset),
      .call(_, _, let offset), .negated(_, let offset), .arithmetic(_, _, _, let offset),
      .comparison(_, _, _, let offset), .not(_, let offset), .logic(_, _, _, let offset),
      .indicator(_, let offset):
      offset
    }
  }

  /// Visits every name, alone or as an argument, from left to right.
  package func forEachName(_ visit: (String) -> Void) {
    switch self {
    case .integer, .decimal: return
    case .name(let name, _): visit(name)
    case .call(_, let arguments, _): for argument in arguments { argument.forEachName(visit) }
    case .negated(let operand, _), .not(let operand, _), .indicator(let operand, _):
      operand.forEachName(visit)
    case .arithmetic(_, let left, let right, _), .comparison(_, let left, let right, _),
      .logic(_, let left, let right, _):
      left.forEachName(visit)
      right.forEachName(visit)
    }
  }
}

/// An expression with its position, which can be evaluated any number of times.
package struct Expression: Sendable {
  /// The text as written.
  package let text: String
  /// Where the text starts; nil for an expression that is not in a file.
  package let origin: SourcePosition?
  package let root: Syntax

  /// Parses an expression.
  ///
  /// - Throws: a diagnostic at the first character that can't be read.
  package init(_ text: String, at origin: SourcePosition? = nil) throws(Diagnostic) {
    self.text = text
    self.origin = origin
    var parser = SyntaxParser(text, origin: origin)
    root = try parser.parse()
  }

  /// The names in the expression, without those of functions.
  package var names: Set<String> {
    var names: Set<String> = []
    root.forEachName { names.insert($0) }
    return names
  }

  /// The position of an offset in the text.
  package func position(_ offset: Int) -> SourcePosition? {
    origin.map {
      SourcePosition(file: $0.file, line: $0.line, column: $0.column + offset)
    }
  }
}
