/// The exact decimal value of a double, which rounds correctly to any number of digits.
///
/// A double is m × 2^e. For a negative e that is m × 5^-e ÷ 10^-e, a whole number with a position
/// for the point, so every double is a finite decimal: 0.1 has 55 digits after the point.
struct DecimalExpansion {
  /// Values from 0 to 9, most significant first; at least one more than `decimals`.
  private var digits: [UInt8]
  /// How many of the digits follow the point.
  private var decimals: Int

  /// No double has more, so further zeros would say nothing.
  private static let mostDecimals = 1074

  /// - Parameter magnitude: finite and not negative.
  init(_ magnitude: Double) {
    let unit = magnitude.ulp
    let quotient = magnitude / unit
    let shift = quotient == 0 ? 0 : UInt64(quotient).trailingZeroBitCount
    let exponent = quotient == 0 ? 0 : Int(unit.exponent) + shift
    var number = Limbs(UInt64(quotient) >> UInt64(shift))
    if exponent >= 0 {
      number.multiply(by: 2, times: exponent)
    } else {
      number.multiply(by: 5, times: -exponent)
    }
    decimals = max(0, -exponent)
    let text = number.digits
    digits = Array(repeating: 0, count: max(0, decimals + 1 - text.count)) + text
  }

  func shiftedLeft(by places: Int) -> DecimalExpansion {
    var shifted = self
    shifted.digits += Array(repeating: 0, count: max(0, places - decimals))
    shifted.decimals = max(0, decimals - places)
    return shifted
  }

  func shiftedRight(by places: Int) -> DecimalExpansion {
    var shifted = self
    shifted.digits.insert(contentsOf: Array(repeating: 0, count: places), at: 0)
    shifted.decimals += places
    return shifted
  }

  func rounded(toDecimals count: Int) -> String {
    let count = min(max(0, count), Self.mostDecimals)
    let dropped = decimals - count
    guard dropped > 0 else {
      return text(digits + Array(repeating: 0, count: -dropped), decimals: count)
    }
    var kept = Array(digits.dropLast(dropped))
    if digits[kept.count] >= 5 { Self.increment(&kept) }
    return text(kept, decimals: count)
  }

  func rounded(toSignificant count: Int) -> String {
    guard let first = digits.firstIndex(where: { $0 != 0 }) else {
      return rounded(toDecimals: count - 1)
    }
    let wholeDigits = digits.count - decimals - first
    let text = rounded(toDecimals: count - wholeDigits)
    let significant = text.drop { $0 == "0" || $0 == "." }.count { $0 != "." }
    // 9.995 becomes 10.00, one digit more than requested.
    let grew = significant > count && wholeDigits < count
    return grew ? rounded(toDecimals: count - wholeDigits - 1) : text
  }

  private static func increment(_ digits: inout [UInt8]) {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
  }

  private func text(_ digits: [UInt8], decimals: Int) -> String {
    // At most the digit before the point may be a leading zero.
    let whole = digits.dropLast(decimals)
    let leading = min(whole.prefix { $0 == 0 }.count, max(0, whole.count - 1))
    return placingPoint(
      in: digits.dropFirst(leading).map(\.description).joined(), decimals: decimals)
  }
}

/// A natural number of any size, with just multiplication and decimal output.
private struct Limbs {
  private static let base: UInt64 = 1_000_000_000
  /// In base 10^9, the least significant first.
  private var limbs: [UInt64]

  init(_ value: UInt64) {
    limbs = [value % Self.base, value / Self.base % Self.base, value / Self.base / Self.base]
  }

  mutating func multiply(by factor: UInt64, times: Int) {
    // 5^13 is the largest power of five that keeps a product of limbs within 64 bits.
    let chunk = 13
    var remaining = times
    while remaining > 0 {
      let power = (0..<min(chunk, remaining)).reduce(1) { product, _ in product * factor }
      multiply(by: power)
      remaining -= chunk
    }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      (carry, limbs[index]) = (limbs[index] * factor + carry).quotientAndRemainder(
        dividingBy: Self.base)
    }
    while carry > 0 {
      limbs.append(carry % Self.base)
      carry /= Self.base
    }
  }

  /// The decimal digits without leading zeros; one zero for zero.
  var digits: [UInt8] {
    var digits: [UInt8] = []
    for limb in limbs {
      var rest = limb
      for _ in 0..<9 {
        digits.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    return digits.reversed()
  }
}
