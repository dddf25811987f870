import Symbolic

extension Invocation {
  /// The amount of an option; nil if it is not given.
  func amount(_ option: Option, _ kind: Amount) throws(UsageError) -> Rational? {
    guard let text = value(of: option) else { return nil }
    guard let value = kind.read(text) else {
      throw usageError("\(option.spelling) takes \(kind.wanted), not \(quoted(text))")
    }
    return value
  }
}
