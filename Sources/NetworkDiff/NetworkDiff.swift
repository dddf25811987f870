/// What has to be done to the layers of one network to get those of another.
///
/// Layers correspond by what they do, by their sizes and by their place among others; names only
/// decide between equals. Every layer is in one row, or unchanged: the changes of all rows add up to
/// the difference of the totals.
package struct NetworkDiff: Sendable {
  /// What became of layers.
  package enum Kind: String, CaseIterable, Sendable {
    case added, removed
    /// The same operator over other sizes.
    case resized
    /// Another operator, or other attributes, in the same place.
    case changed
    /// The same work in other layers: a normalization folded, an activation apart, a convolution in
    /// two.
    case regrouped
    /// The same layer, reading something else.
    case rewired
  }

  /// Layers that changed together.
  package struct Row: Sendable {
    package let kind: Kind
    /// Whether all that happened is that a normalization went into the weights, or came apart.
    package let isFolding: Bool
    /// Layers of the first network, by index.
    package let before: [Int]
    /// Layers of the second network.
    package let after: [Int]
    /// What they cost now, less what they cost before.
    package let change: LayerCost
    /// Whether they only move or relabel what others made.
    package let isMove: Bool
  }

  package let before: ComparedNetwork
  package let after: ComparedNetwork
  /// In the order of the networks.
  package let rows: [Row]
  /// How many layers are as they were.
  package let unchanged: Int

  /// Compares two networks.
  package init(_ before: ComparedNetwork, _ after: ComparedNetwork) {
    self.before = before
    self.after = after
    var groups = LayerGroups(Counterparts(before.layers, after.layers))
    groups.attach()
    groups.joinSplits()
    rows = groups.ordered.map { group in
      let layers = group.before.map { before.layers[$0] } + group.after.map { after.layers[$0] }
      let change =
        group.after.reduce(LayerCost()) { $0 + after.layers[$1].cost }
        - group.before.reduce(LayerCost()) { $0 + before.layers[$1].cost }
      return Row(
        kind: group.kind, isFolding: group.isFolding, before: group.before, after: group.after,
        change: change,
        isMove: layers.allSatisfy(\.isMove))
    }
    unchanged = before.layers.count - rows.reduce(0) { $0 + $1.before.count }
  }

  /// What the second network costs, less what the first one does.
  package var change: LayerCost { after.cost - before.cost }
}
