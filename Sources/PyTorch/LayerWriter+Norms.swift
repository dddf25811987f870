import CostModel
import Symbolic

// Normalizations and activations, as layers and attached to them.
extension LayerWriter {
  mutating func write(_ norm: Normalization) {
    let channels = Code.number("in_channels", source[0])
    switch norm {
    case .batchnorm: module("nn.BatchNorm\(max(1, rank))d(" + channels + epsilon + ")")
    case .layernorm: helper(.channelNorm, "ChannelNorm(" + channels + epsilon + ")")
    case .l2norm: helper(.l2Norm, "L2Norm(" + channels + ")")
    case .layerscale: helper(.layerScale, "LayerScale(" + channels + ")")
    case .biasadd: helper(.channelBias, "ChannelBias(" + channels + ")")
    case .lrn:
      let response = numerics.response
      module(
        Code(
          "nn.LocalResponseNorm(\(response.size), \(response.alpha), \(response.beta), "
            + "\(response.bias))"))
    }
  }

  mutating func writeAttached() {
    let channels = Code.number("out_channels", output[0])
    var attached: [Code] = []
    let flatRank = layer.isFlattening ? 1 : max(1, rank)
    switch layer.norm {
    case .batch: attached.append("nn.BatchNorm\(flatRank)d(" + channels + epsilon + ")")
    case .frozen:
      code.helpers.insert(.frozenNorm)
      attached.append("FrozenBatchNorm(" + channels + ")")
    case .layer:
      code.helpers.insert(.channelNorm)
      attached.append("ChannelNorm(" + channels + epsilon + ")")
    case .instance:
      attached.append("nn.InstanceNorm\(flatRank)d(" + channels + epsilon + ", affine=True)")
    case .group:
      let groups = Code.number("norm_groups", Int(gcd(32, UInt128(output[0]))))
      attached.append("nn.GroupNorm(" + groups + ", " + channels + epsilon + ")")
    case nil: break
    }
    if let activation = layer.activation { attached.append(write(activation)) }
    if layer.isFlattening, !isFlatOutput {
      let sizes = [channels] + output.dropFirst().map { Code("\($0)") }
      attached.append("nn.Unflatten(1, (" + sizes.joined(", ") + "))")
    }
    code.attached = attached
  }

  var epsilon: Code {
    .option("eps", "\(numerics.epsilon)", usually: "1e-05", role: "epsilon")
  }

  func write(_ activation: Activation) -> Code {
    switch activation {
    case .relu: "nn.ReLU()"
    case .relu6: "nn.ReLU6()"
    case .leaky: Code("nn.LeakyReLU(\(numerics.slope))")
    case .prelu: "nn.PReLU(" + .number("out_channels", output[0]) + ")"
    case .sharedPrelu: "nn.PReLU()"
    case .swish: "nn.SiLU()"
    case .hswish: "nn.Hardswish()"
    case .sigmoid: "nn.Sigmoid()"
    case .hsigmoid: "nn.Hardsigmoid()"
    case .tanh: "nn.Tanh()"
    case .gelu: numerics.approximatesGELU ? "nn.GELU(approximate=\"tanh\")" : "nn.GELU()"
    }
  }
}
