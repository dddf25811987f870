extension LiftedBody {
  /// The rows with names for the ends of stages, as detectors call them: `c3` is the last block whose
  /// map is an eighth of the input's.
  func stagesNamed() -> LiftedBody {
    var named = self
    guard rows.contains(where: { $0.table != nil }), outputs.isEmpty else { return self }
    var ends: [Int: Int] = [:]
    for row in rows.indices {
      guard let level = level(of: row) else { continue }
      let isBlock = rows[row].table != nil
      if let other = ends[level], rows[other].table != nil, !isBlock { continue }
      ends[level] = row
    }
    for (level, row) in ends where rows[row].row.name == nil {
      named.rows[row].row.name = "c\(level)"
    }
    return named
  }

  /// How often a row's map has been halved; nil for a single position, and at full size.
  private func level(of row: Int) -> Int? {
    guard let size = graph.input.map.last, let own = graph.extent(rows[row].ends[0]).map.last,
      own > 0,
      ["conv", "depthwise", "maxpool", "avgpool"].contains(rows[row].row.word)
        || rows[row].table != nil
    else { return nil }
    // Odd sizes are halved up or down: the nearest power of two counts.
    var (level, ratio) = (0, Double(size) / Double(own))
    while ratio > 1.42 {
      ratio /= 2
      level += 1
    }
    return level > 0 ? level : nil
  }

  /// The names under which reports list rows.
  var labels: [String] {
    var counts: [String: Int] = [:]
    for row in rows where row.row.name == nil { counts[row.row.word, default: 0] += 1 }
    var places: [String: Int] = [:]
    return rows.map { row in
      if let name = row.row.name { return name }
      let word = row.row.word
      guard counts[word] != 1 else { return word }
      places[word, default: 0] += 1
      return "\(word)\(places[word] ?? 1)"
    }
  }

  /// The columns of a row that hold widths: channels that are not multiples of other channels.
  func widthColumns(_ row: Int) -> [String] {
    guard let table = rows[row].table else {
      return ["c", "at", "r"].filter { rows[row].cells[$0] != nil }
    }
    return table.columns.map(\.name).filter(table.isWidth)
  }

  /// Whether more copies of a row's block make the same shape.
  func canRepeat(_ row: Int) -> Bool {
    guard let table = rows[row].table else { return false }
    if table.columnNames.contains("s") { return true }
    let before = row == 0 ? LayerGraph.input : rows[row - 1].ends[0]
    let (first, last) = (graph.extent(before), graph.extent(rows[row].ends[0]))
    return first.map == last.map && (first == last || rows[row].cells["n"] != nil)
  }

  /// The last layer that makes channels, if nothing but pooling and activations comes after it.
  var classifier: Int? {
    let idle = ["avgpool", "softmax", "sigmoid", "relu"]
    guard outputs.isEmpty,
      let last = rows.indices.last(where: { !idle.contains(rows[$0].row.word) }),
      rows[last].table == nil, ["dense", "conv", "linear"].contains(rows[last].row.word),
      rows[last].cells["n"] == nil
    else { return nil }
    let isPooled =
      rows[last].row.word != "conv" || rows[(last + 1)...].contains { $0.row.word == "avgpool" }
    return isPooled ? last : nil
  }
}
