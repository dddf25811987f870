import Symbolic

/// How often a block, or a layer, follows itself in one member, from each segment on.
struct SegmentRuns {
  /// The number of copies, and the segment behind them, by the segment at which they begin.
  private(set) var runs: [Int: (count: Int, end: Int)] = [:]

  /// The runs of a block, by its matches.
  init(of matches: [Int: BlockMatch], in segments: Segments) {
    for (segment, match) in matches.sorted(by: { $0.key > $1.key }) {
      guard let end = segments.places[match.end] else { continue }
      runs[segment] = (1, end)
      guard let next = matches[end], let rest = runs[end],
        SegmentRuns.continues(match.columns, next.columns)
      else { continue }
      runs[segment] = (rest.count + 1, rest.end)
    }
  }

  /// Whether a later copy is the same: with a stride of 1 if there is one.
  private static func continues(_ first: [String: Value], _ next: [String: Value]) -> Bool {
    first.allSatisfy { column, value in
      guard let other = next[column] else { return false }
      return column == "s" ? other.means(.integer(1)) : other.means(value)
    }
  }

  /// The runs of single layers.
  init(ofLayersIn segments: Segments) {
    let graph = segments.graph
    for segment in stride(from: segments.count - 1, through: 0, by: -1) {
      let nodes = segments.nodes(segment)
      guard nodes.count == 1 else { continue }
      runs[segment] = (1, segment + 1)
      guard segment + 1 < segments.count, segments.nodes(segment + 1).count == 1,
        let rest = runs[segment + 1]
      else { continue }
      let (first, next) = (graph.nodes[nodes.lowerBound], graph.nodes[nodes.lowerBound + 1])
      var cells = first.cells
      cells["s"] = nil
      if first.word == next.word, cells == next.cells { runs[segment] = (rest.count + 1, rest.end) }
    }
  }
}
