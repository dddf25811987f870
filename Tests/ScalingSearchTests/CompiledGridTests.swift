import CostModel
import Specs
import Testing

import ScalingSearch

/// The compiled evaluation against the plain one, to the integer.
struct CompiledGridTests {
  @Test func everyPointOfAGridIsThePlainTotal() throws {
    let catalog = Catalog.embedded
    let axes = [
      try Axis("depth", "1,1.2,2.2", flag: "--depth"),
      try Axis("width", "0.5:1.5:0.1", flag: "--width"),
      try Axis("resolution", "32:256:17", flag: "--resolution"),
    ]
    let settings = Settings([], free: Set(axes.map(\.name)), unfoldLimit: 0)
    let network = try Network.expand(
      try catalog.model(named: "efficientnet_b0"), settings, in: catalog)
    let totals = try Report(network).totals
    let formulas = [totals.macs, totals.parameters, totals.activations]
    let grid = try CompiledGrid(
      formulas, requirements: network.requirements,
      over: axes.map { axis in
        CompiledGrid.Input(axis, symbols: [axis.name]) { point in
          [axis.name == "resolution" ? .exact(point.exact) : .real(point.real)]
        }
      })
    #expect(grid.validCount == 3 * 11 * 14 && grid.pointCount == grid.validCount)
    var sum: Int128 = 0
    var scanner = LineScanner(grid)
    for line in 0..<grid.lineCount {
      scanner.move(to: line)
      for formula in formulas.indices { scanner.fill(formula) }
      for index in 0..<grid.lineLength {
        let bindings = grid.bindings(line: line, index: index)
        for (number, formula) in formulas.enumerated() {
          let plain = try formula.value(at: bindings).doubleValue
          if number == 0 { sum += Int128(plain) }
          #expect(scanner.totals[number * grid.lineLength + index] == plain, "\(bindings)")
        }
      }
    }
    for threads in [1, 2, 5] { #expect(grid.checksum(0, threads: threads) == sum) }
  }
}
