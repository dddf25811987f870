import CostModel
import JSON
import Specs

/// An output format.
package enum Format: String, CaseIterable, Sendable {
  case text, json, csv, markdown
}

/// Prints a table; the text ends with a line feed.
///
/// - Parameters:
///   - numbers: for text and Markdown; JSON and CSV are always exact.
///   - display: for text only.
package func render(
  _ grid: Grid, as format: Format, numbers: NumberStyle = .scaled, on display: Display = .plain
) -> String {
  switch format {
  case .text: grid.text(numbers, on: display)
  case .json: JSONOutput.object(grid.json).text
  case .csv: grid.csv
  case .markdown: grid.markdown(numbers)
  }
}
