import Foundation
import Testing

import Charts
import costcalc

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The command `roofline`: tables, JSON and charts of the same numbers, and what it refuses.
struct RooflineTests {
  private static let runs = [
    "roofline mobilenet_v1 --machine h100 --precision fp16",
    "roofline mobilenet_v3_large --machine a100 --batch 64 --width 0.75",
    "roofline shufflenet_v2 -m edge_tpu --bandwidth 0.5GB/s",
    "roofline resnet50 -m cortex_a76 --peak 16FLOP/cycle --clock 2.4GHz --bandwidth 17GB/s",
  ]

  private func object(_ line: String) throws -> [String: Any] {
    let result = try Tool.run(shell: "costcalc \(line) --format json")
    #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(value as? [String: Any], "\(line)")
  }

  /// Integers have operations, not FLOPs, in headings as in the note; either word names the column.
  @Test func integersHaveOperations() throws {
    let line = "costcalc roofline mobilenet_v1 -m edge_tpu --precision int8 --bandwidth 4GB/s"
    for kinds in ["", " --kinds"] {
      let text = try Tool.run(shell: line + kinds).output
      #expect(text.contains("  OPs/byte  ") && text.contains("ridge at 1,000 OPs/byte"), "\(text)")
      #expect(!text.contains("FLOP"))
    }
    let columns = " --format csv --columns OPs/byte,FLOPs/byte,intensity"
    let csv = try Tool.run(shell: line + columns).output
    #expect(csv.hasPrefix("intensity,intensity,intensity\n"))
    let chart = try Tool.run(shell: line + " --svg -").output
    #expect(chart.contains(" OPs/byte") && !chart.contains("FLOPs/byte"))
    let small = try Tool.run(shell: line.replacing("4GB/s", with: "0.1B/s"))
    #expect(small.status == 2 && small.error.contains("'0.1B/s' is too small; the least is 1 B/s"))
  }

  @Test func theReportHasItsKeysAndAddsUp() throws {
    for line in RooflineTests.runs {
      let report = try object(line)
      #expect(
        Set(report.keys)
          == MachineReadableTests.network.union([
            "machine", "precision", "peak", "bandwidth", "ridge", "isBound", "totals", "kinds",
            "layers",
          ]), "\(line)")
      let layers = try #require(report["layers"] as? [[String: Any]])
      let kinds = try #require(report["kinds"] as? [[String: Any]])
      let totals = try #require(report["totals"] as? [String: Any])
      for key in ["macs", "flops", "fusedBytes"] {
        let sum = layers.reduce(0) { $0 + ($1[key] as? Int ?? -1) }
        #expect(totals[key] as? Int == sum, "\(line): \(key)")
        #expect(kinds.reduce(0) { $0 + ($1[key] as? Int ?? -1) } == sum, "\(line): \(key)")
      }
      func number(_ object: [String: Any], _ key: String) throws -> Double {
        try #require(object[key] as? Double, "\(line): \(key)")
      }
      let (peak, bandwidth) = (try number(report, "peak"), try number(report, "bandwidth"))
      #expect(abs(try number(report, "ridge") * bandwidth / peak - 1) < 1e-12)
      var time = 0.0
      for layer in layers {
        let compute = try number(layer, "flops") / peak
        let memory = try number(layer, "fusedBytes") / bandwidth
        let own = try number(layer, "time")
        #expect(abs(own - max(compute, memory)) <= own * 1e-12, "\(line): \(layer)")
        if own > 0 {
          #expect(layer["bound"] as? String == (memory > compute ? "memory" : "compute"), "\(line)")
        }
        time += own
      }
      #expect(abs(try number(totals, "time") - time) <= time * 1e-12, "\(line)")
      let count = try object(
        line.replacing(#/ (-m|--machine|--precision|--peak|--clock|--bandwidth) \S+/#, with: "")
          .replacing("roofline", with: "count"))
      let counted = try #require(count["totals"] as? [String: Any])
      #expect(counted["macs"] as? Int == totals["macs"] as? Int, "\(line)")
    }
  }

