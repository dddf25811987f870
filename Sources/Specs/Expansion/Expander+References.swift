import CostModel
import Symbolic

extension Expander {
  /// The source of a row's tensor.
  enum Source {
    /// The preceding row.
    case above
    /// The tensors named by a cell.
    case cell(Cell)
  }

  /// The sources of a row: those in `from`, or else the preceding row.
  func sources(of row: Row, joins: Bool) throws(Diagnostic) -> [Source] {
    guard let cell = row.cells["from"] else { return [.above] }
    guard case .list(let list) = cell.content else {
      // With one name, a join also reads the preceding row, which a skipped join passes on.
      return joins ? [.above, .cell(cell)] : [.cell(cell)]
    }
    guard !list.isEmpty else { throw Diagnostic("'from' is an empty list", at: cell.position) }
    return list.map { $0.map(Source.cell) ?? .above }
  }

  func tensors(
    _ sources: some Sequence<Source>, of row: Row, in scope: TableScope
  ) throws(Diagnostic) -> [Tensor] {
    var tensors: [Tensor] = []
    for source in sources {
      switch source {
      case .above: tensors += scope.above
      case .cell(let cell): tensors += try self.tensors(cell, of: row, in: scope)
      }
    }
    return tensors
  }

  private func tensors(
    _ cell: Cell, of row: Row, in scope: TableScope
  ) throws(Diagnostic) -> [Tensor] {
    if let fault = cell.namesNoRow { throw fault }
    guard case .expression(let expression) = cell.content else { return [] }
    return try tensors(expression.root, expression, of: row, in: scope)
  }

  private func tensors(
    _ syntax: Syntax, _ expression: Expression, of row: Row, in scope: TableScope
  ) throws(Diagnostic) -> [Tensor] {
    switch syntax {
    case .name("in", _): return scope.inputs
    case .name(let name, let offset):
      if let tensors = lookUp(name, in: scope) {
        guard !tensors.isEmpty else {
          throw Diagnostic(
            "\(quoted(name)) has no tensor of its own here", at: expression.position(offset))
        }
        return tensors
      }
      throw Diagnostic(
        "no row above is named \(quoted(name))", at: expression.position(offset),
        help: didYouMean(name, in: scope.instances.keys.sorted() + ["in"]))
    case .call(let name, let arguments, let offset):
      var inputs: [Tensor] = []
      for argument in arguments {
        inputs += try tensors(argument, expression, of: row, in: scope)
      }
      let position = expression.position(offset) ?? row.position
      let operation = Cell(
        content: .expression(try Expression(name, at: position)), text: name, position: position)
      let inline = Row(
        operation: operation, name: nil, label: name, cells: Cells(), position: position)
      let (target, isReplaced) = try target(of: inline, in: scope)
      return try applying(isReplacement: isReplaced) { () throws(Diagnostic) in
        try apply(target, inline, to: inputs, path: scope.path + [row.label, name], in: scope)
      }.outputs
    // `namesNoRow` has rejected everything else.
    default: return []
    }
  }

  /// The tensors of a name, which may lead into the rows of a block: `backbone.c4.1.expand`.
  func lookUp(_ name: String, in scope: TableScope) -> [Tensor]? {
    if let copies = scope.instances[name] { return copies.last.outputs }
    guard name.utf8.contains(UInt8(ascii: ".")) else { return nil }
    var parts = name.split(separator: ".").map(String.init)[...]
    guard let first = parts.popFirst(), var copies = scope.instances[first] else { return nil }
    var instance = copies.last
    while let part = parts.popFirst() {
      if let number = Int(part) {
        guard copies.listed.indices.contains(number - 1) else { return nil }
        instance = copies.listed[number - 1]
      } else {
        guard let inner = instance.rows[part] else { return nil }
        copies = inner
        instance = inner.last
      }
    }
    return instance.outputs
  }
}

extension Cell {
  /// The fault of a `from` cell that names no row; nil if it names some, or applies something to
  /// them.
  var namesNoRow: Diagnostic? {
    switch content {
    case .expression(let expression): expression.namesNoRow(expression.root)
    case .list(let cells): cells.firstNonNil { $0?.namesNoRow }
    case .number, .bool, .text, .perAxis:
      Diagnostic("'from' names rows, not \(quoted(text))", at: position)
    }
  }
}

extension Expression {
  fileprivate func namesNoRow(_ node: Syntax) -> Diagnostic? {
    switch node {
    case .name: nil
    case .call(_, let arguments, _): arguments.firstNonNil(namesNoRow)
    default: Diagnostic("'from' names rows, not \(quoted(text))", at: position(node.offset))
    }
  }
}
