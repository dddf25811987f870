import CostModel
import Symbolic

// PyTorch's operators, as github.com/pytorch/pytorch, aten/src/ATen/native/native_functions.yaml
// declares them, and those of torch.export's core set.

extension FormatRules {
  /// The operators of torch.export's files. Those of ATen stand here without their library.
  static let torchExport = FormatRules(
    rules: [
      maps, matrices, sums, comparisons, functions, activations, reductions, normalizations, views,
      parts, constants, conversions, recurrences, TorchRule.stated,
    ].reduce(into: others) { all, rules in
      for (name, rule) in rules { all["aten.\(name)"] = rule }
    },
    layout: .channelsFirst, variants: { $0.torchBase },
    standIns: [
      "torchvision.deform_conv2d", "aten.fmod", "aten.scatter", "aten.scatter_add",
      "aten.index_put", "aten.rnn_relu",
      "aten.lstm_cell", "aten.gru_cell", "aten.rnn_tanh_cell", "aten.rnn_relu_cell",
      "aten._upsample_bilinear2d_aa", "aten._upsample_bicubic2d_aa",
      "aten.fake_quantize_per_tensor_affine", "aten.fake_quantize_per_channel_affine",
      "quantized_decomposed.quantize_per_tensor", "quantized_decomposed.quantize_per_channel",
      "quantized_decomposed.dequantize_per_tensor", "quantized_decomposed.dequantize_per_channel",
    ])

  private static let maps: [String: Rule] = {
    var rules: [String: Rule] = [
      "convolution": .one(TorchRule.convolution()), "_convolution": .one(TorchRule.convolution()),
      "pixel_shuffle": .one(TorchRule.pixelShuffle),
      "pixel_unshuffle": .one(TorchRule.pixelUnshuffle),
      "channel_shuffle": .one(TorchRule.channelShuffle),
      "native_channel_shuffle": .one(TorchRule.channelShuffle),
    ]
    for axes in 1...3 {
      rules["conv\(axes)d"] = .one(TorchRule.convolution())
      rules["conv_transpose\(axes)d"] = .one(TorchRule.convolution(isTransposed: true))
      rules["max_pool\(axes)d"] = .one(TorchRule.pool(isMaximum: true, axes: axes))
      rules["max_pool\(axes)d_with_indices"] = Rule(TorchRule.maximumPool(axes: axes))
      rules["avg_pool\(axes)d"] = .one(TorchRule.pool(isMaximum: false, axes: axes))
      rules["adaptive_avg_pool\(axes)d"] = .one(
        TorchRule.adaptivePool(isMaximum: false, axes: axes))
      rules["_adaptive_avg_pool\(axes)d"] = .one(
        TorchRule.adaptivePool(isMaximum: false, axes: axes))
      rules["adaptive_max_pool\(axes)d"] = .one(TorchRule.adaptivePool(isMaximum: true, axes: axes))
      rules["reflection_pad\(axes)d"] = .one(TorchRule.pad(.reflect))
      rules["replication_pad\(axes)d"] = .one(TorchRule.pad(.edge))
      rules["upsample_nearest\(axes)d"] = .one(TorchRule.resize)
      rules["_upsample_nearest_exact\(axes)d"] = .one(TorchRule.resize)
    }
    for name in [
      "upsample_linear1d", "upsample_bilinear2d", "upsample_bicubic2d", "upsample_trilinear3d",
      "_upsample_bilinear2d_aa", "_upsample_bicubic2d_aa",
    ] {
      rules[name] = .one(TorchRule.resize)
    }
    return rules
  }()

