import CostModel
import Symbolic
import Testing

import costcalc

/// How people type amounts, by every spelling that options take.
struct AmountTests {
  @Test(
    arguments: [
      ("300M", 300_000_000), ("300m", 300_000_000), ("3e8", 300_000_000), ("3E+8", 300_000_000),
      ("300000000", 300_000_000), ("300,000,000", 300_000_000), ("0.3G", 300_000_000),
      ("0.3 g", 300_000_000), ("0.3B", 300_000_000), ("1.5T", 1_500_000_000_000), ("4.2k", 4200),
      ("1e-3M", 1000), ("7b", 7_000_000_000), ("1,000.5k", 1_000_500),
    ] as [(String, Int)])
  func counts(text: String, value: Int) {
    #expect(Amount.count.read(text) == Rational(value), "\(text)")
  }

  @Test(
    arguments: [
      ("20MB", 20_000_000), ("20mb", 20_000_000), ("20M", 20_000_000), ("20 MB", 20_000_000),
      ("4MiB", 4_194_304), ("4mib", 4_194_304), ("512KiB", 524_288), ("512kB", 512_000),
      ("1.5GB", 1_500_000_000), ("2TiB", 2_199_023_255_552), ("64", 64), ("64B", 64),
      ("2e7", 20_000_000),
    ] as [(String, Int)])
  func sizes(text: String, value: Int) {
    #expect(Amount.size.read(text) == Rational(value), "\(text)")
  }

  @Test(
    arguments: [
      ("90s", 90), ("15m", 900), ("15min", 900), ("12h", 43_200), ("2d", 172_800), ("0.5h", 1800),
    ] as [(String, Int)])
  func times(text: String, value: Int) {
    #expect(Amount.time.read(text) == Rational(value), "\(text)")
  }

  @Test(
    arguments: [
      ("20ms", 20_000_000), ("0.5 ms", 500_000), ("500us", 500_000), ("500µs", 500_000),
      ("500\u{3BC}s", 500_000), ("3ns", 3), ("1.5s", 1_500_000_000), ("1e-3s", 1_000_000),
    ] as [(String, Int)])
  func latencies(text: String, nanoseconds: Int) throws {
    #expect(
      try Amount.latency.read(text) == Rational(Int128(nanoseconds), over: 1_000_000_000), "\(text)"
    )
  }

  /// Counts have no bytes, sizes no billions, and nothing is guessed.
  @Test func whatIsNoAmountIsRefused() {
    let counts = [
      "", "M", "-3M", "0", "3x", "4MB", "4MiB", "4KB", "4kB", "1e99", "3e", "e8", "1,00", "0,300",
      ",300", "1.2,000", "3 0", "nan", "inf", "0x10", "3M M", "5%", "1..2", "9e18",
      "0.7", "0.0001k",
    ]
    for text in counts { #expect(Amount.count.read(text) == nil, "\(text)") }
    for text in ["4Mi", "4x", "4bytes", "0B", "-1MB", "4 M B", "0.5"] {
      #expect(Amount.size.read(text) == nil, "\(text)")
    }
    for text in ["20", "5m", "20MS", "20Ms", "0ms", "-1ms", "20 m s", "1min"] {
      #expect(Amount.latency.read(text) == nil, "\(text)")
    }
    for text in ["5", "5M", "5H", "s", "0s", "1h30m", "5ms"] {
      #expect(Amount.time.read(text) == nil, "\(text)")
    }
  }

  /// Half a network is a factor; there is no half of a multiply-add.
  @Test func factorsMayBeLessThanOne() throws {
    #expect(try Amount.factor.read("0.5") == Rational(1, over: 2))
    #expect(Amount.factor.read("0") == nil && Amount.factor.read("2M") == nil)
  }

  /// Every spelling that help lists is read.
  @Test func whatHelpListsIsRead() {
    for text in ["300M", "0.3G", "300000000", "3e8"] {
      #expect(Amount.spellings.contains(text) && Amount.count.read(text) == Rational(300_000_000))
    }
    for text in ["20MB", "20MiB"] {
      #expect(Amount.spellings.contains(text) && Amount.size.read(text) != nil)
    }
  }

  @Test func countsOfOptionsAreAmountsToo() throws {
    let lines = [
      ("grid-search --tolerance 1% --top 3", "grid-search --tolerance 1% --top 0.003k"),
      ("fit mobilenet_v2 --max-macs 300M", "fit mobilenet_v2 --max-macs 3e8"),
      ("fit mobilenet_v2 --max-memory 20MB", "fit mobilenet_v2 --max-memory 20000kb"),
    ]
    for (line, other) in lines {
      let (a, b) = (
        try Tool.run(shell: "costcalc \(line)"), try Tool.run(shell: "costcalc \(other)")
      )
      #expect(a.status == 0 && a.output == b.output, "\(other): \(b.error)")
    }
  }
}