  /// All that a profile holds of the machine, in bytes.
  @Test func theMachineHasItsMemoriesAndCaches() throws {
    let line = "roofline mobilenet_v1 -m stm32f746 --peak 1GFLOP/s --bandwidth 1GB/s"
    let machine = try #require(try object(line)["machine"] as? [String: Any])
    #expect(machine["ram"] as? Int == 327_680 && machine["flash"] as? Int == 1 << 20)
    #expect(machine["caches"] as? [String: Int] == ["L1i": 4096, "L1d": 4096])
    #expect(machine["capacity"] is NSNull)
    let other = try #require(
      try object("roofline mobilenet_v1 -m h100")["machine"] as? [String: Any])
    #expect((other["caches"] as? [String: Any])?.isEmpty == true && other["ram"] is NSNull)
  }

  @Test func bytesFollowThePrecision() throws {
    for (options, weights, activations) in [
      ("fp32", "fp32", "fp32"), ("tf32", "fp32", "fp32"), ("fp16", "fp16", "fp16"),
      ("bf16", "bf16", "bf16"), ("int8", "int8", "int8"), ("fp16 --weights int4", "int4", "fp16"),
      ("int8 --activations fp16", "int8", "fp16"),
    ] {
      let report = try object("roofline mobilenet_v1 -m h100 --precision \(options)")
      #expect(report["weights"] as? String == weights, "\(options)")
      #expect(report["activations"] as? String == activations, "\(options)")
    }
    #expect(try object(RooflineTests.runs[2])["precision"] as? String == "int8")
  }

  /// Collects what a chart draws.
  private final class Reader: NSObject, XMLParserDelegate {
    var layers: [(kind: String, path: String, title: String)] = []
    var roots = 0
    var texts: [String] = []
    private var path: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if path.isEmpty, name == "svg" { roots += 1 }
      path.append(name)
      text = ""
      let words = (attributes["class"] ?? "").split(separator: " ").map(String.init)
      if words.first == "layer" { layers.append((words[1], attributes["d"] ?? "", "")) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      path.removeLast()
      if name == "title", path.last == "path" { layers[layers.count - 1].title = text }
      if name == "text" { texts.append(text) }
    }
  }

  private func chart(_ svg: String) throws -> Reader {
    let (parser, reader) = (XMLParser(data: Data(svg.utf8)), Reader())
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.roots == 1)
    return reader
  }

  @Test func aChartHasAMarkerForEachLayerWithMACs() throws {
    for line in RooflineTests.runs {
      let result = try Tool.run(shell: "costcalc \(line) --svg -")
      #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
      let chart = try chart(result.output)
      let report = try object(line)
      let layers = try #require(report["layers"] as? [[String: Any]])
      let drawn = layers.filter { ($0["flops"] as? Int ?? 0) > 0 }
      #expect(!drawn.isEmpty && chart.layers.count == drawn.count, "\(line)")
      let known = ["pointwise", "standard", "depthwise", "dense"]
      let kinds = drawn.compactMap { $0["kind"] as? String }.map {
        known.contains($0) ? $0 : "other"
      }
      #expect(chart.layers.map(\.kind).sorted() == kinds.sorted(), "\(line)")
      let names = drawn.compactMap { ($0["path"] as? [String])?.joined(separator: ".") }
      #expect(
        Set(chart.layers.map { String($0.title.prefix { $0 != " " }) }) == Set(names), "\(line)")
      #expect(
        chart.texts.contains { $0.hasPrefix("ridge ") && $0.hasSuffix("s/byte") }, "\(line)")
      #expect(
        chart.texts.contains("\(layers.count - drawn.count) layers without MACs not drawn")
          || chart.texts.contains("1 layer without MACs not drawn")
          || drawn.count == layers.count, "\(line)")
    }
  }

  /// The shape of a kind is not that of another, so that colour is not needed.
  @Test func kindsDifferInShape() {
    let shapes = Marker.allCases.map(\.path)
    #expect(Set(shapes).count == Marker.allCases.count)
  }

  @Test func aChartIsWrittenBesideTheTable() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let profile = """
      { "name": "mine", "title": "<Mine> & \\"yours\\"\\u0007", "source": "s",
        "peaks": [["precision", "peak", "source"], ["fp32", "1 GFLOP/s"]],
        "memory": [["quantity", "value", "source"], ["bandwidth", "1 GB/s"]],
        "efficiency": { "standard": 0.5 } }
      """
    try Data(profile.utf8).write(to: folder.appending(path: "mine.json"))
    let run = try Tool.run(
      shell: "costcalc roofline standard -m mine.json --in 3 --svg roof.svg", in: folder)
    #expect(run.status == 0 && run.error == "", "\(run.error)")
    // 3,538,944 FLOP at half of 1 GFLOP/s.
    #expect(run.output.contains("7.08 ms in total: an estimate from measured shares of the peak:"))
    #expect(run.output.contains("standard 50.0%; other kinds at the peak"))
    let chart = try chart(
      String(contentsOf: folder.appending(path: "roof.svg"), encoding: .utf8))
    #expect(chart.layers.count == 1)
    #expect(chart.texts.contains("standard on <Mine> & \"yours\"<U+0007>, fp32"), "\(chart.texts)")
    let bad = profile.replacing("\"efficiency\"", with: "\"efficency\"")
    try Data(bad.utf8).write(to: folder.appending(path: "bad.json"))
    let refused = try Tool.run(shell: "costcalc roofline standard -m bad.json", in: folder)
    #expect(
      refused.error
        == "bad.json:4:3: unknown key 'efficency' in a machine profile; did you mean 'efficiency'?\n"
    )
    #expect(refused.status == 2 && refused.output == "")
    let missing = try Tool.run(shell: "costcalc roofline standard -m none.json", in: folder)
    #expect(missing.error == "costcalc: 'none.json' can't be read: No such file or directory\n")
    let lost = try Tool.run(
      shell: "costcalc roofline standard -m mine.json --svg no/roof.svg", in: folder)
    #expect(lost.error == "costcalc: 'no/roof.svg' can't be written: No such file or directory\n")
    #expect(lost.status == 2 && lost.output == "")
  }

  @Test func kindsAndSorting() throws {
    let kinds = try Tool.run(shell: "costcalc \(RooflineTests.runs[0]) --kinds --format csv")
    let lines = kinds.output.split(separator: "\n")
    #expect(lines.first == "kind,layers,memoryBound,macs,fusedBytes,intensity,time,share")
    #expect(lines.count == 6)
    let sorted = try Tool.run(
      shell: "costcalc \(RooflineTests.runs[0]) --sort time --columns time --format csv")
    let times = sorted.output.split(separator: "\n").dropFirst().compactMap { Double($0) }
    #expect(times.count == 29 && times == times.sorted(by: >))
  }
}
