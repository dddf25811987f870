import Charts
import CostModel
import NetworkDiff
import Symbolic

extension LayerComparison {
  /// A row of the difference, the sum of moves, or the total.
  private struct Row {
    let word: String
    var name = ""
    var before = ""
    var after = ""
    let change: LayerCost
  }

  static let columns: [Heading] = table.headings()

  private static let table: [Column<Row>] = [
    Column("change", "Change", alignment: .left, priority: 10, isLabel: true) { .text($0.word) },
    Column(
      "layer", "Layer", alignment: .left, flexibility: .keepsEnd, priority: 8,
      meaning: "its name in the second network, or in the first if it was removed"
    ) { .text($0.name) },
    Column(
      "before", "Before", alignment: .left, flexibility: .keepsEnds, priority: 7,
      meaning: "the layers of the first network, with what they make"
    ) { .text($0.before) },
    Column(
      "after", "After", alignment: .left, flexibility: .keepsEnds, priority: 7, goesWith: "before",
      meaning: "the layers of the second network"
    ) { .text($0.after) },
    Column("macs", "MACs", priority: 9, meaning: "now, less what they were") {
      .change($0.change.macs)
    },
    Column("parameters", "Params", priority: 6, meaning: "now, less what they were") {
      .change($0.change.parameters)
    },
    Column("activations", "Acts", priority: 5, meaning: "now, less what they were") {
      .change($0.change.activations)
    },
  ]

  private func row(_ row: NetworkDiff.Row) -> Row {
    let layers = row.before.map { diff.before.layers[$0] }
    let others = row.after.map { diff.after.layers[$0] }
    return Row(
      word: row.kind.rawValue, name: (others.first ?? layers.first)?.name ?? "",
      before: LayerComparison.words(layers), after: LayerComparison.words(others),
      change: row.change)
  }

  /// Layers in words; beside others, those that only move data go without saying, but padding is
  /// part of what a window does.
  private static func words(_ layers: [ComparedLayer]) -> String {
    let working = layers.filter { !$0.isMove || $0.isPadding }
    return (working.isEmpty ? layers : working).map(\.words).joined(separator: " + ")
  }

  /// The rows that people see: those of one kind of folding as one.
  private func shown(_ rows: [NetworkDiff.Row]) -> [Row] {
    let foldings = rows.filter(\.isFolding)
    guard foldings.count > 1 else { return rows.map(row) }
    let layers = foldings.map { diff.before.layers[$0.before[0]] }
    let isInto = layers[0].norm != nil
    guard layers.allSatisfy({ ($0.norm != nil) == isInto }) else { return rows.map(row) }
    let words = ["norm of its own", "norm in weights and bias"]
    return [
      Row(
        word: NetworkDiff.Kind.regrouped.rawValue, name: counted(foldings.count, "layer"),
        before: words[isInto ? 0 : 1], after: words[isInto ? 1 : 0],
        change: foldings.reduce(LayerCost()) { $0 + $1.change })
    ] + rows.filter { !$0.isFolding }.map(row)
  }

  func show() throws {
    let format = invocation.choice(of: .format) ?? Format.text
    let isForPeople = format == .text || format == .markdown
    // What only moves data differs between formats, and costs nothing that is shown.
    let shown = isForPeople ? diff.rows.filter { !$0.isMove } : diff.rows
    let rows = isForPeople ? self.shown(shown) : shown.map(row)
    let total = Row(word: "total", change: diff.change)
    let grid = Grid(LayerComparison.table, rows, totals: rows.isEmpty ? [] : [total])
      .headed(by: options)
    let notes = try notes(hidden: diff.rows.count - shown.count)
    if format == .markdown {
      return try Terminal.writeStandardOutput(
        notes.prefix(1).map { MarkdownText.escaped($0) + "\n\n" }.joined()
          + details(render(invocation.selection(from: grid), as: .markdown), rows.count)
          + notes.dropFirst().map { "\n" + MarkdownText.escaped($0) + "\n" }.joined())
    }
    try invocation.show(
      grid, JSONHead("compare-layers", about: options.conventionJSON), json: json,
      lead: Array(notes.prefix(1)), notes: Array(notes.dropFirst()))
  }

  /// A table that GitHub folds; none if nothing changed.
  private func details(_ table: String, _ rows: Int) -> String {
    guard rows > 0 else { return "" }
    return "<details><summary>\(counted(rows, "change"))</summary>\n\n\(table)\n</details>\n"
  }

  /// `mobilenet_v2 to mobilenet_v3: MACs 301 M to 219 M (-27.2%), …`, and what was left out.
  private func notes(hidden moves: Int) throws -> [String] {
    let (before, after) = (diff.before.cost, diff.after.cost)
    let totals: [(String, KeyPath<LayerCost, Int128>)] = [
      (options.macsTitle, \.macs), (Metric.parameters.name.heading, \.parameters),
      (Metric.activations.name.heading, \.activations),
    ]
    let sums = totals.map { title, key in
      let (old, new) = (before[keyPath: key], after[keyPath: key])
      guard old != new else { return "\(title) \(new.scaled()) as before" }
      let growth = old == 0 ? nil : (Double(new - old) / Double(old)).percent
      let share = growth.map { " (\(new > old ? "+" : "")\($0))" } ?? ""
      return "\(title) \(old.scaled()) to \(new.scaled())\(share)"
    }
    // Folders are no part of what networks are called.
    let files = names.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    var notes = ["\(files[0]) to \(files[1]): \(sums.joined(separator: ", "))"]
    notes.append("\(counted(diff.unchanged, "layer")) unchanged")
    if moves > 0 {
      notes.append(
        "\(counted(moves, "further change")) of layers that only move or relabel data, which JSON "
          + "and CSV list")
    }
    return notes + options.conventionNotes
  }
}

extension ComparedLayer {
  /// The layer with what it makes: `conv 3x3 /2, relu6 → 32x112x112`.
  fileprivate var words: String {
    let attached = [norm, activation].compactMap(\.self).map { ", \($0)" }.joined()
    return "\(text)\(attached) → \(output.joined(separator: "x"))"
  }
}
