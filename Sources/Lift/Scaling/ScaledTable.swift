import Specs
import Symbolic

/// What turns a table into a family: rules for widths and repeats, and parameters for the input's
/// size and the classes. All of them are the identity where the multipliers are 1.
struct ScaledTable {
  private(set) var rows: [TableRow]
  private let body: LiftedBody
  private let options: LiftOptions
  private let labels: [String]
  private(set) var parameters: [(name: String, json: String)] = []
  private(set) var scale: [(column: String, rule: String)] = []
  private(set) var input: [String] = []
  private(set) var defaults: [(column: String, cell: CellText)] = []
  private(set) var notes: [String] = []
  /// The row that makes the classes.
  private var classifier: Int?

  init(_ body: LiftedBody, _ options: LiftOptions) throws(Diagnostic) {
    self.body = body
    self.options = options
    rows = body.stagesNamed()
    labels = Self.labels(rows)
    findClassifier()
    try keepRows()
    scaleWidths()
    scaleRepeats()
    sizeInput()
    if let classifier, let classes = body.rows[classifier].cells["c"] {
      rows[classifier].cells["c"] = CellText(expression: "classes")
      parameters.append(("classes", classes.json))
    }
    noteHead()
    for column in ["act", "r"] { shareCells(of: column) }
  }

  // MARK: Defaults

  /// Makes a cell that all rows which take it have the file's default.
  private mutating func shareCells(of column: String) {
    // An activation would also be taken by rows of the file's own blocks.
    guard column != "act" || body.blocks.isEmpty else { return }
    let takers = rows.indices.filter { row in
      body.tables[row]?.columnNames.contains(column)
        ?? (rows[row].word == "squeeze"
          || (column == "act" && ["conv", "depthwise", "transposed"].contains(rows[row].word)))
    }
    let cells = takers.map { rows[$0].cells[column] }
    guard cells.count > 1, Set(cells).count == 1, let cell = cells[0] else { return }
    for row in takers { rows[row].cells[column] = nil }
    defaults.append((column, cell))
  }

  // MARK: Classes

  /// The last layer that makes channels, if nothing but pooling and activations comes after it.
  private mutating func findClassifier() {
    let idle = ["avgpool", "softmax", "sigmoid", "relu"]
    guard body.outputs.isEmpty,
      let last = rows.indices.last(where: { !idle.contains(rows[$0].word) }),
      body.tables[last] == nil, ["dense", "conv", "linear"].contains(rows[last].word),
      rows[last].cells["n"] == nil
    else { return }
    let isPooled =
      rows[last].word != "conv" || rows[(last + 1)...].contains { $0.word == "avgpool" }
    if isPooled { classifier = last }
  }

  // MARK: Rows that stay as they are

  /// The names under which reports list rows.
  private static func labels(_ rows: [TableRow]) -> [String] {
    var counts: [String: Int] = [:]
    for row in rows where row.name == nil { counts[row.word, default: 0] += 1 }
    var places: [String: Int] = [:]
    return rows.map { row in
      if let name = row.name { return name }
      guard counts[row.word] != 1 else { return row.word }
      places[row.word, default: 0] += 1
      return "\(row.word)\(places[row.word] ?? 1)"
    }
  }

  private mutating func keepRows() throws(Diagnostic) {
    for kept in options.kept.sorted() {
      guard let row = labels.firstIndex(of: kept) else {
        throw Diagnostic(
          "no row is called \(quoted(kept))",
          help: didYouMean(kept, in: labels) ?? "the rows are \(labels.joined(separator: ", "))")
      }
      for column in widthColumns(row) + ["n"] {
        if let cell = rows[row].cells[column] {
          rows[row].cells[column] = CellText(expression: cell.expression)
        }
      }
    }
  }

  // MARK: Widths

  private mutating func scaleWidths() {
    var numbers: [String: [Int]] = [:]
    var order: [String] = []
    for row in rows.indices where row != classifier {
      for column in widthColumns(row) {
        guard let number = rows[row].cells[column].flatMap({ Int($0.json) }) else { continue }
        if numbers[column] == nil { order.append(column) }
        numbers[column, default: []].append(number)
      }
    }
    guard !order.isEmpty else { return }
    parameters.append(("width", "1.0"))
    for column in order.sorted() {
      scale.append((column, rule(column, numbers[column] ?? [])))
    }
    guard options.rounding == nil else { return }
    let isRounded = scale.contains { $0.rule.hasPrefix("round8") }
    notes.append(
      isRounded
        ? "All widths are multiples of 8, so round8, nearest8 and floor agree: a member of another width decides."
        : "How widths are rounded is not in one network: a member of another width decides.")
  }

  /// The rule for a column: multiples of 8 where all its numbers are.
  private func rule(_ column: String, _ numbers: [Int]) -> String {
    switch options.rounding {
    case nil:
      numbers.allSatisfy { $0.isMultiple(of: 8) }
        ? "round8(\(column) * width)" : "floor(\(column) * width)"
    case "none": "floor(\(column) * width)"
    case "8": "round8(\(column) * width)"
    case let text? where Int(text) != nil: "roundTo(\(column) * width, \(text))"
    case let text?: "\(text)(\(column) * width)"
    }
  }

  /// The columns of a row that hold widths: channels that are not multiples of other channels.
  private func widthColumns(_ row: Int) -> [String] {
    guard let table = body.tables[row] else {
      return ["c", "r"].filter { rows[row].cells[$0] != nil }
    }
    return table.columns.map(\.name).filter(table.isWidth)
  }

  // MARK: Repeats

  private mutating func scaleRepeats() {
    var isScaled = false
    for row in rows.indices {
      guard let table = body.tables[row], body.canRepeat(row, table) else { continue }
      isScaled = true
      if rows[row].cells["n"] == nil { rows[row].cells["n"] = CellText(1) }
    }
    guard isScaled else { return }
    parameters.append(("depth", "1.0"))
    scale.append(("n", "ceil(n * depth)"))
    let single = rows.indices.filter { rows[$0].cells["n"] == CellText(1) && !isKept($0) }
    if let first = single.first {
      let others = single.count > 1 ? " and \(single.count - 1) more" : ""
      notes.append(
        "Whether blocks that stand once (\(labels[first])\(others)) are repeated with the depth: "
          + "a deeper member decides.")
    }
  }

  private func isKept(_ row: Int) -> Bool { options.kept.contains(labels[row]) }

  // MARK: Input

  private mutating func sizeInput() {
    let sizes = body.graph.inputSizes
    let map = sizes.dropLast()
    if let size = map.first, map.count > 1, map.allSatisfy({ $0 == size }), size > 1 {
      parameters.append(("resolution", "\(size)"))
      input = map.map { _ in "\"resolution\"" } + ["\(sizes[sizes.count - 1])"]
    } else {
      input = sizes.map(String.init)
    }
  }

  /// What one member does not tell of the last layers before the classes.
  private mutating func noteHead() {
    guard parameters.contains(where: { $0.name == "width" }),
      let head = rows.indices.last(where: { row in
        row != classifier && body.tables[row] == nil
          && rows[row].cells["c"].map { Int($0.json) } != nil
          && rows[row].cells["c"].flatMap { Int($0.json) } ?? 0 >= 512
      }), let width = rows[head].cells["c"]?.json
    else { return }
    notes.append(
      "Whether \(labels[head]) scales, or keeps its \(width) channels always or below a width of 1: "
        + "a narrower member decides; \"max(\(width), scale(\(width)))\" is MobileNet V2's way.")
  }
}
