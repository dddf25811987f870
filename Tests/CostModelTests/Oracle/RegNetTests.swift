import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// RegNetX from its formulas, logarithms among them, against torchvision's.
struct RegNetTests {
  /// torchvision 0.28.0: parameters, and half of what torch 2.13.0's FlopCounterMode counts.
  static let rows = [
    ("regnet_x_400mf", 5_495_976, 413_812_608), ("regnet_x_800mf", 7_259_656, 799_699_712),
    ("regnet_x_1_6gf", 9_190_136, 1_602_849_792),
  ]

  @Test(arguments: rows) func widthsComeFromLogarithms(
    name: String, parameters: Int, macs: Int
  ) throws {
    let catalog = try Repository.catalog()
    let totals = try Report(
      Network.expand(try catalog.model(named: name), in: catalog)
    ).totals
    #expect(totals.parameters == Formula(parameters))
    #expect(totals.macs == Formula(macs))
  }
}
