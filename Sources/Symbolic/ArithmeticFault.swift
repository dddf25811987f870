/// Why an exact calculation has no answer.
///
/// A fault has no position; the caller adds the file, line and column.
public enum ArithmeticFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// A number left the range of the integers.
  case overflow
  /// A division by zero.
  case divisionByZero
  /// A formula with more than 20,000 terms.
  case tooManyTerms
  /// A sum that prints as millions of characters, or a function of a formula that prints as more than
  /// 100,000.
  case tooLong
  /// An exponent beyond 1,000.
  case exponentOutOfRange
  /// A symbol without a value.
  case unbound(String)
  /// A value that must be an integer but is not.
  case notAnInteger(String)
  /// A function outside its domain, described in words.
  case outsideDomain(String)

  /// The fault in words, to follow the position.
  public var description: String {
    switch self {
    case .overflow: "the number is outside the range of integers (2^63)"
    case .divisionByZero: "division by zero"
    case .tooManyTerms: "the formula has more than \(Formula.termLimit) terms"
    case .tooLong:
      "the formula is longer than \(FormulaSum.lengthLimit) characters, or a function's argument "
        + "than \(Formula.textLimit)"
    case .exponentOutOfRange: "the exponent is beyond \(Formula.exponentLimit)"
    case .unbound(let name): "'\(name)' has no value"
    case .notAnInteger(let text): "\(text) is not an integer"
    case .outsideDomain(let text): text
    }
  }
}
