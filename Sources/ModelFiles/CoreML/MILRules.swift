import CostModel
import Symbolic

// The operators of ML programs, as github.com/apple/coremltools,
// coremltools/converters/mil/mil/ops/defs, defines them.

extension FormatRules {
  /// The operators of Core ML's programs.
  static let coreMLProgram = FormatRules(
    rules: [
      maps, matrices, elements, comparisons, functions, activations, reductions, normalizations,
      moves, gathers, sizes, weights, conversions, recurrences,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } },
    layout: .channelsFirst,
    standIns: [
      "conv_quantized", "avg_pool", "l2_pool", "resize", "resize_bilinear",
      "resize_nearest_neighbor", "upsample_bilinear", "upsample_nearest_neighbor",
      "depth_to_space", "space_to_depth", "leaky_relu", "gelu", "prelu", "scaled_tanh", "threshold",
      "cumsum", "instance_norm", "layer_norm", "l2_norm", "local_response_norm", "lstm", "gru",
      "rnn", "scaled_dot_product_attention", "quantize", "dequantize", "scatter",
      "scatter_along_axis", "scatter_nd", "band_part",
    ])

  private static let maps: [String: Rule] = [
    "conv": .one(MILRule.convolution(isTransposed: false)),
    "conv_quantized": .one(MILRule.convolution(isTransposed: false)),
    "conv_transpose": .one(MILRule.convolution(isTransposed: true)),
    "max_pool": .one(MILRule.pool(isMaximum: true)),
    "avg_pool": .one(MILRule.pool(isMaximum: false)),
    "l2_pool": .one(MILRule.pool(isMaximum: false)), "resize": .one(MILRule.resize),
    "resize_bilinear": .one(MILRule.resize), "resize_nearest_neighbor": .one(MILRule.resize),
    "upsample_bilinear": .one(MILRule.resize), "upsample_nearest_neighbor": .one(MILRule.resize),
    "depth_to_space": .one(MILRule.rearranged("block_size") { .depthToSpace(by: $0) }),
    "space_to_depth": .one(MILRule.rearranged("block_size") { .spaceToDepth(by: $0) }),
    "pixel_shuffle": .one(MILRule.rearranged("upscale_factor") { .depthToSpace(by: $0) }),
    "pixel_unshuffle": .one(MILRule.rearranged("downscale_factor") { .spaceToDepth(by: $0) }),
    "crop": .one(MILRule.crop),
  ]

  private static let matrices: [String: Rule] = [
    "linear": .one(MILRule.linear), "matmul": .one(MILRule.matrixProduct),
    "einsum": .one(MILRule.einsum), "scaled_dot_product_attention": .one(MILRule.attention),
  ]

  private static let elements: [String: Rule] = [
    "add": MILRule.elementwise(.add), "sub": MILRule.elementwise(.subtract),
    "mul": MILRule.elementwise(.multiply), "real_div": MILRule.elementwise(.divide),
    "floor_div": MILRule.elementwise(.floorDivide), "mod": MILRule.elementwise(.modulo),
    "pow": MILRule.elementwise(.power), "maximum": MILRule.elementwise(.maximum),
    "minimum": MILRule.elementwise(.minimum),
    "select": MILRule.elementwise(.select, ["cond", "a", "b"]),
  ]

  private static let comparisons: [String: Rule] = [
    "equal": MILRule.elementwise(.equal), "not_equal": MILRule.elementwise(.notEqual),
    "less": MILRule.elementwise(.less), "less_equal": MILRule.elementwise(.lessOrEqual),
    "greater": MILRule.elementwise(.greater), "greater_equal": MILRule.elementwise(.greaterOrEqual),
    "logical_and": MILRule.elementwise(.and), "logical_or": MILRule.elementwise(.or),
    "logical_xor": MILRule.elementwise(.xor), "logical_not": MILRule.function(.not),
  ]

  private static let functions: [String: Rule] = [
    "abs": MILRule.function(.abs), "sign": MILRule.function(.sign), "exp": MILRule.function(.exp),
    "exp2": MILRule.function(.exp2), "log": MILRule.function(.log), "sqrt": MILRule.function(.sqrt),
    "rsqrt": MILRule.function(.rsqrt), "inverse": MILRule.function(.reciprocal),
    "square": MILRule.function(.square), "erf": MILRule.function(.erf),
    "ceil": MILRule.function(.ceil), "floor": MILRule.function(.floor),
    "round": MILRule.function(.round), "sin": MILRule.function(.sin), "cos": MILRule.function(.cos),
    "tan": MILRule.function(.tan), "asin": MILRule.function(.asin), "acos": MILRule.function(.acos),
    "atan": MILRule.function(.atan), "sinh": MILRule.function(.sinh),
    "cosh": MILRule.function(.cosh), "atanh": MILRule.function(.atanh), "clip": .one(MILRule.clip),
    "threshold": .one(MILRule.threshold), "cumsum": .one(MILRule.softmax(.cumulativeSum)),
  ]

  private static let activations: [String: Rule] = [
    "relu": MILRule.activation(.relu), "relu6": MILRule.activation(.relu6),
    "leaky_relu": MILRule.activation(.leaky), "prelu": .one(MILRule.prelu),
    "sigmoid": MILRule.activation(.sigmoid), "sigmoid_hard": .one(MILRule.hardSigmoid),
    "silu": MILRule.activation(.swish), "gelu": MILRule.activation(.gelu),
    "tanh": MILRule.activation(.tanh), "elu": MILRule.parameterized(.elu, [("alpha", 1)]),
    "softplus": MILRule.function(.softplus), "softsign": MILRule.function(.softsign),
    "scaled_tanh": MILRule.linearly(.tanh), "linear_activation": MILRule.linearly(nil),
    "clamped_relu": .one(MILRule.clip),
    "thresholded_relu": MILRule.parameterized(.threshold, [("alpha", 1)]),
    "softmax": .one(MILRule.softmax(.softmax)),
  ]

  private static let reductions: [String: Rule] = [
    "reduce_mean": .one(MILRule.reduction(.mean)), "reduce_sum": .one(MILRule.reduction(.sum)),
    "reduce_max": .one(MILRule.reduction(.maximum)),
    "reduce_min": .one(MILRule.reduction(.minimum)),
    "reduce_prod": .one(MILRule.reduction(.product)),
    "reduce_l1_norm": .one(MILRule.reduction(.l1)), "reduce_l2_norm": .one(MILRule.reduction(.l2)),
    "reduce_log_sum": .one(MILRule.reduction(.logSum)),
    "reduce_log_sum_exp": .one(MILRule.reduction(.logSumExp)),
    "reduce_sum_square": .one(MILRule.reduction(.sumOfSquares)),
    "reduce_argmax": .one(MILRule.place(.argmax)), "reduce_argmin": .one(MILRule.place(.argmin)),
  ]

  private static let normalizations: [String: Rule] = [
    "batch_norm": .one(MILRule.batchNormalization),
    "instance_norm": .one(MILRule.instanceNormalization),
    "layer_norm": .one(MILRule.layerNormalization), "l2_norm": .one(MILRule.l2Normalization),
    "local_response_norm": .one(MILRule.localResponse),
  ]

  private static let moves: [String: Rule] = [
    "reshape": .one(MILRule.reshape), "flatten2d": .one(MILRule.flatten),
    "squeeze": .one(MILRule.squeeze), "expand_dims": .one(MILRule.expandDims),
    "transpose": .one(MILRule.transpose),
    "identity": .one { (_, call) throws(Refusal) in try call.tensor("x") },
    "split": Rule(MILRule.split), "concat": .one(MILRule.concatenation),
    "stack": .one(MILRule.stack), "slice_by_index": .one(MILRule.slice),
    "slice_by_size": .one(MILRule.sliceBySize), "reverse": .one(MILRule.reverse),
    "pad": .one(MILRule.pad), "tile": .one(MILRule.tile), "band_part": .one(MILRule.band),
    "read_state": .one { (_, call) throws(Refusal) in try call.tensor("input") },
    "coreml_update_state": .one { (_, call) throws(Refusal) in try call.tensor("value") },
  ]

  private static let gathers: [String: Rule] = [
    "gather": .one(MILRule.gather), "gather_along_axis": .one(MILRule.gatherAlongAxis),
    "gather_nd": .one(MILRule.gatherPoints), "scatter": .one(MILRule.scatter),
    "scatter_along_axis": .one(MILRule.scatter), "scatter_nd": .one(MILRule.scatter),
    "topk": Rule(MILRule.largest), "one_hot": .one(MILRule.oneHot), "non_zero": .dependsOnData,
    "non_maximum_suppression": .dependsOnData,
  ]

  private static let sizes: [String: Rule] = [
    "shape": .one(MILRule.shape), "fill": .one(MILRule.fill), "fill_like": .one(MILRule.fill),
    "range_1d": .one(MILRule.range),
  ]

  private static let weights: [String: Rule] = [
    "constexpr_affine_dequantize": .one(MILRule.packed),
    "constexpr_lut_to_dense": .one(MILRule.packed),
    "constexpr_sparse_to_dense": .one(MILRule.packed), "constexpr_cast": .one(MILRule.packed),
    "constexpr_blockwise_shift_scale": .one(MILRule.packed),
    "constexpr_lut_to_sparse": .one(MILRule.packed),
    "constexpr_sparse_blockwise_shift_scale": .one(MILRule.packed),
  ]

  private static let conversions: [String: Rule] = [
    "cast": .one(MILRule.cast), "quantize": .one(MILRule.conversion(.quantize)),
    "dequantize": .one(MILRule.conversion(.dequantize)),
  ]

  private static let recurrences: [String: Rule] = [
    "lstm": Rule(MILRule.recurrent(.lstm)), "gru": Rule(MILRule.recurrent(.gru)),
    "rnn": Rule(MILRule.recurrent(.rnn)), "cond": Rule(MILRule.branch),
    "while_loop": Rule { (_, _) throws(Refusal) in throw .undecided(.branch) },
  ]
}
