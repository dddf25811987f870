import TestSupport
import Testing

import Symbolic

@Suite struct FunctionTests {
  @Test func roundingIsThatOfTheReleasedPython() throws {
    let seed: UInt64 = 13
    var random = SplitMix64(seed: seed)
    for _ in 0..<20_000 {
      let base = Double(Int.random(in: 1...2048, using: &random))
      let x = base * (Double(Int.random(in: 1...300, using: &random)) / 100)
      for d in [1, 3, 4, 5, 7, 8, 10, 16, 24] {
        let expected = try ReleasedPython.makeDivisible(x, d)
        let value = ChannelRounding.divisible(x, by: Double(d))
        #expect(value == Double(expected), "seed \(seed): \(x) to multiples of \(d)")
      }
      let expected = try ReleasedPython.roundFilters(x)
      #expect(ChannelRounding.nearest(x, multipleOf: 8) == Double(expected), "seed \(seed): \(x)")
    }
  }

  @Test func roundingJustBelowAMultipleIsThatOfTheReleasedPython() throws {
    for d in 1...50 {
      for steps in 1...50 {
        let edge = Double(d * steps) - Double(d) / 2
        for x in [edge.nextDown, edge, edge.nextUp] {
          let expected = try ReleasedPython.makeDivisible(x, d)
          #expect(ChannelRounding.divisible(x, by: Double(d)) == Double(expected), "\(x) to \(d)")
        }
      }
    }
  }

  @Test func everyFunctionIsFoundByItsName() {
    for function in Function.table {
      #expect(Function.named(function.name) == function)
      #expect(function.signature.hasPrefix("\(function.name)("))
      #expect(!function.summary.isEmpty && !function.summary.hasSuffix("."))
    }
    #expect(Function.named("flor") == nil)
  }

  @Test func argumentsAreCounted() {
    let table: [(String, Int, Bool)] = [
      ("floor", 1, true), ("floor", 0, false), ("floor", 2, false), ("min", 1, false),
      ("min", 2, true), ("max", 5, true), ("taps", 6, true), ("taps", 5, false),
    ]
    for (name, count, isAccepted) in table {
      #expect(Function.named(name)?.accepts(count: count) == isAccepted, "\(name) of \(count)")
    }
  }

  @Test func divisorsDivide() throws {
    let table: [(String, Int128)] = [
      ("6 * round8(x)", 48), ("round8(x) * nearest8(y)", 64), ("4 * a + 6", 2), ("a / 2", 1),
      ("roundTo(x, 12) + 8", 4), ("if(a == b, 6, 9 * a)", 3), ("0", 0), ("roundTo(x, a)", 1),
    ]
    for (text, divisor) in table { #expect(try formula(text).divisor == divisor, "'\(text)'") }
  }
}
