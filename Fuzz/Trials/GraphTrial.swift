import CostModel
import ReferenceExecutor
import Symbolic
import TestSupport

/// What is done with a graph that an input makes by the builder: it is counted, and run where it is
/// small; both say the same.
struct GraphTrial: Trial {
  /// Choices taken from an input, and from its hash where it ends.
  private struct Choices: RandomNumberGenerator {
    private let bytes: [UInt8]
    private var place = 0
    private var rest: SplitMix64

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      rest = SplitMix64(
        seed: bytes.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
    }

    mutating func next() -> UInt64 {
      guard place < bytes.count else { return rest.next() }
      defer { place += 1 }
      // A byte decides among few alternatives, whether they are told by low or by high bits.
      return UInt64(bytes[place]) &* 0x0101_0101_0101_0101
    }
  }

  func run(_ input: [UInt8]) {
    var graph = RandomGraph(using: Choices(input), operators: 1 + input.count % 24)
    for refusal in graph.refusals { _ = "\(refusal)" }
    do {
      let network = try graph.network()
      let report = try Report(network, Verification.options)
      _ = try report.peakMemory()
      let execution = try Executor(network, memoryLimit: 1 << 20).run()
      let verification = try Verification(report, execution)
      expect(verification.isEqual, "\(verification.differences)")
    } catch {
      _ = "\(error)"
    }
  }
}
