import Testing

import CostModel
import ReferenceExecutor
import Specs

/// What is refused before anything is allocated, and what can be stopped.
struct RefusalTests {
  private static func network(
    _ row: Table.Row, input: (Int, [Int]) = (3, [8, 8]), batch: Int = 1
  ) throws -> Network {
    var table = Table()
    table.input = (input.0, input.1)
    table.batch = batch
    table.rows = [row]
    return try table.network()
  }

  private static func refusal(
    _ network: Network, memoryLimit: Int? = nil
  ) -> ExecutionError? {
    do throws(ExecutionError) {
      _ = try Executor(network, memoryLimit: memoryLimit)
      return nil
    } catch {
      return error
    }
  }

  private static let convolution: Table.Row = [
    ("operator", "\"conv\""), ("k", "3"), ("c", "5"), ("norm", "\"batch\""), ("act", "\"relu\""),
  ]

  // MARK: Memory

  @Test func whatNeedsTooMuchMemoryIsRefused() throws {
    let wide = try RefusalTests.network(
      [("operator", "\"conv\""), ("k", "1"), ("c", "1000000000")])
    // 64 outputs, 3 weights and a bias for each filter, of four bytes.
    #expect(
      RefusalTests.refusal(wide, memoryLimit: 1 << 33)
        == .memory(needed: 68 * 4_000_000_000, limit: 1 << 33))
    let large = try RefusalTests.network(
      [("operator", "\"relu\"")], input: (1, [1_000_000_000, 1_000_000_000]))
    #expect(
      RefusalTests.refusal(large)
        == .memory(needed: 4_000_000_000_000_000_000, limit: AvailableMemory.bytes))
    #expect(
      "\(ExecutionError.memory(needed: 12, limit: 8))"
        == "running it needs 12 bytes of memory, but only 8 are allowed")
  }

  @Test(arguments: [Int.max, Int.max / 3, 1 << 40]) func batchesAreNotWrappedAround(batch: Int)
    throws
  {
    let network = try RefusalTests.network(RefusalTests.convolution, batch: batch)
    guard
      case .memory(let needed, 1_000_000) = RefusalTests.refusal(network, memoryLimit: 1_000_000)
    else {
      Issue.record("a batch of \(batch) is not refused")
      return
    }
    #expect(needed >= 1 << 40)
  }

  /// The limit is met to the byte.
  @Test func theLimitIsTheNeed() throws {
    let network = try RefusalTests.network(RefusalTests.convolution)
    let needed = try Executor(network).memoryNeeded
    #expect(needed > 4 * (3 * 64 + 5 * 64 + 3 * 9 * 5))
    #expect(RefusalTests.refusal(network, memoryLimit: needed) == nil)
    #expect(
      RefusalTests.refusal(network, memoryLimit: needed - 1)
        == .memory(needed: needed, limit: needed - 1))
  }

  /// What is viewed is held as long as its view.
  @Test func viewsHoldWhatTheyView() throws {
    var table = Table()
    table.rows = [
      [("operator", "\"relu\""), ("name", "\"whole\"")],
      [("operator", "\"split\""), ("name", "\"view\""), ("c", "1")],
      [
        ("operator", "\"concat\""),
        ("from", "[\(Array(repeating: "\"view\"", count: 8).joined(separator: ", "))]"),
      ],
    ]
    // The last layer is the worst: 256 elements viewed and 512 made, of four bytes; 512 a second
    // time with sums for them; two marks for each of the 768.
    #expect(try Executor(table.network()).memoryNeeded == 4 * 768 + 8 * 512 + 2 * 768)
  }

  // MARK: Networks

  @Test func foldedLayersAreRefused() throws {
    let row: Table.Row = [("operator", "\"relu\""), ("n", "1001")]
    let network = try RefusalTests.network(row)
    guard case .folded(let layer) = RefusalTests.refusal(network) else {
      Issue.record("\(String(describing: RefusalTests.refusal(network)))")
      return
    }
    #expect(network.layers.contains { $0.name == layer && $0.copies != 1 })
  }

  @Test func freeParametersAreRefused() throws {
    var table = Table()
    table.keys = "\"let\": { \"c\": 4 },"
    table.rows = [[("operator", "\"conv\""), ("k", "3"), ("c", "\"c\"")]]
    let network = try Table.network(table.text, Settings([], free: ["c"]))
    #expect(RefusalTests.refusal(network) == .unbound(layer: "conv", .unbound("c")))
  }

  @Test func windowsThatCantBeWalkedAreRefused() throws {
    for cells: Table.Row in [
      [("k", "99999999")], [("k", "3"), ("d", "4611686018427387904")],
      [("k", "3"), ("s", "99999999")],
    ] {
      let network = try RefusalTests.network([("operator", "\"maxpool\"")] + cells)
      #expect(RefusalTests.refusal(network) == .window(layer: "maxpool"), "\(cells)")
    }
    // A kernel that is larger than any map, but can be walked.
    let network = try RefusalTests.network([("operator", "\"avgpool\""), ("k", "1000001")])
    #expect(try Executor(network).run().outputs[0].values.count == 3 * 64)
  }

  // MARK: Cancellation

  /// Every operator asks whether to go on, and stops when told to.
  @Test(arguments: OperatorEntry.all.map(\.name)) func everyOperatorStops(operation: String) throws
  {
    let entry = try #require(OperatorEntry.named(operation))
    var stopped = 0
    for seed in UInt64(1)...10 {
      let random = RandomLayer(entry, seed: seed)
      guard let network = try? random.table.network(),
        let executor = try? Executor(network, memoryLimit: 64 << 20)
      else { continue }
      var asked = 0
      _ = try executor.run(isCancelled: {
        asked += 1
        return false
      })
      // Once before each layer, and at least once in each that is run.
      let run = try network.layers.filter { try !$0.counts().isView }.count
      #expect(asked >= network.layers.count + run, "\(random.table.text)")
      for moment in stride(from: 1, through: asked, by: max(1, asked / 8)) {
        var left = moment
        #expect(throws: ExecutionError.cancelled) {
          try executor.run(isCancelled: {
            left -= 1
            return left <= 0
          })
        }
        stopped += 1
      }
    }
    #expect(stopped > 5)
  }

  /// A layer of two billion products ends at once.
  @Test func aLongLayerStopsInTime() throws {
    let network = try RefusalTests.network(
      [("operator", "\"conv\""), ("k", "3"), ("c", "256")], input: (256, [64, 64]))
    let clock = ContinuousClock()
    let start = clock.now
    var wanted: ContinuousClock.Instant?
    #expect(throws: ExecutionError.cancelled) {
      try Executor(network).run(isCancelled: {
        // Early, for a quick machine is through with all of it in a quarter of a second.
        if clock.now - start > .milliseconds(20) { wanted = wanted ?? clock.now }
        return wanted != nil
      })
    }
    let late = clock.now - (try #require(wanted))
    #expect(late < .milliseconds(500), "stopped after \(late)")
  }
}
