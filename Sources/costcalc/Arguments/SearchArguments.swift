import Charts
import CostModel
import ScalingSearch
import Symbolic

/// Arguments shared by the commands that search: each word becomes a value once.
struct SearchArguments {
  let invocation: Invocation

  init(_ invocation: Invocation) { self.invocation = invocation }

  /// An exact positive number.
  func decimal(_ option: Option) throws -> Rational? {
    try invocation.value(of: option).map { text in
      guard let value = Rational(decimal: text), value > .zero else {
        throw invocation.usageError(
          "\(option.spelling) takes a positive number, not \(quoted(text))")
      }
      return value
    }
  }

  /// A number in a range.
  func number(_ option: Option, within range: ClosedRange<Double>) throws -> Double? {
    try invocation.value(of: option).map { text in
      guard let value = Rational(decimal: text)?.doubleValue, range.contains(value) else {
        throw invocation.usageError(
          "\(option.spelling) takes a number from \(range.lowerBound.significant(3)) to "
            + "\(range.upperBound.significant(3)), not \(quoted(text))")
      }
      return value
    }
  }

  /// A whole number, positive by default.
  ///
  /// - Parameter most: the largest, where so many things are kept or done at a time.
  func count(_ option: Option, atLeast least: Int = 1, atMost most: Int = .max) throws -> Int? {
    try invocation.value(of: option).map { text in
      let typed = Amount.count.read(text).flatMap { try? $0.integer() }
      guard let value = Int(text) ?? typed, value >= least else {
        let kind = least == 1 ? "positive whole number" : "whole number from \(least) on"
        throw invocation.usageError(
          "\(option.spelling) takes a \(kind), not \(quoted(text))")
      }
      guard value <= most else {
        throw invocation.usageError(
          "\(option.spelling) takes at most \(Int128(most).grouped), not \(quoted(text))")
      }
      return value
    }
  }

  /// The number of threads to use.
  func threads() throws -> Int { min(try count(.threads) ?? 2, 256) }

  /// A formula. - Throws: a usage error with the flag.
  func expression(_ option: Option) throws -> Expression? {
    try invocation.value(of: option).map { text in
      do throws(Diagnostic) {
        return try Expression(text)
      } catch {
        throw invocation.usageError(
          "\(option.spelling): \(error.message)", remedy: error.help)
      }
    }
  }
}
