import CostModel
import Symbolic

// TFLite's operators, as the kernels of github.com/tensorflow/tensorflow, tensorflow/lite/kernels,
// define them.

extension FormatRules {
  /// The operators of TFLite files.
  static let tflite = FormatRules(
    rules: [
      maps, matrices, elements, comparisons, functions, reductions, normalizations, moves, sizes,
      recurrences, conversions, control, stableHLO, stated,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } },
    layout: .channelsLast, conversionsAreMarks: false,
    standIns: [
      "L2_POOL_2D", "SCATTER_ND", "RIGHT_SHIFT", "FAKE_QUANT", "BITCAST", "LSTM",
      "UNIDIRECTIONAL_SEQUENCE_RNN", "RNN", "BIDIRECTIONAL_SEQUENCE_RNN",
    ])

  private static let maps: [String: Rule] = [
    "CONV_2D": .fused(TFLiteRule.convolution), "CONV_3D": .fused(TFLiteRule.convolution3D),
    "DEPTHWISE_CONV_2D": .fused(TFLiteRule.depthwise),
    "TRANSPOSE_CONV": .fused(TFLiteRule.transposedConvolution),
    "CONV_3D_TRANSPOSE": .fused(TFLiteRule.transposedConvolution3D),
    "custom.Convolution2DTransposeBias": .one(TFLiteRule.biasedTransposedConvolution),
    "MAX_POOL_2D": .fused(TFLiteRule.pool(isMaximum: true)),
    "AVERAGE_POOL_2D": .fused(TFLiteRule.pool(isMaximum: false)),
    "L2_POOL_2D": .fused(TFLiteRule.pool(isMaximum: false)),
    "RESIZE_BILINEAR": .one(TFLiteRule.resize), "RESIZE_NEAREST_NEIGHBOR": .one(TFLiteRule.resize),
    "DEPTH_TO_SPACE": .one(TFLiteRule.depthToSpace),
    "SPACE_TO_DEPTH": .one(TFLiteRule.spaceToDepth),
    "SPACE_TO_BATCH_ND": .one(TFLiteRule.spaceToBatch),
    "BATCH_TO_SPACE_ND": .one(TFLiteRule.batchToSpace),
  ]

  private static let matrices: [String: Rule] = [
    "FULLY_CONNECTED": .fused(TFLiteRule.fullyConnected),
    "BATCH_MATMUL": .one(TFLiteRule.matrixProduct),
  ]

  private static let elements: [String: Rule] = [
    "ADD": .fused(.add), "SUB": .fused(.subtract), "MUL": .fused(.multiply), "DIV": .fused(.divide),
    "ADD_N": .elementwise(.add), "POW": .elementwise(.power), "MAXIMUM": .elementwise(.maximum),
    "MINIMUM": .elementwise(.minimum), "FLOOR_DIV": .elementwise(.floorDivide),
    "FLOOR_MOD": .elementwise(.modulo), "SQUARED_DIFFERENCE": .elementwise(.squaredDifference),
    "ATAN2": .elementwise(.atan2), "SELECT": .elementwise(.select),
    "SELECT_V2": .elementwise(.select), "BITWISE_XOR": .elementwise(.bitXor),
    "RIGHT_SHIFT": .elementwise(.shift),
  ]

  private static let comparisons: [String: Rule] = [
    "EQUAL": .elementwise(.equal), "NOT_EQUAL": .elementwise(.notEqual),
    "LESS": .elementwise(.less), "LESS_EQUAL": .elementwise(.lessOrEqual),
    "GREATER": .elementwise(.greater), "GREATER_EQUAL": .elementwise(.greaterOrEqual),
    "LOGICAL_AND": .elementwise(.and), "LOGICAL_OR": .elementwise(.or),
    "LOGICAL_NOT": .elementwise(.not),
  ]

  private static let functions: [String: Rule] = [
    "RELU": .activation(.relu), "RELU6": .activation(.relu6), "LEAKY_RELU": .one(ONNXRule.leaky),
    "RELU_N1_TO_1": .clip(-1, 1), "RELU_0_TO_1": .clip(0, 1), "PRELU": .one(ONNXRule.prelu),
    "LOGISTIC": .activation(.sigmoid), "TANH": .activation(.tanh), "GELU": .one(TFLiteRule.gelu),
    "HARD_SWISH": .activation(.hswish), "ELU": .elementwise(.elu), "EXP": .elementwise(.exp),
    "LOG": .elementwise(.log), "SQRT": .elementwise(.sqrt), "RSQRT": .elementwise(.rsqrt),
    "SQUARE": .elementwise(.square), "ABS": .elementwise(.abs), "NEG": .elementwise(.negative),
    "SIGN": .elementwise(.sign), "CEIL": .elementwise(.ceil), "FLOOR": .elementwise(.floor),
    "ROUND": .elementwise(.round), "SIN": .elementwise(.sin), "COS": .elementwise(.cos),
    "SOFTMAX": .one(TFLiteRule.softmax(.softmax)),
    "LOG_SOFTMAX": .one(TFLiteRule.softmax(.logSoftmax)), "CUMSUM": .one(ONNXRule.cumulativeSum),
  ]

  private static let reductions: [String: Rule] = [
    "MEAN": .one(TFLiteRule.reduction(.mean)), "SUM": .one(TFLiteRule.reduction(.sum)),
    "REDUCE_MAX": .one(TFLiteRule.reduction(.maximum)),
    "REDUCE_MIN": .one(TFLiteRule.reduction(.minimum)),
    "REDUCE_PROD": .one(TFLiteRule.reduction(.product)),
    "REDUCE_ANY": .one(TFLiteRule.reduction(.any)), "REDUCE_ALL": .one(TFLiteRule.reduction(.all)),
    "ARG_MAX": .one(TFLiteRule.place(.argmax)), "ARG_MIN": .one(TFLiteRule.place(.argmin)),
  ]

  private static let normalizations: [String: Rule] = [
    "L2_NORMALIZATION": .fused(TFLiteRule.l2Normalization),
    "LOCAL_RESPONSE_NORMALIZATION": .one(TFLiteRule.localResponse),
  ]

  private static let moves: [String: Rule] = [
    "RESHAPE": .one(TFLiteRule.reshape), "SQUEEZE": .one(TFLiteRule.squeeze),
    "EXPAND_DIMS": .one(TFLiteRule.expandDims), "TRANSPOSE": .one(TFLiteRule.transpose),
    "CONCATENATION": .fused(TFLiteRule.concatenation), "PACK": .one(TFLiteRule.pack),
    "UNPACK": Rule(TFLiteRule.unpack), "SPLIT": Rule(TFLiteRule.split),
    "SPLIT_V": Rule(TFLiteRule.splitBySizes), "SLICE": .one(TFLiteRule.slice),
    "STRIDED_SLICE": .one(TFLiteRule.stridedSlice), "REVERSE_V2": .one(TFLiteRule.reverse),
    "PAD": .one(TFLiteRule.pad), "PADV2": .one(TFLiteRule.pad),
    "MIRROR_PAD": .one(TFLiteRule.mirrorPad), "TILE": .one(TFLiteRule.tile),
    "BROADCAST_TO": .one(TFLiteRule.broadcast), "GATHER": .one(TFLiteRule.gather),
    "GATHER_ND": .one(TFLiteRule.gatherPoints), "SCATTER_ND": .one(TFLiteRule.scatter),
    "TOPK_V2": Rule(TFLiteRule.largest),
    "EMBEDDING_LOOKUP": .one(TFLiteRule.embedding),
  ]

  private static let sizes: [String: Rule] = [
    "SHAPE": .one(ONNXRule.shape), "RANK": .one(TFLiteRule.rank), "RANGE": .one(ONNXRule.range),
    "FILL": .one(TFLiteRule.fill), "ZEROS_LIKE": .one(TFLiteRule.zerosLike),
    "BROADCAST_ARGS": .elementwise(.maximum), "ONE_HOT": .one(TFLiteRule.oneHot),
    "WHERE": .dependsOnData, "UNIQUE": .dependsOnData, "NON_MAX_SUPPRESSION_V4": .dependsOnData,
    "NON_MAX_SUPPRESSION_V5": .dependsOnData,
  ]

  /// Operators without products, known by the sizes that the file states.
  private static let stated: [String: Rule] = {
    var rules: [String: Rule] = [
      "custom.TFLite_Detection_PostProcess": Rule(TFLiteRule.detections),
      "custom.MaxPoolingWithArgmax2D": .opaque("maxpool"),
      "custom.MaxUnpooling2D": .opaque("unpool"),
      "custom.LiteRtMaxUnpooling2D": .opaque("unpool"),
      "custom.TransformTensorBilinear": .opaque("warp"),
      "custom.TransformLandmarks": .opaque("warp"),
      "custom.Landmarks2TransformMatrix": .opaque("landmarks"),
      "custom.PosenetDecoderOp": .opaque("poses"), "custom.Resampler": .opaque("warp"),
      "custom.RoIToTransformMatrix": .opaque("landmarks"),
      "RFFT2D": .opaque("fourier"), "custom.FlexRFFT": .opaque("fourier"),
      "REAL": .opaque("part"), "IMAG": .opaque("part"), "COMPLEX_ABS": .opaque("magnitude"),
      "REVERSE_SEQUENCE": .opaqueLikeInput("reverse"), "SEGMENT_SUM": .opaque("segments"),
      "UNSORTED_SEGMENT_SUM": .opaque("segments"), "UNSORTED_SEGMENT_MAX": .opaque("segments"),
      "UNSORTED_SEGMENT_MIN": .opaque("segments"), "UNSORTED_SEGMENT_PROD": .opaque("segments"),
      "MATRIX_DIAG": .opaque("diagonal"), "MATRIX_SET_DIAG": .opaque("diagonal"),
      "SPARSE_TO_DENSE": .opaque("scatter"), "DYNAMIC_UPDATE_SLICE": .opaqueLikeInput("scatter"),
      "BUCKETIZE": .opaqueLikeInput("buckets"), "MULTINOMIAL": .opaque("random"),
      "HASHTABLE_LOOKUP": .opaque("lookup"), "LSH_PROJECTION": .opaque("hash"),
      "EMBEDDING_LOOKUP_SPARSE": .opaque("gather"), "DILATE": .opaque("dilate"),
    ]
    // The audio front end of TensorFlow Lite Micro.
    for name in [
      "Delay", "Energy", "FftAutoScale", "FilterBank", "FilterBankLog", "FilterBankSquareRoot",
      "FilterBankSpectralSubtraction", "Framer", "Irfft", "OverlapAdd", "PCAN", "Rfft", "Stacker",
      "Window",
    ] {
      rules["custom.Signal\(name)"] = .opaque("signal")
    }
    return rules
  }()

  private static let recurrences: [String: Rule] = [
    "UNIDIRECTIONAL_SEQUENCE_LSTM": .one(TFLiteRule.lstm), "LSTM": .one(TFLiteRule.lstmStep),
    "BIDIRECTIONAL_SEQUENCE_LSTM": Rule(TFLiteRule.bidirectionalLSTM),
    "UNIDIRECTIONAL_SEQUENCE_RNN": .one(TFLiteRule.rnn), "RNN": .one(TFLiteRule.rnnStep),
    "BIDIRECTIONAL_SEQUENCE_RNN": Rule(TFLiteRule.bidirectionalRNN),
    "SVDF": .fused(TFLiteRule.svdf),
  ]

  private static let conversions: [String: Rule] = [
    "CAST": .one(TFLiteRule.cast), "QUANTIZE": .one(TFLiteRule.quantize),
    "DEQUANTIZE": .one(TFLiteRule.dequantize), "DENSIFY": .same, "FAKE_QUANT": .same,
    "BITCAST": .same,
  ]

  private static let control: [String: Rule] = [
    "IF": Rule(TFLiteRule.branch), "CALL": Rule(TFLiteRule.call("subgraph")),
    "STABLEHLO_COMPOSITE": Rule(TFLiteRule.call("decomposition_subgraph_index")),
    "WHILE": Rule(TFLiteRule.loop),
    "VAR_HANDLE": .one(TFLiteRule.variable), "READ_VARIABLE": .one(TFLiteRule.state),
    "CALL_ONCE": Rule { (_, _) throws(Refusal) in .made([]) },
    "ASSIGN_VARIABLE": Rule { (_, _) throws(Refusal) in .made([]) },
    "RANDOM_STANDARD_NORMAL": .one(TFLiteRule.random),
    "RANDOM_UNIFORM": .one(TFLiteRule.random),
  ]

  /// Those of another set of operators that are the same as TFLite's own.
  private static let stableHLO: [String: Rule] = [
    "STABLEHLO_ADD": .elementwise(.add), "STABLEHLO_SUBTRACT": .elementwise(.subtract),
    "STABLEHLO_MULTIPLY": .elementwise(.multiply), "STABLEHLO_DIVIDE": .elementwise(.divide),
    "STABLEHLO_MAXIMUM": .elementwise(.maximum), "STABLEHLO_MINIMUM": .elementwise(.minimum),
    "STABLEHLO_POWER": .elementwise(.power), "STABLEHLO_SELECT": .elementwise(.select),
    "STABLEHLO_LOGISTIC": .activation(.sigmoid), "STABLEHLO_TANH": .activation(.tanh),
    "STABLEHLO_ABS": .elementwise(.abs), "STABLEHLO_NEGATE": .elementwise(.negative),
    "STABLEHLO_EXPONENTIAL": .elementwise(.exp), "STABLEHLO_LOG": .elementwise(.log),
    "STABLEHLO_FLOOR": .elementwise(.floor), "STABLEHLO_COSINE": .elementwise(.cos),
    "STABLEHLO_RSQRT": .elementwise(.rsqrt), "STABLEHLO_AND": .elementwise(.and),
    "STABLEHLO_OR": .elementwise(.or), "STABLEHLO_CONVERT": .one(TFLiteRule.cast),
  ]
}