  private static let matrices: [String: Rule] = [
    "linear": .one(TorchRule.linear), "mm": .one(TorchRule.product("mat2")),
    "bmm": .one(TorchRule.product("mat2")), "matmul": .one(TorchRule.product("other")),
    "mv": .one(TorchRule.product("vec")), "dot": .one(TorchRule.product("tensor")),
    "bilinear": .one(TorchRule.bilinear), "outer": .one(TorchRule.outer),
    "affine_grid_generator": .one(TorchRule.affineGrid),
    "addmm": .one(TorchRule.biasedProduct), "baddbmm": .one(TorchRule.biasedProduct),
    "einsum": .one(TorchRule.einsum), "scaled_dot_product_attention": .one(TorchRule.attention),
    "_scaled_dot_product_flash_attention": .one(TorchRule.attention),
    "_scaled_dot_product_flash_attention_for_cpu": .one(TorchRule.attention),
    "_scaled_dot_product_efficient_attention": .one(TorchRule.attention),
    "_scaled_dot_product_attention_math": .one(TorchRule.attention),
  ]

  private static let sums: [String: Rule] = [
    "add": .one(TorchRule.sum(.add)), "sub": .one(TorchRule.sum(.subtract)),
    "rsub": .one(TorchRule.sum(.subtract, isReversed: true)),
    "mul": TorchRule.elementwise(.multiply), "div": .one(TorchRule.quotient),
    "true_divide": .one(TorchRule.quotient), "floor_divide": TorchRule.elementwise(.floorDivide),
    "remainder": TorchRule.elementwise(.modulo), "fmod": TorchRule.elementwise(.modulo),
    "pow": TorchRule.elementwise(.power, ["self", "exponent"]),
    "maximum": TorchRule.elementwise(.maximum), "minimum": TorchRule.elementwise(.minimum),
    "max.other": TorchRule.elementwise(.maximum), "min.other": TorchRule.elementwise(.minimum),
    "atan2": TorchRule.elementwise(.atan2), "addcmul": .one(TorchRule.sumOf(.multiply)),
    "addcdiv": .one(TorchRule.sumOf(.divide)), "lerp": .one(TorchRule.lerp),
  ]

  private static let comparisons: [String: Rule] = [
    "eq": TorchRule.elementwise(.equal), "ne": TorchRule.elementwise(.notEqual),
    "lt": TorchRule.elementwise(.less), "le": TorchRule.elementwise(.lessOrEqual),
    "gt": TorchRule.elementwise(.greater), "ge": TorchRule.elementwise(.greaterOrEqual),
    "logical_and": TorchRule.elementwise(.and), "logical_or": TorchRule.elementwise(.or),
    "logical_xor": TorchRule.elementwise(.xor), "logical_not": TorchRule.function(.not),
    "bitwise_and": TorchRule.elementwise(.bitAnd),
    "bitwise_or": TorchRule.elementwise(.bitOr),
    "bitwise_xor": TorchRule.elementwise(.bitXor), "bitwise_not": TorchRule.function(.not),
    "isnan": TorchRule.function(.isNaN), "isinf": TorchRule.function(.isInfinite),
    "where": TorchRule.elementwise(.select, ["condition", "self", "other"]),
    "__and__": TorchRule.elementwise(.bitAnd), "__or__": TorchRule.elementwise(.bitOr),
    "__xor__": TorchRule.elementwise(.bitXor), "masked_fill": .one(TorchRule.masked),
  ]

  private static let functions: [String: Rule] = [
    "erf": TorchRule.function(.erf), "exp": TorchRule.function(.exp),
    "exp2": TorchRule.function(.exp2), "log": TorchRule.function(.log),
    "log2": .one(TorchRule.log(over: 0.6931471805599453)),
    "log10": .one(TorchRule.log(over: 2.302585092994046)), "log1p": .one(TorchRule.log(of: 1)),
    "sqrt": TorchRule.function(.sqrt), "rsqrt": TorchRule.function(.rsqrt),
    "reciprocal": TorchRule.function(.reciprocal), "square": TorchRule.function(.square),
    "abs": TorchRule.function(.abs), "neg": TorchRule.function(.negative),
    "sign": TorchRule.function(.sign), "sgn": TorchRule.function(.sign),
    "ceil": TorchRule.function(.ceil), "floor": TorchRule.function(.floor),
    "round": TorchRule.function(.round), "sin": TorchRule.function(.sin),
    "cos": TorchRule.function(.cos), "tan": TorchRule.function(.tan),
    "asin": TorchRule.function(.asin), "acos": TorchRule.function(.acos),
    "atan": TorchRule.function(.atan), "sinh": TorchRule.function(.sinh),
    "cosh": TorchRule.function(.cosh), "asinh": TorchRule.function(.asinh),
    "acosh": TorchRule.function(.acosh), "atanh": TorchRule.function(.atanh),
  ]

