/// What stands in a row by column: its own cell, else the file's default.
struct GivenCells {
  let own: [String: Cell]
  let defaults: [String: Cell]

  subscript(column: String) -> Cell? { own[column] ?? defaults[column] }
}

/// A row's cells as an operator reads them: evaluated, checked, with defaults.
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

  /// Runs arithmetic, whose faults are the row's. - Throws: a diagnostic at the row.
  func exactly<Result>(
    _ body: () throws(ArithmeticFault) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(ArithmeticFault) { return try body() } catch { throw fault(error.description) }
  }

  // MARK: Sizes

  /// A positive whole number that must be given.
  mutating func size(_ column: String) throws(Diagnostic) -> Formula {
    guard let size = try optionalSize(column) else {
      throw fault("the column '\(column)' must be given")
    }
    return size
  }

  /// A positive whole number, or nil where the cell is not given.
  mutating func optionalSize(_ column: String) throws(Diagnostic) -> Formula? {
    guard let count = try optionalCount(column) else { return nil }
    try require("\(column) must be positive, not \(count.text)", in: column) {
      () throws(ArithmeticFault) in try .compare(.exact(1), .lessOrEqual, .exact(count))
    }
    return count
  }

  /// A whole number, or nil where the cell is not given.
  mutating func optionalCount(_ column: String) throws(Diagnostic) -> Formula? {
    guard let cell = cells[column] else { return nil }
    let value = try expander.value(of: cell, column: column, in: scope)
    return try expander.integer(value, column, in: scope, at: cell.position)
  }

  // MARK: Words

  private static let normWords = ["none"] + Norm.all.map(\.name)
  private static let activationWords = ["none"] + Activation.words

  /// A word of a list, or nil where the cell is not given.
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
        help: didYouMean(word, in: words) ?? "it is one of \(words.joined(separator: ", "))")
    }
    return word
  }

  /// True or false, or nil where the cell is not given.
  mutating func flag(_ column: String) throws(Diagnostic) -> Bool? {
    guard let cell = cells[column] else { return nil }
    let value = try expander.value(of: cell, column: column, in: scope)
    guard case .condition(let condition) = value, let known = condition.constantValue else {
      throw fault("\(column) is true or false, not \(value.kind)", in: column)
    }
    return known
  }

  /// The normalization, nil for none.
  mutating func norm() throws(Diagnostic) -> Norm? {
    try word("norm", among: RowCells.normWords).flatMap(Norm.named)
  }

  /// The activation, nil for none.
  mutating func activation() throws(Diagnostic) -> Activation? {
    let word = try word("act", among: RowCells.activationWords)
    return word.flatMap { $0 == "none" ? nil : Activation(name: $0) }
  }

  /// Whether there is a bias: exactly when there is no norm, unless given.
  mutating func hasBias() throws(Diagnostic) -> Bool {
    if let bias = try flag("bias") { return bias }
    return try norm() == nil
  }

  // MARK: Windows

  /// The kernel, or with a list the kernels: `3`, `"1x7"`, `[3, 5, 7]`.
  mutating func kernels(allowList: Bool) throws(Diagnostic) -> [Kernel] {
    guard let cell = cells["k"] else { throw fault("the column 'k' must be given") }
    guard case .list(let list) = cell.content else { return [try kernel(cell)] }
    guard allowList else {
      throw fault("only a depthwise convolution mixes kernels", in: "k")
    }
    guard !list.isEmpty, list.count <= 64 else {
      throw fault("a list of kernels has 1 to 64 entries, not \(list.count)", in: "k")
    }
    var kernels: [Kernel] = []
    for entry in list {
      guard let entry else { throw fault("an empty place in the list of kernels", in: "k") }
      kernels.append(try kernel(entry))
    }
    return kernels
  }

  private mutating func kernel(_ cell: Cell) throws(Diagnostic) -> Kernel {
    if case .text(let text) = cell.content {
      let sizes = text.split(separator: "x").compactMap { Int($0) }
      guard sizes.count == 2, sizes.allSatisfy({ $0 >= 1 }) else {
        throw Diagnostic(
          "a kernel can't be \(quoted(text))", at: cell.position, help: "it is written like \"1x7\""
        )
      }
      return Kernel(height: Formula(sizes[0]), width: Formula(sizes[1]))
    }
    let value = try expander.value(of: cell, column: "k", in: scope)
    if case .word(let word) = value, word.isKernel {
      return try kernel(Cell(content: .text(word), text: word, position: cell.position))
    }
    let size = try expander.integer(value, "k", in: scope, at: cell.position)
    try expander.require(
      try exactly { () throws(ArithmeticFault) in
        try .compare(.exact(1), .lessOrEqual, .exact(size))
      }, "k must be positive, not \(size.text)", at: cell.position)
    return Kernel(height: size, width: size)
  }

  /// Stride, dilation and padding.
  mutating func sliding() throws(Diagnostic) -> Sliding {
    let stride = try optionalSize("s") ?? 1
    let dilation = try optionalSize("d") ?? 1
    return Sliding(stride: stride, dilation: dilation, padding: try padding())
  }

  private mutating func padding() throws(Diagnostic) -> Sliding.Padding {
    guard let cell = cells["p"] else { return .same }
    let value = try expander.value(of: cell, column: "p", in: scope)
    switch value {
    case .word("same"): return .same
    case .word("ceil"): return .ceiling
    case .word(let word):
      throw fault(
        "unknown padding \(quoted(word))", in: "p", help: "p is a number, 'same' or 'ceil'")
    case .scalar, .condition:
      let size = try expander.integer(value, "p", in: scope, at: cell.position)
      try require("p can't be negative: \(size.text)", in: "p") { () throws(ArithmeticFault) in
        try .compare(.exact(0), .lessOrEqual, .exact(size))
      }
      return .symmetric(size)
    }
  }
}
