import Symbolic
import TestSupport
import Testing

import CostModel
import ReferenceExecutor
import Specs

/// Fast kernels against the counting ones, which are written from the definitions.
///
/// `FAST_LAYERS=100000 FAST_SEED=7 swift test -c release --filter FastKernelTests` runs others.
struct FastKernelTests {
  private static let catalog = Catalog.embedded
  private static let seed = setting("FAST_SEED", 20_261_121)
  /// Networks of more MACs are left out: where code is not optimized, nearly all.
  private static let largest = setting("FAST_MACS", 2_000_000_000, unoptimized: 5_000_000)

  /// How far numbers may be apart, relative where they are larger than 1: sums of products are added
  /// in another order, one layer after the other.
  private static let tolerance: (layer: Float, network: Float) = (1e-4, 1e-3)

  @Test(arguments: catalog.files.filter { $0.path.hasPrefix("architectures/") })
  func architecturesGiveTheSameNumbers(file: Catalog.File) throws {
    let model = Model(try Spec.read(Array(file.text.utf8), file: file.path))
    let network = try Network.expandSmall(model, Settings(), in: Self.catalog)
    let macs = try #require(Report(network).totals.macs.constantValue)
    guard macs <= Rational(Self.largest) else { return }
    try Self.compare(network, Self.tolerance.network, file.path)
  }

  /// As many rows of each operator.
  @Test(arguments: OperatorEntry.all.map(\.name))
  func randomLayersGiveTheSameNumbers(operation: String) throws {
    let entry = try #require(OperatorEntry.named(operation))
    let share = setting("FAST_LAYERS", 4000, unoptimized: 400) / OperatorEntry.all.count
    var compared = 0
    for seed in Self.seed..<Self.seed + share {
      let layer = RandomLayer(entry, seed: UInt64(seed))
      guard let network = try? layer.table.network() else { continue }
      let place = "batch \(layer.table.batch), FAST_SEED=\(seed)\n\(layer.table.text)"
      if try Self.compare(network, Self.tolerance.layer, place) {
        compared += 1
      }
    }
    #expect(compared > share / 2)
  }

  @Test func randomNetworksGiveTheSameNumbers() throws {
    let count = setting("FAST_NETWORKS", 100, unoptimized: 10)
    var compared = 0
    for seed in Self.seed..<Self.seed + count {
      let random = RandomNetwork(seed: UInt64(seed))
      guard let network = try? random.table.network() else { continue }
      let place = "batch \(random.table.batch), FAST_SEED=\(seed)\n\(random.table.text)"
      if try Self.compare(network, Self.tolerance.network, place) {
        compared += 1
      }
    }
    #expect(compared > count / 2)
  }

  /// Compares all instruction sets, on one thread and on several; false where the network is
  /// refused, by both.
  @discardableResult
  private static func compare(
    _ network: Network, _ tolerance: Float, _ place: String
  ) throws -> Bool {
    // Random sizes are refused from there on; every architecture of the zoo is below.
    let limit = 4 << 30
    let counted: Execution
    do {
      counted = try Executor(network, seed: 7, memoryLimit: limit).run()
    } catch {
      #expect(throws: error) { try FastExecutor(network, memoryLimit: limit) }
      return false
    }
    for set in FastExecutor.instructionSets {
      for threads in [1, 3] {
        let fast = try FastExecutor(
          network, seed: 7, threads: threads, instructionSet: set,
          memoryLimit: limit)
        // The second run finds what the first one left in memory.
        for _ in 1...2 { try fast.run() }
        #expect(fast.instructionSet == set && fast.results.count == counted.outputs.count)
        for (plain, quick) in zip(counted.outputs.map(\.values), fast.results) {
          let apart = distance(plain, quick)
          #expect(apart < tolerance, "\(set), \(threads) threads, \(place)")
          if apart >= tolerance { return true }
        }
      }
    }
    return true
  }

  // MARK: Threads, refusals, times

  @Test func aTeamDoesEveryPartOnce() {
    for size in 1...5 {
      let threadPool = ThreadPool(size)
      for count in [0, 1, 2, 7, 1000] {
        let done = Storage(max(1, count))
        for _ in 0..<20 { threadPool.forEach(count) { done.elements[$0] += 1 } }
        #expect((0..<count).allSatisfy { done.elements[$0] == 20 }, "\(size) threads")
      }
    }
  }

  @Test func whatIsNotThereOrTooLargeIsRefused() throws {
    let model = try Self.catalog.model(named: "mobilenet_v1")
    let network = try Network.expandSmall(model, Settings(), in: Self.catalog)
    #expect(throws: ExecutionError.instructionSet("MMX")) {
      try FastExecutor(network, instructionSet: "MMX")
    }
    #expect(throws: ExecutionError.self) { try FastExecutor(network, memoryLimit: 1000) }
    let fast = try FastExecutor(network, threads: 2)
    #expect(throws: ExecutionError.cancelled) { try fast.run(isCancelled: { true }) }
    #expect(throws: ExecutionError.cancelled) {
      try NetworkTimes(fast, seconds: 0, isCancelled: { true })
    }
  }

  @Test func timesAreOfEveryLayer() throws {
    let model = try Self.catalog.model(named: "mobilenet_v1")
    let network = try Network.expandSmall(model, Settings(), in: Self.catalog)
    let fast = try FastExecutor(network)
    let times = try NetworkTimes(fast, seconds: 0)
    #expect(times.total.count == 5 && times.total.fastest <= times.total.median)
    #expect(times.layers.map(\.index) == fast.layers)
    #expect(times.layers.allSatisfy { $0.times.median > 0 && $0.times.count == 5 })
  }
}
