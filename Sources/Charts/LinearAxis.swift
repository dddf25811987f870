/// An axis of equal steps, with round numbers as ticks.
struct LinearAxis {
  let lowest: Double
  let highest: Double
  let start: Double
  let end: Double
  private let step: Double

  /// An axis around values, from one round number to another.
  init(covering values: [Double], from start: Double, to end: Double) {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let width = max(high - low, abs(high) / 100, 1e-9)
    step = roundStep(for: width, parts: 8)
    lowest = (low / step).rounded(.down) * step
    highest = max((high / step).rounded(.up) * step, lowest + step)
    self.start = start
    self.end = end
  }

  func position(_ value: Double) -> Double {
    start + (end - start) * (value - lowest) / (highest - lowest)
  }

  var ticks: [Double] {
    let count = Int(min(100, ((highest - lowest) / step).rounded()))
    return (0...count).map { lowest + Double($0) * step }
  }
}
