import CostModel
import ReferenceExecutor
import Specs
import Testing

/// Depthwise convolutions of every kind of loop against the counting ones.
struct FastDepthwiseTests {
  private static let catalog = Catalog.embedded

  /// Wide and narrow kernels, strides, dilations and paddings that loops by rows take, and others.
  static let rows: [String] = [1, 2, 3, 4, 5, 7].flatMap { kernel in
    [1, 2, 3].flatMap { stride in
      [1, 2].flatMap { dilation in
        ["\"same\"", "0", "1"].map { padding in
          "[\"depthwise\", \(kernel), \(stride), \(dilation), \(padding), \"swish\"]"
        }
      }
    }
  }

  /// Channels fill no vector, some, and some with a rest; rows are longer and shorter than strips.
  @Test(arguments: rows)
  func everyWindowGivesTheSameNumbers(row: String) throws {
    for (height, width, channels) in [(13, 15, 5), (14, 13, 24), (15, 17, 79), (16, 14, 160)] {
      let text = """
        { "name": "depthwise", "input": [\(height), \(width), \(channels)],
          "body": [["operator", "k", "s", "d", "p", "act"], \(row)] }
        """
      let spec = try Spec.read(Array(text.utf8), file: "test")
      let network = try Network.expand(Model(spec), Settings(), in: Self.catalog)
      let counted = try Executor(network, seed: 7).run()
      for set in FastExecutor.instructionSets {
        for threads in [1, 3] {
          let fast = try FastExecutor(
            network, seed: 7, threads: threads, instructionSet: set)
          try fast.run()
          for (plain, quick) in zip(counted.outputs.map(\.values), fast.results) {
            #expect(distance(plain, quick) < 1e-5, "\(set), \(threads) threads, \(text)")
          }
        }
      }
    }
  }
}
