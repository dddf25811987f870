import Symbolic

extension Grid {
  /// A table in GitHub's Markdown, padded so that its source is readable, too; totals are bold.
  func markdown(_ style: NumberStyle) -> String {
    func texts(_ row: [Cell]) -> [String] { cells(of: row).map { escaped($0.text(style)) } }
    let header = columns.map { escaped($0.text) }
    let totals = totals.map { row in
      zip(cells(of: row), texts(row)).map { cell, text in
        cell == .missing || text.isEmpty ? text : "**\(text)**"
      }
    }
    let body = rows.map(texts) + totals
    let widths = header.indices.map { index in
      ([header] + body).reduce(3) { max($0, displayWidth($1[index])) }
    }
    let alignments = zip(columns, widths).map { column, width in
      let dashes = String(repeating: "-", count: width - 1)
      return column.alignment == .left ? ":" + dashes : dashes + ":"
    }
    return ([header, alignments] + body).map { row in
      let cells = row.indices.map { index in
        padded(row[index], to: widths[index], alignment: columns[index].alignment)
      }
      return "| " + cells.joined(separator: " | ") + " |\n"
    }.joined()
  }
}

private func escaped(_ text: String) -> String { MarkdownText.escaped(text) }

/// Text that Markdown shows as it is.
enum MarkdownText {
  /// What begins emphasis, code, links, pictures, HTML, references, formulas and cells.
  private static let special = Set("\\|*`<[]~&$".unicodeScalars)
  /// What begins a heading, a quote or a list at the start of a line.
  private static let leading = Set("#>+-".unicodeScalars)

  static func escaped(_ text: String) -> String {
    let scalars = Array(printable(text).unicodeScalars)
    func isWord(_ index: Int) -> Bool {
      scalars.indices.contains(index) && scalars[index].properties.isAlphabetic
        || scalars.indices.contains(index) && scalars[index].properties.numericType != nil
    }
    var escaped = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      // Within a word an underscore is one.
      let isEmphasis = scalar == "_" && !(isWord(index - 1) && isWord(index + 1))
      let starts =
        index == 0 && scalars.count > 1 && leading.contains(scalar)
        && !isWord(1)
      if special.contains(scalar) || isEmphasis || starts { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }
}
