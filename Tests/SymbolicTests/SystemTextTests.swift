import Symbolic
import TestSupport
import Testing

/// Text of the system, which may be any bytes.
struct SystemTextTests {
  @Test func anyBytesComeBack() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var numbers = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let count = Int.random(in: 0..<24, using: &numbers)
      // Mostly bytes of longer sequences, whole and torn; also those of the private scalars.
      let bytes = (0..<count).map { _ in
        UInt8.random(in: Bool.random(using: &numbers) ? 0x80...0xFF : 1...0xFF, using: &numbers)
      }
      #expect(String(systemBytes: bytes).systemBytes == bytes, "seed \(seed)")
    }
    for scalar in [0x10FE80, 0x10FEFF, 0x10FE7F, 0xE000, 0x1F600] as [UInt32] {
      let bytes = Array(String(Unicode.Scalar(scalar).map(Character.init) ?? "?").utf8)
      #expect(String(systemBytes: bytes).systemBytes == bytes)
    }
  }

  @Test func textStaysText() {
    for text in ["", "model.json", "é/日本/👩‍🔬.json"] {
      #expect(String(systemBytes: Array(text.utf8)) == text)
    }
  }

  @Test func whatSteersIsSpelledOut() {
    let table: [(text: String, shown: String)] = [
      ("plain — ×", "plain — ×"), ("\u{1B}[2J", "<U+001B>[2J"), ("a\nb", "a<U+000A>b"),
      ("\u{202E}x\u{2066}\u{200F}", "<U+202E>x<U+2066><U+200F>"),
      ("\u{9B}\u{7F}", "<U+009B><U+007F>"),
      (String(systemBytes: [0x61, 0xE9]), "a<0xE9>"),
    ]
    for (text, shown) in table { #expect(printable(text) == shown) }
  }

  @Test func marksAreNeverTooMany() {
    let marks = String(repeating: "\u{301}", count: 40)
    #expect(!("a" + marks).isStreamSafe)
    #expect(("a" + marks + "b").streamSafe.unicodeScalars.count == 32)
    #expect(("a" + marks + "b" + marks).streamSafe.isStreamSafe)
  }
}
