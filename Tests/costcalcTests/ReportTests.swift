import Foundation
import Testing

/// The command `report`, and the page of a search.
struct ReportTests {
  private func page(_ line: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try Tool.run(shell: "costcalc \(line)", in: folder)
    #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
    return try String(contentsOf: folder.appending(path: "page.html"), encoding: .utf8)
  }

  @Test func aNetworkHasAllParts() throws {
    let page = try page("report mobilenet_v2 --resolution 96 -m a100 -o page.html")
    for title in [
      "Totals", "Where the cost sits", "How a parameter moves it", "Layers", "By kind of layer",
      "What limits it on NVIDIA A100 SXM4 40 GB", "Memory over time", "As formulas",
    ] {
      #expect(page.contains(">\(title)</h2>"), "\(title)")
    }
    #expect(page.contains("<b data-value=\"resolution\">96</b>"))
    #expect(page.matches(of: /class="slider"/).count == 5)
    let count = try Tool.run(["count", "mobilenet_v2", "--resolution", "96", "--exact"]).output
    let total = try #require(count.firstMatch(of: /total +([\d,]+)/)?.1)
    #expect(page.contains("data-long=\"macs\">\(total)<"))
  }

  @Test func severalNetworksStandSideBySide() throws {
    let page = try page("report resnet18 resnet50 -o page.html --free resolution")
    #expect(page.contains("<h1>resnet18 and resnet50</h1>") && page.contains("Side by side"))
    #expect(page.matches(of: /class="slider"/).count == 2)
  }

  @Test func nothingIsFreeIfSoTold() throws {
    #expect(try !page("report resnet18 --free '' -o page.html").contains("class=\"slider\""))
  }

  @Test func whatIsWrongIsTold() throws {
    for (line, message) in [
      ("report", "costcalc report: "),
      ("report resnet18 -o .", "costcalc: '.' is a folder"),
      ("report resnet18 --free widht", "did you mean 'width'"),
      ("report resnet18 -m nothing", "costcalc report: unknown machine 'nothing'"),
      ("report resnet18 --width 0", "costcalc: --width takes a positive number"),
    ] {
      let result = try Tool.run(shell: "costcalc \(line) > /dev/null")
      #expect(result.status == 2 && result.error.contains(message), "\(line): \(result.error)")
    }
  }

  @Test func everySearchHasAPage() throws {
    let fit = try page(
      "fit mobilenet_v1 --max-macs 150M --vary width=0.25:1:0.25 --vary resolution=128:224:32"
        + " --report page.html")
    #expect(fit.contains("What they cost") && !fit.contains("<path class=\"front\""))
    #expect(fit.contains("The best network for each width (down) and resolution (across)"))
    let sample = "space detnas_space --sample 5 --report page.html 2>/dev/null"
    let space = try page(sample)
    #expect(space.matches(of: /class="(front|dot)"/).count == 5 && !space.contains("The cells"))
    let line = "grid-search mobilenet_v1 --vary width=0.25:1:0.25 --evaluate 'echo 1'"
    let merged = try page(
      "\(line) --journal j.jsonl > /dev/null 2>&1; costcalc merge j.jsonl --report page.html")
    #expect(merged.matches(of: /class="(front|dot)"/).count == 4)
    #expect(merged.contains("fewer MACs, higher accuracy"))
  }

  /// A page is written, and is no part of what a search is.
  @Test func aJournalGoesOnWithoutItsPage() throws {
    let line =
      "grid-search mobilenet_v1 --vary width=0.25:1:0.25 --evaluate 'echo 1' --journal j.jsonl"
    let page = try page("\(line) > /dev/null 2>&1; costcalc \(line) --report page.html 2>/dev/null")
    #expect(page.contains("higher accuracy"))
  }

  @Test func choicesHaveNoPage() throws {
    let result = try Tool.run(shell: "costcalc space detnas_space --report page.html")
    #expect(result.status == 2 && result.error.contains("--report needs --sample or --evolve"))
  }

  @Test func aSearchHasEveryNetwork() throws {
    let line = "grid-search mobilenet_v1 --vary width=0.25:1:0.25 --vary resolution=128:224:32"
    let page = try page("\(line) --max-macs 250M --maximize macs --top 1 --report page.html")
    let csv = try Tool.run(
      shell: "costcalc \(line) --max-macs 250M --maximize macs -f csv -c macs"
    ).output.split(separator: "\n").dropFirst()
    let rows = page.matches(of: /data-exact="(\d{7,})">[^<]* M</).map { String($0.1) }
    #expect(rows.count >= csv.count && !csv.isEmpty)
    #expect(csv.allSatisfy { rows.contains(String($0)) })
    #expect(page.contains("<path class=\"front\""))
    #expect(page.contains("class=\"number best\">1: "))
  }
}
