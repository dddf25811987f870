import CostModel
import Foundation
import Specs
import Symbolic
import TestSupport
import Testing

import ScalingSearch

/// Compiled grids of every architecture against the plain evaluation at seeded random points, those
/// without a network included.
///
/// `GRID_POINTS=10000 GRID_SEED=1 swift test -c release --filter ZooGridTests` compares more.
struct ZooGridTests {
  /// Values around a default: a few in reach, and some that may have no network.
  private func values(
    _ parameter: Parameter, _ generator: inout SplitMix64
  ) -> String {
    let base = Double(parameter.defaultText) ?? 1
    let texts = (0..<9).map { _ in
      parameter.domain == .integer
        ? "\(max(1, Int(base * Double.random(in: 0.2...1.6, using: &generator))))"
        : "\(Double(Int.random(in: 5...240, using: &generator)) / 100)"
    }
    return Set(texts).sorted().joined(separator: ",")
  }

  @Test func everyArchitectureIsCompiledExactly() throws {
    let catalog = Catalog.embedded
    let points = setting("GRID_POINTS", 100)
    let seed = setting("GRID_SEED", 20_261_121)
    var (compiled, invalid) = (0, 0)
    for spec in try catalog.architectures() {
      var generator = SplitMix64(seed: UInt64(seed))
      let wanted = ["depth", "width", "resolution", "in", "out", "kernel", "size", "stride"]
      let parameters = spec.numbers.filter { wanted.contains($0.name) }
      let name = try #require(spec.name)
      let settings = Settings([], free: Set(parameters.map(\.name)), unfoldLimit: 0)
      let network = try Network.expand(try catalog.model(named: name), settings, in: catalog)
      let totals = try Report(network).totals
      let formulas = [totals.macs, totals.parameters, totals.activations]
      let grid = try CompiledGrid(
        formulas, requirements: network.requirements,
        over: parameters.map { parameter in
          let text = values(parameter, &generator)
          let isInteger = parameter.domain == .integer
          return CompiledGrid.Input(
            try Axis(parameter.name, text, flag: parameter.name), symbols: [parameter.name]
          ) { [isInteger ? .exact($0.exact) : .real($0.real)] }
        })
      compiled += 1
      invalid += grid.pointCount - grid.validCount
      #expect(
        try grid.validCount == plainValidCount(network, formulas, grid, limit: 2000)
          ?? grid.validCount, "\(name), seed \(seed)")
      guard grid.validCount > 0 else { continue }
      var scanner = LineScanner(grid)
      for _ in 0..<points {
        let line = Int.random(in: 0..<grid.lineCount, using: &generator)
        let index = Int.random(in: 0..<grid.lineLength, using: &generator)
        let bindings = grid.bindings(line: line, index: index)
        scanner.move(to: line)
        for (number, formula) in formulas.enumerated() {
          scanner.fill(number)
          let plain = try formula.value(at: bindings).doubleValue
          let total = scanner.totals[number * grid.lineLength + index]
          #expect(total == plain, "\(name) at \(bindings), seed \(seed)")
        }
      }
    }
    #expect(compiled >= 40 && invalid > 0)
  }

  /// How many points have a network, one by one; nil where there are too many of them.
  private func plainValidCount(
    _ network: Network, _ formulas: [Formula], _ grid: CompiledGrid, limit: Int
  ) throws -> Int? {
    guard grid.pointCount <= limit else { return nil }
    var bindings: [Bindings] = [[:]]
    for input in grid.inputs {
      bindings = bindings.flatMap { known in
        input.axis.points.indices.map { known.merging(input.bindings($0)) { $1 } }
      }
    }
    return bindings.count { point in
      network.requirements.allSatisfy { (try? $0.condition.holds(at: point)) == true }
        && formulas.allSatisfy { (try? $0.value(at: point)) != nil }
    }
  }
}