  private static let activations: [String: Rule] = [
    "relu": TorchRule.activation(.relu), "relu6": TorchRule.activation(.relu6),
    "leaky_relu": .one(TorchRule.leaky), "prelu": .one(TorchRule.prelu),
    "_prelu_kernel": .one(TorchRule.prelu), "sigmoid": TorchRule.activation(.sigmoid),
    "hardsigmoid": TorchRule.activation(.hsigmoid), "silu": TorchRule.activation(.swish),
    "hardswish": TorchRule.activation(.hswish), "tanh": TorchRule.activation(.tanh),
    "gelu": .one(TorchRule.gelu), "hardtanh": .one(TorchRule.hardTanh),
    "clamp": .one(TorchRule.clamp), "clip": .one(TorchRule.clamp),
    "clamp_min": .one(TorchRule.clamp), "clamp_max": .one(TorchRule.clamp),
    "elu": TorchRule.function(.elu, [("alpha", 1)]), "selu": TorchRule.function(.selu),
    "celu": TorchRule.function(.celu, [("alpha", 1)]), "mish": TorchRule.function(.mish),
    "softplus": TorchRule.function(.softplus), "softsign": TorchRule.function(.softsign),
    "threshold": TorchRule.function(.threshold, [("threshold", 0)]), "glu": .one(TorchRule.glu),
    "log_sigmoid": .one(TorchRule.logSigmoid),
    "hardshrink": TorchRule.function(.shrink, [("bias", 0), ("lambd", 0.5)]),
    "softmax": .one(TorchRule.softmax(.softmax)), "_softmax": .one(TorchRule.softmax(.softmax)),
    "_safe_softmax": .one(TorchRule.softmax(.softmax)),
    "log_softmax": .one(TorchRule.softmax(.logSoftmax)),
    "_log_softmax": .one(TorchRule.softmax(.logSoftmax)),
    "cumsum": .one(TorchRule.softmax(.cumulativeSum)),
  ]

  private static let reductions: [String: Rule] = [
    "mean": .one(TorchRule.reduction(.mean)), "sum": .one(TorchRule.reduction(.sum)),
    "amax": .one(TorchRule.reduction(.maximum)), "amin": .one(TorchRule.reduction(.minimum)),
    "prod": .one(TorchRule.reduction(.product)), "any": .one(TorchRule.reduction(.any)),
    "all": .one(TorchRule.reduction(.all)), "var": .one(TorchRule.reduction(.variance)),
    "std": .one(TorchRule.reduction(.standardDeviation)),
    "logsumexp": .one(TorchRule.reduction(.logSumExp)),
    "argmax": .one(TorchRule.reduction(.argmax)), "argmin": .one(TorchRule.reduction(.argmin)),
    "max": Rule(TorchRule.extreme(.maximum, .argmax)),
    "min": Rule(TorchRule.extreme(.minimum, .argmin)), "norm": .one(TorchRule.norm),
    "linalg_vector_norm": .one(TorchRule.norm), "var_mean": Rule(TorchRule.moments(.variance)),
    "std_mean": Rule(TorchRule.moments(.standardDeviation)),
  ]

