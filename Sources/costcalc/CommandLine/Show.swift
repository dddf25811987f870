import Charts
import CostModel
import JSON
import Specs
import Symbolic

extension Invocation {
  /// Prints a table according to `--format`, `--columns` and `--exact`; the end of most commands.
  ///
  /// - Parameters:
  ///   - head: the head of the JSON.
  ///   - body: JSON that replaces the table's rows and totals.
  ///   - opening: lines that text begins with, and that are not broken.
  ///   - lead: what to know before reading the table: above it in text, the first notes in JSON.
  ///   - notes: notes on the table: below it in text, a list in JSON.
  ///   - appendix: a further table, below the notes in text; JSON has only its notes.
  ///   - display: where text must fit.
  /// - Throws: `UsageError` for an unknown column, `Terminal.WriteError`.
  package func show(
    _ grid: Grid, _ head: JSONHead,
    json body: @autoclosure () throws -> [(String, JSONOutput)]? = nil, opening: [String] = [],
    lead: [String] = [],
    notes: @autoclosure () throws -> [String] = [], appendix: Appendix? = nil,
    on display: Display = .standardOutput
  ) throws {
    let format = choice(of: .format) ?? Format.text
    if format == .json {
      let body = try body() ?? selection(from: grid).json
      return try Terminal.writeStandardOutput(
        head.document(
          version: program.version, notes: lead + (try notes()) + (appendix?.notes ?? []), body
        ).text, isExact: true)
    }
    let selection = try selection(from: grid)
    let numbers: NumberStyle = isGiven(.exact) ? .grouped : .scaled
    let text = render(selection, as: format, numbers: numbers, on: display)
    guard format == .text else {
      return try Terminal.writeStandardOutput(text, isExact: format == .csv)
    }
    let above =
      opening.map { $0 + "\n" }.joined() + paragraphs(lead, to: display.proseWidth)
    let below = paragraphs(try notes(), to: display.proseWidth)
    // A heading above no rows is useless.
    let isEmpty = selection.rows.isEmpty && selection.totals.isEmpty && !above.isEmpty
    try Terminal.writeStandardOutput(
      above + (isEmpty ? "" : text) + below + (appendix?.text(numbers, on: display) ?? ""))
  }

  /// The grid with the columns of `--columns`, in that order, or without the extra ones.
  package func selection(from grid: Grid) throws(UsageError) -> Grid {
    let isForPeople = [.text, .markdown].contains(choice(of: .format) ?? Format.text)
    guard let list = value(of: .columns) else {
      return isForPeople ? grid.forPeople : grid
    }
    var named = grid
    var indices: [Int] = []
    for word in list.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let index = try column(word, of: grid)
      named.columns[index] = grid.columns[index].called(word)
      named.columns[index].isNamed = true
      named.columns[index].isHeading = false
      indices.append(index)
    }
    let labels = grid.columns.indices.filter {
      grid.columns[$0].isLabel && !grid.columns[$0].isExtra && !indices.contains($0)
    }
    return named.selecting((isForPeople ? labels : []) + indices)
  }

  /// The index of the column that a word means. Help lists the columns of all tables of a command.
  private func column(_ word: String, of grid: Grid) throws(UsageError) -> Int {
    let names = grid.columns.map(\.name)
    let others = command.columns.map(\.name)
    if names.indices(meantBy: word).isEmpty, let other = others.indices(meantBy: word).first {
      let meaning = others[other].meaning
      throw usageError(
        "\(quoted(word)) is a column of another table of this command"
          + (meaning.isEmpty ? "" : ": \(meaning)"))
    }
    return try index(of: word, in: names, "column")
  }

  /// Whether the user names a column, or none at all.
  func shows(_ name: Name) -> Bool {
    value(of: .columns)?.split(separator: ",").contains {
      ![name].indices(meantBy: String($0)).isEmpty
    } ?? true
  }

  /// The grid with its rows sorted by a column, largest first; texts in their own order.
  func sorted(_ grid: Grid, by word: String) throws(UsageError) -> Grid {
    let index = try column(word, of: grid)
    var sorted = grid
    sorted.rows = grid.rows.enumerated().sorted { a, b in
      let (x, y) = (a.element[index].magnitude, b.element[index].magnitude)
      if x == y {
        let (s, t) = (a.element[index].exact, b.element[index].exact)
        return x == nil && s != t ? s < t : a.offset < b.offset
      }
      return (x ?? -1) > (y ?? -1)
    }.map(\.element)
    return sorted
  }
}

/// A table below the requested one.
package struct Appendix {
  let title: String
  let grid: Grid
  var notes: [String] = []

  fileprivate func text(_ numbers: NumberStyle, on display: Display) -> String {
    "\n\(title)\n" + grid.forPeople.text(numbers, on: display)
      + paragraphs(notes, to: display.proseWidth)
  }
}

extension Cell {
  /// The number to sort by; nil for text.
  var magnitude: Double? {
    switch self {
    case .count(let value), .bytes(let value), .change(let value), .integer(let value):
      Double(value)
    case .printed(let figure, _): figure.value
    case .counted(let value, _): value.doubleValue
    case .number(let value, _), .share(let value), .ratio(let value), .measure(let value, _): value
    case .decimal(let value, _): value.doubleValue
    case .typed(let text): Double(plain: text)
    case .text, .missing, .blank: nil
    }
  }
}
