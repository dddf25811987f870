import Symbolic

/// The least general block that all instances are cases of: cells that agree are said in the block,
/// as a number or as an expression of the widths it is given; for the others it has columns.
struct AntiUnification {
  /// The graphs of the family's members; one for a network on its own.
  let graphs: [LayerGraph]
  let instances: [BlockInstance]
  let usual: [String: Value]

  /// A column with its value in each instance; nil where no row has it.
  struct Column {
    let name: String
    var values: [Value?]
    /// Its default, as `let` has it: `in` for an expansion, 0 for a squeeze that may be missing.
    var usual: String?
  }

  private(set) var columns: [Column] = []
  /// The cells of each row.
  private(set) var cells: [[String: CellText]] = []
  /// The conditions of rows, with others that hold in the same instances.
  private(set) var conditions: [(cell: String, others: [String])] = []
  private let ins: [Int]
  private let outs: [Int]

  init(_ graphs: [LayerGraph], _ instances: [BlockInstance], usual: [String: Value]) {
    self.graphs = graphs
    self.instances = instances
    self.usual = usual
    ins = instances.map { graphs[$0.member].extent($0.input).channels }
    outs = instances.map { graphs[$0.member].extent($0.end).channels }
  }

  /// The block; the one of fewer columns, with or without the width of its output as `c`.
  static func block(
    _ graphs: [LayerGraph], _ instances: [BlockInstance], named name: String, usual: [String: Value]
  ) -> BlockTable? {
    let attempts = [true, false].compactMap { givesOutput in
      var attempt = AntiUnification(graphs, instances, usual: usual)
      return attempt.table(named: name, givesOutput: givesOutput)
    }
    return attempts.min { $0.columns.count < $1.columns.count }
  }

  private mutating func table(named name: String, givesOutput: Bool) -> BlockTable? {
    guard let first = instances.first else { return nil }
    if givesOutput {
      guard ins != outs else { return nil }
      columns.append(Column(name: "c", values: outs.map { .integer($0) }))
    }
    let rows = first.nodes.indices
    cells = rows.map { _ in [:] }
    for row in rows.reversed() { unifyWidths(row, ["c", "at"]) }
    for row in rows { unifyOthers(row) }
    for row in rows { learnCondition(row) }
    // A squeeze is a part of an expansion, which is the input where there is none.
    for row in rows.reversed() { unifyWidths(row, ["r"]) }
    for row in rows { leaveOutSqueeze(row) }
    if givesOutput, !cells.contains(where: { $0.values.contains { $0.mentions("c") } }) {
      return nil
    }
    return written(named: name)
  }

  /// The nodes of a row, by instance.
  private func nodes(_ row: Int) -> [LayerGraph.Node?] {
    instances.map { instance in instance.nodes[row].map { graphs[instance.member].nodes[$0] } }
  }

  private func values(_ row: Int, _ column: String) -> [Value?] {
    nodes(row).map { $0?.says(column) }
  }

  private func given(_ row: Int) -> Set<String> {
    nodes(row).reduce(into: []) { found, node in
      if let node { found.formUnion(node.cells.keys) }
    }
  }

  // MARK: Widths

  static let widths = ["c", "at", "r"]

  private mutating func unifyWidths(_ row: Int, _ columns: [String]) {
    for column in columns where given(row).contains(column) {
      let wanted = values(row, column)
      if let text = expression(wanted) {
        cells[row][column] = CellText(expression: text)
      } else {
        cells[row][column] = CellText(expression: newColumn(column, wanted))
      }
    }
  }

  /// An expression of the input's width and the columns so far that has the values in all instances.
  private func expression(_ wanted: [Value?], rounds: Bool = true) -> String? {
    let isSingle = Set(zip(ins, outs).map { "\($0) \($1)" }).count == 1
    let factors = isSingle ? [2, 4, 3] : [2, 4, 3, 6, 8, 5, 12, 16]
    let names = columns.filter { column in
      AntiUnification.widths.contains(AntiUnification.base(column.name))
        && zip(column.values, wanted).allSatisfy { $1 == nil || $0?.wholeNumber != nil }
    }
    let bases =
      names.map { ($0.name, $0.values.map { $0?.wholeNumber }) } + [("in", ins.map { $0 })]
    func holds(_ value: (Int) -> Int?) -> Bool {
      wanted.indices.allSatisfy { index in
        guard let number = wanted[index]?.wholeNumber else { return wanted[index] == nil }
        return value(index) == number
      }
    }
    for (name, base) in bases where holds({ base[$0] }) { return name }
    for factor in factors {
      for (name, base) in bases {
        if holds({ base[$0].flatMap { $0 % factor == 0 ? $0 / factor : nil } }) {
          return "\(name) / \(factor)"
        }
        if holds({ base[$0].map { $0 &* factor } }) { return "\(name) * \(factor)" }
      }
    }
    for (name, base) in bases where name != "in" {
      if holds({ index in base[index].map { $0 - ins[index] } }) { return "\(name) - in" }
    }
    guard !isSingle, rounds else { return nil }
    for factor in factors {
      for (name, base) in bases where holds({ base[$0].map { $0 / factor } }) {
        return "floor(\(name) / \(factor))"
      }
    }
    for factor in factors {
      for (name, base) in bases where holds({ base[$0].map { rounded($0, factor) } }) {
        return "round8(\(name) / \(factor))"
      }
    }
    return nil
  }

  /// A part of a width, rounded as papers round widths.
  private func rounded(_ width: Int, _ factor: Int) -> Int {
    let value = Function.named("round8")?.inexact([Double(width) / Double(factor)]) ?? 0
    return Int(exactly: value) ?? 0
  }

