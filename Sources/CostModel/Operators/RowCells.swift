import Symbolic

/// The cells of a row by column: its own, or else the file's defaults.
struct GivenCells {
  let own: [String: Cell]
  let defaults: [String: Cell]

  subscript(column: String) -> Cell? { own[column] ?? defaults[column] }
}

/// A row's cells as an operator reads them: evaluated, checked, and with defaults.
struct RowCells {
  let cells: GivenCells
  let scope: TableScope
  let expander: Expander
  let position: SourcePosition

  func isGiven(_ column: String) -> Bool { cells[column] != nil }

  func fault(_ message: String, in column: String? = nil, help: String? = nil) -> Diagnostic {
    let place = column.flatMap { cells[$0]?.position } ?? position
    return Diagnostic(message, at: place, help: help)
  }

  /// Notes what is legal but may not be intended.
  func note(_ message: String, in column: String, help: String) {
    expander.note(message, at: cells[column]?.position ?? position, help: help)
  }

  /// Runs arithmetic and reports its faults at the row. - Throws: a diagnostic there.
  func exactly<Result>(
    _ body: () throws(ArithmeticFault) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(ArithmeticFault) { return try body() } catch { throw fault(error.description) }
  }

  // MARK: Sizes

  /// A positive whole number; required.
  mutating func size(_ column: String) throws(Diagnostic) -> Formula {
    guard let size = try optionalSize(column) else {
      throw fault("the column '\(column)' must be given")
    }
    return size
  }

  /// A positive whole number, or nil if the cell is empty.
  mutating func optionalSize(_ column: String) throws(Diagnostic) -> Formula? {
    guard let count = try optionalCount(column) else { return nil }
    try require("\(column) must be positive, not \(count.text)", in: column) {
      () throws(ArithmeticFault) in try .compare(.exact(1), .lessOrEqual, .exact(count))
    }
    return count
  }

  /// A whole number for each axis of a map, not below a minimum: `3` for all axes, or `"1x7"`; nil
  /// if the cell is empty.
  mutating func perAxis(
    _ column: String, atLeast least: Int = 1
  ) throws(Diagnostic) -> [Formula]? {
    guard let cell = cells[column] else { return nil }
    let value = try expander.value(of: cell, column: column, in: scope)
    return try perAxis(value, column, atLeast: least, at: cell.position)
  }

  func perAxis(
    _ value: Value, _ column: String, atLeast least: Int, at position: SourcePosition
  ) throws(Diagnostic) -> [Formula] {
    let axes = Shape.axes
    var sizes: [Formula]
    if case .perAxis(let numbers) = value {
      guard numbers.count == axes.count else {
        throw Diagnostic(
          "\(value.text) has \(numbers.count) sizes, and a map has \(axes.count) axes",
          at: position, help: "it is written \(axes.joined(separator: " x ")), like \"1x7\"")
      }
      sizes = numbers.map { Formula($0) }
    } else {
      let size = try expander.integer(value, column, in: scope, at: position)
      sizes = axes.map { _ in size }
    }
    for size in sizes {
      let isEnough = try exactly { () throws(ArithmeticFault) in
        try Condition.compare(.exact(Formula(least)), .lessOrEqual, .exact(size))
      }
      let wanted = least > 0 ? "must be positive, not" : "can't be negative:"
      try expander.require(isEnough, "\(column) \(wanted) \(value.text)", at: position)
    }
    return sizes
  }

  /// A whole number, or nil if the cell is empty.
  mutating func optionalCount(_ column: String) throws(Diagnostic) -> Formula? {
    guard let cell = cells[column] else { return nil }
    let value = try expander.value(of: cell, column: column, in: scope)
    return try expander.integer(value, column, in: scope, at: cell.position)
  }

  // MARK: Words

  private static let normWords = ["none"] + Norm.all.map(\.name)
  private static let activationWords = ["none"] + Activation.words

  /// A word from a list, or nil if the cell is empty.
  mutating func word(
    _ column: String, among words: [String]
  ) throws(Diagnostic) -> String? {
    guard let cell = cells[column] else { return nil }
    let value = try expander.value(of: cell, column: column, in: scope)
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
  mutating func flag(_ column: String) throws(Diagnostic) -> Bool? {
    guard let cell = cells[column] else { return nil }
    let value = try expander.value(of: cell, column: column, in: scope)
    guard case .condition(let condition) = value, let known = condition.constantValue else {
      throw fault("\(column) is true or false, not \(value.kind)", in: column)
    }
    return known
  }

  /// The normalization, or nil for none.
  mutating func norm() throws(Diagnostic) -> Norm? {
    try word("norm", among: RowCells.normWords).flatMap(Norm.named)
  }

  /// The activation, or nil for none.
  mutating func activation() throws(Diagnostic) -> Activation? {
    let word = try word("act", among: RowCells.activationWords)
    return word.flatMap { $0 == "none" ? nil : Activation(name: $0) }
  }

  /// Whether there is a bias; by default, if there is no norm.
  mutating func hasBias() throws(Diagnostic) -> Bool {
    if let bias = try flag("bias") { return bias }
    return try norm() == nil
  }

}
