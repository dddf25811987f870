import Symbolic
import Testing

import CostModel
import Specs

struct SensitivityTests {
  private static func macs(_ model: String, free: Set<String>) throws -> (Formula, [Symbol]) {
    let catalog = Catalog.embedded
    let network = try Network.expand(
      try catalog.model(named: model), Settings([], free: free, unfoldLimit: 0), in: catalog)
    return (try Report(network).totals.macs, network.symbols)
  }

  /// 10752 r²w² + 562.5 r²w + 1024000 w: the elasticities follow by hand.
  @Test func elasticitiesOfMobileNetV1() throws {
    let (macs, _) = try SensitivityTests.macs("mobilenet_v1", free: ["width", "resolution"])
    let point: Bindings = ["width": .real(1), "resolution": .exact(224)]
    let (square, linear, dense) = (10752.0 * 224 * 224, 562.5 * 224 * 224, 1_024_000.0)
    let total = square + linear + dense
    let byWidth = try Sensitivity.elasticity(of: macs, by: "width", at: point)
    let byResolution = try Sensitivity.elasticity(of: macs, by: "resolution", at: point)
    #expect(abs(byWidth - (2 * square + linear + dense) / total) < 1e-12)
    #expect(abs(byResolution - 2 * (square + linear) / total) < 1e-12)
  }

  /// Every value below a breakpoint costs what the one before it says, and a dense sweep finds no
  /// other jump.
  @Test func breakpointsAreAllAndOnlyTheJumps() throws {
    let (macs, symbols) = try SensitivityTests.macs("mobilenet_v2", free: ["width"])
    let points = try Sensitivity.breakpoints(of: macs, by: symbols[0], over: 0.5...1.5, at: [:])
    #expect(points.count > 20)
    func cost(_ width: Double) throws -> Rational { try macs.value(at: ["width": .real(width)]) }
    var expected = try cost(0.5)
    var rest = points[...]
    for step in 1...10_000 {
      let width = 0.5 + Double(step) / 10_000
      while let next = rest.first, next.value.doubleValue <= width {
        #expect(next.before == expected)
        #expect(try cost(next.value.doubleValue) == next.after)
        #expect(try cost(next.value.doubleValue.nextDown) == next.before)
        expected = next.after
        rest = rest.dropFirst()
      }
      #expect(try cost(width) == expected, "width \(width)")
    }
    #expect(rest.isEmpty)
  }

  /// A decimal is written as one: 77/80 is 0.9625, though the double below it rounds up, too.
  @Test func breakpointsReadAsDecimals() throws {
    let (macs, symbols) = try SensitivityTests.macs("mobilenet_v2", free: ["width"])
    let points = try Sensitivity.breakpoints(of: macs, by: symbols[0], over: 0.95...1, at: [:])
    #expect(
      points.map(\.decimal.text) == ["0.9583333333333333", "0.9625", "0.975", "0.9875"])
    for point in points {
      #expect(try macs.value(at: ["width": point.decimal]) == point.after)
      #expect(abs(point.decimal.doubleValue / point.value.doubleValue - 1) < 1e-15)
    }
  }

  @Test func breakpointsOfIntegers() throws {
    let (macs, symbols) = try SensitivityTests.macs("mobilenet_v1", free: ["resolution"])
    let points = try Sensitivity.breakpoints(of: macs, by: symbols[0], over: 224...228, at: [:])
    // ceil(r / 2) changes at odd values only.
    #expect(points.map(\.value) == [.exact(225), .exact(227)])
    #expect(throws: ArithmeticFault.self) {
      try Sensitivity.breakpoints(of: macs, by: symbols[0], over: 1...1e9, at: [:])
    }
  }

  @Test func innerAndOuterRoundingsBothJump() throws {
    let width = Symbol("width", isInteger: false)
    let round8 = try #require(Function.named("round8"))
    let inner = try round8.call([.exact(32) * Scalar(width)])
    let formula = try #require(try round8.call([inner * Scalar(width)]).formula)
    let points = try Sensitivity.breakpoints(of: formula, by: width, over: 0.5...2, at: [:])
    var jumps = 0
    var last = try formula.value(at: ["width": .real(0.5)])
    for step in 1...15_000 {
      let value = try formula.value(at: ["width": .real(0.5 + Double(step) / 10_000)])
      if value != last { jumps += 1 }
      last = value
    }
    #expect(points.count == jumps)
  }
}
