extension Expander {
  /// What a row applies.
  enum Target {
    case `operator`(OperatorEntry)
    case block(Block, Spec)
    case network(Model)

    var joins: Bool {
      if case .operator(let entry) = self { entry.inputs == .join } else { false }
    }

    /// Whether the row is repeated by a rule for `n`: operators are not.
    var scalesRepeats: Bool {
      if case .operator = self { false } else { true }
    }
  }

  /// Applies a table: reads its rows in order and gives the tensors of its outputs.
  ///
  /// - Parameter uses: where another table names rows of this one, those names; rows that none of
  ///   them needs are left out. nil where all rows count.
  func expand(
    _ table: Table, outputs: [Cell], in scope: TableScope, uses: Set<String>?
  ) throws(Diagnostic) -> Instance {
    let (wiring, needed) = try wiring(of: table, outputs: outputs, in: scope, uses: uses)
    for (index, row) in table.rows.enumerated() where needed.contains(index) {
      try read(row, uses: wiring.uses(of: index, outside: uses), in: scope)
    }
    guard !outputs.isEmpty else {
      return Instance(outputs: scope.above, rows: scope.instances)
    }
    guard uses == nil else { return Instance(outputs: [], rows: scope.instances) }
    var tensors: [Tensor] = []
    for cell in outputs {
      guard let found = lookUp(cell.text, in: scope) else {
        throw Diagnostic(
          "no row is named \(quoted(cell.text))", at: cell.position,
          help: didYouMean(cell.text, in: scope.instances.keys.sorted()))
      }
      tensors += found
    }
    return Instance(outputs: tensors, rows: scope.instances)
  }

  /// How the rows of a table need each other, and which all outputs need: the same every time
  /// that a block is applied.
  private func wiring(
    of table: Table, outputs: [Cell], in scope: TableScope, uses: Set<String>?
  ) throws(Diagnostic) -> (Wiring, needed: Set<Int>) {
    let key = ObjectIdentifier(table)
    if uses == nil, let (wiring, needed) = wirings[key] { return (wiring, needed) }
    let wiring = Wiring(
      table, inputs: Array(scope.instances.keys), outputs: outputs,
      words: Set(scope.parameters.keys).union(scope.columns.keys))
    let needed = try wiring.neededRows(for: uses)
    if uses == nil { wirings[key] = (wiring, needed) }
    return (wiring, needed)
  }

  private func read(
    _ row: Row, uses: Set<String>?, in scope: TableScope
  ) throws(Diagnostic) {
    // A row of numbers is as much work as a short expression.
    try spend(100, at: row.position)
    let target = try target(of: row, in: scope)
    let sources = try sources(of: row, joins: target.joins)
    let condition = try condition(of: row, in: scope)
    // What a skipped row passes on: its input, of a join the first. The other tensors of a join are
    // made only where the row is, because an inline application among them has a cost.
    let passedCount = target.joins ? 1 : sources.count
    let input = try tensors(sources.prefix(passedCount), of: row, in: scope)
    let passed = target.joins ? Array(input.prefix(1)) : input
    func apply() throws(Diagnostic) -> Copies {
      let rest = try tensors(sources.dropFirst(passedCount), of: row, in: scope)
      return try applyEach(target, row, to: input + rest, uses: uses, in: scope)
    }
    let copies: Copies
    switch condition.constantValue {
    case true: copies = try apply()
    case false: copies = Copies(Instance(outputs: passed))
    case nil:
      let applied = try present(where: condition, apply)
      copies = try choose(condition, applied, else: passed, at: row.position)
    }
    scope.above = copies.last.outputs
    if let name = row.name { scope.instances[name] = copies }
  }

  private func condition(
    of row: Row, in scope: TableScope
  ) throws(Diagnostic) -> Condition {
    guard let cell = row.cells["if"] else { return .constant(true) }
    return try condition(cell, in: scope)
  }

  /// What a row gives whose condition free symbols decide: shapes that depend on it.
  private func choose(
    _ condition: Condition, _ copies: Copies, else passed: [Tensor], at position: SourcePosition
  ) throws(Diagnostic) -> Copies {
    let made = copies.last.outputs
    guard made.count == passed.count else {
      throw Diagnostic(
        "the condition depends on free parameters, and decides between \(made.count) and "
          + "\(passed.count) tensors", at: position)
    }
    var outputs: [Tensor] = []
    for (yes, no) in zip(made, passed) {
      guard yes.shape != no.shape else {
        outputs.append(yes)
        continue
      }
      let sizes = zip(yes.shape.sizes, no.shape.sizes).map { Formula.choice(condition, $0, $1) }
      guard sizes.allSatisfy({ $0.length <= Expander.textLimit }) else {
        throw Diagnostic(
          "the formula of this shape is longer than \(Expander.textLimit) characters", at: position)
      }
      outputs.append(tensor(Shape(channels: sizes[0], height: sizes[1], width: sizes[2])))
    }
    return Copies(copies.listed, last: Instance(outputs: outputs, rows: copies.last.rows))
  }

  /// Finds what a row's operator means: an operator, a block of the file, a block of the library,
  /// or a network.
  func target(of row: Row, in scope: TableScope) throws(Diagnostic) -> Target {
    let cell = row.operation
    let value = try value(of: cell, column: "operator", in: scope)
    guard case .word(let written) = value else {
      throw Diagnostic("an operator is a word, not \(value.kind)", at: cell.position)
    }
    let word = replacement(for: written, in: scope)
    if let entry = OperatorEntry.named(word) { return .operator(entry) }
    if let block = scope.spec.blocks[word] { return .block(block, scope.spec) }
    switch try catalog.find(word) {
    case .block(let block, let spec): return .block(block, spec)
    case .model(let model): return .network(model)
    case nil:
      let known =
        OperatorEntry.all.map(\.name) + scope.spec.blocks.keys.sorted() + catalog.names
      let help = didYouMean(word, in: known)
      guard word == written else {
        throw Diagnostic("--replace: unknown operator \(quoted(word))", help: help)
      }
      throw Diagnostic("unknown operator \(quoted(word))", at: cell.position, help: help)
    }
  }

  /// The word that takes the place of another in the model's own rows.
  private func replacement(for word: String, in scope: TableScope) -> String {
    // The first entry is the model itself: other networks keep their blocks.
    guard let other = replacements[word], scope.stageDepth <= 1 else { return word }
    replaced.insert(word)
    return other
  }
}
