import Charts
import CostModel
import Foundation
import Pages
import Specs
import Symbolic
import TestSupport
import Testing

/// What a page says, and that nothing from outside is markup in it.
struct PageTests {
  private static let root = Repository.root

  /// A page about a network built by hand, with nothing free.
  private static func page(_ network: Network, citations: [String] = []) throws -> String {
    let report = try Report(network)
    let timeline = try MemoryTimeline(network)
    let figures = citations.map {
      ReportedNetwork.Figure(quantity: $0, printed: $0, counted: $0, verdict: $0)
    }
    return try Page(
      title: network.name,
      [
        ReportedNetwork(
          name: network.name, descriptions: citations, report: report,
          formulas: FreeNetwork(report, [], bound: citations.map { ($0, $0) }),
          timeline: timeline, arena: timeline.arena(), roofline: nil, figures: figures,
          citations: citations, notes: citations)
      ], words: [MetricWords(.macs, title: "MACs", meaning: "multiply-accumulates")],
      version: "1"
    ).html()
  }

  private static func network(named name: String, row: String) throws -> Network {
    var builder = NetworkBuilder()
    let input = builder.input(Shape(channels: 3, map: [8, 8]))
    let made = try builder.add(.conv(3, channels: 4), input, named: row)
    return try builder.network(named: name, outputs: [made])
  }

  private static let hostile = [
    "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "<!--", "]]>",
    "a' onclick='alert(1)", "{{7*7}}", "\u{202E}gpj.exe", "\u{1B}[31mred", "&lt;b&gt;", "\\u003c",
    "</style><b>", "javascript:alert(1)", "a\u{0}b", "</title><b>", "\u{2028}", "<svg/onload=x>",
  ]

  @Test func nothingFromOutsideIsMarkup() throws {
    let plain = try Self.page(Self.network(named: "plain", row: "row"), citations: ["text"])
    func tags(_ page: String) -> [String] {
      page.matches(of: /<[a-zA-Z\/!][a-z0-9]*/).map { String($0.output) }
    }
    let expected = tags(plain)
    for text in Self.hostile {
      let page = try Self.page(Self.network(named: text, row: text), citations: [text])
      #expect(tags(page) == expected, "\(text.debugDescription)")
      #expect(!page.contains("onerror=alert(1)>"), "\(text.debugDescription)")
      for scalar in page.unicodeScalars where scalar.steersTerminals {
        #expect(scalar == "\n", "\(text.debugDescription) leaves \(scalar.value)")
      }
    }
  }

  /// A page allows its own scripts and styles, and nothing else.
  @Test func thePolicyNamesWhatThePageHolds() throws {
    let page = try Self.page(Self.network(named: "n", row: "r"))
    let policy = try #require(
      page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)?.1)
    #expect(policy.hasPrefix("default-src 'none'; "))
    #expect(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains("*"))
    #expect(!page.contains("style=\""), "the policy forbids styles in attributes")
    #expect(!page.contains(" on" + "click="))
    #expect(page.matches(of: /(src|href)="(?!#|data:,")/).isEmpty, "the page loads something")
  }

  @Test func embeddedAssetsEqualTheFolder() throws {
    let embedded = try String(
      contentsOf: Self.root.appending(path: "Sources/Pages/PageAssets.swift"), encoding: .utf8)
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "web").path)
    #expect(files.count > 10)
    for file in files {
      let text = try String(
        contentsOf: Self.root.appending(path: "web/\(file)"), encoding: .utf8)
      #expect(embedded.contains("\n\(text)\n"), "\(file) changed; run 'swift run embed-specs'")
      #expect(!text.contains("</script") && !text.contains("\"\"\""), "\(file)")
    }
  }

  /// Without scripts, the page has every layer and every total.
  @Test func thePageIsCompleteWithoutScripts() throws {
    let network = try Network.expand(
      Catalog.embedded.model(named: "mobilenet_v2"), in: .embedded)
    let page = try Self.page(network)
    for layer in network.layers {
      #expect(page.contains(">\(layer.name)</a></th>"), "\(layer.name)")
    }
    #expect(page.contains(">300,774,272<") && page.contains(">301 M<"))
    #expect(page.contains("Peak memory"))
  }
}
