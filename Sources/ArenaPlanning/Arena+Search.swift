import Symbolic

extension Arena {
  /// What a search found.
  package struct Found: Sendable {
    /// The best plan.
    package let plan: ArenaPlan
    /// The places to give ahead; nil where the greedy planner finds the place itself.
    package let offsets: [Int?]
    /// How many orders of placing were tried.
    package let tried: Int
  }

  /// Looks for a plan that takes less than the greedy planner's, and takes that if there is none.
  ///
  /// Buffers are placed in other orders: by what they take and how long, and then in orders in which
  /// one buffer was moved, as long as the arena does not grow. What can't be planned ahead is placed
  /// as the greedy planner does, around the rest. The same seed gives the same plan.
  ///
  /// - Parameters:
  ///   - seed: for the moves.
  ///   - effort: about how many places to look at.
  package func search(seed: UInt64 = 1, effort: Int = 30_000_000) -> Found {
    let greedy = greedy()
    let bound = bound()?.bytes ?? 0
    var best = Found(plan: greedy, offsets: keeping(greedy), tried: 0)
    guard greedy.bytes > bound else { return best }
    let places = neighbours.reduce(buffers.count) { $0 + $1.count }
    let rounds = min(max(effort / max(1, places), 10), 20_000)
    var random = SplitMix64(seed: seed)
    var tried = 0
    func note(_ plan: ArenaPlan) {
      if plan.bytes < best.plan.bytes {
        best = Found(plan: plan, offsets: ahead(plan.offsets), tried: tried)
      }
    }
    let starts = starts()
    for start in starts where best.plan.bytes > bound {
      var order = start
      var plan = outcome(of: order)
      tried += 1
      note(plan)
      for _ in 0..<rounds / starts.count where best.plan.bytes > bound {
        let moved = moved(order, plan, &random)
        let other = outcome(of: moved)
        tried += 1
        guard other.bytes <= plan.bytes else { continue }
        (order, plan) = (moved, other)
        note(plan)
      }
    }
    return Found(plan: best.plan, offsets: best.offsets, tried: tried)
  }

  /// The places of a plan that may be given ahead, if its arena is the same with them.
  private func keeping(_ plan: ArenaPlan) -> [Int?] {
    let offsets = ahead(plan.offsets)
    let nothing = [Int?](repeating: nil, count: buffers.count)
    guard let fixed = try? fixing(offsets), fixed.greedy().bytes <= plan.bytes else {
      return nothing
    }
    return offsets
  }

  private func ahead(_ offsets: [Int]) -> [Int?] {
    zip(buffers, offsets).map { $0.isPlannable ? $1 : nil }
  }

  /// The plan that comes of an order: what can't be planned ahead is placed after all others.
  private func outcome(of order: [Int]) -> ArenaPlan {
    var offsets = placing(order)
    let late = greedyOrder(of: order.filter { !buffers[$0].isPlannable })
    for index in late { offsets[index] = -1 }
    for index in late { offsets[index] = lowest(for: index, offsets) }
    return ArenaPlan(offsets, of: self)
  }

  private func greedyOrder(of some: [Int]) -> [Int] {
    some.sorted { a, b in (buffers[a].bytes, a) > (buffers[b].bytes, b) }
  }

  /// Orders to start from.
  private func starts() -> [[Int]] {
    func order(_ key: (Int) -> Int) -> [Int] {
      let keys = buffers.indices.map(key)
      return greedyOrder(of: Array(buffers.indices)).enumerated().sorted { a, b in
        (keys[a.element], -a.offset) > (keys[b.element], -b.offset)
      }.map(\.element)
    }
    func duration(_ index: Int) -> Int { buffers[index].last &- buffers[index].first }
    return [
      order { buffers[$0].bytes },
      // What lives with the most must find its place before the others do.
      order { index in neighbours[index].reduce(buffers[index].bytes) { $0 + buffers[$1].bytes } },
      order { duration($0) },
      order { buffers[$0].bytes.multipliedReportingOverflow(by: duration($0) &+ 1).partialValue },
      order { -buffers[$0].first },
    ]
  }

  /// The order with one buffer at another place: often one that reaches to the end of the arena,
  /// before others.
  private func moved(
    _ order: [Int], _ plan: ArenaPlan, _ random: inout SplitMix64
  ) -> [Int] {
    var order = order
    var from = random.below(order.count)
    var to = random.below(order.count)
    if random.below(2) == 0 {
      let highest = order.indices.filter {
        plan.offsets[order[$0]] + buffers[order[$0]].bytes == plan.bytes
      }
      from = highest[random.below(highest.count)]
      to = random.below(from + 1)
    }
    order.insert(order.remove(at: from), at: to)
    return order
  }
}
