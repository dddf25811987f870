import Symbolic

/// Proposes blocks for what no library has: the anti-unification of parts that are built alike.
struct Induction {
  let segments: Segments
  let usual: [String: Value]
  /// More kinds of parts than this are not looked at, and no longer parts.
  private static let kindLimit = 24
  private static let nodeLimit = 40

  private var graph: LayerGraph { segments.graph }
  private var matcher: BlockMatcher { BlockMatcher(segments: segments) }

  /// Blocks for segments of several layers, the longest first, with rows that may be missing.
  func branchBlocks() -> [BlockTable] {
    var kinds: [[StructureKey]: [ClosedRange<Int>]] = [:]
    var order: [[StructureKey]] = []
    for segment in 0..<segments.count where segments.nodes(segment).count > 1 {
      for part in [segment...segment, segment...segment + 1] where isPart(part) {
        let key = part.map { StructureKey(graph, segments.nodes($0)) }
        if kinds[key] == nil { order.append(key) }
        kinds[key, default: []].append(part)
      }
    }
    let parts = order.compactMap { kinds[$0] }.sorted { nodes($0[0]).count > nodes($1[0]).count }
    var (tables, covered) = ([BlockTable](), Set<Int>())
    for part in parts.prefix(Induction.kindLimit) {
      if part.allSatisfy({ covered.contains(nodes($0).upperBound) }) { continue }
      guard let loose = LooseBlock(graph, nodes(part[0]), usual: usual) else { continue }
      let instances = bestInstances(loose)
      guard
        let table = AntiUnification.block(
          graph, instances, named: name(loose.nodes, tables), usual: usual)
      else { continue }
      tables.append(table)
      covered.formUnion(instances.map(\.end))
    }
    return tables + pairBlocks(tables)
  }

  /// Blocks for two segments of branches that follow each other again and again, as attention and
  /// the layers after it do. A stride would make them a stage.
  private func pairBlocks(_ others: [BlockTable]) -> [BlockTable] {
    var pairs: [[StructureKey]: [Int]] = [:]
    var order: [[StructureKey]] = []
    let keys = (0..<segments.count).map { StructureKey(graph, segments.nodes($0)) }
    for segment in 0..<max(0, segments.count - 1) where keys[segment] != keys[segment + 1] {
      guard segments.nodes(segment).count > 1, segments.nodes(segment + 1).count > 1,
        nodes(segment...segment + 1).count <= Induction.nodeLimit,
        nodes(segment...segment + 1).allSatisfy({ graph.nodes[$0].cells["s"] == nil })
      else { continue }
      let pair = [keys[segment], keys[segment + 1]]
      if let last = pairs[pair]?.last, last + 2 > segment { continue }
      if pairs[pair] == nil { order.append(pair) }
      pairs[pair, default: []].append(segment)
    }
    var tables: [BlockTable] = []
    for pair in order.prefix(Induction.kindLimit) {
      guard let places = pairs[pair], places.count > 1,
        let loose = LooseBlock(graph, nodes(places[0]...places[0] + 1), usual: usual),
        let table = AntiUnification.block(
          graph, loose.instances(matcher, omitting: []),
          named: name(loose.nodes, others + tables), usual: usual)
      else { continue }
      tables.append(table)
    }
    return tables
  }

  private func nodes(_ part: ClosedRange<Int>) -> ClosedRange<Int> {
    segments.nodes(part.lowerBound).lowerBound...segments.nodes(part.upperBound).upperBound
  }

  /// Whether branches may be a block, alone or with a layer without weights that follows them.
  private func isPart(_ part: ClosedRange<Int>) -> Bool {
    guard part.upperBound < segments.count, nodes(part).count <= Induction.nodeLimit else {
      return false
    }
    guard part.count > 1 else { return true }
    let next = segments.nodes(part.upperBound)
    return next.count == 1
      && ["shuffle", "batchnorm", "relu", "relu6", "swish", "hswish", "squeeze", "layerscale"]
        .contains(graph.nodes[next.lowerBound].word)
  }

  /// The instances with those rows left out that let the block stand for most layers.
  private func bestInstances(_ loose: LooseBlock) -> [BlockInstance] {
    let places = loose.omissible
    var choices: [Set<Int>] = [[]] + places.map { [$0] }
    for (index, a) in places.enumerated() { choices += places[(index + 1)...].map { [a, $0] } }
    var best: (score: Int, instances: [BlockInstance]) = (.min, [])
    for choice in choices {
      let instances = loose.instances(matcher, omitting: choice)
      guard instances.contains(where: { $0.nodes.allSatisfy { $0 != nil } }) else { continue }
      let layers = instances.reduce(0) { $0 + $1.nodes.count { $0 != nil } }
      let score = 2 * layers - 3 * choice.count
      if score > best.score { best = (score, instances) }
    }
    return best.instances
  }

  /// Blocks for layers in a row that occur at several places, among segments that no block covers.
  func chainBlocks(_ open: [Int], _ others: [BlockTable]) -> [BlockTable] {
    var counts: [[StructureKey]: [Int]] = [:]
    let isOpen = Set(open)
    for length in 2...4 {
      for first in open where (first..<first + length).allSatisfy(isOpen.contains) {
        guard isChain(first..<first + length) else { continue }
        let keys = (first..<first + length).map { StructureKey(graph, segments.nodes($0)) }
        if let last = counts[keys]?.last, last + length > first { continue }
        counts[keys, default: []].append(first)
      }
    }
    let chains = counts.filter { $0.value.count > 1 }.sorted { a, b in
      let (x, y) = (a.value.count * (a.key.count - 1), b.value.count * (b.key.count - 1))
      return (x, b.value[0]) > (y, a.value[0])
    }
    var tables: [BlockTable] = []
    for (keys, places) in chains.prefix(6) {
      let first = places[0]
      let nodes =
        segments.nodes(first).lowerBound...segments.nodes(first + keys.count - 1).upperBound
      guard let loose = LooseBlock(graph, nodes, usual: usual) else { continue }
      let instances = loose.instances(matcher, omitting: [])
      guard instances.count > 1,
        let table = AntiUnification.block(
          graph, instances, named: name(nodes, others + tables), usual: usual)
      else { continue }
      tables.append(table)
    }
    return tables
  }

  /// Whether layers may be one block: pooling stands between blocks, or ends one.
  private func isChain(_ range: Range<Int>) -> Bool {
    let nodes = range.flatMap { segments.nodes($0) }
    guard nodes.count <= 12 else { return false }
    let words = nodes.map { graph.nodes[$0].word }
    let gaps = nodes.count { graph.nodes[$0].cells["s"] != nil }
    return gaps <= 1 && !words.contains("maxpool") && !words.contains("dense")
      && !words.dropLast().contains("avgpool")
      && (words.last != "avgpool" || graph.nodes[nodes[nodes.count - 1]].cells["k"] != nil)
  }

  /// A name for a block that says what it is.
  private func name(_ nodes: ClosedRange<Int>, _ others: [BlockTable]) -> String {
    let words = nodes.map { graph.nodes[$0].word }
    let base =
      if words.contains("shuffle") {
        "shuffle_unit"
      } else if words.last == "add" {
        "residual"
      } else if words.last == "concat" {
        graph.nodes[nodes.upperBound].inputs.contains(nodes.lowerBound - 1)
          ? "dense_unit" : "branches"
      } else if words.contains("avgpool") {
        "transition"
      } else {
        "chain"
      }
    let count = others.count { $0.name.hasPrefix(base) }
    return count == 0 ? base : "\(base)\(count + 1)"
  }
}
