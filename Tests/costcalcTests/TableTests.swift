import CostModel
import Foundation
import Specs
import Symbolic
import Testing

import costcalc

/// What stands beside our counts in `table` and `compare`.
struct TableTests {
  /// A figure that `published` knows.
  private struct Figure: Sendable {
    let place, model, printed, verdict: String
  }

  private static let published = Result {
    let object = try TableTests.object("published")
    return try #require(object["figures"] as? [[String: Any]]).map { figure in
      let text = { (key: String) in figure[key] as? String ?? "" }
      return Figure(
        place: "\(text("source")), \(text("table")) \(text("metric"))", model: text("model"),
        printed: text("printed"), verdict: text("verdict"))
    }
  }

  private static func object(_ line: String) throws -> [String: Any] {
    let result = try Tool.run(shell: "costcalc \(line) --format json")
    #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(value as? [String: Any], "\(line)")
  }

  private static func rows(_ line: String) throws -> [[String: Any]] {
    try #require(try object(line)["rows"] as? [[String: Any]], "\(line)")
  }

  // MARK: All models

  /// Unless asked otherwise, figures are of benchmarks; verdicts are those of `published`; and a
  /// percentage stands only where nothing explains the difference.
  @Test func everyFigureIsOfABenchmarkAndHasItsVerdict() throws {
    let published = try TableTests.published.get()
    let catalog = Catalog.embedded
    var figureCount = 0
    for spec in try catalog.architectures() {
      let name = try #require(spec.name)
      let lines = ["table \(name)"] + (spec.members.count > 1 ? ["table \(name) --members"] : [])
      for line in lines {
        for row in try TableTests.rows(line) {
          for (metric, key) in [("macs", "Macs"), ("parameters", "Parameters")] {
            let difference = row[metric == "macs" ? "difference" : "parametersDifference"]
            guard let value = row["published\(key)"] as? NSNumber else {
              #expect(row["\(metric)Verdict"] is NSNull && difference is NSNull, "\(line)")
              continue
            }
            figureCount += 1
            let place = "\(line): \(row)"
            let source = try #require(row["source"] as? String, "\(place)")
            let benchmark = [row["task"], row["dataset"]] as? [String]
            #expect(
              benchmark == ["classification", "ImageNet"] || benchmark == ["detection", "COCO"],
              "\(place)")
            let text = try #require(row["published\(key)Text"] as? String, "\(place)")
            #expect(CostModel.Figure(text)?.value == value.doubleValue, "\(place)")
            let verdict = try #require(row["\(metric)Verdict"] as? String, "\(place)")
            let printed = published.filter {
              $0.place == "\(source) \(metric)" && $0.printed == text
                && spec.definedNames.contains($0.model)
            }
            #expect(printed.contains { $0.verdict == verdict }, "\(place)")
            #expect((difference is NSNumber) == (verdict == "unexplained"), "\(place)")
          }
        }
      }
    }
    #expect(figureCount > 150)
  }

  /// The text of every model's table, as people see it first: percentages stand beside
  /// "unexplained" alone, every source has a number, and each number stands once.
  @Test func textSaysTheSame() throws {
    for spec in try Catalog.embedded.architectures() {
      let name = try #require(spec.name)
      let result = try Tool.run(shell: "costcalc table \(name)")
      let parts = result.output.split(separator: "\n\n")
      let rows = parts[0].split(separator: "\n").prefix { !$0.hasPrefix("printed: ") }
      for line in rows where line.contains("%") {
        #expect(line.contains("% unexplained"), "\(name): \(line)")
      }
      let legend = parts.dropFirst().joined().split(separator: "\n")
      let numbers = legend.compactMap { $0.hasPrefix("[") ? $0.prefix { $0 != " " } : nil }
      #expect(Set(numbers).count == numbers.count, "\(name)")
      let papers = legend.flatMap { $0.matches(of: /arXiv:[0-9.]+/).map(\.output) }
      #expect(Set(papers).count == papers.count, "\(name): \(legend)")
      for number in parts[0].matches(of: /\[[0-9]+\]/).map(\.output) {
        #expect(numbers.contains(number), "\(name): \(number)")
      }
    }
  }

  // MARK: Single cases

  @Test func otherDatasetsAreShownWhereAskedFor() throws {
    func row(_ options: String, _ line: String = "table mobilenet_v1") throws -> [String: Any] {
      try #require(try TableTests.rows("\(line) \(options)").first)
    }
    let own = try row("--width 0.75 --resolution 192")
    #expect(own["top1"] as? Double == 67.2 && own["publishedMacs"] is NSNull)
    #expect(
      own["accuracySource"] as? String
        == "tensorflow/models, research/slim/nets/mobilenet_v1.md, checkpoints of 2018-02-22")
    let dogs = try row("--width 0.75 --resolution 192 --dataset 'Stanford Dogs'")
    #expect(dogs["top1"] as? Double == 80.5 && dogs["publishedMacs"] as? Int == 239_000_000)
    let small = try row("--width 0.25 --resolution 128")
    #expect(small["top1"] as? Double == 41.5 && small["publishedMacs"] is NSNull)
    let faces = try row("--width 0.25 --resolution 128 --task face-attributes")
    #expect(faces["ap"] as? Double == 86.4 && faces["macsVerdict"] as? String == "misprint")
    #expect(faces["top1"] is NSNull && faces["dataset"] is NSNull)
    let paper = try row("--width 1 --resolution 224 --task classification")
    #expect(paper["top1"] as? Double == 70.6)
    #expect(
      paper["source"] as? String
        == "Howard et al., MobileNets: Efficient Convolutional Neural Networks for Mobile Vision "
        + "Applications, arXiv:1704.04861 (2017), Table 6")
    let detector = try row("", "table efficientdet_d0")
    #expect(detector["ap"] as? Double == 34.6 && detector["dataset"] as? String == "COCO")
    let unknown = try Tool.run(shell: "costcalc compare vgg11 vgg13 --dataset cifar")
    #expect(unknown.status == 2 && unknown.error.contains("unknown dataset 'cifar'"))
  }

  /// Text, Markdown and CSV have the paper and the table, too.
  @Test func everyFormatNamesThePaperAndTheTable() throws {
    let line = "costcalc table mobilenet_v1 --width 1 --resolution 160"
    let text = try Tool.run(shell: line).output
    #expect(text.contains("[1] Table 7\n") && text.contains("\n[1] Howard et al., MobileNets: "))
    for format in ["csv", "markdown", "json"] {
      let output = try Tool.run(shell: "\(line) --format \(format)").output
      #expect(output.contains("Applications, arXiv:1704.04861 (2017), Table 7"), "\(format)")
    }
    let v2 = try Tool.run(shell: "costcalc table mobilenet_v2 --width 1 --resolution 224").output
    #expect(v2.contains("  truncated  "))
    #expect(v2.contains("  under without-batch-norm, truncated  "))
    let csv = try Tool.run(shell: "\(line) --format csv --columns publishedMacs,macsVerdict").output
    #expect(csv == "publishedMacs,macsVerdict\n290000000,truncated\n")
  }

  /// The paper's own row comes first, and a figure has the verdict that `published` gives it
  /// wherever it is printed.
  @Test func figuresHaveOneVerdict() throws {
    for (line, printed, verdict, parameters, parametersVerdict) in [
      (
        "mobilenet_v2 --width 1 --resolution 224", "300 M", "truncated", "3.4 M", "under convention"
      ),
      ("resnet50 --width 1.0 --resolution 224", "4.1 B", "as printed", "26 M", "as printed"),
      (
        "mobilenet_v3_small --width 1.0 --resolution 224", "56 M", "truncated", "2.5 M",
        "as printed"
      ),
      (
        "mobilenet_v3_small --width 1.0 --resolution 224 --head 1280", "66 M", "misprint", "2.9 M",
        "as printed"
      ),
    ] {
      let row = try #require(try TableTests.rows("table \(line)").first)
      #expect(row["publishedMacsText"] as? String == printed, "\(line)")
      #expect(row["macsVerdict"] as? String == verdict, "\(line)")
      #expect(row["publishedParametersText"] as? String == parameters, "\(line)")
      #expect(row["parametersVerdict"] as? String == parametersVerdict, "\(line)")
    }
  }

  @Test func aFamilyHasItsMembers() throws {
    let rows = try TableTests.rows("table efficientnet")
    #expect(rows.count == 10 && rows[1]["model"] as? String == "efficientnet_b1")
    #expect(rows[1]["resolution"] as? Int == 240 && rows[1]["top1"] as? Double == 79.1)
    #expect(rows[7]["publishedMacs"] as? Int == 37_000_000_000)
    #expect(rows[7]["macsVerdict"] as? String == "truncated")
    #expect(try TableTests.rows("table efficientnet_b1").count == 1)
    #expect(try TableTests.rows("table efficientnet --depth 1,2").count == 2)
    let more = try TableTests.rows("table efficientnet --members --resolution 224,256")
    #expect(more.count == 20 && more[1]["resolution"] as? Int == 256)
    // The name of a network stands for it alone; its family is asked for.
    #expect(try TableTests.rows("table retinanet_resnet50_fpn").count == 1)
    let minimal = try TableTests.rows("table mobilenet_v3_large --members")
    #expect(
      minimal.compactMap { $0["model"] as? String } == [
        "mobilenet_v3_large", "mobilenet_v3_large_minimal", "mobilenet_v3_large_reduced",
      ])
    let none = try Tool.run(shell: "costcalc table mobilenet_v1 --members")
    #expect(none.status == 2 && none.error.contains("mobilenet_v1 has no members"))
    // What a variant sets is no matter of the spec's ranges.
    let half = try TableTests.rows("table mnasnet0_5")
    #expect(half.count == 5 && half[0]["macs"] as? Int == 104_455_968)
  }

  /// Papers are about the networks of the zoo: a file of the user's own has none, but a copy.
  @Test func filesOfTheUsersOwnHaveNoFigures() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let line = "costcalc spec mobilenet_v1 > mine.json; costcalc table mine.json --width 1"
    let copy = try Tool.run(shell: line, in: folder)
    #expect(copy.output.contains("569 M"))
    #expect(copy.output.contains("as printed"))
    let changed = try Tool.run(
      shell: "sed 's/1024/1000/' mine.json > other.json; costcalc table other.json --width 1",
      in: folder)
    #expect(changed.status == 0 && !changed.output.contains("printed"), "\(changed.output)")
  }

  // MARK: Narrow terminals

  /// At 80 columns what is left out is what is printed about parameters, verdict and all.
  @Test func narrowTablesKeepWhatMatters() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else {
      print("skipped: no /usr/bin/script to make a terminal with")
      return
    }
    for (line, titles) in [
      ("table mobilenet_v1", ["MACs", "printed", "verdict", "Params", "Top-1", "Source"]),
      ("table efficientnet", ["MACs", "printed", "verdict", "Params", "Top-1"]),
      ("table efficientdet", ["MACs", "printed", "verdict", "Params", "AP"]),
      ("compare mobilenet_v3_large mobilenet_v2 resnet50", ["Traffic", "FLOPs/byte", "Top-1"]),
    ] {
      let result = try Tool.run(
        shell: "export COLUMNS=80 TERM=dumb; script -qec 'costcalc \(line)' /dev/null")
      let text = result.output.replacing("\r\n", with: "\n")
      let header = try #require(text.split(separator: "\n").first)
      for title in titles { #expect(header.contains(title), "\(line): \(header)") }
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(line)")
      #expect(!text.contains("not shown: publishedMacs"), "\(line)")
    }
  }

  // MARK: compare

  @Test func aSeparableLayerIsCalledSo() throws {
    let line = "compare depthwise vs standard --in 512 --out 256 --size 14"
    let text = try Tool.run(shell: "costcalc \(line)").output
    #expect(text.contains("\nseparable  "))
    #expect(text.contains("\nMACs of separable / standard = 1 / out + 1 / kernel^2\n"))
    #expect(text.contains("in 512, out 256, kernel 3, size 14, stride 1\n"))
    #expect(!text.contains("depthwise"))
    let models = try #require(try TableTests.object(line)["models"] as? [[String: Any]])
    #expect(models.map { $0["model"] as? String } == ["separable", "standard"])
    let bindings = try #require(models[0]["bindings"] as? [String: Int])
    #expect(bindings == ["in": 512, "out": 256, "kernel": 3, "size": 14, "stride": 1])
  }

  @Test func comparedNetworksHaveTheirAccuracy() throws {
    let object = try TableTests.object("compare mobilenet_v2 efficientdet_d0 vgg11")
    let models = try #require(object["models"] as? [[String: Any]])
    #expect(models[0]["top1"] as? Double == 72 && models[0]["ap"] is NSNull)
    #expect(models[1]["ap"] as? Double == 34.6 && models[1]["top1"] is NSNull)
    #expect(
      models[1]["accuracySource"] as? String
        == "Tan, Pang and Le, EfficientDet: Scalable and Efficient Object Detection, "
        + "arXiv:1911.09070 (2019), Table 2")
    #expect(models[1]["task"] as? String == "detection")
    #expect(models[1]["dataset"] as? String == "COCO" && models[2]["dataset"] is NSNull)
    #expect(models[2]["top1"] is NSNull && models[2]["accuracySource"] is NSNull)
    let small = try TableTests.object("compare mobilenet_v3_small mobilenet_v1")
    let first = try #require((small["models"] as? [[String: Any]])?.first)
    #expect(first["top1"] as? Double == 67.4)
    #expect(
      first["accuracySource"] as? String
        == "Howard et al., Searching for MobileNetV3, arXiv:1905.02244 (2019), "
        + "Table 3, later version")
    let layers = try Tool.run(shell: "costcalc compare separable standard").output
    #expect(!layers.contains("Top-1"))
  }
}

