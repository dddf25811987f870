@testable import CostModel

/// SplitMix64: the same numbers for the same seed, on every machine.
///
/// Source: S. Vigna, https://prng.di.unimi.it/splitmix64.c (public domain).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &self)]
  }

  /// Values for the symbols of ``TestNames``, mostly small.
  mutating func bindings() -> Bindings {
    TestNames.symbols.mapValues { symbol in
      guard symbol.isInteger else {
        let hundredths = Double(Int.random(in: 5...400, using: &self))
        return .real(Bool.random(using: &self) ? hundredths / 100 : hundredths / 97)
      }
      let limit = pick([3, 12, 64, 300])
      return .exact(Rational(Int.random(in: 1...limit, using: &self)))
    }
  }
}
