import Symbolic
import Testing

import CostModel
import Specs

/// Costs of graphs small enough to be counted by hand. The input is 8 x 8 x 4: 256 elements.
struct CostTests {
  @Test func trafficWithAndWithoutFusion() throws {
    let text = Inline.spec(columns: "operator k c norm act", #"["conv", 1, 2, "batch", "relu"]"#)
    let totals = try Inline.report(text, Settings(batch: 3)).totals
    // 256 in, 8 weights, 128 out, 4 bytes each; the folded norm leaves 2 biases.
    #expect(totals.fused == Traffic(input: 3072, weights: 40, output: 1536))
    // The norm reads and writes 128 and reads 8 numbers, the activation reads and writes 128.
    #expect(totals.unfused == Traffic(input: 6144, weights: 64, output: 4608))
    #expect(totals.macs == 1536)
    #expect(totals.parameters == 12)
  }

  /// Costs in a free batch, bound, are those counted for that batch; whatever a convention says.
  @Test(
    arguments: ["mobilenet_v1", "efficientdet_d0", "inception_v3"], [nil, "thop", "torchinfo"])
  func aFreeBatchIsBoundToAny(model: String, convention: String?) throws {
    let catalog = Catalog.embedded
    let network = try catalog.network(model, free: ["batch"])
    let options = CountOptions(
      convention: try convention.map { try catalog.convention(named: $0) })
    let free = try network.cost(options)
    #expect(free.macs.integerValue == nil)
    #expect(free.parameters.integerValue != nil)
    #expect(try Report(network, options).peakMemory() == nil)
    for batch in [1, 8, 1000] {
      let batched = try Network.expand(
        catalog.model(named: model), Settings(batch: batch), in: catalog)
      let bound = try free.substituting(["batch": .exact(Formula(batch))])
      #expect(try batched.cost(options) == bound)
    }
  }

  @Test func halfBytesAreRoundedUpForEachTensor() throws {
    let text = Inline.spec(columns: "operator k c", #"["conv", 1, 3]"#, #"["conv", 1, 1]"#)
    let totals = try Inline.report(
      text, Settings(), CountOptions(weights: .int4, activations: .int4)
    ).totals
    // 15 and 4 numbers of weights, 256 and 192 of tensors.
    #expect(totals.fused.weights == 10)
    #expect(totals.fused.input == 224)
  }

  @Test func peakMemory() throws {
    let rows: [(String, Int, String)] = [
      // In and out of the only layer.
      (Inline.spec(columns: "operator k c", #"["conv", 1, 8]"#), 256 + 512, "conv"),
      // The input lives until the sum.
      (
        Inline.spec(
          columns: "operator from k c", #"["conv", "-", 1, 8]"#, #"["conv", "-", 1, 4]"#,
          #"["add", "in"]"#), 256 + 512 + 256, "conv2"
      ),
      // A part of a tensor is no tensor of its own.
      (
        Inline.spec(
          columns: "name operator from c k", #"["x", "split", "in", 2]"#,
          #"["y", "conv", "x", 2, 1]"#), 256 + 128, "y"
      ),
      // An output lives to the end.
      (
        Inline.spec(
          #""outputs": ["x", "z"]"#, columns: "name operator k c", #"["x", "conv", 1, 4]"#,
          #"["y", "conv", 1, 1]"#, #"["z", "conv", 1, 4]"#), 256 + 64 + 256, "z"
      ),
    ]
    for (text, elements, layer) in rows {
      let peak = try #require(try Inline.report(text).peakMemory())
      #expect(peak.bytes == 4 * elements, "\(text)")
      #expect(peak.layer == [layer], "\(text)")
    }
  }

  @Test func foldsAndShares() throws {
    let text = Inline.spec(
      """
      "blocks": { "b": { "body": [["operator", "k", "c"], ["conv", 1, "in"], ["relu"]] } }
      """, columns: "name operator k c n", #"["stem", "conv", 3, 4]"#, #"["x", "b", "-", "-", 2]"#)
    let report = try Inline.report(text)
    func names(_ fold: Fold) throws -> [String] {
      try report.folded(by: fold).map { $0.path.joined(separator: ".") }
    }
    #expect(try names(.parts) == ["stem", "x"])
    #expect(try names(.stages) == ["stem", "x"])
    #expect(try names(.blocks) == ["stem", "x.1", "x.2"])
    let shares = try report.shares()
    #expect(shares.map(\.kind) == [.pointwise, .standard, .activation])
    #expect(shares.map(\.layers) == [2, 1, 2])
    #expect(try Cost.sum(shares.map(\.cost)) == report.totals)
  }
}
