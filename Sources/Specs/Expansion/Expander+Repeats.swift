import CostModel
import Symbolic

extension Expander {
  /// Applies a row to its tensors: once, or once for every tensor with `each`.
  func applyEach(
    _ target: Target, _ row: Row, to inputs: [Tensor], uses: Set<String>?, in scope: TableScope
  ) throws(Diagnostic) -> Copies {
    guard let each = row.cells["each"] else {
      try checkLists(of: row, target)
      return try applyRepeatedly(
        target, row, to: inputs, path: scope.path + [row.label], uses: uses, in: scope)
    }
    let mode = try sharing(each)
    // All applications share their layers, so each must have as many.
    let inputs = try filled(inputs)
    var outputs: [Tensor] = []
    var firstLayers: Range<Int>?
    for (index, input) in inputs.enumerated() {
      let start = builder.layers.count
      let outer = builder.sharing
      if index > 0, mode != .own { builder.sharing = outer == .shared ? .shared : mode }
      defer { builder.sharing = outer }
      let copy = try cells(of: row, forTensor: index, of: inputs.count)
      let made = try applyRepeatedly(
        target, copy, to: [input], path: scope.path + [row.label, "\(index + 1)"], uses: nil,
        in: scope)
      outputs += made.last.outputs
      if mode == .own { continue }
      if let first = firstLayers {
        let layers = start..<builder.layers.count
        try checkSharing(first, layers, mode, at: each.position)
        // Nested rows with `each` all lead to the first layer.
        builder.share(first, with: layers, mode)
      } else {
        firstLayers = start..<builder.layers.count
      }
    }
    return Copies(Instance(outputs: outputs))
  }

  /// Allows a list only as kernels, in `k` or a column of a block, or with a cell for each tensor.
  private func checkLists(of row: Row, _ target: Target) throws(Diagnostic) {
    if case .block = target { return }
    let list = row.cells.first { column, cell in
      guard case .list = cell.content else { return false }
      return column != "from" && column != "k"
    }
    guard let (column, cell) = list else { return }
    throw Diagnostic(
      "a list in '\(column)' needs 'each'", at: cell.position,
      help: "a list gives a cell for each tensor"
    ).ofPlace
  }

  private func sharing(_ cell: Cell) throws(Diagnostic) -> NetworkBuilder.Sharing {
    switch cell.text {
    case "own": return .own
    case "shared": return .shared
    case "shared but norm": return .sharedButNorm
    default:
      throw Diagnostic(
        "'each' can't be \(quoted(cell.text))", at: cell.position,
        help: "it is own, shared, or shared but norm")
    }
  }

  /// The row with its lists replaced by their entries for one tensor.
  private func cells(
    of row: Row, forTensor index: Int, of count: Int
  ) throws(Diagnostic) -> Row {
    var cells = row.cells
    let unequal = row.cells.first { column, cell in
      guard column != "from", case .list(let list) = cell.content else { return false }
      return list.count != count
    }
    if let (column, cell) = unequal, case .list(let list) = cell.content {
      throw Diagnostic(
        "\(list.count) entries in '\(column)' for \(count) tensors", at: cell.position)
    }
    for (column, cell) in row.cells where column != "from" {
      if case .list(let list) = cell.content { cells[column] = list[index] }
    }
    return Row(
      operation: row.operation, name: row.name, label: row.label, cells: cells,
      position: row.position)
  }

  /// Requires shared weights to have the same number for every tensor.
  private func checkSharing(
    _ first: Range<Int>, _ other: Range<Int>, _ mode: NetworkBuilder.Sharing,
    at position: SourcePosition
  ) throws(Diagnostic) {
    let layers = builder.layers
    // If repeats fold for one tensor only, the sums must agree.
    let pairs =
      first.count == other.count
      ? zip(first, other).map { ($0..<$0 + 1, $1..<$1 + 1) } : [(first, other)]
    for (a, b) in pairs {
      let (x, y) = try exactly(at: position) { () throws(ArithmeticFault) in
        (try weights(of: layers[a]), try weights(of: layers[b]))
      }
      let isEqual = try exactly(at: position) { () throws(ArithmeticFault) in
        try Condition.compare(.exact(x), .equal, .exact(y))
      }
      let name = layers[b].first?.name ?? "the tensor"
      try require(
        isEqual, "\(name) needs \(y.text) weights, and shares \(x.text)", at: position)
    }
  }

  /// Weights, biases and slopes of layers, including all copies.
  private func weights(of layers: some Sequence<Layer>) throws(ArithmeticFault) -> Formula {
    var sum = Formula.zero
    for layer in layers {
      let counts = try layer.counts()
      let copies = try layer.copies * .indicator(layer.presence)
      sum = try sum + (counts.weights + counts.biases + layer.slopes) * copies
    }
    return sum
  }

  /// Applies a row `n` times in sequence. Copies fold to `first + (n - 1) * rest` if the second
  /// copy's output shapes equal its input shapes, which is checked.
  private func applyRepeatedly(
    _ target: Target, _ row: Row, to inputs: [Tensor], path: [String], uses: Set<String>?,
    in scope: TableScope
  ) throws(Diagnostic) -> Copies {
    let count = try repeats(target, row, in: scope)
    if count == 1 {
      return Copies(try apply(target, row, to: inputs, path: path, uses: uses, in: scope))
    }
    let rest = try laterCopy(of: row, target, defaults: scope.spec.defaults)
    let position = row.cells["n"]?.position ?? row.position
    let number = count.constantValue.map(\.numerator)
    var listed = [
      try apply(target, row, to: inputs, path: path + ["1"], uses: nil, in: scope)
    ]
    if let number, number <= Int128(unfoldLimit) {
      for index in 2...max(2, Int(number)) {
        try spendCopy(at: position)
        listed.append(
          try apply(
            target, rest, to: listed[listed.count - 1].outputs, path: path + ["\(index)"],
            uses: nil, in: scope))
      }
      return Copies(listed, last: listed[listed.count - 1])
    }
    return try fold(
      target, rest, after: listed[0], count: count, path: path, at: position, in: scope)
  }

