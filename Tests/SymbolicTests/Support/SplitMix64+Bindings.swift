import TestSupport

import Symbolic

extension SplitMix64 {
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
