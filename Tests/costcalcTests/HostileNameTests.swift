import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Names from files end up in every format, and in none may they do anything.
struct HostileNameTests {
  private static let file = Repository.modelFiles.appending(path: "pcv_alexnet_224.onnx")
  /// The name of a layer there, without its first slash.
  private static let name = "features/stage1/unit1/conv/Conv"
  private static let hostile = [
    "=1+1|<img>&*`_a_[x](y)~~$z\u{1B}[m", "@SUM(A)\r\n::error::x\u{202E}<!--",
    "\t=1+1]]>\"'%0A\u{9B}31m\u{85}",
    "-2+3\u{FFFE}\n##[error]x\u{2028}]",
  ]

  /// A folder with the model in which a layer has that name.
  private func folder(_ name: String) throws -> Scratch {
    let folder = try Scratch()
    var bytes = try Data(contentsOf: HostileNameTests.file)
    // Fields are as long as they were.
    let filler = String(repeating: "x", count: HostileNameTests.name.utf8.count - name.utf8.count)
    let (old, new) = (Data("/\(HostileNameTests.name)".utf8), Data("\(name)x\(filler)".utf8))
    var count = 0
    while let range = bytes.range(of: old + Data([0x22])) {
      bytes.replaceSubrange(range, with: new + Data([0x22]))
      count += 1
    }
    try #require(count == 1)
    try bytes.write(to: folder.url.appending(path: "hostile.onnx"))
    return folder
  }

  private func run(_ line: String, _ folder: Scratch) throws -> String {
    let result = try Tool.run(shell: "costcalc \(line)", in: folder.url)
    #expect(result.status < 2, "\(line): \(result.error)")
    return result.output
  }

  /// Nothing but text and line ends.
  private func expectHarmless(_ text: String, _ place: String) {
    let bad = text.unicodeScalars.filter { scalar in
      scalar != "\n"
        && ([.control, .lineSeparator, .paragraphSeparator].contains(
          scalar.properties.generalCategory) || scalar.properties.isBidiControl)
    }
    #expect(bad.isEmpty, "\(place): \(bad)")
  }

  @Test(arguments: hostile) func ofLayers(name: String) throws {
    let folder = try folder(name)
    for command in [
      "count hostile.onnx", "count hostile.onnx --fold blocks", "memory hostile.onnx",
      "roofline hostile.onnx -m h100", "compare mobilenet_v1 vs hostile.onnx --layers",
      "list hostile.onnx",
    ] {
      expectHarmless(try run(command, folder), command)
      guard !command.hasPrefix("list") else { continue }
      let markdown = try run("\(command) --format markdown", folder)
      expectHarmless(markdown, command)
      for sign in ["<img", "[x]", "![", "~~", "`_", "$z"] {
        let bare = markdown.ranges(of: sign).filter { range in
          range.lowerBound == markdown.startIndex
            || markdown[markdown.index(before: range.lowerBound)] != "\\"
        }
        #expect(bare.isEmpty, "\(command): \(sign) in \(markdown.prefix(2000))")
      }
      let csv = try run("\(command) --format csv", folder)
      for field in csv.split(whereSeparator: { $0 == "\n" || $0 == "," }) {
        let start = field.drop { $0 == "\"" }
        #expect(
          !"=@\t".contains(start.first ?? " ") && Double(start) != nil
            || !"+-=@\t".contains(start.first ?? " "), "\(command): \(field)")
      }
      let json = try run("\(command) --format json", folder)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.utf8)) }
    }
    // Control characters of names are spelled out as they are read.
    guard let first = name.first, first != "\t" else { return }
    #expect(try run("count hostile.onnx --format csv", folder).contains("'\(first)"))
  }

  /// What a report says that was printed earlier, by us or by anyone.
  @Test(arguments: hostile) func ofEarlierReports(name: String) throws {
    let folder = try Scratch()
    let printed = try run("count standard --format json", folder)
    var report = try #require(
      try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [String: Any])
    var layers = try #require(report["layers"] as? [[String: Any]])
    for (key, value) in [
      ("path", [name, name]), ("operator", name), ("norm", name), ("outputShapes", [[name, 5]]),
    ] as [(String, Any)] { layers[0][key] = value }
    report["layers"] = layers
    report["model"] = name
    try JSONSerialization.data(withJSONObject: report, options: .sortedKeys)
      .write(to: folder.url.appending(path: "keys.json"))
    // Only documents that begin with their schema are ours.
    let text = try folder.text("keys.json")
    try folder.write(
      text.replacing(#""schema":"costcalc.report\/1","#, with: "")
        .replacing("{", with: #"{"schema": "costcalc.report/1", "#, maxReplacements: 1),
      to: "earlier.json")
    for format in ["text", "csv", "markdown", "json"] {
      let line = "compare earlier.json vs standard --layers --format \(format)"
      expectHarmless(try run(line, folder), line)
    }
    let line = "check standard --against earlier.json --max-increase macs:0"
    expectHarmless(try run(line, folder), line)
  }

  @Test(arguments: hostile) func inPictures(name: String) throws {
    let folder = try folder(name)
    for command in ["memory hostile.onnx", "roofline hostile.onnx -m h100"] {
      let svg = try run("\(command) --svg x.svg > /dev/null; cat x.svg", folder)
      expectHarmless(svg, command)
      #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(command): \(svg.prefix(500))")
      #expect(!svg.contains("<img"), "\(command)")
    }
  }

  /// The file's own name, in the formats of builds.
  @Test func ofFiles() throws {
    let names = [
      "a,b:c%0A<&>\"'.onnx", "x\n::error::y.onnx", "x\r##[error]z]]>.onnx",
      "\u{1B}[31m\u{202E}.onnx",
    ]
    for name in names {
      let folder = try Scratch()
      try FileManager.default.copyItem(
        at: HostileNameTests.file, to: folder.url.appending(path: name))
      let words = "check *.onnx --max-macs 1M --max-parameters 1G"
      let lines = try run("\(words) --format github", folder).split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == 3 && lines.last == "", "\(lines)")
      #expect(lines[0].hasPrefix("::error file=") && lines[1].hasPrefix("::notice file="))
      expectHarmless(lines.joined(), name)
      let xml = try run("\(words) --format junit", folder)
      expectHarmless(xml, name)
      #expect(XMLParser(data: Data(xml.utf8)).parse(), "\(xml)")
      expectHarmless(try run(words, folder), name)
    }
    let folder = try Scratch()
    try FileManager.default.copyItem(
      at: HostileNameTests.file, to: folder.url.appending(path: names[0]))
    let line = try run("check *.onnx --max-macs 1M --format github", folder)
    #expect(line.hasPrefix("::error file=a%2Cb%3Ac%250A<&>\"'.onnx,title=MACs of a%2Cb%3Ac%250A"))
  }
}
