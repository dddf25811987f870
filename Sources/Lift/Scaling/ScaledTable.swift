import Specs
import Symbolic

/// What turns a table into a family: rules for widths and repeats, and parameters for the input's
/// size and the classes, all of them the identity where the multipliers are 1. The members of a
/// family decide the rules; what no rule says is a parameter of its own.
struct ScaledTable {
  private(set) var rows: [TableRow]
  private(set) var parameters: [FamilyParameter] = []
  private(set) var scale: [(column: String, rule: String)] = []
  private(set) var input: [String] = []
  private(set) var defaults: [(column: String, cell: CellText)] = []
  let body: LiftedBody
  let fit: FamilyFit
  /// Widths with a multiplier of their own.
  private let others: [(name: String, cells: [FamilyFit.Cell])]
  let labels: [String]
  /// The row that makes the classes.
  let classifier: Int?
  let options: LiftOptions

  init(_ lifted: LiftedBody, _ options: LiftOptions) throws(Diagnostic) {
    let body = lifted.stagesNamed()
    self.body = body
    self.options = options
    let labels = body.labels
    self.labels = labels
    let classifier = body.classifier
    self.classifier = classifier
    for name in options.kept.union(options.multipliers.flatMap(\.rows)).sorted()
    where !labels.contains(name) {
      throw Diagnostic(
        "no row is called \(quoted(name))",
        help: didYouMean(name, in: labels) ?? "the rows are \(labels.joined(separator: ", "))")
    }
    if let name = options.multipliers.map(\.name).first(where: labels.contains) {
      throw Diagnostic("a width can't be named \(quoted(name)), which is a row")
    }
    // Whether a row repeats with the depth is seen in its column `n`.
    var (widths, repeats) = ([FamilyFit.Cell](), [FamilyFit.Cell]())
    for row in body.rows.indices {
      for column in row == classifier ? [] : body.widthColumns(row) {
        guard let numbers = body.numbers(row, column) else { continue }
        widths.append(
          FamilyFit.Cell(
            row: row, column: column, numbers: numbers, before: body.widthBefore(row, column)))
      }
      if body.canRepeat(row) {
        let once = body.graphs.map { _ in 1 }
        repeats.append(
          FamilyFit.Cell(row: row, column: "n", numbers: body.numbers(row, "n") ?? once))
      }
    }
    for name in options.multipliers.flatMap(\.rows)
    where !widths.contains(where: { labels[$0.row] == name }) {
      throw Diagnostic("the row \(quoted(name)) has no width to scale")
    }
    others = options.multipliers.map { multiplier in
      (multiplier.name, widths.filter { multiplier.rows.contains(labels[$0.row]) })
    }
    let apart = Set(options.multipliers.flatMap(\.rows))
    fit = FamilyFit(
      widths.filter { !apart.contains(labels[$0.row]) }, repeats, members: body.graphs.count,
      rounding: options.rounding)
    rows = body.rows.map(\.row)
    let base = fit.base
    for row in rows.indices {
      rows[row].cells = body.rows[row].cells.mapValues { $0[base] }.filter { $0.value != .none }
    }
    writeWidths()
    writeRepeats()
    sizeInput()
    if let classifier, let classes = body.rows[classifier].cells["c"] {
      rows[classifier].cells["c"] = CellText(expression: "classes")
      parameters.append(FamilyParameter("classes", classes.map(\.json)))
    }
    writeOthers()
    for column in ["act", "r"] { shareCells(of: column) }
  }

  // MARK: Widths and repeats

  private mutating func writeWidths() {
    let scaled = fit.widths.filter { !options.kept.contains(labels[$0.row]) }
    if !scaled.isEmpty {
      parameters.append(FamilyParameter("width", fit.width.multipliers.map(\.text)))
      for column in Set(scaled.map(\.column)).sorted() {
        scale.append((column, fit.rule(column).text(column, "width")))
      }
    }
    for (name, cells) in others { write(cells, times: name) }
    for cell in fit.widths { write(cell) }
  }

  private mutating func writeRepeats() {
    guard !fit.repeats.isEmpty else { return }
    parameters.append(FamilyParameter("depth", fit.depth.multipliers.map(\.text)))
    scale.append(("n", fit.rule("n").text("n", "depth")))
    for cell in fit.repeats { write(cell) }
  }

  /// Writes a number that a rule scales, or that members have in common, or a parameter.
  private mutating func write(_ cell: FamilyFit.Cell) {
    let number = "\(cell.numbers[fit.base])"
    let isKept = options.kept.contains(labels[cell.row])
    if isKept, Set(cell.numbers).count == 1 {
      rows[cell.row].cells[cell.column] = CellText(expression: number)
    } else if !isKept, let reading = fit.readings(cell).first {
      if case .multiple = reading, rows[cell.row - 1].name == nil {
        rows[cell.row - 1].name = labels[cell.row - 1]
      }
      rows[cell.row].cells[cell.column] = reading.text(
        number, before: cell.row > 0 ? rows[cell.row - 1].name ?? "" : "")
    } else {
      writeParameter(cell.row, cell.column, cell.numbers.map(String.init))
    }
  }

