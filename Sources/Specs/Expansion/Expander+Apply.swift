import CostModel
import Symbolic

extension Expander {
  /// Applies the target of a row once.
  func apply(
    _ target: Target, _ row: Row, to inputs: [Tensor], path: [String], uses: Set<String>? = nil,
    in scope: TableScope
  ) throws(Diagnostic) -> Instance {
    switch target {
    case .operator(let entry):
      try apply(entry, row, to: inputs, path: path, in: scope)
    case .block(let block, let spec):
      try apply(block, of: spec, row, to: inputs, path: path, in: scope)
    case .network(let model):
      try apply(model, row, to: inputs, path: path, uses: uses, in: scope)
    }
  }

  /// The row's own cells, and the file's defaults for omitted columns.
  private func cells(
    of row: Row, columns: [String], takesDefault: (String) -> Bool, what: @autoclosure () -> String,
    in scope: TableScope
  ) throws(Diagnostic) -> GivenCells {
    let foreign = row.cells.first { column, _ in
      !columns.contains(column) && !Row.structural.contains(column)
    }
    if let (column, cell) = foreign {
      throw Diagnostic(
        "\(what()) has no column \(quoted(column))", at: cell.position,
        help: Row.help(forColumn: column, among: columns)
      ).ofPlace
    }
    let defaults = scope.spec.defaults
    return GivenCells(
      own: row.cells, defaults: defaults.isEmpty ? [:] : defaults.filter { takesDefault($0.key) })
  }

  // MARK: Operators

  private func apply(
    _ entry: OperatorEntry, _ row: Row, to inputs: [Tensor], path: [String], in scope: TableScope
  ) throws(Diagnostic) -> Instance {
    try checkCount(inputs.count, entry, row)
    let given = try cells(
      of: row, columns: entry.columns, takesDefault: entry.takesDefault,
      what: quoted(entry.name), in: scope)
    let place = NetworkBuilder.Place(
      path: path, stageDepth: scope.rowDepth, position: row.position,
      row: ownRow ?? row.position)
    if entry.name == OperatorEntry.absent {
      return Instance(outputs: [absent(inputs[0], at: place)])
    }
    let cells = RowCells(
      cells: given, evaluator: ScopeCells(scope: scope, expander: self), position: row.position,
      axes: Shape.axisNames(inputs[0].shape.mapAxes.count))
    var inputs = try present(inputs, for: entry, cells)
    let shapes = inputs.map(\.shape)
    let (operation, call) = try entry.read(cells, shapes)
    let shape = try builder.shape(of: operation, shapes) { cells.position(of: $0, $1) }
    let attachments = NetworkBuilder.Attachments(
      call: call, norm: try cells.norm(), activation: try cells.activation())
    // A sum of absent branches is absent, and so is a view of all of one.
    if inputs.allSatisfy(isAbsent), shape == inputs[0].shape { return Instance(outputs: inputs) }
    inputs = try filled(inputs)
    let output = builder.tensor(shape)
    try builder.append(operation, inputs, output, attachments, at: place)
    return Instance(outputs: [output])
  }

  private func checkCount(
    _ count: Int, _ entry: OperatorEntry, _ row: Row
  ) throws(Diagnostic) {
    let position = row.cells["from"]?.position ?? row.position
    switch entry.inputs {
    case .one where count != 1:
      throw Diagnostic(
        "\(quoted(entry.name)) reads one tensor, not \(count)", at: position,
        help: "'each' applies it to every one of them")
    case .two(let column):
      let isGiven = column.map { row.cells[$0] != nil } ?? false
      guard count != (isGiven ? 1 : 2) else { return }
      let help = column.map { isGiven ? "'\($0)' gives the size" : "or one, with '\($0)'" }
      throw Diagnostic(
        "\(quoted(entry.name)) reads \(isGiven ? "one tensor" : "two tensors"), not \(count)",
        at: position, help: help)
    case .join where count == 0:
      throw Diagnostic("\(quoted(entry.name)) reads no tensor", at: position)
    default: return
    }
  }

  // MARK: Blocks

