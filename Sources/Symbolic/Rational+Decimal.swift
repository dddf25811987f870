extension Rational {
  /// The value as a decimal with all of its digits, `1.92027`; nil if it never ends, as 1/3, or
  /// does not fit.
  package var decimal: String? {
    var (rest, twos, fives) = (denominator, 0, 0)
    while rest.isMultiple(of: 2) { (rest, twos) = (rest / 2, twos + 1) }
    while rest.isMultiple(of: 5) { (rest, fives) = (rest / 5, fives + 1) }
    let places = max(twos, fives)
    guard rest == 1, let scaled = try? self * Rational(10).power(places) else { return nil }
    guard places > 0 else { return scaled.description }
    let digits = String(scaled.numerator.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (scaled < .zero ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// The exact decimal if there is one, else the nearest `Double`.
  package var text: String { decimal ?? "\(doubleValue)" }
}
