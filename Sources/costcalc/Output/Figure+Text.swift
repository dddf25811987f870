import Charts
import CostModel
import Symbolic

extension Figure {
  /// Our quantity in the unit of this number, with one digit more than was printed and at least
  /// three, so that its rounding is visible: 568,740,352 beside `569 M` is `568.7 M`.
  ///
  /// If the number is our quantity cut off, what is shown has more digits until cutting it gives
  /// the number, too: 319,949,192 beside `0.31 G` is `0.3199 G`, not 0.320.
  func text(of ours: Rational, _ style: NumberStyle) -> String {
    guard style == .scaled else { return groupingDigits(ours.text) }
    do throws(ArithmeticFault) {
      let isNegative = ours < .zero
      let magnitude = isNegative ? try .zero - ours : ours
      let half = try Rational(1, over: 2)
      // A whole number has no decimals, even beside a number that has.
      var step = ours.isInteger ? max(lastDigit, .one) : lastDigit
      // Nothing is finer than one of the things counted.
      func isFinest() -> Bool { ours.isInteger && step <= .one }
      if !isFinest() { step = try step / 10 }
      while try magnitude / step < 100, !isFinest(), magnitude > .zero { step = try step / 10 }
      func shown() throws(ArithmeticFault) -> Int128 { try (magnitude / step + half).floor }
      if agreement(with: ours) == .truncated {
        while try agreement(with: Rational(shown()) * step) != .truncated, !isFinest() {
          step = try step / 10
        }
      }
      let places = max(0, String((try unitWorth / step).numerator).count - 1)
      let number = groupingDigits(try placingPoint(in: String(shown()), decimals: places))
      let space = unit.isEmpty || meaning != .count ? "" : " "
      return (isNegative ? "-" : "") + number + space + unit
    } catch {
      return groupingDigits(ours.text)
    }
  }

  /// The number in the unit that our quantity is shown in, with the digits that were printed: `1550
  /// M` beside 1.58 G is `1.550 G`.
  ///
  /// If fewer digits were printed than the unit shows, it starts with `~`: `0.7 B` beside 687 M is
  /// `~700 M`.
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