  private func apply(
    _ block: Block, of spec: Spec, _ row: Row, to inputs: [Tensor], path: [String],
    in caller: TableScope
  ) throws(Diagnostic) -> Instance {
    let wanted = max(1, block.inputs.count)
    guard inputs.count == wanted || (block.startsWithJoin && !inputs.isEmpty) else {
      throw Diagnostic(
        "\(quoted(block.name)) reads \(wanted) tensor\(wanted == 1 ? "" : "s"), not \(inputs.count)",
        at: row.cells["from"]?.position ?? row.position,
        help: wanted == 1 ? "'each' applies it to every one of them" : nil)
    }
    let columns = block.columns.map(\.name)
    let given = try cells(
      of: row, columns: columns, takesDefault: { _ in true },
      what: "the block \(quoted(block.name))",
      in: caller)
    // A block uses its own file's parameters; a library's have their defaults.
    let parameters =
      spec.file == caller.spec.file
      ? caller.parameters : try bind(Model(spec), Settings(), hidden: [])
    let scope = TableScope(
      spec: spec, parameters: parameters,
      hidden: spec.file == caller.spec.file ? caller.hidden : [],
      inputs: inputs, isNetworkBody: false, path: path, stageDepth: caller.rowDepth)
    for (name, input) in zip(block.inputs, inputs) {
      scope.instances[name] = Copies(Instance(outputs: [input]))
    }
    return try reading(block.body, of: block, in: scope, for: row, given: { given[$0] }) {
      () throws(Diagnostic) in
      scope.columns.reserveCapacity(block.columns.count)
      for column in block.columns {
        scope.columns[column.name] = try value(
          of: column, cell: given[column.name], row: row, block: block, caller: caller,
          scope: scope)
      }
      return try nested(in: block.name, of: .block(spec.file), at: row.operation.position) {
        () throws(Diagnostic) in
        try expand(block.body, outputs: block.outputs, in: scope, uses: nil)
      }
    }
  }

  private func value(
    of column: Block.Column, cell: Cell?, row: Row, block: Block, caller: TableScope,
    scope: TableScope
  ) throws(Diagnostic) -> Value {
    if let cell { return try value(of: cell, column: column.name, in: caller) }
    guard let expression = column.defaultValue else {
      throw Diagnostic(
        "the column '\(column.name)' of \(quoted(block.name)) must be given", at: row.position)
    }
    let position = expression.origin ?? block.position
    let standIn = Cell(
      content: .expression(expression), text: expression.text, position: position)
    return try value(of: standIn, column: column.name, in: scope)
  }

  // MARK: Networks

  private func apply(
    _ model: Model, _ row: Row, to inputs: [Tensor], path: [String], uses: Set<String>?,
    in caller: TableScope
  ) throws(Diagnostic) -> Instance {
    guard inputs.count == 1 else {
      throw Diagnostic(
        "the network \(quoted(model.name)) reads one tensor, not \(inputs.count)",
        at: row.cells["from"]?.position ?? row.position)
    }
    guard let body = model.spec.body else {
      throw Diagnostic("\(quoted(model.name)) has no body", at: row.operation.position)
    }
    let hidden = model.spec.inputParameters
    let size = row.cells.first { column, _ in hidden.contains(column) }
    if let (column, cell) = size {
      throw Diagnostic(
        "\(quoted(column)) is the size of the input, which the tensor gives", at: cell.position)
    }
    let names = model.spec.parameters.map(\.name)
    let given = try cells(
      of: row, columns: names, takesDefault: { _ in false },
      what: "the network \(quoted(model.name))",
      in: caller)
    var values: [String: Value] = [:]
    for parameter in model.spec.parameters {
      guard let cell = given[parameter.name] else { continue }
      let value = try value(of: cell, column: parameter.name, in: caller)
      values[parameter.name] = try accept(value, for: parameter, at: cell.position)
    }
    let scope = TableScope(
      spec: model.spec, parameters: [:], hidden: hidden, inputs: inputs, isNetworkBody: true,
      path: path, stageDepth: caller.stageDepth + 1)
    let binding = Trail.Binding(
      file: model.spec.file, variant: model.variant, given: given.own)
    return try bound(by: binding) { () throws(Diagnostic) in
      try reading(body, in: scope, for: row) { () throws(Diagnostic) in
        scope.parameters = try bind(model, Settings(), hidden: hidden, given: values)
        return try nested(in: model.name, of: .network, at: row.operation.position) {
          () throws(Diagnostic) in
          try expand(body, outputs: model.spec.outputs, in: scope, uses: uses)
        }
      }
    }
  }
}
