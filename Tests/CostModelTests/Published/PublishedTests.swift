import Foundation
import Symbolic
import Testing

import CostModel
import Specs

/// Published figures are read strictly, and each of them has a verdict.
struct PublishedTests {
  /// The findings about every figure that a spec decides, worked out once for all tests.
  private static let findings = Result {
    let catalog = Catalog.embedded
    let auditor = Auditor(catalog)
    return try catalog.published().flatMap { try auditor.findings(of: $0.table) }
  }

  private static let task = #""task": "detection", "dataset": "COCO""#

  @Test func everyFigureHasAVerdict() throws {
    let findings = try PublishedTests.findings.get()
    #expect(findings.count >= 900)
    for finding in findings {
      let place = "\(finding.table.source), \(finding.table.name), row \(finding.number)"
      if !finding.verdict.isAgreement {
        #expect(!finding.reason.isEmpty, "\(place), \(finding.metric): \(finding.figure.text)")
      }
    }
  }

  /// An exception whose verdict the figure does not have, or that is about no figure, is one that
  /// was forgotten.
  @Test func exceptionsAreNeeded() throws {
    let findings = try PublishedTests.findings.get()
    for finding in findings {
      let exceptions = finding.table.exceptions
      let stale = exceptions.first {
        $0.row == finding.number && $0.metric == finding.metric && $0.verdict != finding.verdict
      }
      if let stale { Issue.record("\(stale.position): the figure is \(finding.verdict.rawValue)") }
    }
    for (file, table) in try Catalog.embedded.published() {
      for exception in table.exceptions {
        let row =
          table.rows.indices.contains(exception.row - 1) ? table.rows[exception.row - 1] : nil
        #expect(row?.figure(exception.metric) != nil, "\(file): \(exception.position)")
      }
    }
  }

  /// A figure is 'truncated' where our count begins with its digits, and only there.
  @Test func truncatedIsWhatIsCut() throws {
    for finding in try PublishedTests.findings.get() where finding.verdict != .underConvention {
      let isCut = finding.count.flatMap { finding.figure.agreement(with: $0) } == .truncated
      let place = "\(finding.table.source), \(finding.table.name), row \(finding.number)"
      #expect(
        isCut == (finding.verdict == .truncated),
        "\(place), \(finding.metric) \(finding.figure.text): \(finding.reason)")
    }
  }

  /// Papers copy each other's figures: one number for one network has one verdict.
  @Test func theSameFigureHasTheSameVerdict() throws {
    struct Subject: Hashable {
      let network, about: [String]
      let metric: String
      let exact, lastDigit: Rational
    }
    let catalog = Catalog.embedded
    var seen: [Subject: Finding] = [:]
    var copies = 0
    for finding in try PublishedTests.findings.get() where finding.figure.meaning == .count {
      guard let model = try finding.row.model.map({ try catalog.model(named: $0) }) else {
        continue
      }
      let values = try model.parameters(Settings(finding.row.values.map { ($0.name, $0.text) }))
      let subject = Subject(
        network: [model.spec.name ?? ""] + values.map { "\($0.key)=\($0.value.text)" }.sorted(),
        about: finding.row.parts + finding.row.replacements.map { "\($0)=\($1)" }
          + [finding.row.kind?.rawValue ?? ""],
        metric: finding.metric, exact: finding.figure.exact, lastDigit: finding.figure.lastDigit)
      guard let other = seen.updateValue(finding, forKey: subject) else { continue }
      copies += 1
      #expect(
        finding.verdict == other.verdict,
        "\(finding.figure.text) in \(finding.table.source) and \(other.table.source)")
    }
    #expect(copies > 50)
  }

  /// What nobody could explain stands in docs/errata.md with what was tried.
  @Test func unexplainedFiguresStandInTheErrata() throws {
    let unexplained = try PublishedTests.findings.get().filter { $0.verdict == .unexplained }
    var lines = [
      "| source | table | network | figure | counted | what was tried |",
      "|---|---|---|---|---:|---|",
    ]
    for finding in unexplained {
      let count = finding.count.map { $0.isInteger ? "\($0.numerator)" : "\($0.doubleValue)" } ?? ""
      let source = finding.table.source.split(separator: ",").prefix(2).joined(separator: ",")
      let network = finding.row.label ?? finding.row.model ?? ""
      lines.append(
        "| \(source) | \(finding.table.name) | \(network) \(finding.row.values.map { "\($0.name) \($0.text)" }.joined(separator: ", ")) | \(finding.metric) \(finding.figure.text) | \(count) | \(finding.reason) |"
      )
    }
    try Document(
      "docs/errata.md", writtenBy: "PublishedTests"
    ).check(lines.map { $0 + "\n" }.joined())
  }

  @Test func faultsHavePlaces() {
    for (text, message) in [
      ("{}", "p.json:1:1: published figures need a 'source' and 'tables'"),
      (
        #"{"source": "x", "tables": [{"table": "T", "figures": [["model"]]}]}"#,
        "p.json:1:28: a published table needs a 'task'; use one of classification, "
          + "detection, segmentation, face attributes, face embedding, layer"
      ),
      (
        #"{"source": "x", "tables": [{"table": "T", "task": "classify", "figures": [["model"]]}]}"#,
        "p.json:1:51: unknown task 'classify'; use one of classification, "
          + "detection, segmentation, face attributes, face embedding, layer"
      ),
      (
        #"{"source": "x", "tables": [{"table": "T", "task": "detection", "figures": [["model"]]}]}"#,
        #"p.json:1:28: a published table needs a 'dataset', or "-" for none"#
      ),
      (
        #"{"source": "x", "tables": [{"table": "T", \#(PublishedTests.task), "figures": [["macs"], ["1 M"]]}]}"#,
        "p.json:1:28: a table names its 'model', or has a column of it"
      ),
      (
        #"{"source": "x", "tables": [{"table": "T", "model": "m", \#(PublishedTests.task), "figures": [["macs"], ["1 Q"]]}]}"#,
        #"p.json:1:120: '1 Q' is not a figure; like "569 M""#
      ),
      (
        #"{"source": "x", "tables": [{"table": "T", \#(PublishedTests.task), "figures": [["model", "macs"], ["-", "1 M"]]}]}"#,
        "p.json:1:114: a row without a model needs a label"
      ),
    ] {
      #expect { try Published.read(Array(text.utf8), file: "p.json") } throws: { error in
        "\(error)".split(separator: "\n").first.map(String.init) == message
      }
    }
  }
}

