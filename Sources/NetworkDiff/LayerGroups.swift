/// The layers that changed, in groups that changed together.
struct LayerGroups {
  /// Layers of both networks, each in ascending order.
  struct Group {
    var kind: NetworkDiff.Kind
    /// Whether all that happened is that a normalization went into the weights, or came apart.
    var isFolding = false
    var before: [Int]
    var after: [Int]
  }

  let parts: Counterparts
  /// A group that was merged into another is nil.
  private(set) var groups: [Group?] = []
  private(set) var ofBefore: [Int: Int] = [:]
  private(set) var ofAfter: [Int: Int] = [:]

  /// Larger stretches of change are not taken for one.
  private static let longestHunk = 16

  init(_ parts: Counterparts) {
    self.parts = parts
    for (index, partner) in parts.forward.enumerated() {
      guard let partner else {
        add(Group(kind: .removed, before: [index], after: []))
        continue
      }
      guard !parts.areEqual(index, partner) else { continue }
      let (own, other) = (parts.beforeKeys[index], parts.afterKeys[partner])
      let (layer, new) = (parts.before[index], parts.after[partner])
      let isResized = own.form == other.form && own.sizes != other.sizes
      // A normalization that went into the weights is still there.
      let isFolded =
        own.form == other.form && !isResized && (layer.norm == nil) != (new.norm == nil)
        && ["batch", "frozen"].contains(layer.norm ?? new.norm ?? "")
      add(
        Group(
          kind: isFolded ? .regrouped : isResized ? .resized : .changed,
          isFolding: isFolded && layer.activation == new.activation, before: [index],
          after: [partner]))
    }
    for (index, partner) in parts.backward.enumerated() where partner == nil {
      add(Group(kind: .added, before: [], after: [index]))
    }
    for (index, partner) in parts.rewired() {
      add(Group(kind: .rewired, before: [index], after: [partner]))
    }
  }

  private mutating func add(_ group: Group) {
    for index in group.before { ofBefore[index] = groups.count }
    for index in group.after { ofAfter[index] = groups.count }
    groups.append(group)
  }

  mutating func merge(_ group: Int, into target: Int) {
    guard group != target, let merged = groups[group], var kept = groups[target] else { return }
    kept.before = (kept.before + merged.before).sorted()
    kept.after = (kept.after + merged.after).sorted()
    kept.kind = .regrouped
    kept.isFolding = false
    groups[target] = kept
    groups[group] = nil
    for index in merged.before { ofBefore[index] = target }
    for index in merged.after { ofAfter[index] = target }
  }

  // MARK: Splits

  /// Joins what changed between two unchanged layers if it does the same work in more or fewer
  /// layers.
  mutating func joinSplits() {
    for hunk in hunks() {
      let all = hunk.compactMap { groups[$0] }
      let (before, after) = (all.flatMap(\.before), all.flatMap(\.after))
      guard before.count + after.count <= LayerGroups.longestHunk else { continue }
      let (own, other) = (
        before.map { parts.before[$0] }.filter { $0.cost.macs > 0 },
        after.map { parts.after[$0] }.filter { $0.cost.macs > 0 }
      )
      let work = own.reduce(0) { $0 + $1.cost.macs }
      guard own.count != other.count, work > 0,
        work == other.reduce(0, { $0 + $1.cost.macs })
      else { continue }
      for group in hunk.dropFirst() { merge(group, into: hunk[0]) }
    }
  }

  /// Runs of groups between layers that are as they were.
  private func hunks() -> [[Int]] {
    var hunks: [[Int]] = [[]]
    func note(_ group: Int) {
      if groups[group] != nil, !hunks[hunks.count - 1].contains(group) {
        hunks[hunks.count - 1].append(group)
      }
    }
    for step in steps {
      switch step {
      case .unchanged: if !(hunks.last ?? []).isEmpty { hunks.append([]) }
      case .before(let index): if let group = ofBefore[index] { note(group) }
      case .after(let index): if let group = ofAfter[index] { note(group) }
      }
      if hunks[hunks.count - 1].count > LayerGroups.longestHunk { hunks.append([]) }
    }
    return hunks.filter { $0.count > 1 }
  }

  private enum Step {
    case unchanged
    case before(Int)
    case after(Int)
  }

  /// Both networks, merged along the pairs that are in order.
  private var steps: [Step] {
    var steps: [Step] = []
    var next = 0
    for index in parts.before.indices {
      if let partner = parts.forward[index], partner >= next {
        steps += (next..<partner).map(Step.after)
        next = partner + 1
        steps += ofBefore[index] == nil ? [.unchanged] : [.before(index)]
      } else {
        steps.append(ofBefore[index] == nil ? .unchanged : .before(index))
      }
    }
    return steps + (next..<parts.after.count).map(Step.after)
  }

  // MARK: Order

  /// The groups in the order of the networks.
  var ordered: [Group] {
    var seen = Set<Int>()
    return steps.compactMap { step in
      let group: Int? =
        switch step {
        case .unchanged: nil
        case .before(let index): ofBefore[index]
        case .after(let index): ofAfter[index]
        }
      guard let group, seen.insert(group).inserted else { return nil }
      return groups[group]
    }
  }
}
