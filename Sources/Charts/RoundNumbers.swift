/// The smallest round number, 1, 2, 2.5 or 5 times a power of ten, of which a width has at most so
/// many parts.
func roundStep(for width: Double, parts: Double) -> Double {
  let least = min(max(width / parts, .leastNormalMagnitude), 1e300)
  var power = 1.0
  while power * 10 <= least { power *= 10 }
  while power > least { power /= 10 }
  return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= least } ?? least
}

/// Round numbers from one number to another, at most about as many as wanted.
package func roundNumbers(from low: Double, to high: Double, count: Double) -> [Double] {
  guard low < high else { return [low] }
  let step = roundStep(for: high - low, parts: count)
  let places = Int((low / step).rounded(.up))...Int((high / step + 1e-9).rounded(.down))
  return places.map { Double((Double($0) * step).significant(12)) ?? 0 }
}
