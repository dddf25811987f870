extension LiftedBody {
  /// The rows with names for the ends of stages, as detectors call them: `c3` is the last block whose
  /// map is an eighth of the input's.
  func stagesNamed() -> [TableRow] {
    var rows = self.rows
    guard tables.contains(where: { $0 != nil }), outputs.isEmpty else { return rows }
    var ends: [Int: Int] = [:]
    for row in rows.indices {
      guard let level = level(of: row) else { continue }
      let isBlock = tables[row] != nil
      if let other = ends[level], tables[other] != nil, !isBlock { continue }
      ends[level] = row
    }
    for (level, row) in ends where rows[row].name == nil { rows[row].name = "c\(level)" }
    return rows
  }

  /// How often a row's map has been halved; nil for a single position, and at full size.
  private func level(of row: Int) -> Int? {
    guard let size = graph.input.map.last, let own = graph.extent(ends[row]).map.last, own > 0,
      ["conv", "depthwise", "maxpool", "avgpool"].contains(rows[row].word) || tables[row] != nil
    else { return nil }
    // Odd sizes are halved up or down: the nearest power of two counts.
    var (level, ratio) = (0, Double(size) / Double(own))
    while ratio > 1.42 {
      ratio /= 2
      level += 1
    }
    return level > 0 ? level : nil
  }
}
