import CostModel
import Symbolic

/// The cells of a row by column: its own, or else the file's defaults.
struct GivenCells {
  let own: Cells
  let defaults: [String: Cell]

  subscript(column: String) -> Cell? { own[column] ?? defaults[column] }
}

/// What evaluates the cells of a row.
protocol CellEvaluator {
  /// The value of a cell in a column.
  func value(of cell: Cell, column: String) throws(Diagnostic) -> Value

  /// A value that must be a whole number.
  func integer(
    _ value: Value, _ what: String, at position: SourcePosition
  ) throws(Diagnostic) -> Formula

  /// Notes what is legal but may not be intended.
  func note(_ message: String, at position: SourcePosition, help: String)
}

/// A row's cells as an operator reads them: evaluated, checked, and with defaults.
struct RowCells {
  let cells: GivenCells
  let evaluator: any CellEvaluator
  let position: SourcePosition
  /// The names of the axes of the map that the row reads.
  let axes: [String]

  func isGiven(_ column: String) -> Bool { cells[column] != nil }

  func fault(_ message: String, in column: String? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(message, at: self.position(of: column), help: help)
  }

  /// Notes what is legal but may not be intended.
  func note(_ message: String, in column: String, help: String) {
    evaluator.note(message, at: position(of: column), help: help)
  }

  /// The position of a column's cell, or of an element of it if it holds a list; the row's if there
  /// is none.
  func position(of column: String?, _ element: Int? = nil) -> SourcePosition {
    guard let column, let cell = cells[column] else { return position }
    // If a block's column holds the list, its entries are elsewhere in the file.
    guard let element, case .list(let entries) = cell.content, entries.indices.contains(element)
    else { return cell.position }
    return entries[element]?.position ?? cell.position
  }

  // MARK: Numbers

  /// A whole number; required.
  func number(_ column: String) throws(Diagnostic) -> Formula {
    guard let number = try optionalNumber(column) else {
      throw fault("the column '\(column)' must be given")
    }
    return number
  }

  /// A whole number, or nil if the cell is empty.
  func optionalNumber(_ column: String) throws(Diagnostic) -> Formula? {
    guard let cell = cells[column] else { return nil }
    let value = try evaluator.value(of: cell, column: column)
    return try evaluator.integer(value, column, at: cell.position)
  }

  /// A whole number for each axis of the map: `3` for all of them, or `"1x7"`; nil if the cell is
  /// empty.
  func perAxis(_ column: String) throws(Diagnostic) -> [Formula]? {
    guard let cell = cells[column] else { return nil }
    let value = try evaluator.value(of: cell, column: column)
    noteProduct(cell, value)
    return try perAxis(value, column, at: cell.position)
  }

  func perAxis(
    _ value: Value, _ column: String, at position: SourcePosition
  ) throws(Diagnostic) -> [Formula] {
    guard !axes.isEmpty else {
      throw Diagnostic(
        "\(column) is along the axes of a map, and this tensor has only channels", at: position)
    }
    guard case .perAxis(let numbers) = value else {
      let size = try evaluator.integer(value, column, at: position)
      return axes.map { _ in size }
    }
    guard numbers.count == axes.count else {
      throw Diagnostic(
        "\(value.text) has \(numbers.count) sizes, and the map has "
          + (axes.count == 1 ? "1 axis" : "\(axes.count) axes"), at: position, help: axisHelp)
    }
    return numbers.map { Formula($0) }
  }

  private var axisHelp: String {
    guard axes.count > 1 else { return "it is a number" }
    let example = ["1x7", "3x1x1"][min(axes.count, 3) - 2]
    return "it is written \(axes.joined(separator: " x ")), like \"\(example)\""
  }

  // MARK: Words

  private static let normWords = ["none"] + Norm.allCases.map(\.name)
  private static let activationWords = ["none"] + Activation.allCases.map(\.name)

  /// A word from a list, or nil if the cell is empty.
  func word(
    _ column: String, among words: [String]
  ) throws(Diagnostic) -> String? {
    guard let cell = cells[column] else { return nil }
    let value = try evaluator.value(of: cell, column: column)
    guard case .word(let word) = value else {
      throw fault("\(column) is a word, not \(value.kind)", in: column)
    }
    guard words.contains(word) else {
      throw fault(
        "unknown \(column) \(quoted(word))", in: column,
        help: ForeignWord.word(word, in: column) ?? didYouMean(word, in: words)
          ?? "use one of \(words.joined(separator: ", "))")
    }
    return word
  }

  /// True or false, or nil if the cell is empty.
  func flag(_ column: String) throws(Diagnostic) -> Bool? {
    guard let cell = cells[column] else { return nil }
    let value = try evaluator.value(of: cell, column: column)
    guard case .condition(let condition) = value, let known = condition.constantValue else {
      throw fault("\(column) is true or false, not \(value.kind)", in: column)
    }
    return known
  }

  /// The normalization, or nil for none.
  func norm() throws(Diagnostic) -> Norm? {
    try word("norm", among: RowCells.normWords).flatMap(Norm.init)
  }

  /// The activation, or nil for none.
  func activation() throws(Diagnostic) -> Activation? {
    let word = try word("act", among: RowCells.activationWords)
    return word.flatMap(Activation.init)
  }

  /// Whether there is a bias; by default, if there is no norm.
  func hasBias() throws(Diagnostic) -> Bool {
    if let bias = try flag("bias") { return bias }
    return try norm() == nil
  }

  /// How reference code calls the operator; the first choice by default.
  func call(among choices: [Call]) throws(Diagnostic) -> Call {
    let word = try word("called", among: choices.map(\.rawValue))
    return word.flatMap(Call.init) ?? choices[0]
  }
}
