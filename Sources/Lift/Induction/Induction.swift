import Symbolic

/// Proposes blocks for what no library has: the anti-unification of parts that are built alike.
struct Induction {
  let members: [Segments]
  let usual: [String: Value]
  /// More kinds of parts than this are not looked at, and no longer parts.
  private static let kindLimit = 24
  private static let nodeLimit = 40

  /// Segments of one member that follow each other.
  fileprivate struct Part {
    let member: Int
    let segments: ClosedRange<Int>

    init(_ member: Int, _ first: Int, _ count: Int) {
      self.member = member
      segments = first...first + count - 1
    }
  }

  private struct NodePlace: Hashable {
    let member: Int
    let node: Int
  }

  private var graphs: [LayerGraph] { members.map(\.graph) }

  /// Blocks for segments of several layers, the longest first, with rows that may be missing.
  func branchBlocks() -> [BlockTable] {
    var kinds: [[StructureKey]: [Part]] = [:]
    var order: [[StructureKey]] = []
    for (member, segments) in members.enumerated() {
      for segment in 0..<segments.count where segments.nodes(segment).count > 1 {
        for part in [Part(member, segment, 1), Part(member, segment, 2)] where isPart(part) {
          let key = keys(part)
          if kinds[key] == nil { order.append(key) }
          kinds[key, default: []].append(part)
        }
      }
    }
    let parts = order.compactMap { kinds[$0] }.sorted { nodes($0[0]).count > nodes($1[0]).count }
    var (tables, covered) = ([BlockTable](), Set<NodePlace>())
    for part in parts.prefix(Induction.kindLimit) {
      let ends = part.map { NodePlace(member: $0.member, node: nodes($0).upperBound) }
      if ends.allSatisfy(covered.contains) { continue }
      guard let loose = loose(part[0]) else { continue }
      let instances = bestInstances(loose)
      guard
        let table = AntiUnification.block(
          graphs, instances, named: name(part[0], tables), usual: usual)
      else { continue }
      tables.append(table)
      covered.formUnion(instances.map { NodePlace(member: $0.member, node: $0.end) })
    }
    return tables + pairBlocks(tables)
  }

  /// Blocks for two segments of branches that follow each other again and again, as attention and
  /// the layers after it do. A stride would make them a stage.
  private func pairBlocks(_ others: [BlockTable]) -> [BlockTable] {
    var pairs: [[StructureKey]: [Part]] = [:]
    var order: [[StructureKey]] = []
    for (member, segments) in members.enumerated() {
      let graph = segments.graph
      let keys = (0..<segments.count).map { StructureKey(graph, segments.nodes($0)) }
      for segment in 0..<max(0, segments.count - 1) where keys[segment] != keys[segment + 1] {
        let part = Part(member, segment, 2)
        guard segments.nodes(segment).count > 1, segments.nodes(segment + 1).count > 1,
          nodes(part).count <= Induction.nodeLimit,
          nodes(part).allSatisfy({ graph.nodes[$0].cells["s"] == nil })
        else { continue }
        let pair = [keys[segment], keys[segment + 1]]
        if let last = pairs[pair]?.last, last.overlaps(part) { continue }
        if pairs[pair] == nil { order.append(pair) }
        pairs[pair, default: []].append(part)
      }
    }
    var tables: [BlockTable] = []
    for pair in order.prefix(Induction.kindLimit) {
      guard let places = pairs[pair], places.count > 1, let loose = loose(places[0]),
        let table = AntiUnification.block(
          graphs, loose.instances(members, omitting: []),
          named: name(places[0], others + tables), usual: usual)
      else { continue }
      tables.append(table)
    }
    return tables
  }

  private func nodes(_ part: Part) -> ClosedRange<Int> {
    let segments = members[part.member]
    let (first, last) = (part.segments.lowerBound, part.segments.upperBound)
    return segments.nodes(first).lowerBound...segments.nodes(last).upperBound
  }

  private func keys(_ part: Part) -> [StructureKey] {
    let segments = members[part.member]
    return part.segments.map { StructureKey(segments.graph, segments.nodes($0)) }
  }