  private static let normalizations: [String: Rule] = [
    "batch_norm": .one(TorchRule.batchNormalization),
    "_native_batch_norm_legit_no_training": .one(TorchRule.batchNormalization),
    "_native_batch_norm_legit": .one(TorchRule.batchNormalization),
    "native_batch_norm": .one(TorchRule.batchNormalization),
    "layer_norm": .one(TorchRule.layerNormalization(isCentered: true)),
    "native_layer_norm": .one(TorchRule.layerNormalization(isCentered: true)),
    "rms_norm": .one(TorchRule.layerNormalization(isCentered: false)),
    "_fused_rms_norm": .one(TorchRule.layerNormalization(isCentered: false)),
    "group_norm": .one(TorchRule.groupNormalization),
    "native_group_norm": .one(TorchRule.groupNormalization),
    "instance_norm": .one(TorchRule.instanceNormalization),
  ]

  private static let views: [String: Rule] = {
    var rules: [String: Rule] = [
      "view": .one(TorchRule.reshape("size")), "_unsafe_view": .one(TorchRule.reshape("size")),
      "reshape": .one(TorchRule.reshape("shape")), "view_as": .one(TorchRule.reshapeLike),
      "reshape_as": .one(TorchRule.reshapeLike), "flatten": .one(TorchRule.flatten),
      "unflatten": .one(TorchRule.unflatten), "squeeze": .one(TorchRule.squeeze),
      "unsqueeze": .one(TorchRule.unsqueeze), "permute": .one(TorchRule.permute),
      "numpy_T": .one(TorchRule.permute), "movedim": .one(TorchRule.moveAxes),
      "moveaxis": .one(TorchRule.moveAxes), "expand": .one(TorchRule.expand),
      "broadcast_to": .one(TorchRule.expand), "expand_as": .one(TorchRule.expandLike),
      "repeat": .one(TorchRule.tile("repeats")), "tile": .one(TorchRule.tile("dims")),
      "repeat_interleave": .one(TorchRule.repeatEach),
      "transpose": .one(TorchRule.transpose(("dim0", "dim1"), or: (0, 1))),
      "swapaxes": .one(TorchRule.transpose(("axis0", "axis1"), or: (0, 1))),
      "t": .one(TorchRule.transpose(("", ""), or: (0, 1))),
      "mT": .one(TorchRule.transpose(("", ""), or: (-2, -1))),
      "adjoint": .one(TorchRule.transpose(("", ""), or: (-2, -1))),
    ]
    for name in [
      "contiguous", "clone", "detach", "alias", "lift_fresh_copy", "dropout", "feature_dropout",
      "alpha_dropout", "native_dropout", "fake_quantize_per_tensor_affine",
      "fake_quantize_per_channel_affine", "resolve_conj", "_assert_tensor_metadata",
    ] {
      rules[name] = .one { (_, call) throws(Refusal) in try call.subject() }
    }
    return rules
  }()

  private static let parts: [String: Rule] = [
    "slice": .one(TorchRule.slice), "select": .one(TorchRule.select),
    "narrow": .one(TorchRule.narrow), "split": Rule(TorchRule.split),
    "split_with_sizes": Rule(TorchRule.split), "chunk": Rule(TorchRule.chunk),
    "tensor_split": Rule(TorchRule.tensorSplit), "unbind": Rule(TorchRule.unbind),
    "cat": .one(TorchRule.concatenation), "concat": .one(TorchRule.concatenation),
    "stack": .one(TorchRule.stack), "flip": .one(TorchRule.flip), "roll": .one(TorchRule.roll),
    "pad": .one(TorchRule.pad(nil)), "constant_pad_nd": .one(TorchRule.pad(.zeros)),
    "embedding": .one(TorchRule.embedding), "index_select": .one(TorchRule.indexSelect),
    "index": .one(TorchRule.index), "gather": .one(TorchRule.gather),
    "scatter": .one(TorchRule.scatter("index", ["src"])),
    "scatter_add": .one(TorchRule.scatter("index", ["src"])),
    "index_put": .one(TorchRule.scatter("indices", ["values"])), "topk": Rule(TorchRule.largest),
    "sort": Rule(TorchRule.largest), "one_hot": .one(TorchRule.oneHot), "nonzero": .dependsOnData,
    "masked_select": .dependsOnData, "unique": .dependsOnData, "_unique2": .dependsOnData,
    "unique_consecutive": .dependsOnData, "item": .dependsOnData,
    "_local_scalar_dense": .dependsOnData, "bincount": .dependsOnData,
  ]

