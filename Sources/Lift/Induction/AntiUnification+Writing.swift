import Symbolic

extension AntiUnification {
  /// The block, written and read again.
  func written(named name: String) -> BlockTable? {
    guard let model = instances.first(where: { $0.nodes.allSatisfy { $0 != nil } }) else {
      return nil
    }
    let graph = graphs[model.member]
    let nodes = model.nodes.compactMap(\.self)
    var rows = PlainRows(graph, from: model.input, prefix: "x")
    for (row, node) in nodes.enumerated() {
      let layer = graph.nodes[node]
      rows.write(
        TableRow(word: layer.word, cells: said(row, layer)), reading: layer.inputs,
        isJoin: layer.isJoin, making: node)
    }
    let texts = columns.map { column in
      switch column.name {
      case "s": "s = 1"
      case "se": "se = false"
      case _ where column.usual != nil: "\(column.name) = \(column.usual ?? "")"
      case _ where column.name.hasPrefix("has"): "\(column.name) = false"
      default: usual(of: column).map { "\(column.name) = \($0)" } ?? column.name
      }
    }
    let ordered = texts.filter { !$0.contains("=") } + texts.filter { $0.contains("=") }
    let block = SpecDocument.Block(
      name: name, columns: ordered, rows: rows.rows, order: SpecDocument.operatorOrder,
      conditions: conditions)
    return try? BlockTable(
      name, columns: ordered, rows: rows.rows, defaults: usual.mapValues { CellText($0) },
      written: block)
  }

  /// The default of a column whose row may be missing: what most instances say. Without one, a row
  /// that lacks the layer would have to say something that means nothing.
  private func usual(of column: Column) -> String? {
    let known = column.values.compactMap(\.self)
    guard known.count < column.values.count,
      !AntiUnification.widths.contains(AntiUnification.base(column.name))
    else { return nil }
    let texts = known.compactMap { value in
      switch value {
      case .word, .scalar: CellText(value).expression
      default: nil
      }
    }
    guard texts.count == known.count else { return nil }
    let counts = texts.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// The cells of a row as it is written: without what is usual or the default.
  private func said(_ row: Int, _ node: LayerGraph.Node) -> [String: CellText] {
    var cells = cells[row]
    let takes = ["conv", "depthwise", "transposed"].contains(node.word)
    for (column, value) in usual where takes {
      let own = cells[column] ?? node.absent(column).map { CellText($0) }
      cells[column] = own == CellText(value) ? nil : own
    }
    for (column, cell) in cells {
      if let nothing = node.absent(column), cell == CellText(nothing), usual[column] == nil {
        cells[column] = nil
      }
    }
    return cells
  }
}
