import CostModel
import Symbolic

extension Expander {
  /// The target that a row applies.
  enum Target {
    case `operator`(OperatorEntry)
    case block(Block, Spec)
    case network(Model)

    var joins: Bool {
      if case .operator(let entry) = self { entry.inputs == .join } else { false }
    }

    /// The number of output tensors by its table, and so the number that a skipped row passes on.
    var outputCount: Int {
      switch self {
      case .operator: 1
      case .block(let block, _): max(1, block.outputs.count)
      case .network(let model): max(1, model.spec.outputs.count)
      }
    }

    /// Whether the rule for `n` applies to the row; it does not for operators.
    var scalesRepeats: Bool {
      if case .operator = self { false } else { true }
    }
  }

  /// Applies a table: reads its rows in order and returns its output tensors.
  ///
  /// - Parameter uses: the names of this table's rows that another table uses; rows that none of
  ///   these need are skipped. nil if all rows count.
  func expand(
    _ table: Table, outputs: [Cell], in scope: TableScope, uses: Set<String>?
  ) throws(Diagnostic) -> Instance {
    let (wiring, needed) = try wiring(of: table, outputs: outputs, in: scope, uses: uses)
    for (index, row) in table.rows.enumerated() where needed.contains(index) {
      if scope.path.isEmpty { ownRow = row.position }
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

  /// The dependencies between the rows of a table, and the rows its outputs need: the same for
  /// every application of a block.
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
    try spend(Expander.rowWork, at: row.position)
    let (target, isReplaced) = try target(of: row, in: scope)
    let sources = try sources(of: row, joins: target.joins)
    let condition = try condition(of: row, in: scope)
    // Sources that a skipped row would not pass on are evaluated only if the row exists, because an
    // inline application among them has a cost.
    let passedCount = row.cells["each"] == nil ? target.outputCount : .max
    var (first, rest) = ([Tensor](), sources[...])
    while first.count < passedCount, let source = rest.popFirst() {
      first += try tensors([source], of: row, in: scope)
    }
    let passed = Array(first.prefix(passedCount))
    func apply() throws(Diagnostic) -> Copies {
      let others = try tensors(rest, of: row, in: scope)
      return try applying(isReplacement: isReplaced) { () throws(Diagnostic) in
        try applyEach(target, row, to: first + others, uses: uses, in: scope)
      }
    }
    let copies: Copies
    switch condition.constantValue ?? decidedAt.flatMap({ try? condition.holds(at: $0) }) {
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

  /// The result of a row whose condition depends on free symbols: shapes that depend on it.
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
      guard isAbsent(yes) == isAbsent(no) else {
        throw Diagnostic(
          "the condition depends on free parameters, and decides whether a branch is there",
          at: position)
      }
      guard yes.shape != no.shape else {
        builder.open.choose(yes, where: condition, yes, else: no)
        outputs.append(yes)
        continue
      }
      guard yes.shape.sizes.count == no.shape.sizes.count else {
        throw Diagnostic(
          "the condition depends on free parameters, and decides how many axes a tensor has",
          at: position)
      }
      let sizes = zip(yes.shape.sizes, no.shape.sizes).map { Formula.choice(condition, $0, $1) }
      guard sizes.allSatisfy({ $0.length <= Expander.textLimit }) else {
        throw Diagnostic(
          "the formula of this shape is longer than \(Expander.textLimit) characters", at: position,
          freeParameters: condition.symbols)
      }
      let either = builder.tensor(Shape(sizes, layout: yes.shape.layout))
      builder.open.choose(either, where: condition, yes, else: no)
      outputs.append(either)
    }
    return Copies(copies.listed, last: Instance(outputs: outputs, rows: copies.last.rows))
  }

  /// Finds the target of a row: an operator, a block of the file or the library, or a network; and
  /// whether it is a replacement.
  func target(
    of row: Row, in scope: TableScope
  ) throws(Diagnostic) -> (target: Target, isReplaced: Bool) {
    let cell = row.operation
    let value = try value(of: cell, column: "operator", in: scope)
    guard case .word(let written) = value else {
      throw Diagnostic("an operator is a word, not \(value.kind)", at: cell.position)
    }
    let word = replacement(for: written, in: scope)
    let isReplaced = word != written
    if let entry = OperatorEntry.named(word) { return (.operator(entry), isReplaced) }
    if let block = scope.spec.blocks[word] { return (.block(block, scope.spec), isReplaced) }
    switch try catalog.find(word) {
    case .block(let block, let spec): return (.block(block, spec), isReplaced)
    case .model(let model): return (.network(model), isReplaced)
    case nil:
      let help = catalog.operatorHelp(word, beside: scope.spec.blocks.keys.sorted())
      guard !isReplaced else {
        throw Diagnostic(
          "unknown operator \(quoted(word)) in place of \(quoted(written))", help: help)
      }
      throw Diagnostic("unknown operator \(quoted(word))", at: cell.position, help: help)
    }
  }

  /// The replacement for a word in the model's own rows.
  private func replacement(for word: String, in scope: TableScope) -> String {
    // The first entry is the model itself; other networks keep their blocks.
    guard let other = replacements[word], !isReplacement, scope.stageDepth <= 1 else { return word }
    replaced.insert(word)
    return other
  }

  /// Reads the rows of a replacement, which keep their own operators.
  func applying<Result>(
    isReplacement isReplaced: Bool, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let outer = isReplacement
    isReplacement = outer || isReplaced
    defer { isReplacement = outer }
    return try body()
  }
}
