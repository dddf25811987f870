import CostModel
import Foundation
import Specs
import Symbolic
import TestSupport
import Testing

/// docs/budgets.schema.json, which editors read, accepts what the reader accepts.
struct BudgetSchemaTests {
  private typealias Object = [String: Any]

  private let definitions: Object

  init() throws {
    let file = Repository.root.appending(path: "docs/budgets.schema.json")
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? Object)
    definitions = try #require(schema["$defs"] as? Object)
  }

  /// Whether a schema of this file accepts a text.
  private func accepts(_ schema: Object, _ text: String) throws -> Bool {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      return try accepts(try #require(definitions[name] as? Object), text)
    }
    if let all = schema["anyOf"] as? [Object] {
      return try all.contains { try accepts($0, text) }
    }
    if let constant = schema["const"] { return constant as? String == text }
    guard schema["type"] as? String == "string" else { return false }
    let pattern = try Regex(try #require(schema["pattern"] as? String))
    return text.wholeMatch(of: pattern) != nil
  }

  /// Whether the reader accepts a file with a text in the budgets of a model.
  private func reads(_ member: String) -> Bool {
    let text = #"{"budgets": {"a": {\#(member)}}}"#
    return (try? BudgetFile.read(Array(text.utf8), file: "costcalc.json")) != nil
  }

  private static let texts = [
    "1", "300M", "3e8", "3E+8 m", "1,000", "1,00", "0,001", ".5G", "5.", "5.k", "20 MB", "20MiB",
    "20Mi",
    "20mib", "1b", "4 KiB", "7t", "7tb", "7TiB", "7PB", "2ms", "2 us", "2\u{B5}s", "2\u{3BC}s",
    "2ns", "2s", "2S",
    "2m", "1%", "0%", ".5%", "1 %", "1e1%", "-1", "-1%", "+1", "", " 1", "1 ", "%", "k", "1x",
    "0x1", "1e", "1e5e",
    "1..2", "NaN", "\u{661}", "1\u{660}",
  ]

  @Test(arguments: Gauge.allCases) func patternsAreThoseOfTheReader(gauge: Gauge) throws {
    let model = try #require((definitions["model"] as? Object)?["properties"] as? Object)
    let increase = try #require((model["increase"] as? Object)?["properties"] as? Object)
    for text in BudgetSchemaTests.texts {
      let own = try accepts(try #require(model[gauge.rawValue] as? Object), text)
      #expect(own == reads(#""\#(gauge.rawValue)": "\#(text)""#), "\(gauge): '\(text)'")
      let more = try (increase[gauge.rawValue] as? Object).map { try accepts($0, text) } ?? false
      let isRead = reads(#""increase": {"\#(gauge.rawValue)": "\#(text)"}"#)
      #expect(more == isRead, "increase of \(gauge): '\(text)'")
    }
  }

  @Test func keysAreThoseOfTheReader() throws {
    let model = try #require((definitions["model"] as? Object)?["properties"] as? Object)
    let own = Gauge.allCases.map(\.rawValue)
    #expect(Set(model.keys) == Set(own + ["note", "machine", "increase"]))
    let increase = try #require((model["increase"] as? Object)?["properties"] as? Object)
    #expect(Set(increase.keys) == Set(own + ["note"]))
  }
}
