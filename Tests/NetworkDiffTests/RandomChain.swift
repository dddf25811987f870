import CostModel
import Symbolic
import TestSupport

/// A random network as a list, so that layers can be inserted, replaced and renamed.
struct RandomChain {
  /// A layer, and the earlier tensors that it reads: 0 is the input.
  struct Part {
    var operation: NetworkBuilder.Operation
    var sources: [Int]
    var norm: Norm?
    var activation: Activation?
    var name: String
  }

  var parts: [Part] = []

  /// Convolutions, pools, activations and residual sums over maps of one size.
  init(using random: inout SplitMix64, layers: Int) {
    var channels = [8]
    for index in 0..<layers {
      let source = Int.random(in: max(0, channels.count - 3)..<channels.count, using: &random)
      var part = Part(operation: .add, sources: [source], name: "layer\(index)")
      var made = channels[source]
      switch Int.random(in: 0...5, using: &random) {
      case 0:
        part.operation = .depthwise(
          [3, 5].randomElement(using: &random) ?? 3, channels: Formula(made))
        part.norm = .batch
      case 1:
        part.operation = .activation(.relu)
      case 2:
        let same = channels.indices.filter { channels[$0] == made && $0 != source }
        if let other = same.last {
          part.operation = .add
          part.sources.append(other)
        } else {
          part.operation = .activation(.sigmoid)
        }
      default:
        made = [4, 8, 12].randomElement(using: &random) ?? 8
        part.operation = .conv(
          [1, 3].randomElement(using: &random) ?? 1, channels: Formula(made),
          hasBias: Bool.random(using: &random))
        part.activation = Bool.random(using: &random) ? .relu : nil
      }
      parts.append(part)
      channels.append(made)
    }
  }

  func network() throws -> Network {
    var builder = NetworkBuilder()
    var tensors = [builder.input(Shape([1, 8, 6, 6]))]
    for part in parts {
      tensors.append(
        try builder.add(
          part.operation, part.sources.map { tensors[$0] }, norm: part.norm,
          activation: part.activation, named: part.name))
    }
    return try builder.network(named: "chain", outputs: [tensors[tensors.count - 1]])
  }

  /// With one more layer behind a tensor; all that read the tensor read the layer.
  func inserting(_ operation: NetworkBuilder.Operation, behind tensor: Int) -> RandomChain {
    func moved(_ source: Int) -> Int { source >= tensor ? source + 1 : source }
    var chain = self
    chain.parts = parts.enumerated().map { index, part in
      var part = part
      part.sources = part.sources.map { index >= tensor ? moved($0) : $0 }
      return part
    }
    chain.parts.insert(
      Part(operation: operation, sources: [tensor], name: "inserted"), at: tensor)
    return chain
  }

  /// With other names.
  func renamed() -> RandomChain {
    var chain = self
    for index in parts.indices { chain.parts[index].name = "other\(parts.count - index)" }
    return chain
  }
}
