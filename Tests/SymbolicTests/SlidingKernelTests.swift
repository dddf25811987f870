import Testing

import Symbolic

@Suite struct SlidingKernelTests {
  @Test func allSmallWindowsAreCountedAsByHand() throws {
    var wrong: [String] = []
    for i in 0...6 {
      for o in 0...5 {
        for k in 0...4 {
          for s in 1...4 {
            for d in 1...4 {
              for p in -2...3 {
                let window = try SlidingKernel([i, o, k, s, d, p].map { Rational($0) })
                let byHand = WindowByHand(i: i, o: o, k: k, s: s, d: d, p: p)
                if Rational(window.taps()) != byHand.taps
                  || Rational(window.touched()) != byHand.touched
                {
                  wrong.append("i \(i), o \(o), k \(k), s \(s), d \(d), p \(p)")
                }
              }
            }
          }
        }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test func knownWindows() throws {
    let table = [
      // A 3 by 3 convolution of padding 1 loses one tap at each end.
      ("taps(224, 224, 3, 1, 1, 1)", "670"), ("taps(224, 112, 7, 2, 1, 3)", "778"),
      // A pointwise convolution of stride 2 reads every other position.
      ("touched(56, 28, 1, 2, 1, 0)", "28"), ("touched(56, 28, 3, 2, 1, 1)", "56"),
      ("touched(1000000000, 500000000, 3, 2, 1, 1)", "1000000000"),
    ]
    for (text, value) in table { #expect(try formula(text).text == value, "'\(text)'") }
  }

  @Test func whatIsNoWindowIsAFault() {
    let table = [
      ("taps(8, 8, 3, 0, 1, 1)", "a stride or a dilation is below 1"),
      ("touched(8, 8, 3, 1, 0, 1)", "a stride or a dilation is below 1"),
      ("taps(8, 8, 3 / 2, 1, 1, 1)", "3/2 is not an integer"),
      ("taps(8, 8, 1025, 1, 1, 1)", "a kernel of 1025 taps along one axis is beyond 1024"),
      ("taps(2^62, 8, 3, 1, 1, 1)", "outside the range"),
      ("taps(8, 2^126, 3, 1, 1, -2^126)", "outside the range"),
    ]
    for (text, fault) in table {
      #expect(message(text)?.contains(fault) == true, "'\(text)': \(message(text) ?? "fine")")
    }
    #expect(message("taps(2^59, 2^59, 1024, 2^59, 2^59, -2^59)") == nil)
    #expect(message("touched(2^59, 2^59, 1024, 2^59, 2^59 - 1, 2^59)") == nil)
  }
}
