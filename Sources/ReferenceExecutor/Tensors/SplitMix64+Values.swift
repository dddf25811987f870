import Symbolic

extension SplitMix64 {
  /// A sequence for a part of a run that has one seed.
  package init(seed: UInt64, part: Int) {
    self.init(seed: seed &+ UInt64(bitPattern: Int64(part)) &* 0xD134_2543_DE82_EF95)
  }

  /// A uniformly distributed number in a range.
  package mutating func number(in range: ClosedRange<Float>) -> Float {
    let fraction = Float(next() >> 40) * 0x1p-24
    return range.lowerBound + (range.upperBound - range.lowerBound) * fraction
  }
}