/// How a printed number is read, and when it is a count.
struct FigureTests {
  @Test func numbersKeepTheirTextAndUnit() throws {
    for (text, value, lastDigit, meaning) in [
      ("569 M", 569e6, 1e6, Figure.Meaning.count), ("0.41G", 0.41e9, 1e7, .count),
      ("1,234,567", 1_234_567, 1, .count), ("4.2 B", 4.2e9, 1e8, .count),
      ("6.8 MB", 6.8e6, 1e5, .count), ("94.86 %", 0.9486, 1e-4, .share), ("1.8x", 1.8, 0.1, .ratio),
    ] {
      let figure = try #require(Figure(text))
      #expect(figure.text == text && figure.value == value && figure.meaning == meaning)
      #expect(figure.lastDigit.doubleValue == lastDigit, "\(text)")
    }
    for text in [
      "", "M", "569 X", "569 M M", "five", "0x10", "inf", "1.", ".5", "1.2.3", "-3 M", "0,41G",
      "1,23", ",5", "1.5,000",
    ] {
      #expect(Figure(text) == nil, "\(text)")
    }
    #expect(Figure(String(repeating: "9", count: 40)) == nil)
    #expect(Figure("0." + String(repeating: "1", count: 40)) == nil)
  }

  @Test func aCountIsRoundedOrCut() throws {
    let figure = try #require(Figure("1.53 M"))
    for (count, agreement) in [
      (1_530_000, Figure.Agreement.rounded), (1_525_000, .rounded), (1_534_999, .rounded),
      (1_535_000, .rounded), (1_535_001, .truncated), (1_539_999, .truncated),
      (1_540_000, nil), (1_524_999, .roundedUp), (1_520_001, .roundedUp), (1_520_000, nil),
    ] {
      #expect(figure.agreement(with: Rational(count)) == agreement, "\(count)")
    }
  }

  /// The simplest reading comes first: rounded, then cut, then as the column counts.
  @Test func theSimplestReadingCounts() throws {
    for (text, own, counted, words, verdict, reason) in [
      ("26 M", 25_557_032, 25_610_152, ["keras"], Verdict.asPrinted, ""),
      ("569 M", 568_740_352, 568_740_352, ["MACs called FLOPs"], .asPrinted, "MACs called FLOPs"),
      ("300 M", 300_774_272, 300_774_272, ["truncated"], .truncated, ""),
      ("300 M", 300_774_272, 300_774_272, [], .truncated, ""),
      (
        "568 M", 568_740_352, 567_716_352, ["without classifier"], .truncated,
        "or without-classifier"
      ),
      (
        "3.4 M", 3_504_872, 3_470_760, ["without batch norm", "truncated"], .underConvention,
        "without-batch-norm, truncated"
      ),
      (
        "3.5 M", 3_604_872, 3_470_760, ["without batch norm", "truncated"], .underConvention,
        "without-batch-norm"
      ),
      (
        "8.4 B", 16_700_000_000, 8_415_073_108, ["tensorflow", "halved"], .underConvention,
        "tensorflow, halved"
      ),
      ("5.3 M", 5_210_000, 5_210_000, ["rounded up"], .underConvention, "rounded up"),
      ("5.3 M", 5_210_000, 5_210_000, [], nil, ""),
      ("3.4 M", 3_504_872, 3_470_760, ["without batch norm"], nil, ""),
    ] as [(String, Int, Int, [String], Verdict?, String)] {
      let figure = try #require(Figure(text))
      let reading = try figure.reading(of: Rational(own), by: words) { Rational(counted) }
      #expect(reading?.verdict == verdict && reading?.reason ?? "" == reason, "\(text) \(words)")
      #expect(reading.map { [Rational(own), Rational(counted)].contains($0.count) } ?? true)
    }
  }
}
