import CostModel

extension Figure {
  /// The number in the unit that a quantity of ours is shown in, with the digits that were printed:
  /// `1550 M` beside 1.58 G is `1.550 G`.
  ///
  /// Where fewer digits were printed than the unit shows, it begins with `~`: `0.7 B` beside 687 M
  /// is `~700 M`.
  func text(beside ours: Int128, _ style: NumberStyle) -> String {
    let words = style == .scaled ? ours.scaled().split(separator: " ") : []
    let prefix = words.count == 2 ? String(words[1]) : ""
    do throws(ArithmeticFault) {
      let unit = try Rational(10).power(exponent(ofPrefix: prefix))
      let places = try unit / lastDigit
      let isCoarse = places < .one
      let digits = try exact / (isCoarse ? unit : lastDigit)
      guard digits.isInteger else { return text }
      let decimals = isCoarse ? 0 : String(places.numerator).count - 1
      let number = groupingDigits(placingPoint(in: String(digits.numerator), decimals: decimals))
      return (isCoarse ? "~" : "") + number + (prefix.isEmpty ? "" : " \(prefix)")
    } catch {
      return text
    }
  }
}
