import Testing

import Symbolic

@Suite struct DiagnosticTests {
  @Test func descriptionsHaveAllTheParts() {
    let place = SourcePosition(file: "mobilenet.json", line: 3, column: 14)
    let unknown = "unknown operator 'convv'"
    let help = "did you mean 'conv'?"
    #expect(
      Diagnostic(unknown, at: place, help: help).description
        == "mobilenet.json:3:14: unknown operator 'convv'; did you mean 'conv'?")
    #expect(Diagnostic(unknown, at: place).description == "mobilenet.json:3:14: \(unknown)")
    #expect(Diagnostic(unknown, help: help).description == "\(unknown); \(help)")
    #expect(Diagnostic(unknown).description == unknown)
  }

  @Test func quotedNamesAreSafeToShow() {
    let expectations = [
      ("conv", "'conv'"),
      ("", "''"),
      ("größe 😀", "'größe 😀'"),
      ("\u{1B}[31m", "'<U+001B>[31m'"),
      ("a\u{A0}b\u{202E}c\u{2028}", "'a<U+00A0>b<U+202E>c<U+2028>'"),
      (String(repeating: "x", count: 48), "'\(String(repeating: "x", count: 48))'"),
      (String(repeating: "x", count: 49), "'\(String(repeating: "x", count: 48))…'"),
    ]
    for (name, expected) in expectations {
      #expect(quoted(name) == expected)
    }
    // Of a path, which was typed and whose end says most, much more is shown.
    let folders = String(repeating: "folder/", count: 30)
    for (path, expected) in [
      ("a\u{1B}.json", "'a<U+001B>.json'"), (folders + "net.json", "'\(folders)net.json'"),
      (
        "first/" + folders + String(repeating: "x", count: 30),
        "'…\(folders)\(String(repeating: "x", count: 30))'"
      ),
    ] {
      #expect(quotedPath(path) == expected)
    }
  }
}
