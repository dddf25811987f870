import Specs
import Testing

import CostModel

/// What MCUNet's engine plans for MCUNet's networks.
struct TinyEngineTests {
  /// `PEAK_MEM` in genModel.h, as its generator wrote it for the released files (two ports to a
  /// PIC32 by others, which quote it).
  @Test(arguments: [("mcunet_vww0", 60_800), ("mcunet_vww1", 93_992)])
  func whatTheGeneratorWrites(name: String, bytes: Int) throws {
    let network = try Network.expand(Catalog.embedded.model(named: name), in: .embedded)
    #expect(try TinyEngine(network).bytes == bytes)
  }

  /// 8 channels of 40x40 and six times as many; twice a channel of 40x40 padded by 1, and the stem
  /// of 3x3x3x16 in 16 bits.
  @Test func itsParts() throws {
    let model = try Catalog.embedded.model(named: "mcunet_vww1")
    let engine = try TinyEngine(Network.expand(model, in: .embedded))
    #expect(engine.tensors == 40 * 40 * (8 + 48))
    #expect(engine.patches == 2 * 42 * 42)
    #expect(engine.kernels == 2 * 3 * 3 * 3 * 16)
  }

  /// Where maps are small, a wide pointwise convolution needs most: two of its positions in 16 bits.
  @Test func patchesOfPointwiseConvolutions() throws {
    let model = try Catalog.embedded.model(named: "mcunet_in0")
    #expect(try TinyEngine(Network.expand(model, in: .embedded)).patches == 4 * 672)
  }

  /// All peaks that its README prints for networks of the zoo, and all theoretical ones.
  @Test func printedPeaksAgree() throws {
    let auditor = Auditor(.embedded)
    let tables = try Catalog.embedded.published(about: ["mcunet_in3"]).map(\.table)
      .filter { $0.name.hasPrefix("Peak") }
    let findings = try tables.flatMap { try auditor.findings(of: $0) }
      .filter { $0.metric == "memory" && $0.row.model != nil }
    #expect(findings.count == 17)
    for finding in findings {
      #expect(finding.verdict == .underConvention, "\(finding.row.label ?? "")")
    }
  }
}
