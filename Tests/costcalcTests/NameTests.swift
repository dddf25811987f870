import CostModel
import Foundation
import Testing

import costcalc

/// One quantity has one name: in headings, options, objectives and JSON.
struct NameTests {
  private func output(_ line: String) throws -> String {
    let result = try Tool.run(shell: "costcalc \(line)")
    #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
    return result.output
  }

  @Test func aWordMeansAKeyBeforeAHeading() {
    let names = [
      Name("output", "Output"), Name("outputBytes", "Written", older: ["written"]),
      Name("macsShare", "Share"), Name("timeShare", "Share"), Name("share", "Part"),
      Name("old", "OLD", older: ["Written2"]),
    ]
    let table: [(String, [Int])] = [
      ("output", [0]), ("OUTPUT", [0]), ("outputbytes", [1]), ("written", [1]), ("WRITTEN2", [5]),
      ("share", [4]), ("Part", [4]), ("", []), ("outpu", []),
    ]
    for (word, indices) in table { #expect(names.indices(meantBy: word) == indices, "\(word)") }
    #expect(Array(names.dropLast(2)).indices(meantBy: "share") == [2, 3])
    for text in ["1 / Params + macs", "-PARAMETERCOUNT,x"] {
      #expect(text.mentions(Metric.parameters.name))
    }
    #expect(!"parametersShare".mentions(Metric.parameters.name))
  }

  /// Every way to call a quantity, wherever tables of counts take one.
  @Test func everyNameOfAQuantityIsAccepted() throws {
    for name in Metric.allCases.map(\.name) {
      for command in ["count standard", "count standard --fold blocks", "table standard --in 3,4"] {
        let expected = try output("\(command) --columns \(name.key) --format csv")
        #expect(expected.hasPrefix(name.key + "\n"))
        for word in name.older + [name.heading, name.heading.uppercased(), name.key.lowercased()] {
          let found = try output("\(command) --columns '\(word)' --format csv")
          // A program that asks by a key of earlier versions reads it under that.
          let header = name.older.contains(word) ? word : name.key
          #expect(found == header + expected.dropFirst(name.key.count), "\(command): \(word)")
        }
      }
      let sorted = try output("count mobilenet_v1 --sort \(name.key) --exact")
      for word in name.older + [name.heading] {
        #expect(try output("count mobilenet_v1 --sort '\(word)' --exact") == sorted, "\(word)")
      }
    }
  }

  /// What a heading says can be typed, in every table whose headings are not shared.
  @Test(arguments: [
    "count mobilenet_v1", "count mobilenet_v1 --fold stages", "table mobilenet_v2 --width 1",
    "compare mobilenet_v1 resnet18", "roofline mobilenet_v1 -m h100",
    "roofline mobilenet_v1 -m h100 --kinds", "scale --phi 1", "scale --fit", "published resnet",
    "explain mobilenet_v1", "explain mobilenet_v1 --to thop", "list", "space detnas_space",
    "grid-search --tolerance 1%", "fit mobilenet_v1 --max-macs 60M",
    "space detnas_space --sample 2", "verify mobilenet_v1 --resolution 32 --width 0.25",
  ])
  func headingsAreNames(line: String) throws {
    let first = try output("\(line) --format markdown").split(separator: "\n")[0]
    let headings = first.split(separator: "|").map { $0.trimming { $0 == " " } }
      .filter { !$0.isEmpty }
    #expect(headings.count > 2)
    for heading in headings where headings.count(where: { $0 == heading }) == 1 {
      let found = try output("\(line) --columns '\(heading.lowercased())' --format markdown")
      #expect(found.split(separator: "\n")[0].contains(heading), "\(line): \(heading)")
    }
  }

  @Test func objectivesTakeEveryName() throws {
    let search = "grid-search --tolerance 1% --top 3 --format csv --columns alpha,parameters"
    for (keys, words) in [
      ("--maximize 'parameters / macs'", "--maximize 'Params / MACS'"),
      ("--maximize 'parameters / macs'", "--maximize 'parameterCount / macs'"),
      ("--minimize 'memory + 0 * real'", "--minimize 'Memory + 0 * Real'"),
      ("--pareto macs,-parameters", "--pareto MACs,-Params"),
      ("--pareto macs,-memory", "--pareto MACs,-Memory"),
    ] {
      #expect(try output("\(search) \(keys)") == output("\(search) \(words)"), "\(words)")
    }
    let old = try output("grid-search --tolerance 1% --top 1 --format csv --columns parameterCount")
    #expect(old == "parameterCount\n10222984\n9109994\n")
  }

  @Test func aReportHasEveryQuantityByItsName() throws {
    let data = Data(try output("count standard --format json").utf8)
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let totals = try #require(report["totals"] as? [String: Any])
    let header = "count standard --fold parts --format csv"
    let fields = try output(header).split(separator: "\n").map { $0.split(separator: ",") }
    for (key, text) in zip(fields[0], fields[1]).dropFirst(3) {
      #expect((totals[String(key)] as? NSNumber)?.doubleValue == Double(text), "\(key)")
    }
  }
}

extension StringProtocol {
  fileprivate func trimming(_ isBlank: (Character) -> Bool) -> String {
    let head = drop(while: isBlank)
    return String(head.reversed().drop(while: isBlank).reversed())
  }
}

struct NamePatternTests {
  @Test(arguments: [
    ("mobile", "mobilenet_v1", true), ("NET_V", "mobilenet_v1", true),
    ("v3", "mobilenet_v1", false),
    ("mobile*", "mobilenet_v1", true), ("*v?", "mobilenet_v1", true),
    ("net*", "mobilenet_v1", false),
    ("m*e*_*", "mobilenet_v1", true), ("*", "", true), ("?", "", false), ("", "x", true),
    ("*aab", "aaaab", true), ("a*b*c", "abcabd", false),
  ])
  func patternsMatch(pattern: String, text: String, matches: Bool) {
    #expect(NamePattern(pattern).matches(text) == matches, "\(pattern) on \(text)")
  }

  /// Nothing that a user types takes long.
  @Test func manyStarsAreQuick() {
    let pattern = NamePattern(String(repeating: "a*", count: 2000) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 5000)))
  }

  @Test func listsWhatIsAskedFor() throws {
    let table: [(line: String, names: [String])] = [
      ("list --names 1704.04861", ["mobilenet_v1"]),
      ("list --names 'detnas_space*'", ["detnas_space", "detnas_space_large"]),
      ("list --names DETNAS_space", ["detnas_space", "detnas_space_large"]),
      (
        "list --names 'vgg1?_bn' alexnet_o",
        ["alexnet_original", "vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn"]
      ),
    ]
    for (line, names) in table {
      let result = try Tool.run(shell: "costcalc \(line)")
      #expect(result.output.split(separator: "\n").map(String.init) == names, "\(line)")
    }
    let space = try Tool.run(shell: "costcalc list detnas_space_large")
    #expect(
      space.output.contains("\n    parameters: --b1 … --b40=k3 --resolution=224 --classes=1000\n"))
    let all = try Tool.run(shell: "costcalc list --format json")
    #expect(all.output.contains("\"machines\": [\"a100\""))
  }
}
