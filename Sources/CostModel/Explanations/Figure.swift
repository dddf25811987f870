import Symbolic

/// A number as somebody printed it: `569 M`, `4.2 B`, `94.86 %`, `1.8x`.
package struct Figure: Equatable, Sendable {
  /// What kind of number it is.
  package enum Meaning: Sendable {
    /// A count: operations, parameters, bytes, points of accuracy.
    case count
    /// A share of the network's total.
    case share
    /// A multiple of the table's first row.
    case ratio
  }

  /// How a printed number follows from a count.
  package enum Agreement: String, Sendable {
    /// The count rounded to the last digit printed.
    case rounded
    /// The count with further digits cut off.
    case truncated
    /// The count rounded up to the last digit printed.
    case roundedUp
  }

  /// As printed.
  package let text: String
  /// The unit as printed, such as `M`, `MB` or `%`; `G` where `e9` is printed.
  package let unit: String
  /// The worth of one of the unit.
  package let unitWorth: Rational
  /// What kind of number it is.
  package let meaning: Meaning
  /// The value without a unit; a share of 94.86 % is 0.9486.
  package let exact: Rational
  /// The worth of the last digit printed.
  package let lastDigit: Rational

  /// The value without a unit.
  package var value: Double { exact.doubleValue }

  /// Whether it is printed in bytes.
  package var isSize: Bool { unit.count == 2 && unit.hasSuffix("B") }

  /// The units that may follow a number, with the power of ten that they stand for.
  private static let units: [String: (power: Int, meaning: Meaning)] = [
    "": (0, .count), "k": (3, .count), "K": (3, .count), "m": (6, .count), "M": (6, .count),
    "g": (9, .count), "G": (9, .count), "b": (9, .count), "B": (9, .count), "t": (12, .count),
    "T": (12, .count), "kB": (3, .count), "KB": (3, .count), "MB": (6, .count),
    "GB": (9, .count), "%": (-2, .share), "x": (0, .ratio), "×": (0, .ratio),
  ]
  private static let prefixes = ["", "k", "M", "G", "T"]

  /// Reads a number with the prefix of its unit, with or without a space between, or with an
  /// exponent; nil where it is none.
  package init?(_ text: String) {
    let written = text.prefix { $0.isNumber || $0 == "." || $0 == "," }
    // Commas separate groups of three digits: 0,41 is not a number here.
    let groups = written.prefix { $0 != "." }.split(
      separator: ",", omittingEmptySubsequences: false)
    guard (groups.first?.count ?? 0) <= 3 || groups.count == 1,
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.count == 1 || groups[0] != "0",
      !written.drop(while: { $0 != "." }).contains(",")
    else { return nil }
    let number = written.filter { $0 != "," }
    let suffix = text.drop { $0.isNumber || $0 == "." || $0 == "," }.drop { $0 == " " }
    let exponent = Figure.exponent(suffix)
    let unit = exponent.map { Figure.prefixes[$0 / 3] } ?? String(suffix)
    guard let (unitPower, meaning) = Figure.units[unit] else { return nil }
    let power = exponent ?? unitPower
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, !first.isEmpty,
      parts.count == 1 || !parts[1].isEmpty
    else { return nil }
    let decimals = parts.count == 2 ? parts[1].count : 0
    guard decimals + power.magnitudeAsInt <= 18, let digits = Int(parts.joined()),
      let lastDigit = try? Rational(10).power(power - decimals),
      let exact = try? Rational(digits) * lastDigit,
      let unitWorth = try? Rational(10).power(unitPower)
    else { return nil }
    self.text = text
    self.unit = unit
    self.unitWorth = unitWorth
    self.meaning = meaning
    self.exact = exact
    self.lastDigit = lastDigit
  }

  /// 9 of `e9`, `E+09`; nil where it is no exponent, or one of no number that is counted.
  private static func exponent(_ suffix: Substring) -> Int? {
    guard suffix.first == "e" || suffix.first == "E", let exponent = Int(suffix.dropFirst()),
      (0..<3 * prefixes.count).contains(exponent)
    else { return nil }
    return exponent
  }

  /// How the number follows from a count; nil where it does not.
  ///
  /// A count midway between two printable numbers may be rounded to either.
  package func agreement(with count: Rational) -> Agreement? {
    guard let above = try? count - exact, let half = try? lastDigit / 2 else { return nil }
    if above <= half, let below = try? Rational.zero - half, above >= below { return .rounded }
    if above >= .zero { return above < lastDigit ? .truncated : nil }
    guard let below = try? exact - count else { return nil }
    return below < lastDigit ? .roundedUp : nil
  }
}

extension Int {
  fileprivate var magnitudeAsInt: Int { Int(clamping: magnitude) }
}
