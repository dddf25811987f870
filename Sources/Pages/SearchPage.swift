import Charts
import Symbolic

/// One HTML file about a search: what was asked, the front, the cells of the grid, the networks.
package struct SearchPage {
  /// A column of the table of networks.
  package struct Column: Sendable {
    let title: String
    let isNumber: Bool

    /// A column; numbers stand on the right.
    package init(title: String, isNumber: Bool) {
      (self.title, self.isNumber) = (title, isNumber)
    }
  }

  /// A cell of the table: its text, and what it is sorted by.
  package typealias Cell = (text: String, exact: String)

  /// The best network for values of two choices.
  package struct Place: Sendable {
    let row, column: String
    let rank: Int
    let text: String

    /// The network of a rank, from 1, and what is said of it.
    package init(row: String, column: String, rank: Int, text: String) {
      (self.row, self.column, self.rank, self.text) = (row, column, rank, text)
    }
  }

  /// What two choices vary over, and the best network at each pair of their values.
  package struct Cells: Sendable {
    let names: (row: String, column: String)
    let rows, columns: [String]
    let places: [Place]

    /// Values in the order in which they are to stand.
    package init(
      rows: (name: String, values: [String]), columns: (name: String, values: [String]),
      _ places: [Place]
    ) {
      names = (rows.name, columns.name)
      (self.rows, self.columns, self.places) = (rows.values, columns.values, places)
    }
  }

  let title: String
  let lead, notes: [String]
  /// What is better: `fewer MACs, higher accuracy`; nil if the chart has no front.
  let front: String?
  let chart: ScatterChart
  /// Nil if a single choice varies.
  let cells: Cells?
  let columns: [Column]
  let rows: [[Cell]]
  let version: String

  /// A page about a search.
  package init(
    title: String, lead: [String], notes: [String], front: String?, chart: ScatterChart,
    cells: Cells?,
    columns: [Column], rows: [[Cell]], version: String
  ) {
    (self.title, self.lead, self.notes, self.front) = (title, lead, notes, front)
    (self.chart, self.cells, self.columns, self.rows) = (chart, cells, columns, rows)
    self.version = version
  }

  /// The document.
  package func html() throws(Diagnostic) -> String {
    try Document(title: title, scripts: PageAssets.searchScripts, version: version).text(
      data: nil,
      header: { markup in
        for text in lead { markup.element("p", ("class", "about"), text: text) }
      },
      main: { (markup) throws(Diagnostic) in
        scatter(&markup)
        if let cells { write(cells, &markup) }
        networks(&markup)
        markup.section("notes", "Notes") { markup in
          markup.open("ul")
          for note in notes where !note.isEmpty { markup.element("li", text: note) }
          markup.close("ul")
        }
      })
  }
}
