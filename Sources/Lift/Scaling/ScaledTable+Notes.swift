import Symbolic

/// What the members of a table don't decide, as notes: the cells, what they could be, and the member
/// that would decide.
extension ScaledTable {
  /// Whether there is only one member.
  private var isAlone: Bool { body.graphs.count == 1 }

  var notes: [String] {
    roundingNotes + widthNotes + repeatNotes + blockNotes
  }

  /// Widths that scale in this table.
  private var scaledWidths: [FamilyFit.Cell] {
    fit.widths.filter { !options.kept.contains(labels[$0.row]) }
  }

  // MARK: Rounding

  private var roundingNotes: [String] {
    guard options.rounding == nil, !scaledWidths.isEmpty else { return [] }
    let columns = Set(scaledWidths.map(\.column)).sorted()
    var texts: [(rules: [ScaleRule], columns: [String])] = []
    for column in columns {
      let rules = fit.rules[column] ?? []
      guard rules.count > 1 else { continue }
      if let index = texts.firstIndex(where: { $0.rules == rules }) {
        texts[index].columns.append(column)
      } else {
        texts.append((rules, [column]))
      }
    }
    return texts.map { rules, columns in
      let named = rules.map(\.name).joined(separator: ", ")
      return "How widths are rounded (\(columns.joined(separator: ", "))): "
        + "\(named) agree; a member of another width decides."
    }
  }

  // MARK: Widths

  private var widthNotes: [String] {
    var notes: [String] = []
    if isAlone || !fit.width.isVaried {
      if !scaledWidths.isEmpty {
        notes.append(
          "Whether they scale with the width, or are fixed, or a multiple of a width before: "
            + "\(cells(scaledWidths)); a member of another width decides.")
      }
      if let head {
        let number = "\(head.numbers[fit.base])"
        notes.append(
          "Whether \(labels[head.row]) scales, or keeps its \(number) channels always or below a "
            + "width of 1: a narrower member decides; \"max(\(number), scale(\(number)))\" is "
            + "MobileNet V2's way.")
      }
      return notes
    }
    return openNotes(
      scaledWidths, narrower: "a narrower member", wider: "a wider member",
      other: "a member of another width")
  }

  /// The last wide layer before the classes: what networks keep.
  private var head: FamilyFit.Cell? {
    scaledWidths.last { cell in
      body.rows[cell.row].table == nil && cell.column == "c" && cell.numbers[fit.base] >= 512
    }
  }

  // MARK: Repeats

  private var repeatNotes: [String] {
    let cells = fit.repeats.filter { !options.kept.contains(labels[$0.row]) }
    guard !cells.isEmpty else { return [] }
    var notes: [String] = []
    if fit.depth.isVaried {
      notes = openNotes(
        cells, narrower: "a shallower member", wider: "a deeper member",
        other: "a member of another depth")
    } else {
      let open = cells.filter { Set($0.numbers).count == 1 }
      let single = open.filter { $0.numbers[fit.base] == 1 }
      let others = open.filter { $0.numbers[fit.base] != 1 }
      if !others.isEmpty {
        notes.append(
          "Whether they are repeated more often with the depth: \(self.cells(others)); "
            + "a deeper member decides.")
      }
      if !single.isEmpty {
        let names = single.map { labels[$0.row] }
        notes.append(
          "Whether blocks that stand once (\(Self.list(names))) are repeated with the depth: "
            + "a deeper member decides.")
      }
    }
    if let rules = fit.rules["n"], rules.count > 1 {
      notes.append(
        "How repeats are rounded: \(rules.map(\.name).joined(separator: ", ")) agree; "
          + "a member of another depth decides.")
    }
    return notes
  }

  // MARK: Cells that several readings explain

  private func openNotes(
    _ cells: [FamilyFit.Cell], narrower: String, wider: String, other: String
  ) -> [String] {
    let open = cells.count > 3 ? cells.count : 0
    var groups: [(readings: [CellReading], cells: [FamilyFit.Cell])] = []
    for cell in cells {
      let readings = fit.readings(cell)
      guard readings.count > 1 else { continue }
      if let index = groups.firstIndex(where: { $0.readings == readings }) {
        groups[index].cells.append(cell)
      } else {
        groups.append((readings, [cell]))
      }
    }
    return groups.map { readings, cells in
      let number = cells.count == 1 ? "\(cells[0].numbers[fit.base])" : "N"
      let words = readings.map { $0.word(number) }
      let member =
        switch readings {
        case [.scaled, .atLeast], [.constant, .atMost]: narrower
        case [.scaled, .atMost], [.constant, .atLeast]: wider
        default: other
        }
      let all =
        cells.count == open
        ? "All \(cells[0].column == "n" ? "repeats" : "widths")" : self.cells(cells)
      return "\(all): \(words[0]), and could be "
        + "\(words.dropFirst().joined(separator: " or ")); \(member) decides."
    }
  }

  // MARK: Ratios

  /// Cells of blocks that would say the same if they were others: roundings and conditions.
  private var blockNotes: [String] {
    body.openCells.map { open in
      // What may hold an 'or' of its own is quoted.
      let isQuoted = ([open.cell] + open.others).contains { $0.contains(" or ") }
      func word(_ cell: String) -> String { isQuoted && cell != "a flag" ? "'\(cell)'" : cell }
      return "In \(open.block), \(word(open.cell)) could be "
        + "\(open.others.map(word).joined(separator: " or ")): a member with other widths decides."
    }
  }

  // MARK: Words

  /// `c of conv1, c2; c2 of c3`.
  private func cells(_ cells: [FamilyFit.Cell]) -> String {
    var columns: [(name: String, rows: [String])] = []
    for cell in cells {
      if let index = columns.firstIndex(where: { $0.name == cell.column }) {
        columns[index].rows.append(labels[cell.row])
      } else {
        columns.append((cell.column, [labels[cell.row]]))
      }
    }
    return columns.map { "\($0.name) of \(Self.list($0.rows))" }.joined(separator: "; ")
  }

  private static func list(_ names: [String]) -> String {
    names.count < 3
      ? names.joined(separator: " and ")
      : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}

extension ScaleRule {
  /// What a note calls it: `round8`, `roundTo 4`.
  var name: String {
    if isFloored { return "\(function)(floor, \(argument ?? 1))" }
    return argument.map { "\(function) \($0)" } ?? function
  }
}