  private static let constants: [String: Rule] = {
    var rules: [String: Rule] = [
      "full": .one(TorchRule.filled(nil)), "full_like": .one(TorchRule.filled(nil)),
      "new_full": .one(TorchRule.filled(nil)), "scalar_tensor": .one(TorchRule.filled(nil)),
      "fill": .one(TorchRule.filled(nil)), "zeros": .one(TorchRule.filled(0)),
      "zeros_like": .one(TorchRule.filled(0)), "new_zeros": .one(TorchRule.filled(0)),
      "zero": .one(TorchRule.filled(0)), "ones": .one(TorchRule.filled(1)),
      "ones_like": .one(TorchRule.filled(1)), "new_ones": .one(TorchRule.filled(1)),
      "arange": .one(TorchRule.range), "tril": .one(ONNXRule.triangle),
      "triu": .one(ONNXRule.triangle),
    ]
    for name in [
      "linspace", "eye", "empty", "empty_like", "new_empty", "empty_permuted", "rand",
      "rand_like", "randn", "randn_like", "randint", "randperm", "bernoulli", "normal", "uniform",
      "multinomial", "hann_window", "hamming_window", "blackman_window", "tril_indices",
      "triu_indices", "logspace",
    ] {
      rules[name] = .one(TorchRule.constant)
    }
    return rules
  }()

  private static let conversions: [String: Rule] = [
    "to": .one(TorchRule.converted), "_to_copy": .one(TorchRule.converted),
    "type_as": .one(TorchRule.converted), "float": .one(TorchRule.converted),
    "half": .one(TorchRule.converted), "_to_dtype": .one(TorchRule.converted),
  ]

  private static let recurrences: [String: Rule] = [
    "lstm": Rule(TorchRule.recurrent(.lstm)), "gru": Rule(TorchRule.recurrent(.gru)),
    "rnn_tanh": Rule(TorchRule.recurrent(.rnn)), "rnn_relu": Rule(TorchRule.recurrent(.rnn)),
    "lstm_cell": Rule(TorchRule.cell(.lstm)), "gru_cell": Rule(TorchRule.cell(.gru)),
    "rnn_tanh_cell": Rule(TorchRule.cell(.rnn)), "rnn_relu_cell": Rule(TorchRule.cell(.rnn)),
  ]

  /// Those of other libraries.
  private static let others: [String: Rule] = [
    "higher_order.cond": Rule(TorchRule.branch),
    "higher_order.while_loop": Rule(TorchRule.loop),
    "higher_order.scan": Rule { (_, _) throws(Refusal) in throw .undecided(.branch) },
    "torchvision.roi_align": .one(TorchRule.regions),
    "torchvision.roi_pool": .one(TorchRule.regions),
    "torchvision.deform_conv2d": .one(TorchRule.deformedConvolution),
    "torchvision.nms": .dependsOnData,
    "quantized_decomposed.quantize_per_tensor": .one(TorchRule.conversion(.quantize)),
    "quantized_decomposed.quantize_per_channel": .one(TorchRule.conversion(.quantize)),
    "quantized_decomposed.dequantize_per_tensor": .one(TorchRule.conversion(.dequantize)),
    "quantized_decomposed.dequantize_per_channel": .one(TorchRule.conversion(.dequantize)),
  ]
}

extension FileNode {
  /// The operator without its overload, `conv2d` of `conv2d.default`, and without the mark of those
  /// that write into what they read, `relu` of `relu_.default`.
  fileprivate var torchBase: String {
    var base = type.prefix { $0 != "." }
    if base.last == "_", !base.hasPrefix("__") { base = base.dropLast() }
    return "\(domain).\(base)"
  }
}
