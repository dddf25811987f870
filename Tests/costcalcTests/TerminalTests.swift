import Foundation
import Specs
import Testing

import costcalc

/// Where the output goes: terminals of any width, readers that leave, disks that are full.
struct TerminalTests {
  @Test func wideTablesFitTheTerminal() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else {
      print("skipped: no /usr/bin/script to make a terminal with")
      return
    }
    let lines = [
      "list", "list --columns name,title,variants,parameters,source", "count mobilenet_v3_large",
      "count resnet50 --fold blocks", "count resnet50 --kinds", "table mobilenet_v1",
      "table resnet50 --groups 1,2 --exact", "compare mobilenet_v3_large mobilenet_v2 resnet50",
      "compare depthwise vs standard --exact", "--help", "count --help", "compare --help",
    ]
    for columns in [80, 132] {
      for line in lines {
        for row in try text(of: line, columns).split(separator: "\n")
        where !row.contains("costcalc compare depthwise") {
          #expect(row.count <= columns, "costcalc \(line) at \(columns) columns: \(row)")
        }
      }
    }
  }

  /// What a terminal shows of a command.
  private func text(of line: String, _ columns: Int) throws -> String {
    let result = try Tool.run(
      shell: "export COLUMNS=\(columns) TERM=xterm; script -qec 'costcalc \(line)' /dev/null")
    #expect(result.status == 0, "\(line): \(result.error)")
    // A terminal ends lines with CR LF, which is one character; bold is no text.
    return result.output.replacing("\r\n", with: "\n").replacing("\u{1B}[1m", with: "")
      .replacing("\u{1B}[0m", with: "")
  }

  /// Of a narrow table the operator and the output go first; traffic, shares and differences stay.
  @Test(arguments: [
    ("count mobilenet_v3_large", "MACs Params Acts Traffic FLOPs/byte"),
    ("count efficientnet_b0 --fold stages", "MACs Params Acts Traffic FLOPs/byte"),
    ("count mobilenet_v2 --kinds", "MACs Share Params Share Traffic Share"),
    ("roofline mobilenet_v2 -m h100", "MACs Traffic FLOPs/byte Bound Time Share"),
    ("roofline mobilenet_v2 -m h100 --kinds", "MACs Traffic FLOPs/byte Time Share"),
    ("compare mobilenet_v3_large mobilenet_v2 resnet50", "MACs Params Acts Traffic FLOPs/byte"),
    ("explain mobilenet_v2 --to thop", "paper thop Difference"),
    ("verify mobilenet_v2 --resolution 32", "MACs Params Read Weights Written Verdict"),
    ("scale --fit", "Real Excess"),
  ])
  func narrowTablesKeepWhatTheyAreAbout(line: String, headings: String) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return }
    let lines = try text(of: line, 80).split(separator: "\n")
    let rule = try #require(lines.firstIndex { $0.hasPrefix("─") })
    let header = lines[rule - 1].split(separator: " ").joined(separator: " ")
    #expect(header.contains(headings), "\(line): \(header)")
  }

  /// Only our own styles reach the terminal, not the same bytes from outside.
  @Test func stylesAreOurs() {
    let display = Display(width: 80, usesColour: true)
    for outside in ["\u{1B}[1m", "\u{1B}[0m", "\u{1B}[31m"] {
      let text = outside + display.bold("a" + outside)
      let shown = "<U+001B>\(outside.dropFirst())"
      #expect(
        Display.harmless(text) == shown + "\u{1B}[1ma" + shown + "\u{1B}[0m")
    }
  }

  /// Short tasks leave nothing on the terminal but their answer.
  @Test func progressIsShownFromHalfASecondOn() {
    let table: [(passed: Duration, since: Duration?, isDue: Bool)] = [
      (.milliseconds(0), nil, false), (.milliseconds(499), nil, false),
      (.milliseconds(500), nil, true), (.seconds(9), .milliseconds(99), false),
      (.seconds(9), .milliseconds(100), true),
    ]
    for (passed, since, isDue) in table {
      #expect(ProgressLine.isDue(after: passed, sinceLast: since) == isDue, "\(passed)")
    }
  }

  @Test func writingMayFailWithoutHarm() throws {
    let full = "costcalc: cannot write to standard output: No space left on device\n"
    let closed = "costcalc: cannot write to standard output: Bad file descriptor\n"
    let table: [(line: String, status: Int32, output: String, error: String)] = [
      ("costcalc list --names | head -n 1", 0, "alexnet\n", ""),
      ("costcalc count mobilenet_v1 | true", 0, "", ""),
      ("costcalc count mobilenet_v1 >&-", 2, "", closed),
      ("costcalc count mobilenet_v1 2>&- >&-", 2, "", ""),
      ("costcalc bogus 2>&-", 2, "", ""),
    ]
    for (line, status, output, error) in table {
      let result = try Tool.run(shell: line)
      #expect(result.status == status && result.output == output, "\(line)")
      #expect(result.error == error, "\(line)")
    }
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let result = try Tool.run(shell: "costcalc count mobilenet_v1 > /dev/full")
    #expect(result.status == 2 && result.error == full)
  }

  @Test func colourIsForTerminalsOnly() throws {
    let piped = try Tool.run(shell: "TERM=xterm costcalc count mobilenet_v1; costcalc --help")
    #expect(!piped.output.contains("\u{1B}"))
  }
}