  private func fold(
    _ target: Target, _ row: Row, after first: Instance, count: Formula, path: [String],
    at position: SourcePosition, in scope: TableScope
  ) throws(Diagnostic) -> Copies {
    let (start, open, outerCopies) = (builder.layers.count, builder.open, builder.copies)
    let (others, exists) = try exactly(at: position) { () throws(ArithmeticFault) in
      (try count - 1, try Condition.compare(.exact(2), .lessOrEqual, .exact(count)))
    }
    builder.copies = try exactly(at: position) { () throws(ArithmeticFault) in
      try outerCopies * others
    }
    let second = try foldedCopy(where: exists) { () throws(Diagnostic) in
      try apply(target, row, to: first.outputs, path: path + ["2…"], uses: nil, in: scope)
    }
    builder.copies = outerCopies
    if second.outputs.map(\.shape) == first.outputs.map(\.shape) {
      hasFolded = true
      builder.open.carry(first.outputs, second.outputs, along: path + ["2…"])
      if exists.constantValue == nil {
        standIn(first, for: second, unless: exists, reading: first.outputs)
      }
      return Copies([first], last: second)
    }
    guard let number = count.constantValue?.numerator else {
      throw Diagnostic(
        "each copy changes the shape, so \(count.text) copies have no closed form", at: position,
        help: "bind the parameters of this count", freeParameters: count.symbols)
    }
    // Growing repeats are unfolded, and the attempt to fold them is discarded.
    builder.removeLayers(from: start)
    builder.open = open
    guard number <= Int128(NetworkBuilder.layerLimit) else {
      throw Diagnostic(
        "each of \(number) copies changes the shape, so they would unfold to more than "
          + "\(NetworkBuilder.layerLimit) layers", at: position)
    }
    var listed = [first]
    for index in 2...Int(number) {
      try spendCopy(at: position)
      listed.append(
        try apply(
          target, row, to: listed[listed.count - 1].outputs, path: path + ["\(index)"], uses: nil,
          in: scope))
    }
    return Copies(listed, last: listed[listed.count - 1])
  }

  /// Records that without more copies, what would be read of them is what the first made.
  ///
  /// - Parameter inputs: what the copies read, and do not make.
  private func standIn(
    _ first: Instance, for later: Instance, unless exists: Condition, reading inputs: [Tensor]
  ) {
    for (first, later) in zip(first.outputs, later.outputs) where !inputs.contains(later) {
      builder.open.choose(later, where: exists, later, else: first)
    }
    for (name, row) in later.rows.sorted(by: { $0.key < $1.key }) {
      first.rows[name].map { standIn($0.last, for: row.last, unless: exists, reading: inputs) }
    }
  }

  /// Counts the work of a copy: as much as that of a row, because it may make no layer.
  private func spendCopy(at position: SourcePosition) throws(Diagnostic) {
    try spend(Expander.rowWork, at: position)
  }

  /// Reads a copy whose requirements apply only if there are at least two copies.
  private func foldedCopy<Result>(
    where condition: Condition, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let outer = builder.isRepeated
    builder.isRepeated = outer && condition
    defer { builder.isRepeated = outer }
    return try body()
  }

  /// Copies after the first have stride 1.
  private func laterCopy(
    of row: Row, _ target: Target, defaults: [String: Cell]
  ) throws(Diagnostic) -> Row {
    let hasStride: Bool
    switch target {
    case .operator(let entry):
      // An omitted stride is already 1, and global pooling has none.
      let isGiven = row.cells["s"] != nil || (entry.takesDefault(of: "s") && defaults["s"] != nil)
      hasStride = isGiven && entry.columns.contains("s")
    case .block(let block, _): hasStride = block.columns.contains { $0.name == "s" }
    case .network: hasStride = false
    }
    guard hasStride else { return row }
    var cells = row.cells
    let position = cells["s"]?.position ?? row.position
    cells["s"] = Cell(
      content: .expression(try Expression("1", at: position)), text: "1", position: position)
    return Row(
      operation: row.operation, name: row.name, label: row.label, cells: cells,
      position: row.position)
  }

  /// The number of copies. A literal number is scaled by the rule for `n` if the row applies a
  /// block; a missing one or an expression is not.
  private func repeats(
    _ target: Target, _ row: Row, in scope: TableScope
  ) throws(Diagnostic) -> Formula {
    guard let cell = row.cells["n"] else { return 1 }
    var value = try value(of: cell, column: "n", in: scope)
    if case .number = cell.content, scope.isNetworkBody, target.scalesRepeats,
      let rule = scope.spec.scale["n"]
    {
      value = try scale(value, by: rule, column: "n", in: scope)
    }
    let count = try integer(value, "n", in: scope, at: cell.position)
    let isPositive = try exactly(at: cell.position) { () throws(ArithmeticFault) in
      try Condition.compare(.exact(1), .lessOrEqual, .exact(count))
    }
    try require(isPositive, "n must be positive, not \(count.text)", at: cell.position)
    return count
  }
}