  private func loose(_ part: Part) -> LooseBlock? {
    LooseBlock(members[part.member].graph, nodes(part), usual: usual)
  }

  /// Whether branches may be a block, alone or with a layer without weights that follows them.
  private func isPart(_ part: Part) -> Bool {
    let segments = members[part.member]
    guard part.segments.upperBound < segments.count, nodes(part).count <= Induction.nodeLimit
    else { return false }
    guard part.segments.count > 1 else { return true }
    let next = segments.nodes(part.segments.upperBound)
    return next.count == 1
      && [
        "shuffle", "batchnorm", "relu", "relu6", "swish", "hswish", "squeeze", "layerscale",
        "biasadd",
      ].contains(segments.graph.nodes[next.lowerBound].word)
  }

  /// The instances with those rows left out that let the block stand for most layers.
  private func bestInstances(_ loose: LooseBlock) -> [BlockInstance] {
    let places = loose.omissible
    var choices: [Set<Int>] = [[]] + places.map { [$0] }
    for (index, a) in places.enumerated() { choices += places[(index + 1)...].map { [a, $0] } }
    if places.count == 3 || places.count == 4 {
      choices += places.map { left in Set(places.filter { $0 != left || places.count == 3 }) }
    }
    var best: (score: Int, instances: [BlockInstance]) = (.min, [])
    for choice in choices {
      let instances = loose.instances(members, omitting: choice)
      guard instances.contains(where: { $0.nodes.allSatisfy { $0 != nil } }) else { continue }
      let layers = instances.reduce(0) { $0 + $1.nodes.count { $0 != nil } }
      let score = 2 * layers - 3 * choice.count
      if score > best.score { best = (score, instances) }
    }
    return best.instances
  }

  /// Blocks for layers in a row that occur at several places, among segments that no block covers.
  ///
  /// - Parameter open: those segments of each member.
  func chainBlocks(_ open: [[Int]], _ others: [BlockTable]) -> [BlockTable] {
    var counts: [[StructureKey]: [Part]] = [:]
    for (member, open) in open.enumerated() {
      let isOpen = Set(open)
      for length in 2...4 {
        for first in open where (first..<first + length).allSatisfy(isOpen.contains) {
          let part = Part(member, first, length)
          guard isChain(part) else { continue }
          let key = keys(part)
          if let last = counts[key]?.last, last.overlaps(part) { continue }
          counts[key, default: []].append(part)
        }
      }
    }
    let chains = counts.filter { $0.value.count > 1 }.sorted { a, b in
      let (x, y) = (a.value.count * (a.key.count - 1), b.value.count * (b.key.count - 1))
      let (first, second) = (a.value[0], b.value[0])
      return (x, second.member, second.segments.lowerBound)
        > (y, first.member, first.segments.lowerBound)
    }
    var tables: [BlockTable] = []
    for (_, places) in chains.prefix(6) {
      guard let loose = loose(places[0]) else { continue }
      let instances = loose.instances(members, omitting: [])
      guard instances.count > 1,
        let table = AntiUnification.block(
          graphs, instances, named: name(places[0], others + tables), usual: usual)
      else { continue }
      tables.append(table)
    }
    return tables
  }

  /// Whether layers may be one block: pooling stands between blocks, or ends one.
  private func isChain(_ part: Part) -> Bool {
    let nodes = Array(nodes(part))
    let graph = members[part.member].graph
    guard nodes.count <= 12 else { return false }
    let words = nodes.map { graph.nodes[$0].word }
    let gaps = nodes.count { graph.nodes[$0].cells["s"] != nil }
    return gaps <= 1 && !words.contains("maxpool") && !words.contains("dense")
      && !words.dropLast().contains("avgpool")
      && (words.last != "avgpool" || graph.nodes[nodes[nodes.count - 1]].cells["k"] != nil)
  }

  /// A name for a block that says what it is.
  private func name(_ part: Part, _ others: [BlockTable]) -> String {
    let (nodes, graph) = (nodes(part), members[part.member].graph)
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

extension Induction.Part {
  /// Whether two parts share a segment.
  fileprivate func overlaps(_ other: Self) -> Bool {
    member == other.member && segments.overlaps(other.segments)
  }
}
