import CostModel
import ReferenceExecutor
import Testing

/// Fast kernels against the counting ones, which are written from the definitions.
struct FastKernelTests {
  private static let catalog = Catalog.embedded()

  /// The architectures of the zoo; where code is not optimized, only the small ones.
  private static let largest: Int128 = {
    #if DEBUG
      20_000_000
    #else
      2_000_000_000
    #endif
  }()

  /// How far numbers may be apart, relative where they are larger than 1: sums of thousands of
  /// products are added in another order, layer after layer.
  private static let tolerance: Float = 1e-3

  @Test(arguments: catalog.files.filter { $0.path.hasPrefix("architectures/") })
  func networksGiveTheSameNumbers(file: Catalog.File) throws {
    let model = Model(try Spec.read(Array(file.text.utf8), file: file.path))
    let network = try Network.expandSmall(model, Settings(), in: Self.catalog)
    let macs = try #require(Report(network).totals.macs.constantValue)
    guard macs.numerator <= Self.largest else { return }
    let counted = try Executor(network, seed: 7).run()
    for set in FastExecutor.instructionSets {
      for threads in [1, 3] {
        let fast = try FastExecutor(network, seed: 7, threads: threads, instructionSet: set)
        // The second run finds what the first one left in memory.
        for _ in 1...2 { try fast.run() }
        #expect(fast.instructionSet == set)
        for (plain, quick) in zip(counted.outputs.map(\.values), fast.results) {
          #expect(distance(plain, quick) < Self.tolerance, "\(set), \(threads) threads")
        }
      }
    }
  }
}

/// The largest distance between numbers, relative where they are larger than 1.
func distance(_ a: [Float], _ b: [Float]) -> Float {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { largest, pair in
    if pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN) { return largest }
    let distance = abs(pair.0 - pair.1) / max(1, abs(pair.0))
    return distance.isNaN ? .infinity : max(largest, distance)
  }
}
