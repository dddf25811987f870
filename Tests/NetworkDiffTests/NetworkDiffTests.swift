import CostModel
import NetworkDiff
import Specs
import Symbolic
import TestSupport
import Testing

/// What became of the layers of one network in another.
struct NetworkDiffTests {
  private func compared(_ network: Network) throws -> ComparedNetwork {
    try ComparedNetwork(Report(network))
  }

  private func diff(_ first: Network, _ second: Network) throws -> NetworkDiff {
    try NetworkDiff(compared(first), compared(second))
  }

  /// Every layer is in one row or unchanged, and the rows add up to the difference of the totals, to
  /// the integer.
  private func expectSums(_ diff: NetworkDiff, _ place: String) {
    let sum = diff.rows.reduce(LayerCost()) { $0 + $1.change }
    #expect(sum == diff.after.cost - diff.before.cost, "\(place)")
    let (before, after) = (diff.rows.flatMap(\.before), diff.rows.flatMap(\.after))
    #expect(Set(before).count == before.count && Set(after).count == after.count, "\(place)")
    #expect(before.count + diff.unchanged == diff.before.layers.count, "\(place)")
    #expect(after.count + diff.unchanged == diff.after.layers.count, "\(place)")
  }

  @Test(arguments: 0..<150) func randomPairsAddUp(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let sizes = (1 + seed % 40, 1 + seed * 7 % 40)
    let chains = (
      RandomChain(using: &random, layers: sizes.0), RandomChain(using: &random, layers: sizes.1)
    )
    expectSums(try diff(chains.0.network(), chains.1.network()), "seed \(seed)")
    var graphs = (
      RandomGraph(using: SplitMix64(seed: UInt64(seed)), operators: 1 + seed % 12),
      RandomGraph(using: SplitMix64(seed: UInt64(seed + 1)), operators: 1 + seed % 9)
    )
    let (one, other) = (try? compared(graphs.0.network()), try? compared(graphs.1.network()))
    if let one, let other { expectSums(NetworkDiff(one, other), "graph of seed \(seed)") }
    if let one { #expect(NetworkDiff(one, one).rows.isEmpty, "graph of seed \(seed)") }
  }

  @Test(arguments: 0..<100) func itselfHasNoRowsWhateverItsNames(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let chain = RandomChain(using: &random, layers: 1 + seed % 60)
    let network = try chain.network()
    for other in [chain, chain.renamed()] {
      let diff = try diff(network, other.network())
      #expect(diff.rows.isEmpty && diff.unchanged == network.layers.count, "seed \(seed)")
    }
  }

  /// One layer more is one layer added: not renamed, not moved, nothing else.
  @Test(arguments: 0..<200) func oneInsertedIsOneAdded(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let chain = RandomChain(using: &random, layers: 2 + seed % 60)
    let place = Int.random(in: 0...chain.parts.count, using: &random)
    let longer = chain.inserting(.activation(.hswish), behind: place).renamed()
    let diff = try diff(chain.network(), longer.network())
    #expect(diff.rows.map(\.kind) == [.added], "seed \(seed): \(diff.rows)")
    #expect(diff.rows.first?.after == [place], "seed \(seed), at \(place)")
    expectSums(diff, "seed \(seed)")
    let back = try self.diff(longer.network(), chain.network())
    #expect(back.rows.map(\.kind) == [.removed], "seed \(seed)")
  }

  /// Of layers that are alike, the one whose name is gone is the one that was removed.
  @Test(arguments: 0..<6) func namesDecideBetweenEquals(place: Int) throws {
    func chain(_ names: [String]) throws -> Network {
      var builder = NetworkBuilder()
      var last = builder.input(Shape([1, 8, 6, 6]))
      for name in names { last = try builder.add(.conv(3, channels: 8), last, named: name) }
      return try builder.network(named: "alike", outputs: [last])
    }
    let names = ["a", "b", "c", "d", "e", "f"]
    let fewer = names.enumerated().filter { $0.offset != place }.map(\.element)
    let removed = try diff(chain(names), chain(fewer))
    #expect(removed.rows.map(\.before) == [[place]], "\(removed.rows)")
    let added = try diff(chain(fewer), chain(names))
    #expect(added.rows.map(\.after) == [[place]], "\(added.rows)")
  }

  /// Networks of the zoo against each other, in all pairs.
  @Test func theZooAddsUp() throws {
    let names = [
      "mobilenet_v1", "mobilenet_v2", "resnet18", "efficientnet_b0", "vit_b_16", "standard",
    ]
    let networks = try names.filter(Catalog.embedded.modelNames.contains).map { name in
      try compared(
        Network.expand(Catalog.embedded.model(named: name), Settings(), in: .embedded))
    }
    for first in networks {
      for second in networks {
        let diff = NetworkDiff(first, second)
        expectSums(diff, "\(first.name) to \(second.name)")
        #expect(diff.rows.isEmpty == (first.name == second.name))
      }
    }
  }

  // MARK: Kinds

  /// Two networks of a few layers over maps of 6x6.
  private func network(
    _ body: (inout NetworkBuilder, Tensor) throws -> Tensor
  ) throws -> Network {
    var builder = NetworkBuilder()
    let input = builder.input(Shape([1, 8, 6, 6]))
    let stem = try builder.add(.conv(3, channels: 8), input, norm: .batch, activation: .relu)
    let last = try builder.add(.conv(1, channels: 16, hasBias: true), body(&builder, stem))
    return try builder.network(named: "small", outputs: [last])
  }

  @Test func kindsOfChanges() throws {
    let plain = try network {
      try $0.add(.conv(3, channels: 8), $1, norm: .batch, activation: .relu)
    }
    let table: [(NetworkDiff.Kind, Network)] = [
      (
        .changed,
        try network { try $0.add(.conv(5, channels: 8), $1, norm: .batch, activation: .relu) }
      ),
      (
        .changed,
        try network { try $0.add(.conv(3, channels: 8), $1, norm: .batch, activation: .hswish) }
      ),
      (.removed, try network { $1 }),
      // Folded into weights and bias.
      (
        .regrouped,
        try network { try $0.add(.conv(3, channels: 8, hasBias: true), $1, activation: .relu) }
      ),
      // The norm and the activation in layers of their own.
      (
        .regrouped,
        try network {
          let sum = try $0.add(.conv(3, channels: 8), $1)
          return try $0.add(.activation(.relu), $0.add(.normalization(.batchnorm), sum))
        }
      ),
      // In two halves.
      (
        .regrouped,
        try network {
          let halves = (
            try $0.add(.conv(3, channels: 4), $1, norm: .batch, activation: .relu),
            try $0.add(.conv(3, channels: 4), $1, norm: .batch, activation: .relu)
          )
          return try $0.add(.concat(), halves.0, halves.1)
        }
      ),
    ]
    for (index, (kind, other)) in table.enumerated() {
      let diff = try diff(plain, other)
      #expect(diff.rows.map(\.kind) == [kind], "\(index): \(diff.rows)")
      expectSums(diff, "\(index)")
      #expect(diff.unchanged == 2)
    }
    // A wider layer makes the next one read more.
    let wider = try diff(
      plain, network { try $0.add(.conv(3, channels: 9), $1, norm: .batch, activation: .relu) })
    #expect(wider.rows.map(\.kind) == [.resized, .resized])
  }

  /// The same layers, and one reads something else.
  @Test func whatReadsSomethingElseIsRewired() throws {
    func network(_ pick: Int) throws -> Network {
      var builder = NetworkBuilder()
      var tensors = [builder.input(Shape([1, 8, 6, 6]))]
      for kernel in [1, 3, 5] as [Formula] {
        tensors.append(
          try builder.add(.conv(kernel, channels: 8), tensors[tensors.count - 1]))
      }
      let sum = try builder.add(.add, tensors[3], tensors[pick])
      return try builder.network(named: "x", outputs: [sum])
    }
    #expect(try diff(network(1), network(1)).rows.isEmpty)
    let rows = try diff(network(1), network(2)).rows
    #expect(rows.map(\.kind) == [.rewired] && rows[0].before == [3] && rows[0].after == [3])
  }

  /// Branches in another order are the same branches.
  @Test func theOrderOfBranchesIsOfNoConsequence() throws {
    func network(_ kernels: [Formula], isBreadthFirst: Bool) throws -> Network {
      var builder = NetworkBuilder()
      let input = builder.input(Shape([1, 8, 6, 6]))
      var ends = [Formula: Tensor]()
      if isBreadthFirst {
        for kernel in kernels { ends[kernel] = try builder.add(.conv(kernel, channels: 8), input) }
        for kernel in kernels.reversed() {
          ends[kernel] = try builder.add(
            .conv(kernel, channels: 4), try #require(ends[kernel]), activation: .relu)
        }
      } else {
        for kernel in kernels {
          let first = try builder.add(.conv(kernel, channels: 8), input)
          ends[kernel] = try builder.add(.conv(kernel, channels: 4), first, activation: .relu)
        }
      }
      let all = try [1, 3, 5, 7].map { try #require(ends[$0]) }
      let joined = try builder.add(.concat(), all, named: "joined")
      return try builder.network(named: "x", outputs: [joined])
    }
    let first = try network([1, 3, 5, 7], isBreadthFirst: false)
    for (order, isBreadthFirst) in [([7, 5, 3, 1], false), ([3, 7, 1, 5], true)]
      as [([Formula], Bool)]
    {
      let rows = try diff(first, network(order, isBreadthFirst: isBreadthFirst)).rows
      #expect(rows.isEmpty, "\(order): \(rows)")
    }
  }
}
