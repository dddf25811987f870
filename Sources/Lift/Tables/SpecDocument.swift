/// A spec to be written, in the layout of those under specs/: keys in their order, tables with
/// aligned columns.
package struct SpecDocument: Sendable {
  /// A block of its own.
  struct Block: Sendable {
    let name: String
    /// Its columns as `let` has them: `c`, `s = 1`.
    let columns: [String]
    let rows: [TableRow]
    /// Its columns' order, after those of every table.
    let order: [String]
    /// The conditions that were learned, with others that would hold as well.
    var conditions: [(cell: String, others: [String])] = []

    /// The block under another name.
    func named(_ name: String) -> Block {
      Block(name: name, columns: columns, rows: rows, order: order, conditions: conditions)
    }

    /// The conditions that could be others.
    var openConditions: [OpenCell] {
      conditions.map { OpenCell(block: name, cell: $0.cell, others: $0.others + ["a flag"]) }
    }
  }

  var name: String
  var title: String?
  var source: String?
  var notes: [String] = []
  var parameters: [(name: String, json: String)] = []
  /// The members of a family: names, and values of the parameters in which they differ.
  var variants: (parameters: [String], members: [(name: String, values: [String])]) = ([], [])
  var input: [String] = []
  var scale: [(column: String, rule: String)] = []
  var defaults: [(column: String, cell: CellText)] = []
  var blocks: [Block] = []
  var body: [TableRow] = []
  /// The order of the body's columns.
  var order: [String] = []
  var outputs: [String] = []

  /// The text of the file.
  package var text: String {
    var members = ["\"name\": \(SpecDocument.string(name))"]
    if let title { members[0] += ", \"title\": \(SpecDocument.string(title))" }
    if let source { members[0] += ", \"source\": \(SpecDocument.string(source))" }
    let lines = notes.flatMap { Self.wrapped($0, to: 110) }
    if !lines.isEmpty {
      members.append(
        lines.count == 1
          ? "\"note\": \(SpecDocument.string(lines[0]))"
          : "\"note\": [\n"
            + lines.map { "    \(SpecDocument.string($0))" }.joined(separator: ",\n") + "]")
    }
    if !parameters.isEmpty {
      members.append("\"let\": \(object(parameters.map { ($0.name, $0.json) }))")
    }
    if !variants.members.isEmpty {
      members.append("\"variants\": [\n" + variantTable + " ]")
    }
    members.append("\"input\": [\(input.joined(separator: ", "))]")
    if !scale.isEmpty {
      members.append("\"scale\": \(object(scale.map { ($0.column, "\"\($0.rule)\"") }))")
    }
    if !defaults.isEmpty {
      members.append("\"defaults\": \(object(defaults.map { ($0.column, $0.cell.json) }))")
    }
    if !blocks.isEmpty {
      let texts = blocks.map { block in
        let columns = block.columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let start = columns.isEmpty ? "" : "\"let\": [\(columns)], "
        return "    \"\(block.name)\": { \(start)\"body\": [\n"
          + SpecTable(block.rows, order: block.order).text(indent: 6) + " ] }"
      }
      members.append("\"blocks\": {\n\(texts.joined(separator: ",\n")) }")
    }
    members.append("\"body\": [\n" + SpecTable(body, order: order).text(indent: 4) + " ]")
    if !outputs.isEmpty {
      members.append("\"outputs\": [\(outputs.map { "\"\($0)\"" }.joined(separator: ", "))]")
    }
    return "{ " + members.joined(separator: ",\n  ") + " }\n"
  }

  private var variantTable: String {
    let lines =
      [["\"variant\""] + variants.parameters.map { "\"\($0)\"" }]
      + variants.members.map { [SpecDocument.string($0.name)] + $0.values }
    return SpecTable(lines: lines).text(indent: 4)
  }

  /// A note in lines, as specs have them.
  private static func wrapped(_ text: String, to limit: Int) -> [String] {
    var (lines, line) = ([String](), "")
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count >= limit {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private func object(_ members: [(String, String)]) -> String {
    "{ \(members.map { "\"\($0)\": \($1)" }.joined(separator: ", ")) }"
  }

  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Rows with their columns in order.
struct SpecTable {
  private let lines: [[String]]

  /// Lines of JSON cells, the header first.
  init(lines: [[String]]) {
    self.lines = lines
  }

  /// - Parameter order: columns in the order in which they are printed, after `name`, `operator` and
  ///   `from`; others follow by name.
  init(_ rows: [TableRow], order: [String]) {
    var used = Set(rows.flatMap { $0.cells.keys })
    if rows.contains(where: { !$0.from.isEmpty }) { used.insert("from") }
    // Names of few rows stand at the end, as in papers; those that rows refer to come first.
    let isReferring = used.contains("from")
    let hasNames = rows.contains { $0.name != nil }
    var seen: Set<String> = []
    let order = order.filter { seen.insert($0).inserted }
    let columns =
      (hasNames && isReferring ? ["name"] : []) + ["operator"] + (isReferring ? ["from"] : [])
      + order.filter { used.contains($0) && $0 != "from" }
      + used.subtracting(order).subtracting(["from"]).sorted()
      + (hasNames && !isReferring ? ["name"] : [])
    let header = columns.map { "\"\($0)\"" }
    lines =
      [header]
      + rows.map { row in
        var cells = columns.map { row.cell($0)?.json ?? CellText.none.json }
        while cells.count > 1, cells[cells.count - 1] == CellText.none.json { cells.removeLast() }
        return cells
      }
  }

  func text(indent: Int) -> String {
    var widths: [Int] = []
    for line in lines {
      for (index, cell) in line.dropLast().enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], cell.unicodeScalars.count)
      }
    }
    return lines.map { line in
      var text = String(repeating: " ", count: indent) + "["
      for (index, cell) in line.enumerated() {
        guard index + 1 < line.count else {
          text += cell
          break
        }
        let width = widths[index] - cell.unicodeScalars.count
        text += cell + "," + String(repeating: " ", count: width + 1)
      }
      return text + "]"
    }.joined(separator: ",\n")
  }
}
