import CostModel
import Lift
import Specs
import Symbolic
import Testing

/// The zoo as exporters for inference write it: batch normalizations merged into biases.
struct MergedNormTests {
  private static func merged(_ network: Network) throws -> Network {
    var builder = NetworkBuilder()
    var tensors = [network.input.id: builder.input(network.input.shape)]
    for layer in network.layers {
      var operation = layer.operation
      var norm = layer.norm
      if norm == .batch || norm == .frozen {
        switch operation {
        case .convolution(let own):
          norm = nil
          operation = .convolution(
            Convolution(own.window, channels: own.channels, groups: own.groups, hasBias: true))
        case .dense(let own):
          norm = nil
          operation = .dense(Dense(channels: own.channels, hasBias: true, axis: own.axis))
        default: break
        }
      }
      tensors[layer.output.id] = try builder.add(
        operation, layer.inputs.compactMap { tensors[$0.id] }, norm: norm,
        activation: layer.activation, path: layer.path)
    }
    return try builder.network(
      named: network.name, outputs: network.outputs.compactMap { tensors[$0.id] })
  }

  private static let names = try? Catalog.embedded.distinctModelNames().filter { name in
    !ZooLiftTests.refused.keys.contains(where: name.hasPrefix)
  }

  @Test(arguments: names ?? []) func isNoLongerThanByHand(name: String) throws {
    let network = try Self.merged(Sample.network(name))
    let lifted = try Sample.lifted(network)
    #expect(!lifted.isFallback)
    #expect(try lifted.rowCount <= ZooLiftTests.limit(of: name), "\(lifted.text)")
    #expect(try Sample.network(lifted.spec).cost().parameters == network.cost().parameters)
  }

  @Test func thereAreSuchNetworks() { #expect(Self.names?.count ?? 0 > 100) }
}
