// Numbers as people read them. All rounding is to nearest, with halves away from zero, as one would
// do by hand. Nothing here depends on the locale.

extension Int128 {
  /// All digits, in groups of three: `568,740,352`.
  package var grouped: String { groupingDigits(description) }

  /// Three significant digits and an SI prefix: `569 M`, `4.23 M`, `352`.
  ///
  /// - Parameter unit: follows the prefix. Prefixes are powers of 1000 for bytes, too, so 4.23 M
  ///   weights of 4 bytes are 16.9 MB.
  package func scaled(unit: String = "") -> String {
    let sign = self < 0 ? "-" : ""
    guard magnitude >= 1000 else { return unit.isEmpty ? description : "\(self) \(unit)" }
    var step: Magnitude = 1
    var prefix = -1
    while prefix + 1 < prefixes.count, magnitude / step >= 1000 {
      step *= 1000
      prefix += 1
    }
    // `step` is now the prefix's value; dividing it gives the weight of the last digit shown.
    var decimals = 0
    while decimals < 2, magnitude / step < 100 {
      step /= 10
      decimals += 1
    }
    let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: step)
    var digits = remainder >= step - remainder ? quotient + 1 : quotient
    // 999,950 rounds to 1000 k, which is 1.00 M; 99.95 k to 100.0 k, which is 100 k.
    if digits == 1000, decimals > 0 {
      digits = 100
      decimals -= 1
    } else if digits == 1000, prefix + 1 < prefixes.count {
      digits = 100
      decimals = 2
      prefix += 1
    }
    let text = groupingDigits(placingPoint(in: String(digits), decimals: decimals))
    return "\(sign)\(text) \(prefixes[prefix])\(unit)"
  }
}

private let prefixes = ["k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"]

/// The power of ten of a scaled number's prefix: 6 for `M`, 0 for none.
package func exponent(ofPrefix prefix: String) -> Int {
  prefixes.firstIndex(of: prefix).map { 3 * ($0 + 1) } ?? 0
}

extension Double {
  /// That many digits after the point, correctly rounded from the exact binary value.
  ///
  /// A result of zero has no sign; nonfinite values are `nan`, `inf` or `-inf`.
  package func fixed(_ decimals: Int) -> String {
    guard isFinite else { return description }
    return signed(DecimalExpansion(magnitude).rounded(toDecimals: decimals))
  }

  /// That many significant digits; a larger whole number keeps all of its own.
  package func significant(_ digits: Int) -> String {
    guard isFinite else { return description }
    return signed(DecimalExpansion(magnitude).rounded(toSignificant: digits))
  }

  /// A share of one as a percentage with one decimal: `53.1%`.
  package var percent: String {
    guard isFinite else { return description }
    // Multiplying by 100 would round twice.
    let hundredfold = DecimalExpansion(magnitude).shiftedLeft(by: 2)
    return signed(hundredfold.rounded(toDecimals: 1)) + "%"
  }

  /// Three significant digits, an SI prefix and the unit: `4.23 µs`, `66.9 TFLOP/s`.
  package func scaled(unit: String) -> String {
    guard isFinite, self != 0 else { return "\(self == 0 ? "0" : description) \(unit)" }
    let small = ["p", "n", "µ", "m"]
    let expansion = DecimalExpansion(magnitude)
    for (index, prefix) in (small + [""] + prefixes).enumerated() {
      let places = 3 * (index - small.count)
      let shifted =
        places < 0 ? expansion.shiftedLeft(by: -places) : expansion.shiftedRight(by: places)
      let text = shifted.rounded(toSignificant: 3)
      // 999.9 µs rounds to 1000 µs, which is 1.00 ms.
      guard text.prefix(while: { $0 != "." }).count > 3 else {
        return "\(signed(text)) \(prefix)\(unit)"
      }
    }
    return "\(description) \(unit)"
  }

  private func signed(_ text: String) -> String {
    let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
    return sign == .minus && !isZero ? "-" + text : text
  }
}

/// Puts commas between groups of three digits before the point.
package func groupingDigits(_ text: String) -> String {
  let start = text.firstIndex(where: \.isNumber) ?? text.endIndex
  let end = text[start...].firstIndex { !$0.isNumber } ?? text.endIndex
  let digits = text[start..<end]
  var grouped = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(",") }
    grouped.append(digit)
  }
  return text[..<start] + grouped + text[end...]
}

/// Reads the last digits as decimals: `123` with two is `1.23`, `5` with two is `0.05`.
package func placingPoint(in digits: String, decimals: Int) -> String {
  guard decimals > 0 else { return digits }
  let zeros = String(repeating: "0", count: max(0, decimals + 1 - digits.count))
  let text = zeros + digits
  return text.dropLast(decimals) + "." + text.suffix(decimals)
}
