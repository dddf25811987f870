/// The layers of one network that correspond to layers of another, and what each reads of those.
struct Counterparts {
  let before: [ComparedLayer]
  let after: [ComparedLayer]
  let beforeKeys: [LayerKeys]
  let afterKeys: [LayerKeys]
  /// For each layer of the first network, its counterpart in the second.
  private(set) var forward: [Int?]
  /// For each layer of the second network, its counterpart in the first.
  private(set) var backward: [Int?]

  /// So many layers of one kind are tried for each other.
  private static let mostTried = 64

  /// The counterparts by the order of the layers, or by the order of their structure: those that
  /// are more alike.
  init(_ before: [ComparedLayer], _ after: [ComparedLayer]) {
    let given = Counterparts(before, after, Array(before.indices), Array(after.indices))
    guard given.distance > 0 else {
      self = given
      return
    }
    let other = Counterparts(before, after, structuralOrder(before), structuralOrder(after))
    self = other.distance < given.distance ? other : given
  }

  private init(
    _ before: [ComparedLayer], _ after: [ComparedLayer], _ order: [Int], _ otherOrder: [Int]
  ) {
    self.before = before
    self.after = after
    var table = KeyTable()
    let (keys, otherKeys) = (
      before.map { table.keys(of: $0) }, after.map { table.keys(of: $0) }
    )
    (beforeKeys, afterKeys) = (keys, otherKeys)
    forward = [Int?](repeating: nil, count: before.count)
    backward = [Int?](repeating: nil, count: after.count)
    let aligned = Alignment(order.map { keys[$0] }, otherOrder.map { otherKeys[$0] })
    for (place, partner) in aligned.partners.enumerated() {
      guard let partner else { continue }
      forward[order[place]] = otherOrder[partner]
      backward[otherOrder[partner]] = order[place]
    }
    pairLeftovers()
  }

  /// How unlike the networks are with these counterparts, names aside.
  private var distance: Int {
    var sum = 0
    for (index, partner) in forward.enumerated() {
      guard let partner else {
        sum += Int(LayerKeys.gap)
        continue
      }
      guard !areEqual(index, partner) else { continue }
      sum += Int(LayerKeys.distance(beforeKeys[index], afterKeys[partner]))
    }
    return sum + backward.count { $0 == nil } * Int(LayerKeys.gap) + rewired().count
  }

  /// Whether two layers do and cost the same.
  func areEqual(_ index: Int, _ other: Int) -> Bool {
    beforeKeys[index].whole == afterKeys[other].whole
  }

  /// Layers that are equal and were left over: branches may be listed in another order. Those are
  /// preferred whose sources correspond, then those of one name.
  private mutating func pairLeftovers() {
    var open: [Int32: [Int]] = [:]
    for index in after.indices where backward[index] == nil {
      open[afterKeys[index].whole, default: []].append(index)
    }
    guard !open.isEmpty else { return }
    for index in before.indices where forward[index] == nil {
      let key = beforeKeys[index].whole
      guard let candidates = open[key], !candidates.isEmpty else { continue }
      let wanted = before[index].inputs.map { $0 < 0 ? -1 : forward[$0] }
      let scores = candidates.prefix(Counterparts.mostTried).map { other in
        (after[other].inputs.map(Optional.some) == wanted ? 2 : 0)
          + (afterKeys[other].name == beforeKeys[index].name ? 1 : 0)
      }
      let best = scores.max() ?? 0
      let place = scores.firstIndex(of: best) ?? 0
      forward[index] = candidates[place]
      backward[candidates[place]] = index
      open[key]?.remove(at: place)
    }
  }

  /// For each layer of a network, the nearest layer with a counterpart that its first source leads
  /// to, through layers without one that read a single tensor: itself if it has one, -1 for an
  /// input, nil where that can't be told.
  private static func roots(_ layers: [ComparedLayer], _ partners: [Int?]) -> [Int?] {
    var roots = [Int?](repeating: nil, count: layers.count)
    for (index, layer) in layers.enumerated() {
      if partners[index] != nil {
        roots[index] = index
      } else if layer.inputs.count == 1 {
        let source = layer.inputs[0]
        roots[index] = source < 0 ? -1 : source < index ? roots[source] : nil
      }
    }
    return roots
  }

  /// Pairs of equal layers that read what does not correspond.
  func rewired() -> [(Int, Int)] {
    let (own, other) = (
      Counterparts.roots(before, forward), Counterparts.roots(after, backward)
    )
    func sources(_ layer: ComparedLayer, _ roots: [Int?]) -> [Int]? {
      let all = layer.inputs.map { $0 < 0 ? -1 : roots[$0] }
      return all.contains(nil) ? nil : all.compactMap(\.self)
    }
    return before.indices.compactMap { index in
      guard let partner = forward[index], areEqual(index, partner),
        let here = sources(before[index], own), let there = sources(after[partner], other)
      else { return nil }
      let mapped = here.map { $0 < 0 ? -1 : forward[$0] ?? -2 }
      // The order of what is added or concatenated may differ.
      return mapped.sorted() == there.sorted() ? nil : (index, partner)
    }
  }
}
