import CostModel
import Symbolic

/// How a printed figure is our count after all.
package struct Reading {
  /// As printed, truncated, or under convention.
  package let verdict: Verdict
  /// The count that gives the figure.
  package let count: Rational
  /// The convention, or under which name the figure is printed; empty for neither.
  package let reason: String
}

extension Figure {
  /// The simplest reading that gives the figure from a count: rounded, else truncated, else as its
  /// column counts; nil for none.
  ///
  /// - Parameters:
  ///   - own: our count by no convention.
  ///   - words: what the table says about the column.
  ///   - counted: the count by those words.
  package func reading(
    of own: Rational, by words: [String], counted: () throws(Diagnostic) -> Rational?
  ) throws(Diagnostic) -> Reading? {
    let misnomer = words.filter { $0 == Published.misnomer }
    let own = (count: own, agreement: agreement(with: own))
    if own.agreement == .rounded {
      return Reading(verdict: .asPrinted, count: own.count, reason: misnomer.joined())
    }
    let column = try counted().flatMap { count in agreement(with: count).map { (count, $0) } }
    let alternative = column.flatMap { count, agreement -> Reading? in
      guard agreement.habit.map(words.contains) ?? true else { return nil }
      // Truncating and rounding up may give the same as rounding, which needs no habit.
      let needed = words.filter { !Agreement.habits.contains($0) || $0 == agreement.habit }
      return Reading(
        verdict: .underConvention, count: count,
        reason: needed.map { Published.habits.contains($0) ? $0 : $0.typed }
          .joined(separator: ", "))
    }
    guard own.agreement == .truncated else { return alternative }
    let isOther = alternative.map { $0.count != own.count } ?? false
    return Reading(
      verdict: .truncated, count: own.count,
      reason: isOther
        ? "or \(alternative?.reason ?? "")" : misnomer.joined())
  }

  /// What a column that is printed by the words prints for a count.
  ///
  /// - Throws: `overflow`.
  func printed(_ count: Rational, by words: [String]) throws(ArithmeticFault) -> Rational {
    var printed = words.contains("halved") ? try count / 2 : count
    guard words.contains(Published.binary) else { return printed }
    var worth: Rational = 1
    while worth < unitWorth {
      worth = try worth * 1000
      printed = try printed * Rational(1000) / 1024
    }
    return printed
  }

  /// Whether the same number is printed, to the same digit.
  func isSame(as other: Figure) -> Bool {
    exact == other.exact && lastDigit == other.lastDigit && meaning == other.meaning
  }
}

extension Figure.Agreement {
  /// The word that a table uses for it; nil for plain rounding.
  fileprivate var habit: String? {
    switch self {
    case .rounded: nil
    case .truncated: "truncated"
    case .roundedUp: "rounded up"
    }
  }

  fileprivate static let habits = ["truncated", "rounded up"]
}
