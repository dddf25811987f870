import CostModel
import Foundation
import Lift
import Specs
import Symbolic
import Testing

/// Networks of 10,000 layers end, lifted or refused, within the time that is allowed for one.
struct LongNetworkTests {
  private static func builder() -> (NetworkBuilder, Tensor) {
    var builder = NetworkBuilder()
    let image = builder.input(Shape(channels: 8, map: [8, 8]))
    return (builder, image)
  }

  /// Networks of many layers by what is hard about them.
  private static func network(_ kind: String, _ count: Int) throws -> Network {
    var (builder, x) = builder()
    switch kind {
    case "a chain of equal layers":
      for _ in 0..<count { x = try builder.add(.conv(3, channels: 8), x) }
    case "a chain of unequal layers":
      for index in 0..<count {
        x = try builder.add(.conv(3, channels: Formula(8 + index % 97)), x)
      }
    case "residual blocks":
      for _ in 0..<count / 3 {
        let inner = try builder.add(.conv(1, channels: 4), x, activation: .relu)
        let outer = try builder.add(.conv(3, channels: 8), inner)
        x = try builder.add(.add, x, outer)
      }
    case "residual blocks of unequal widths":
      for index in 0..<count / 3 {
        let inner = try builder.add(
          .conv(1, channels: Formula(1 + index % 61)), x, activation: .relu)
        let outer = try builder.add(.conv(3, channels: 8), inner)
        x = try builder.add(.add, x, outer)
      }
    case "one branch around all":
      let start = x
      for _ in 0..<count - 1 { x = try builder.add(.conv(3, channels: 8), x) }
      x = try builder.add(.add, x, start)
    default:
      let start = x
      for _ in 0..<count / 2 {
        let inner = try builder.add(.conv(3, channels: 8), start)
        x = try builder.add(.add, x, inner)
      }
    }
    return try builder.network(named: "long", outputs: [x])
  }

  @Test(arguments: [
    "a chain of equal layers", "a chain of unequal layers", "residual blocks",
    "residual blocks of unequal widths", "one branch around all", "many readers of one",
  ])
  func longNetworksEnd(kind: String) throws {
    let network = try Self.network(kind, 9_999)
    let start = ContinuousClock.now
    let lifted = try Sample.lifted(network)
    let time = ContinuousClock.now - start
    #expect(!lifted.isFallback)
    #expect(try Sample.network(lifted.spec).cost().macs == network.cost().macs)
    #expect(time < .seconds(60))
  }
}
