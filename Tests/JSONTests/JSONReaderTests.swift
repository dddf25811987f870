import JSON
import Symbolic
import Testing

/// The conformance tables: every text is taken or refused as it should be, and at the right place.
@Suite struct JSONConformanceTests {
  @Test func validTextsAreTaken() {
    for example in jsonValidCases + jsonTakenCases {
      // The expected column may name bytes too, so the texts are compared in bytes.
      let expected = JSONCase.table("_ | \(example.expected)")[0].text
      #expect(jsonOutcome(of: example.text).utf8.elementsEqual(expected), "\(example.name)")
    }
  }

  @Test func invalidTextsAreRefusedAtTheRightPlace() {
    for example in jsonInvalidCases + jsonRefusedCases {
      do throws(Diagnostic) {
        let json = try JSON.read(example.text, file: "")
        Issue.record("\(example.name): read as \(json.compactText)")
      } catch {
        #expect(error.position?.description == ":" + example.expected, "\(example.name): \(error)")
      }
    }
  }

  @Test func theTablesAreComplete() {
    #expect(jsonValidCases.count + jsonTakenCases.count >= 110)
    #expect(jsonInvalidCases.count + jsonRefusedCases.count >= 240)
    for example in jsonInvalidCases + jsonRefusedCases {
      #expect(example.expected.contains(/^\d+:\d+$/), "\(example.name) lacks its third column")
    }
  }
}

/// What the reader makes of a text, beyond taking or refusing it.
@Suite struct JSONReaderTests {
  @Test func valuesCarryTheirKindAndPlace() throws {
    let text = """
      {
        "name": "é€😀", "sizes": [1, -2.50e+3],\r
        "deep": {"on": true, "off": null}
      }
      """
    let json = try JSON.read(Array(text.utf8), file: "a.json")

    #expect(json.position.description == "a.json:1:1")
    #expect(json["name"]?.value == .string("é€😀"))
    #expect(json["name"]?.position.description == "a.json:2:11")
    #expect(json["sizes"]?.position.description == "a.json:2:27")
    guard case .array(let sizes) = json["sizes"]?.value else {
      Issue.record("sizes is no array")
      return
    }
    #expect(sizes.map(\.value) == [.number("1"), .number("-2.50e+3")])
    #expect(sizes.map(\.position.column) == [28, 31])
    #expect(json["deep"]?["on"]?.value == .bool(true))
    #expect(json["deep"]?["off"]?.value == .null)
    #expect(json["deep"]?["off"]?.position.description == "a.json:3:31")
    #expect(json["deep"]?["none"] == nil)
    #expect(json["sizes"]?["name"] == nil)

    guard case .object(let members) = json.value else {
      Issue.record("the document is no object")
      return
    }
    #expect(members.map(\.key) == ["name", "sizes", "deep"])
    #expect(members.map(\.keyPosition.description) == ["a.json:2:3", "a.json:2:18", "a.json:3:3"])
  }

  @Test func kindsAreNamedForMessages() throws {
    let json = try JSON.read(Array(#"[null, true, 1, "", [], {}]"#.utf8), file: "")
    guard case .array(let elements) = json.value else {
      Issue.record("the document is no array")
      return
    }
    #expect(
      elements.map(\.kind)
        == ["null", "a boolean", "a number", "a string", "an array", "an object"])
  }

  @Test func nestingIsLimited() {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(jsonOutcome(of: nested(64)) == String(decoding: nested(64), as: UTF8.self))
    let tooDeep = "a.json:1:65: arrays and objects are nested too deep; at most 64 levels are read"
    #expect(jsonOutcome(of: nested(65)) == tooDeep)

    let clock = ContinuousClock()
    for unit in ["[", "{\"\":", "[{\"a\":"] {
      let bytes = Array(String(repeating: unit, count: 1_000_000).utf8)
      let time = clock.measure { #expect(jsonOutcome(of: bytes).contains("nested too deep")) }
      #expect(time < .seconds(1), "\(unit) took \(time)")
    }
  }

  @Test func closedBracketsDoNotCountAsNesting() {
    let bytes = Array(("[" + String(repeating: "[],{},", count: 500) + "0]").utf8)
    #expect(jsonOutcome(of: bytes) == String(decoding: bytes, as: UTF8.self))
  }

  @Test func sizeIsLimited() {
    let limit = 16 * 1024 * 1024
    var bytes = [UInt8](repeating: UInt8(ascii: "1"), count: limit)
    #expect(jsonOutcome(of: bytes).utf8.count == limit)
    bytes.append(UInt8(ascii: "1"))
    #expect(
      jsonOutcome(of: bytes)
        == "a.json:1:1: the file has 16777217 bytes; at most 16777216 (16 MiB) are read")
  }

  /// Inputs that would take minutes or more if anything were quadratic.
  @Test func hugeInputsAreReadInLinearTime() {
    let keys = (0..<100_000).map { "\"key\($0)\":0" }.joined(separator: ",")
    let marks = String(repeating: "\u{301}\u{316}", count: 500_000)
    let swapped = String(repeating: "\u{316}\u{301}", count: 500_000)
    let texts = [
      "{\(keys)}", "{\(keys),\"key99999\":1}", "{\"\(marks)\":0,\"\(swapped)\":0}",
      "[" + String(repeating: "\"\",\n", count: 100_000) + "]",
      "[\"" + String(repeating: "é", count: 500_000),
      "[\"" + String(repeating: "\\ud83d\\ude00", count: 50_000),
    ]
    for text in texts {
      let time = ContinuousClock().measure { _ = jsonOutcome(of: Array(text.utf8)) }
      #expect(time < .seconds(20), "\(text.prefix(20)) took \(time)")
    }
  }
}

/// The compact print of the value, or the message of the error.
func jsonOutcome(of text: [UInt8]) -> String {
  do throws(Diagnostic) {
    return try JSON.read(text, file: "a.json").compactText
  } catch {
    return error.description
  }
}
