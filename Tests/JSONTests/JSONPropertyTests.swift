import Foundation
import JSON
import Symbolic
import TestSupport
import Testing

/// Random texts. A failure names its seed; run it again with `JSON_SEED=<seed> swift test`.
@Suite struct JSONPropertyTests {
  let seed: UInt64 = setting("JSON_SEED", 20_260_101)

  @Test func whatIsPrintedIsReadBack() {
    for seed in seed..<seed + 500 {
      var random = RandomJSON(seed: seed)
      let (text, compact) = random.value(depth: 5)
      #expect(jsonOutcome(of: Array(text.utf8)) == compact, "seed \(seed)")
      #expect(jsonOutcome(of: Array(compact.utf8)) == compact, "seed \(seed)")
    }
  }

  @Test func everyTruncationIsRefused() {
    for seed in seed..<seed + 40 {
      var random = RandomJSON(seed: seed)
      let bytes = Array("[\(random.value(depth: 3).text)]".utf8)
      for length in bytes.indices {
        expectSoundOutcome(Array(bytes[..<length]), "seed \(seed), cut to \(length) bytes") {
          #expect($0 == nil, "seed \(seed), cut to \(length) bytes")
        }
      }
    }
  }

  @Test func mutationsAreReadOrRefused() {
    for seed in seed..<seed + 5_000 {
      var random = RandomJSON(seed: seed)
      var bytes = Array(random.value(depth: 3).text.utf8)
      for _ in 0...Int.random(in: 0..<3, using: &random.source) {
        random.mutate(&bytes)
      }
      expectSoundOutcome(bytes, "seed \(seed)") { json in
        // What was read is the same when it is printed and read again.
        guard let compact = json?.compactText else { return }
        #expect(jsonOutcome(of: Array(compact.utf8)) == compact, "seed \(seed)")
      }
    }
  }

  /// Reads the bytes, checks that an error lies inside the text, and hands on the value.
  private func expectSoundOutcome(
    _ bytes: [UInt8], _ comment: Comment, then check: (JSON?) -> Void
  ) {
    do throws(Diagnostic) {
      check(try JSON.read(bytes, file: "a.json"))
    } catch {
      let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.split(
        omittingEmptySubsequences: false
      ) { $0 == "\n" || $0 == "\r" }
      let place = error.position
      #expect(1...lines.count ~= place?.line ?? 0, comment)
      let longest = lines.map(\.count).max() ?? 0
      #expect(1...longest + 1 ~= place?.column ?? 0, comment)
      check(nil)
    }
  }
}

/// A source of random JSON, the same for the same seed.
private struct RandomJSON {
  var source: SplitMix64

  init(seed: UInt64) { source = SplitMix64(seed: seed) }

  /// A value as a text in random layout, and as the compact text that it should be read as.
  mutating func value(depth: Int) -> (text: String, compact: String) {
    let (text, compact) = bareValue(depth: depth)
    return (space() + text + space(), compact)
  }

  private mutating func bareValue(depth: Int) -> (text: String, compact: String) {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &source) {
    case 0:
      let constant = pick(["null", "true", "false"])
      return (constant, constant)
    case 1, 2:
      let number = number()
      return (number, number)
    case 3:
      return string(prefix: "")
    case 4:
      return list("[", "]", depth: depth) { random, _ in random.value(depth: depth - 1) }
    default:
      return list("{", "}", depth: depth) { random, index in
        // The number keeps the keys apart.
        let key = random.string(prefix: "\(index) ")
        let value = random.value(depth: depth - 1)
        return (key.text + random.space() + ":" + value.text, key.compact + ":" + value.compact)
      }
    }
  }

  private mutating func list(
    _ opening: String, _ closing: String, depth: Int,
    item: (inout RandomJSON, Int) -> (String, String)
  ) -> (String, String) {
    var items: [(text: String, compact: String)] = []
    for index in 0..<Int.random(in: 0...(depth * 3), using: &source) {
      items.append(item(&self, index))
    }
    return (
      opening + space() + items.map(\.text).joined(separator: "," + space()) + space() + closing,
      opening + items.map(\.compact).joined(separator: ",") + closing
    )
  }

  private mutating func number() -> String {
    pick(["", "-"]) + pick(["0", "7", "42", "1234567890123456789012"])
      + pick(["", "", ".0", ".50", ".125"]) + pick(["", "", "e0", "E+05", "e-3"])
  }

  /// A string of any scalars, each raw or escaped in one of the ways it can be.
  private mutating func string(prefix: String) -> (text: String, compact: String) {
    var text = "\"" + prefix
    var plain = prefix
    for _ in 0..<Int.random(in: 0..<12, using: &source) {
      let top: UInt32 = pick([0x7F, 0xFF, 0xFFFF, 0x10FFFF])
      guard let scalar = Unicode.Scalar(UInt32.random(in: 0...top, using: &source)) else {
        continue
      }
      plain.unicodeScalars.append(scalar)
      let mustEscape = scalar < " " || scalar == "\"" || scalar == "\\"
      if mustEscape || Bool.random(using: &source) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: Bool.random(using: &source))
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return (text + "\"", JSON.quote(plain))
  }

  mutating func space() -> String { pick(["", "", "", " ", "\n  ", "\r\n", "\t", "\r"]) }

  /// Inserts, removes, overwrites or repeats some bytes.
  mutating func mutate(_ bytes: inout [UInt8]) {
    let index = Int.random(in: 0...bytes.count, using: &source)
    let end = min(bytes.count, index + Int.random(in: 0..<4, using: &source))
    let telling = Array("[]{},:\"\\/-+.0123456789eEtfnu \n\r\t#'".utf8)
    let any = UInt8.random(in: 0...255, using: &source)
    switch Int.random(in: 0..<4, using: &source) {
    case 0: bytes.insert(pick(telling), at: index)
    case 1: bytes.insert(any, at: index)
    case 2: bytes.removeSubrange(index..<end)
    default: bytes.insert(contentsOf: Array(bytes[index..<end]), at: index)
    }
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &source)]
  }
}