extension Rule {
  /// A rule whose result goes through the activation that the node names.
  fileprivate static func fused(
    _ make: @escaping @Sendable (inout Translator, Call) throws(Refusal) -> Operand
  ) -> Rule {
    one { (translator, call) throws(Refusal) in
      try TFLiteRule.activated(&translator, make(&translator, call), call)
    }
  }

  fileprivate static func fused(_ function: Elementwise.Function) -> Rule {
    fused { (translator, call) throws(Refusal) in
      try translator.elementwise(function, call.all())
    }
  }

  /// The only input, between two bounds.
  fileprivate static func clip(_ least: Double, _ most: Double) -> Rule {
    one { (translator, call) throws(Refusal) in
      try translator.clip(call[0], translator.number(least), translator.number(most))
    }
  }
}

/// The rules of single operators.
enum TFLiteRule {
  /// Exact, or by tanh.
  static func gelu(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var numerics = Numerics()
    numerics.approximatesGELU = try call.integer("approximate") ?? 0 != 0
    return try translator.add(.activation(.gelu), [call[0]], numerics: numerics)
  }

  /// What an operator makes, and the activation that its options name.
  static func activated(
    _ translator: inout Translator, _ operand: Operand, _ call: Call
  ) throws(Refusal) -> Operand {
    switch try call.text("fused_activation_function") ?? "NONE" {
    case "NONE": return operand
    case "RELU": return try translator.add(.activation(.relu), [operand])
    case "RELU6": return try translator.add(.activation(.relu6), [operand])
    case "TANH": return try translator.add(.activation(.tanh), [operand])
    case "RELU_N1_TO_1":
      return try translator.clip(operand, translator.number(-1), translator.number(1))
    case "SIGN_BIT": return try translator.add(.elementwise(Elementwise(.sign)), [operand])
    case let name: throw .invalid(Diagnostic("there is no activation called \(quoted(name))"))
    }
  }
}
