import Charts
import Symbolic

extension SearchPage {
  /// The networks by two quantities.
  func scatter(_ markup: inout Markup) {
    let title = front == nil ? "What they cost" : "The front"
    markup.section("scatter", title) { markup in
      if let front {
        markup.element(
          "p", text: "A network on the front, a diamond, is beaten by no other in both: \(front).")
      }
      markup.scrollable(title) { $0.raw(chart.svg) }
    }
  }

  /// The best network for each pair of values.
  func write(_ cells: Cells, _ markup: inout Markup) {
    markup.section("cells", "The cells") { markup in
      markup.element(
        "p",
        text: "The best network for each \(cells.names.row) (down) and \(cells.names.column) "
          + "(across): its rank and MACs. Empty cells have no network within the limits.")
      markup.scrollable("The cells") { markup in
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

  /// All networks in a table. Scripts sort and filter it.
  func networks(_ markup: inout Markup) {
    markup.section("layers", "The networks") { markup in
      markup.raw("<p class=\"controls\" hidden></p>\n")
      markup.scrollable("The networks") { markup in
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
