/// SplitMix64: the same numbers for the same seed, on every machine.
///
/// Source: S. Vigna, https://prng.di.unimi.it/splitmix64.c (public domain).
struct SplitMix64 {
  private var state: UInt64

  /// A sequence for a part of a run that has one seed.
  init(seed: UInt64, part: Int) {
    state = seed &+ UInt64(bitPattern: Int64(part)) &* 0xD134_2543_DE82_EF95
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A uniformly distributed number in a range.
  mutating func number(in range: ClosedRange<Float>) -> Float {
    let fraction = Float(next() >> 40) * 0x1p-24
    return range.lowerBound + (range.upperBound - range.lowerBound) * fraction
  }
}
