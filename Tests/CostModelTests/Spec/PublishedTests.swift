import Foundation
import Testing

@testable import CostModel

/// Published figures read strictly, and each is about a network that exists.
struct PublishedTests {
  @Test func everyRowIsAModelWithItsParameters() throws {
    let catalog = Catalog.embedded()
    var count = 0
    for file in catalog.files where file.isPublished {
      let published = try Published.read(Array(file.text.utf8), file: file.path)
      for table in published.tables {
        for row in table.rows {
          let settings = Settings(row.values.map { ($0.name, $0.text) })
          let model = try catalog.model(named: row.model)
          _ = try Network.expand(model, settings, in: catalog)
          #expect(!row.figures.isEmpty, "\(table.name), \(row.model)")
          count += 1
        }
      }
    }
    #expect(count >= 80)
  }

  /// MACs agree as printed, truncated or rounded, except where the table's note says why not.
  @Test func printedMACsAgreeOrTheNoteSaysWhy() throws {
    let catalog = Catalog.embedded()
    for file in catalog.files where file.isPublished {
      for table in try Published.read(Array(file.text.utf8), file: file.path).tables {
        for row in table.rows {
          guard let figure = row.figure("macs") else { continue }
          let settings = Settings(row.values.map { ($0.name, $0.text) })
          let model = try catalog.model(named: row.model)
          let report = try Report(Network.expand(model, settings, in: catalog))
          let count = try #require(report.totals.macs.constantValue).doubleValue
          if figure.agrees(with: count) { continue }
          #expect(table.note != nil, "\(table.name), \(row.model) \(row.values): \(count)")
        }
      }
    }
  }

  @Test func figuresKeepTheirText() throws {
    let figure = try #require(Published.Figure("569 M"))
    #expect(figure.text == "569 M" && figure.value == 569e6)
    for text in ["", "M", "569 X", "569 M M", "five", "0x10", "inf"] {
      #expect(Published.Figure(text) == nil, "\(text)")
    }
  }

  @Test func faultsHavePlaces() {
    for (text, message) in [
      ("{}", "p.json:1:1: published figures need a 'source' and 'tables'"),
      (
        #"{"source": "x", "tables": [{"table": "T", "figures": [["macs"], ["1 M"]]}]}"#,
        "p.json:1:28: a table names its 'model', or has a column of it"
      ),
      (
        #"{"source": "x", "tables": [{"table": "T", "model": "m", "figures": [["macs"], ["1 Q"]]}]}"#,
        #"p.json:1:80: '1 Q' is no figure; like "569 M""#
      ),
    ] {
      #expect { try Published.read(Array(text.utf8), file: "p.json") } throws: { error in
        "\(error)".split(separator: "\n").first.map(String.init) == message
      }
    }
  }
}

extension Published.Figure {
  /// Whether a count, rounded or truncated to the digits printed, is the figure.
  fileprivate func agrees(with count: Double) -> Bool {
    let number = text.split(separator: " ")[0]
    let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
    let unit = value / (Double(number) ?? 1)
    let step = unit / pow(10, Double(decimals))
    return abs(count - value) <= step / 2 || (count >= value && count - value < step)
  }
}