/// Printed figures in the unit of ours.
@Test func figuresStandInTheUnitOfOurs() throws {
  for (text, ours, scaled, exact) in [
    ("569 M", 568_740_352, "569 M", "~569,000,000"),
    ("1550 M", 1_582_671_872, "1.550 G", "~1,550,000,000"),
    ("4.2 B", 4_394_000_000, "4.2 G", "~4,200,000,000"),
    ("0.39 B", 385_814_752, "~390 M", "~390,000,000"),
    ("0.06 G", 56_510_400, "~60 M", "~60,000,000"),
    ("61100840", 61_100_840, "61.100840 M", "61,100,840"),
    ("34.858 G", 34_860_000_000, "34.858 G", "~34,858,000,000"),
    ("0.5 M", 470_072, "~500 k", "~500,000"), ("12", 12, "12", "12"),
    ("999.96 k", 999_960, "0.99996 M", "~999,960"),
  ] as [(String, Int128, String, String)] {
    let figure = try #require(Figure(text))
    let cell = Cell.printed(figure, beside: ours)
    #expect(cell.text(.scaled) == scaled && cell.text(.grouped) == exact, "\(text)")
    #expect(cell.exact == String(figure.exact.numerator), "\(text)")
  }
}

/// Our counts beside printed figures have the digits that show why the figure is what it is.
@Test func countsShowWhatAFigureRoundsOrCuts() throws {
  for (text, ours, shown) in [
    ("569 M", 568_740_352, "568.7 M"), ("0.31G", 319_949_192, "0.3199 G"),
    ("0.32G", 319_949_192, "0.320 G"), ("3.8 G", 3_857_973_248, "3.86 G"),
    ("37 B", 37_997_000_000, "37.997 B"), ("1.9 M", 1_999_999, "1.999999 M"),
    ("0.31", 2_223_872, "2,223,872"), ("12", 12, "12"),
  ] as [(String, Int128, String)] {
    let figure = try #require(Figure(text))
    #expect(Cell.counted(Rational(ours), like: figure).text(.scaled) == shown, "\(text)")
  }
}
