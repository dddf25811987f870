import CostModel
import Symbolic

extension Expander {
  /// The columns that hold words: a name in one is a parameter or else a word, never a row.
  static let wordColumns = ["operator", "act", "norm", "fusion", "called"]

  /// The value of a cell in a column.
  func value(
    of cell: Cell, column: String?, in scope: TableScope
  ) throws(Diagnostic) -> Value {
    switch cell.content {
    case .bool(let value): return .condition(.constant(value))
    case .text(let text): return .word(text)
    case .perAxis(let sizes): return .perAxis(sizes)
    case .number(let number):
      let value = Value.scalar(number)
      // Repeats have their own rule for what is scaled.
      guard let column, column != "n", scope.isNetworkBody, let rule = scope.spec.scale[column]
      else { return value }
      return try self.value(at: cell.position) { () throws(Diagnostic) in
        try scale(value, by: rule, column: column, in: scope)
      }
    case .expression(let expression):
      let value = try value(at: cell.position) { () throws(Diagnostic) in
        var names = ScopeNames(scope: scope, expander: self)
        names.skipsRows = column.map(Expander.wordColumns.contains) ?? false
        names.column = column
        return try expression.value(in: &names)
      }
      try spend(expression.text.utf8.count * (1 + value.termCount), at: cell.position)
      return value
    case .list(let entries):
      guard !entries.isEmpty, entries.count <= Expander.listLimit else {
        throw Diagnostic(
          "a list of kernels has 1 to \(Expander.listLimit) entries, not \(entries.count)",
          at: cell.position)
      }
      var values: [Value] = []
      for entry in entries {
        guard let entry else {
          throw Diagnostic("an empty place in a list", at: cell.position)
        }
        if case .list = entry.content {
          throw Diagnostic("a list within a list", at: entry.position)
        }
        values.append(try value(of: entry, column: column, in: scope))
      }
      return .list(values)
    }
  }

  /// Adds the cell's position to a fault that has none, and rejects formulas that grow too long.
  private func value(
    at position: SourcePosition, _ body: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    let value: Value
    do throws(Diagnostic) {
      value = try body()
    } catch {
      guard error.position == nil else { throw error }
      throw Diagnostic(error.message, at: position, help: error.help)
    }
    if case .scalar(let scalar) = value, scalar.isLonger(than: Expander.textLimit) {
      throw Diagnostic(
        "the formula of this cell is longer than \(Expander.textLimit) characters", at: position,
        freeParameters: scalar.symbols)
    }
    return value
  }

  /// A number under a column's rule.
  func scale(
    _ value: Value, by rule: Expression, column: String, in scope: TableScope
  ) throws(Diagnostic) -> Value {
    var names = ScopeNames(scope: scope, expander: self)
    names.scaled = (column, value)
    return try rule.value(in: &names)
  }

  /// A function defined by the spec.
  func call(
    _ function: LocalFunction, _ argument: Value, in scope: TableScope, at position: SourcePosition?
  ) throws(Diagnostic) -> Value {
    try spend(100 + function.body.text.utf8.count, at: position)
    return try nested(in: function.name, of: .function, at: position) { () throws(Diagnostic) in
      // A function belongs to the file: it sees parameters, but no rows or columns of its caller.
      let file = TableScope(
        spec: scope.spec, parameters: scope.parameters, hidden: scope.hidden, inputs: [],
        isNetworkBody: false, path: [], stageDepth: 0)
      var names = ScopeNames(scope: file, expander: self)
      names.scaled = (function.argument, argument)
      return try function.body.value(in: &names)
    }
  }

  /// Enters a block, a network or a function, which must not contain itself.
  func nested<Result>(
    in name: String, of kind: Nest.Kind, at position: SourcePosition?,
    _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    // A block, a network and a function may have the same name.
    let entry = Nest(kind: kind, name: name, isReplacement: isReplacement)
    guard !active.contains(entry) else {
      throw Diagnostic("\(quoted(name)) contains itself", at: position)
    }
    guard active.count < Expander.nestingLimit else {
      throw Diagnostic("more than \(Expander.nestingLimit) blocks within blocks", at: position)
    }
    active.append(entry)
    defer { active.removeLast() }
    return try body()
  }

  /// The value as a whole number, exact as it is or required to be one.
  func integer(
    _ value: Value, _ what: String, in scope: TableScope, at position: SourcePosition
  ) throws(Diagnostic) -> Formula {
    switch value {
    case .word(let word): throw unknown(word, in: scope, at: position)
    case .condition, .perAxis, .list:
      throw Diagnostic("\(what) is a number, not \(value.kind)", at: position)
    case .scalar(let scalar):
      try require(
        .isInteger(scalar), "\(what) must be a whole number, not \(scalar.text)", at: position)
      switch scalar {
      case .exact(let formula): return formula
      case .inexact(let tree):
        return try exactly(at: position) { () throws(ArithmeticFault) in
          guard let round = Function.named("round"),
            let formula = try round.call([.inexact(tree)]).formula
          else { throw .notAnInteger(tree.text) }
          return formula
        }
      }
    }
  }

  /// The value of a cell with a condition.
  func condition(_ cell: Cell, in scope: TableScope) throws(Diagnostic) -> Condition {
    let value = try value(of: cell, column: "if", in: scope)
    switch value {
    case .condition(let condition): return condition
    case .word(let word): throw unknown(word, in: scope, at: cell.position)
    case .scalar, .perAxis, .list:
      throw Diagnostic("'if' is a condition, not \(value.kind)", at: cell.position)
    }
  }

  /// Reports a word where a value is needed: the name has no meaning.
  private func unknown(
    _ word: String, in scope: TableScope, at position: SourcePosition
  ) -> Diagnostic {
    .unknownName(word, in: ScopeNames(scope: scope, expander: self).known, at: position)
  }

  /// Runs arithmetic and reports its faults at a position.
  func exactly<Result>(
    at position: SourcePosition, _ body: () throws(ArithmeticFault) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(ArithmeticFault) {
      return try body()
    } catch {
      throw Diagnostic(error.description, at: position)
    }
  }
}

extension Value {
  /// The number of terms of a formula; 0 if it is bound.
  fileprivate var termCount: Int {
    guard case .scalar(let scalar) = self, let formula = scalar.formula,
      formula.constantValue == nil
    else { return 0 }
    return formula.termCount
  }
}
