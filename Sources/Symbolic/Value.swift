/// The value of an expression.
package enum Value: Hashable, Sendable {
  /// A number.
  case scalar(Scalar)
  /// True, false, or not yet known.
  case condition(Condition)
  /// A name that represents itself: an activation, a norm, a spec.
  case word(String)
  /// A whole number for each axis of a map: `2x1`.
  case perAxis([Int])
  /// Several values in a list: the kernels of a mixed convolution.
  case list([Value])

  /// For messages: "a number", "a condition", "the word 'relu'".
  package var kind: String {
    switch self {
    case .scalar: "a number"
    case .condition: "a condition"
    case .word(let word): "the word '\(word)'"
    case .perAxis: "a number for each axis, \(text)"
    case .list: "a list"
    }
  }

  /// A whole number.
  package static func integer(_ value: Int) -> Value { .scalar(.exact(Formula(value))) }

  /// The value as an expression.
  package var text: String {
    switch self {
    case .scalar(let scalar): scalar.text
    case .condition(let condition): condition.text
    case .word(let word): word
    case .perAxis(let sizes): sizes.map(String.init).joined(separator: "x")
    case .list(let values): "[\(values.map(\.text).joined(separator: ", "))]"
    }
  }
}

/// Where an expression looks up names and records requirements.
package protocol Names {
  /// The value of a name; nil if it has no meaning.
  mutating func value(named name: String) throws(Diagnostic) -> Value?
  /// The value of a function that is not in the table; nil if it has no meaning.
  mutating func call(
    _ name: String, _ arguments: [Value], at position: SourcePosition?
  ) throws(Diagnostic) -> Value?
  /// Records a requirement for the value just computed.
  mutating func require(
    _ condition: Condition, _ message: String, at position: SourcePosition?
  ) throws(Diagnostic)
  /// All names, for "did you mean".
  var known: [String] { get }
}

extension Names {
  /// No functions besides those in the table.
  package mutating func call(
    _ name: String, _ arguments: [Value], at position: SourcePosition?
  ) throws(Diagnostic) -> Value? { nil }

  /// Rejects a requirement known to fail; there is nowhere to record an undecided one.
  package mutating func require(
    _ condition: Condition, _ message: String, at position: SourcePosition?
  ) throws(Diagnostic) {
    if condition.constantValue == false { throw Diagnostic(message, at: position) }
  }
}
