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
  /// What is better: `fewer MACs, higher accuracy`.
  let front: String
  let chart: ScatterChart
  /// Nil if a single choice varies.
  let cells: Cells?
  let columns: [Column]
  let rows: [[Cell]]
  let version: String

  /// A page about a search.
  package init(
    title: String, lead: [String], notes: [String], front: String, chart: ScatterChart,
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
        frontSection(&markup)
        if let cells { write(cells, &markup) }
        networks(&markup)
        section("notes", "Notes", &markup) { markup in
          markup.open("ul")
          for note in notes where !note.isEmpty { markup.element("li", text: note) }
          markup.close("ul")
        }
      })
  }

  private func section(
    _ name: String, _ title: String, _ markup: inout Markup, _ body: (inout Markup) -> Void
  ) {
    markup.open("section", ("class", name), ("aria-labelledby", "\(name)-title"))
    markup.element("h2", ("id", "\(name)-title"), text: title)
    body(&markup)
    markup.close("section")
  }

  private func scrollable(
    _ name: String, _ markup: inout Markup, _ body: (inout Markup) -> Void
  ) {
    markup.open(
      "div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", name))
    body(&markup)
    markup.close("div")
  }

  private func frontSection(_ markup: inout Markup) {
    section("roofline", "The front", &markup) { markup in
      markup.element(
        "p", text: "A network on the front, a diamond, is beaten by no other in both: \(front).")
      scrollable("The front", &markup) { $0.raw(chart.svg) }
    }
  }

  private func write(_ cells: Cells, _ markup: inout Markup) {
    section("cells", "The cells", &markup) { markup in
      markup.element(
        "p",
        text: "The best network for each \(cells.names.row) (down) and \(cells.names.column) "
          + "(across): its rank and MACs. Empty cells have no network within the limits.")
      scrollable("The cells", &markup) { markup in
        markup.open("table")
        markup.open("thead")
        markup.open("tr")
        markup.element("th", ("scope", "col"), text: cells.names.row)
        for value in cells.columns {
          markup.element("th", ("scope", "col"), ("class", "number"), text: value)
        }
        markup.raw("</tr></thead>\n<tbody>\n")
        let places = Dictionary(
          cells.places.map { ([$0.row, $0.column], $0) }, uniquingKeysWith: { first, _ in first })
        for row in cells.rows {
          markup.open("tr")
          markup.element("th", ("scope", "row"), text: row)
          for column in cells.columns {
            guard let place = places[[row, column]] else {
              markup.raw("<td></td>")
              continue
            }
            markup.open("td", ("class", place.rank == 1 ? "number best" : "number"))
            markup.write("\(place.rank): \(place.text)")
            markup.raw("</td>")
          }
          markup.close("tr")
        }
        markup.raw("</tbody>\n</table>\n")
      }
    }
  }

  private func networks(_ markup: inout Markup) {
    section("layers", "The networks", &markup) { markup in
      markup.raw("<p class=\"controls\" hidden></p>\n")
      scrollable("The networks", &markup) { markup in
        markup.raw("<table>\n<thead><tr>")
        for column in columns {
          markup.element(
            "th", ("scope", "col"), ("class", column.isNumber ? "number" : "text"),
            text: column.title)
        }
        markup.raw("</tr></thead>\n<tbody>\n")
        for row in rows {
          markup.open("tr")
          for (column, cell) in zip(columns, row) {
            if column.isNumber {
              markup.element(
                "td", ("class", "number"), ("data-exact", cell.exact.isEmpty ? "-" : cell.exact),
                text: cell.text)
            } else {
              markup.element("td", text: cell.text)
            }
          }
          markup.close("tr")
        }
        markup.raw("</tbody>\n</table>\n")
      }
    }
  }
}
