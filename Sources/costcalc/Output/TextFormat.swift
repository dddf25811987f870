extension Grid {
  /// An aligned table for a terminal, or for any width.
  ///
  /// If lines are too long, flexible columns are cut first; then whole columns are dropped, and a
  /// last line lists them.
  func text(_ style: NumberStyle, on display: Display) -> String {
    let headings = self.headings(style)
    let body = selecting(columns.indices.filter { !columns[$0].isHeading })
    let texts = (body.rows + body.totals).map { body.cells(of: $0).map { $0.text(style) } }
    let layout = TextLayout(body.columns, texts, limit: display.width)
    let rule = String(repeating: "─", count: layout.width)

    var lines = [display.bold(layout.line(body.columns.map(\.text))), rule]
    for (index, row) in texts.enumerated() {
      let isRow = index < rows.count
      let startsHeading = isRow && (index == 0 || headings[index] != headings[index - 1])
      let startsGroup = isRow && (startsHeading || groupStarts.contains(index))
      // An empty table's totals already follow the header's rule.
      if index > 0, startsGroup || index == rows.count { lines.append(rule) }
      if startsHeading, !headings[index].isEmpty {
        lines.append(
          display.bold(truncated(headings[index], to: display.width ?? .max, .keepsStart)))
      }
      lines.append(layout.line(row, on: display))
    }
    if !layout.hidden.isEmpty {
      let names = layout.hidden.map { index in
        let title = body.columns[index].title
        // Several columns may have one heading, which names none of them.
        let isUnique = body.columns.count { $0.title == title } == 1
        return isUnique && !title.isEmpty ? title : body.columns[index].key
      }
      let note = "not shown: \(names.joined(separator: ", ")) (use --columns or a wider terminal)"
      lines += wrapped(note, to: display.proseWidth)
    }
    let shown = Set(layout.shown.map { body.columns[$0].key })
    let explained = legend.filter { !$0.columns.isDisjoint(with: shown) }.map(\.text)
    if !explained.isEmpty {
      lines += wrapped(explained.joined(separator: "; "), to: display.proseWidth)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// For each row, the heading above it; empty if no column is for headings.
  private func headings(_ style: NumberStyle) -> [String] {
    let indices = columns.indices.filter { columns[$0].isHeading }
    return rows.map { row in
      let cells = cells(of: row)
      return indices.map { cells[$0] }.filter { $0 != .missing }.map { $0.text(style) }
        .joined(separator: ", ")
    }
  }
}

/// The columns shown and their widths.
private struct TextLayout {
  private static let gap = 2
  /// The least useful width; the end of a path needs a few of its names, unless the terminal is too
  /// narrow even for that.
  private func narrowest(_ index: Int, _ limit: Int) -> Int {
    [.keepsEnd, .keepsEnds].contains(columns[index].flexibility) ? max(12, min(18, limit)) : 12
  }

  private let columns: [Heading]
  private var widths: [Int]
  private(set) var shown: [Int]
  private(set) var hidden: [Int] = []

  init(_ columns: [Heading], _ cells: [[String]], limit: Int?) {
    self.columns = columns
    shown = Array(columns.indices)
    let natural = columns.indices.map { index in
      cells.reduce(displayWidth(columns[index].text)) { max($0, displayWidth($1[index])) }
    }
    widths = natural
    guard let limit else { return }
    while true {
      widths = natural
      shrinkFlexibleColumns(to: limit)
      guard width > limit, shown.count > 1, hideLeastImportantColumn() else { break }
    }
    showWhatFits(in: limit)
  }

  /// The width of a whole line.
  var width: Int {
    shown.reduce(0) { $0 + widths[$1] } + Self.gap * max(0, shown.count - 1)
  }

  func line(_ cells: [String], on display: Display = .plain) -> String {
    let texts = shown.map { index in
      let column = columns[index]
      let text = truncated(cells[index], to: widths[index], column.flexibility)
      let filled = padded(text, to: widths[index], alignment: column.alignment)
      // Colored when its width is no longer asked for.
      return column.hasVerdicts && !text.isEmpty
        ? filled.replacing(text, with: display.verdict(text), maxReplacements: 1) : filled
    }
    let line = texts.joined(separator: String(repeating: " ", count: Self.gap))
    let end = line.lastIndex { $0 != " " }
    return end.map { String(line[...$0]) } ?? ""
  }

  /// The widest column shrinks first, so that short texts stay whole.
  private mutating func shrinkFlexibleColumns(to limit: Int) {
    let flexible = shown.filter { columns[$0].flexibility != .rigid }
    while width > limit {
      let order = flexible.sorted { widths[$0] > widths[$1] }
      guard let widest = order.first, widths[widest] > narrowest(widest, limit) else { return }
      // Down to the next one, or one further if they are level.
      let next = order.dropFirst().first.map { widths[$0] } ?? 0
      let least = max(narrowest(widest, limit), min(next, widths[widest] - 1))
      widths[widest] = max(least, widths[widest] - (width - limit))
    }
  }

  /// Whether there was one that the user did not ask for.
  private mutating func hideLeastImportantColumn() -> Bool {
    let candidates = shown.filter { !columns[$0].isNamed }
    let least = candidates.map { columns[$0].priority }.min()
    guard let victim = candidates.last(where: { columns[$0].priority == least }) else {
      return false
    }
    let victims = shown.filter { $0 == victim || columns[$0].goesWith == columns[victim].key }
    shown.removeAll { victims.contains($0) }
    hidden = (hidden + victims).sorted()
    return true
  }

  /// If a wide column is dropped, narrow ones dropped earlier may fit again.
  private mutating func showWhatFits(in limit: Int) {
    let order = hidden.sorted { columns[$0].priority > columns[$1].priority }
    for index in order where columns[index].goesWith == nil {
      let group = hidden.filter { $0 == index || columns[$0].goesWith == columns[index].key }
      let room = group.reduce(0) { $0 + widths[$1] + Self.gap }
      guard width + room <= limit else { continue }
      hidden.removeAll { group.contains($0) }
      shown = (shown + group).sorted()
    }
  }
}