  /// Writes widths that have a multiplier of their own.
  private mutating func write(_ cells: [FamilyFit.Cell], times name: String) {
    let rules = Set(cells.map(\.column)).reduce(into: [String: ScaleRule]()) { rules, column in
      let numbers = cells.filter { $0.column == column }.map { $0.numbers[fit.base] }
      rules[column] =
        options.rounding.map(ScaleRule.named) ?? ScaleRule.widths(keeping: numbers).first
    }
    let own = MultiplierFit(
      cells.map(\.numbers), members: body.graphs.count, base: fit.base,
      rules: Set(rules.values).sorted { $0.function > $1.function }, steps: [20, 100, 1000],
      isSmallest: false)
    parameters.append(FamilyParameter(name, own.multipliers.map(\.text)))
    for cell in cells {
      let rule = rules[cell.column] ?? own.rule
      let isScaled = MultiplierFit.readings(cell.numbers, fit.base, rule, own.multipliers)
        .contains(.scaled)
      if isScaled {
        rows[cell.row].cells[cell.column] = CellText(
          expression: rule.text("\(cell.numbers[fit.base])", name))
      } else {
        writeParameter(cell.row, cell.column, cell.numbers.map(String.init))
      }
    }
  }

  // MARK: What members don't have in common

  /// A parameter for a cell with a value of its own in each member.
  private mutating func writeParameter(_ row: Int, _ column: String, _ values: [String]) {
    if let same = parameters.first(where: { $0.column == column && $0.cells == values }) {
      rows[row].cells[column] = CellText(expression: same.name)
      return
    }
    var taken = Set(parameters.map(\.name) + body.rows.compactMap(\.row.name))
    for row in body.rows { taken.formUnion(row.cells.keys) }
    for table in body.tables { taken.formUnion(table.columnNames) }
    var (number, name) = (1, "\(column)1")
    while taken.contains(name) {
      number += 1
      name = "\(column)\(number)"
    }
    parameters.append(FamilyParameter(name, values, column: column))
    rows[row].cells[column] = CellText(expression: name)
  }

  /// Cells other than widths and repeats on which members don't agree.
  private mutating func writeOthers() {
    let ruled = Set(
      (fit.widths + fit.repeats + others.flatMap(\.cells)).map { "\($0.row) \($0.column)" })
    for row in rows.indices where row != classifier {
      for (column, cells) in body.rows[row].cells.sorted(by: { $0.key < $1.key })
      where Set(cells).count > 1 && !ruled.contains("\(row) \(column)") {
        writeParameter(row, column, cells.map(\.json))
      }
    }
  }

  // MARK: Defaults

  /// Makes a cell that all rows which take it have the file's default.
  private mutating func shareCells(of column: String) {
    // An activation would also be taken by rows of the file's own blocks.
    guard column != "act" || body.blocks.isEmpty else { return }
    let takers = rows.indices.filter { row in
      body.rows[row].table?.columnNames.contains(column)
        ?? (rows[row].word == "squeeze"
          || (column == "act" && ["conv", "depthwise", "transposed"].contains(rows[row].word)))
    }
    let cells = takers.map { rows[$0].cells[column] }
    guard cells.count > 1, Set(cells).count == 1, let cell = cells[0] else { return }
    for row in takers { rows[row].cells[column] = nil }
    defaults.append((column, cell))
  }

  // MARK: Input

  private mutating func sizeInput() {
    let sizes = body.graphs.map(\.inputSizes)
    let isSquare = sizes.allSatisfy { sizes in
      let map = sizes.dropLast()
      return map.count > 1 && map.allSatisfy { $0 == map[0] } && map[0] > 1
    }
    let rank = sizes[fit.base].count
    if isSquare, sizes.allSatisfy({ $0.count == rank }) {
      parameters.append(FamilyParameter("resolution", sizes.map { "\($0[0])" }))
      input = (1..<rank).map { _ in "\"resolution\"" }
    } else {
      input = (1..<rank).map { size(of: $0 - 1, sizes) }
    }
    input.append(size(of: rank - 1, sizes))
  }

  /// A size of the input: a number if all members have it.
  private mutating func size(of axis: Int, _ sizes: [[Int]]) -> String {
    let numbers = sizes.map { axis < $0.count ? $0[axis] : 1 }
    if Set(numbers).count == 1 { return "\(numbers[0])" }
    parameters.append(FamilyParameter("size\(axis + 1)", numbers.map(String.init)))
    return "\"size\(axis + 1)\""
  }
}

/// A parameter with its value in each member, as JSON.
struct FamilyParameter {
  let name: String
  let values: [String]
  /// The values as cells have them.
  let cells: [String]
  /// The column of the cell that it stands for, if it is a cell's.
  let column: String?

  init(_ name: String, _ values: [String], column: String? = nil) {
    self.name = name
    cells = values
    // Reals stay reals where a member has a whole one.
    let isReal = values.contains { $0.contains(".") && Double($0) != nil }
    self.values = isReal ? values.map { Int($0) == nil ? $0 : "\($0).0" } : values
    self.column = column
  }

  var isVaried: Bool { Set(values).count > 1 }
}

extension LiftedBody {
  /// The widths of the row above in all members, for a cell of a row that reads only that.
  func widthBefore(_ row: Int, _ column: String) -> [Int]? {
    guard row > 0, column == "c", rows[row].row.from.isEmpty else { return nil }
    return zip(graphs, rows[row - 1].ends).map { $0.extent($1).channels }
  }

  /// The numbers of a cell in all members; nil if it is no whole number in one.
  func numbers(_ row: Int, _ column: String) -> [Int]? {
    let numbers = rows[row].cells[column]?.compactMap { Int($0.json) }
    return numbers?.count == graphs.count ? numbers : nil
  }
}
