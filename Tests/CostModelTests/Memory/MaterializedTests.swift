import Specs
import Testing

import CostModel

/// What MobileNet V2's paper counts (arXiv:1801.04381, Table 3): the tensors between blocks, in 16
/// bits. The stem and the first bottleneck count as one block there.
struct MaterializedTests {
  @Test(arguments: [
    ("mobilenet_v1", 1_605_632, 1600), ("mobilenet_v2", 401_408, 400),
  ])
  func theLargestTensorBetweenBlocks(name: String, bytes: Int128, printed: Int128) throws {
    let report = try Report(Network.expand(Catalog.embedded.model(named: name), in: .embedded))
    let groups = try report.folded(by: .stages)
    let sizes = groups.dropFirst().compactMap { group in
      group.rows.last.flatMap { try? $0.layer.output.shape.elements().constantValue?.numerator }
    }
    let largest = 2 * (sizes.max() ?? 0)
    #expect(largest == bytes)
    // Printed with the first digits only: 1600 for 1605.6.
    #expect(largest / 100_000 * 100 == printed)
  }
}
