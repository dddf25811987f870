/// A kind of amount that people type, and how: `300M`, `20MB`, `12h`.
///
/// Options and files of budgets read amounts with these, so that a spelling means the same
/// everywhere.
package struct Amount: Sendable {
  /// The expected input, for errors: `a count such as 300M or 3e8`.
  package let wanted: String
  /// The value of each unit, by spelling.
  private let units: [String: Rational]
  private let ignoresCase: Bool
  /// Whether there is no half of one.
  private let isCounted: Bool

  /// Operations, parameters, elements.
  package static let count = Amount(
    wanted: "a count such as 300M or 3e8",
    units: ["": 1, "k": 1_000, "m": million, "g": billion, "b": billion, "t": trillion],
    ignoresCase: true)
  /// Bytes. Prefixes are powers of 1000, or of 1024 with an `i`.
  package static let size = Amount(
    wanted: "a size such as 20MB or 512KiB",
    units: [
      "": 1, "k": 1_000, "m": million, "g": billion, "t": trillion,
      "b": 1, "kb": 1_000, "mb": million, "gb": billion, "tb": trillion,
      "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
    ], ignoresCase: true)
  /// Seconds.
  package static let time = Amount(
    wanted: "a time such as 90s, 15m or 12h",
    units: ["s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400], ignoresCase: false,
    isCounted: false)
  /// Seconds that a network takes on a machine.
  package static let latency = Amount(
    wanted: "a time such as 20ms or 500us",
    units: [
      "s": billion, "ms": million, "us": 1_000, "\u{B5}s": 1_000, "\u{3BC}s": 1_000, "ns": 1,
    ],
    per: billion, ignoresCase: false, isCounted: false)
  /// How many times as much.
  package static let factor = Amount(
    wanted: "a factor such as 1.98", units: ["": 1], ignoresCase: false, isCounted: false)

  private static let million: Int128 = 1_000_000
  private static let billion: Int128 = 1_000_000_000
  private static let trillion: Int128 = 1_000_000_000_000
  /// Larger amounts are errors, and would not be exact as doubles or in 64 bits.
  private static let most = Rational(Int128(1_000_000_000_000_000_000))

  /// The accepted spellings, for help.
  package static let spellings = """
    Counts are written 300M, 0.3G, 300000000 or 3e8: k, M, G or B, and T are powers of 1000, in \
    either case. Sizes are bytes, and have units of their own: 20MB, or 20MiB by powers of 1024.
    """

  private init(
    wanted: String, units: [String: Int128], per whole: Int128 = 1, ignoresCase: Bool,
    isCounted: Bool = true
  ) {
    self.wanted = wanted
    self.units = units.compactMapValues { try? Rational($0, over: whole) }
    self.ignoresCase = ignoresCase
    self.isCounted = isCounted
  }

  /// Reads a positive amount, with or without a space before its unit; nil if it is malformed, or
  /// less than one of what is counted.
  package func read(_ text: some StringProtocol) -> Rational? {
    let text = Substring(text)
    let number = Amount.number(text)
    let suffix = text.dropFirst(number.count).drop { $0 == " " }
    let unit = ignoresCase ? suffix.lowercased() : String(suffix)
    guard let worth = units[unit], let plain = Amount.ungrouped(number),
      let digits = Rational(decimal: plain), let value = try? digits * worth,
      value >= (isCounted ? .one : .zero), value > .zero,
      value <= Amount.most
    else { return nil }
    return value
  }

  /// The digits at the start, with commas, a point and an exponent: `3e8`, `1,000`, `1.5`.
  private static func number(_ text: Substring) -> Substring {
    let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
    let rest = text.dropFirst(digits.count)
    guard let e = rest.first, e == "e" || e == "E" else { return digits }
    let signed = rest.dropFirst()
    let sign = signed.first == "+" || signed.first == "-" ? 1 : 0
    let exponent = signed.dropFirst(sign).prefix { ("0"..."9").contains($0) }
    return exponent.isEmpty ? digits : text.prefix(digits.count + 1 + sign + exponent.count)
  }

  /// The number without commas between groups of three digits; nil if commas are elsewhere.
  private static func ungrouped(_ number: Substring) -> String? {
    guard number.contains(",") else { return String(number) }
    let groups = number.prefix { $0 != "." }.split(
      separator: ",", omittingEmptySubsequences: false)
    guard (1...3).contains(groups[0].count), groups[0] != "0",
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      !number.drop(while: { $0 != "." }).contains(",")
    else { return nil }
    return number.filter { $0 != "," }
  }
}
