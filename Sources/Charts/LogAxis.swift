#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A logarithmic axis.
struct LogAxis {
  let lowest: Double
  let highest: Double
  let start: Double
  let end: Double

  /// An axis around positive values with some margin, at least one decade long.
  init(covering values: [Double], from start: Double, to end: Double) {
    let low = (values.min() ?? 1) / 1.6
    lowest = low
    highest = max((values.max() ?? 1) * 1.6, low * 10)
    self.start = start
    self.end = end
  }

  /// The values at its ends, and where they are.
  var ends: [Double] { [lowest, highest, start, end] }

  func position(_ value: Double) -> Double {
    start + (end - start) * log(value / lowest) / log(highest / lowest)
  }

  /// The values 1 to 9 of every decade, and whether they have a label: powers of ten, and also 2
  /// and 5 if there are few of these.
  var ticks: [(value: Double, isLabelled: Bool, isDecade: Bool)] {
    let decades = Int(log10(lowest).rounded(.down))...Int(log10(highest).rounded(.down))
    let digits = decades.count > 3 ? [1] : [1, 2, 5]
    let step = (decades.count + 9) / 10
    return decades.flatMap { exponent in
      (1...9).map { digit in
        // Parsed as a decimal, because pow is sometimes off by the last bit.
        let value = Double("\(digit)e\(exponent)") ?? 1
        return (value, digits.contains(digit) && exponent % step == 0, digit == 1)
      }
    }.filter { (lowest...highest).contains($0.value) }
  }
}

extension Double {
  /// A tick's value in plain digits: `0.01`, `1`, `1,000`.
  var plain: String { groupingDigits(self < 1 ? significant(1) : fixed(0)) }

  /// A tick's value with its prefix: `10 TFLOP/s`.
  func scaledPlain(unit: String) -> String {
    let parts = scaled(unit: unit).split(separator: " ")
    return "\(parts[0].prefix { $0 != "." }) \(parts.dropFirst().joined(separator: " "))"
  }
}
