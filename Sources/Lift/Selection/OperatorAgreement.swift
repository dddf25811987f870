import Symbolic

/// Segments of all members as rows of operators: the same layers, that read the same.
struct OperatorAgreement {
  /// How many cells, widths aside, are not the same in all members.
  let disagreements: Int

  /// Nil if the members' segments are built in different ways.
  init?(_ members: [Segments], _ state: [Int]) {
    guard zip(members, state).allSatisfy({ $1 < $0.count }) else { return nil }
    guard members.count > 1 else {
      disagreements = 0
      return
    }
    let ranges = zip(members, state).map { $0.nodes($1) }
    guard Set(ranges.map(\.count)).count == 1 else { return nil }
    var disagreements = 0
    for offset in 0..<ranges[0].count {
      let nodes = zip(members, ranges).map { $0.graph.nodes[$1.lowerBound + offset] }
      let inputs = zip(nodes, ranges).map { node, range in
        node.inputs.map { max($0, range.lowerBound - 1) - range.lowerBound }
      }
      guard Set(nodes.map(\.word)).count == 1, Set(inputs).count == 1 else { return nil }
      let columns = nodes.reduce(into: Set<String>()) { $0.formUnion($1.cells.keys) }
      for column in columns {
        let values = nodes.map { $0.says(column) }
        guard !values.contains(nil) || column == "norm" else { return nil }
        if Set(values).count > 1, !["c", "at", "r"].contains(column) { disagreements += 1 }
      }
    }
    self.disagreements = disagreements
  }
}
