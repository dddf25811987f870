/// The units of machine profiles, each with an optional prefix k, M, G, T or P of 1000.
package enum MachineUnit: String, CaseIterable, Sendable {
  case hertz = "Hz"
  case bytes = "B"
  case bytesPerSecond = "B/s"
  case flopsPerSecond = "FLOP/s"
  case operationsPerSecond = "OP/s"
  case macsPerSecond = "MAC/s"
  case flopsPerCycle = "FLOP/cycle"
  case operationsPerCycle = "OP/cycle"
  case macsPerCycle = "MAC/cycle"

  /// Smaller numbers are refused: no machine has them, and times would have no meaning.
  package var least: Double {
    switch self {
    case .flopsPerCycle, .operationsPerCycle, .macsPerCycle: 1e-6
    case .hertz, .bytes, .bytesPerSecond, .flopsPerSecond, .operationsPerSecond, .macsPerSecond: 1
    }
  }

  /// That number with its unit: `1 B/s`.
  package var leastText: String { "\(least == 1 ? "1" : "0.000001") \(rawValue)" }

  private static let exponents: [(prefix: String, exponent: String)] = [
    ("", "e0"), ("k", "e3"), ("M", "e6"), ("G", "e9"), ("T", "e12"), ("P", "e15"),
  ]

  /// Reads a positive number with one of these units: `19.5 TFLOP/s`, `2.4GHz`.
  ///
  /// - Returns: the number without the prefix, as the nearest `Double`, and its unit; nil if the
  ///   text is not such a number.
  package static func value(_ text: String, in units: [MachineUnit]) -> (
    value: Double, unit: MachineUnit
  )? {
    let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." }
    guard let first = digits.first, first != ".", digits.last != ".", digits.count <= 32 else {
      return nil
    }
    var suffix = text[digits.endIndex...]
    if suffix.first == " " { suffix = suffix.dropFirst() }
    for unit in units {
      for (prefix, exponent) in exponents where suffix == prefix + unit.rawValue {
        // The exponent is parsed with the digits, because multiplying would round twice.
        guard let value = Double(digits + exponent), value > 0 else { return nil }
        return (value, unit)
      }
    }
    return nil
  }
}
