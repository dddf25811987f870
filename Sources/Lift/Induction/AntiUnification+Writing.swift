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
      case _ where column.isInputByDefault: "\(column.name) = in"
      case _ where column.name.hasPrefix("has"): "\(column.name) = false"
      default: column.name
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