  /// The name of a column for values, an old one if it has them.
  private mutating func newColumn(_ cell: String, _ wanted: [Value?]) -> String {
    if let index = columns.firstIndex(where: { column in
      zip(column.values, wanted).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
        && AntiUnification.base(column.name) == cell
    }) {
      for place in wanted.indices where columns[index].values[place] == nil {
        columns[index].values[place] = wanted[place]
      }
      return columns[index].name
    }
    let same = columns.count { AntiUnification.base($0.name) == cell }
    let name = same == 0 ? cell : "\(cell)\(same + 1)"
    columns.append(Column(name: name, values: wanted))
    return name
  }

  /// The cell that a column is for.
  static func base(_ name: String) -> String {
    String(name.prefix { !$0.isNumber })
  }

  // MARK: Other cells

  private mutating func unifyOthers(_ row: Int) {
    for column in given(row).subtracting(AntiUnification.widths).sorted() {
      let wanted = values(row, column)
      let known = wanted.compactMap(\.self)
      if Set(known).count == 1, known.count == wanted.count || column != "s" {
        cells[row][column] = CellText(known[0])
      } else if column == "g", let text = expression(wanted, rounds: false) {
        cells[row][column] = CellText(expression: text)
      } else {
        cells[row][column] = CellText(expression: newColumn(column, wanted))
      }
    }
  }

  /// The condition under which a row is there, from a short list; a flag if none of it agrees.
  private mutating func learnCondition(_ row: Int) {
    let isThere = instances.map { $0.nodes[row] != nil }
    guard isThere.contains(false) else { return }
    let strides = columns.first { $0.name == "s" }?.values
    let hasOutput = columns.first { $0.name == "c" }?.values == outs.map { Value.integer($0) }
    var tests: [(text: String, holds: (Int) -> Bool)] = []
    let (ins, outs) = (ins, outs)
    if let strides {
      let isOne = strides.map { $0?.means(.integer(1)) ?? true }
      // A stride for each axis has no order.
      let isOther = strides.contains { $0 != nil && $0?.wholeNumber == nil } ? "s != 1" : "s > 1"
      if hasOutput {
        tests.append(("s == 1 and in == c", { isOne[$0] && ins[$0] == outs[$0] }))
        tests.append(("\(isOther) or in != c", { !isOne[$0] || ins[$0] != outs[$0] }))
      }
      tests.append((isOther, { !isOne[$0] }))
      tests.append(("s == 1", { isOne[$0] }))
    }
    if hasOutput {
      tests.append(("in != c", { ins[$0] != outs[$0] }))
      tests.append(("in == c", { ins[$0] == outs[$0] }))
    }
    let right = tests.filter { test in
      isThere.indices.allSatisfy { test.holds($0) == isThere[$0] }
    }.map(\.text)
    if let test = right.first {
      cells[row]["if"] = CellText(expression: test)
      conditions.append((test, Array(right.dropFirst())))
      return
    }
    if let column = widthThatChanges(row, isThere) {
      for place in ins.indices where !isThere[place] {
        columns[column].values[place] = .integer(ins[place])
      }
      columns[column].usual = "in"
      cells[row]["if"] = CellText(expression: "\(columns[column].name) != in")
      return
    }
    let word = nodes(row).lazy.compactMap(\.self).first?.word ?? "row"
    let name = word == "squeeze" ? "se" : "has\(columns.count { $0.name.hasPrefix("has") } + 1)"
    cells[row]["if"] = CellText(expression: name)
    columns.append(Column(name: name, values: isThere.map { .condition(.constant($0)) }))
  }
}

extension AntiUnification {
  /// Lets the width of a squeeze say whether it is there, in place of a flag: `r > 0`.
  fileprivate mutating func leaveOutSqueeze(_ row: Int) {
    guard let cell = cells[row]["r"], let flag = cells[row]["if"],
      let width = columns.firstIndex(where: { CellText(expression: $0.name) == cell }),
      let place = columns.firstIndex(where: {
        CellText(expression: $0.name) == flag && $0.values.allSatisfy(\.isFlag)
      })
    else { return }
    let others = cells.indices.filter { $0 != row }.flatMap { cells[$0].values }
    let names = [columns[width].name, columns[place].name]
    guard !others.contains(where: { cell in names.contains(where: cell.mentions) }),
      columns[width].values.allSatisfy({ $0?.wholeNumber != 0 })
    else { return }
    columns[width].values = columns[width].values.map { $0 ?? .integer(0) }
    columns[width].usual = "0"
    cells[row]["if"] = CellText(expression: "\(columns[width].name) > 0")
    columns.remove(at: place)
  }

  /// The column of a width that the row makes, if it is there just where it changes the width of the
  /// input: an expansion.
  private func widthThatChanges(_ row: Int, _ isThere: [Bool]) -> Int? {
    guard let cell = cells[row]["c"],
      let column = columns.firstIndex(where: { CellText(expression: $0.name) == cell }),
      instances.contains(where: { $0.nodes[row] != nil })
    else { return nil }
    let isRight = isThere.indices.allSatisfy { place in
      let value = columns[column].values[place]?.wholeNumber
      return isThere[place] ? value != ins[place] : value == nil || value == ins[place]
    }
    return isRight ? column : nil
  }
}

extension Value? {
  /// Whether it is true or false.
  fileprivate var isFlag: Bool { if case .condition? = self { true } else { false } }
}

extension CellText {
  /// Whether an expression names a column.
  func mentions(_ name: String) -> Bool {
    (try? Expression(expression))?.names.contains(name) ?? false
  }
}
