import CostModel
import Symbolic

// ONNX's operators, as github.com/onnx/onnx, docs/Operators.md defines them, and those that ONNX
// Runtime adds in the domain com.microsoft.

extension FormatRules {
  /// The operators of ONNX files.
  package static let onnx = FormatRules(
    rules: [
      maps, matrices, elements, functions, comparisons, reductions, normalizations, moves, sizes,
      recurrences, attention, conversions, signals, sequences, control, microsoft,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } },
    layout: .channelsFirst, standIns: standIns)

  private static let standIns: Set = [
    "DeformConv", "ConvInteger", "QLinearConv", "LpPool", "GlobalLpPool", "GridSample",
    "MatMulInteger", "QLinearMatMul", "ScatterElements", "ScatterND", "Scatter", "ReverseSequence",
    "BitShift", "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear",
    "com.microsoft.MatMulNBits", "com.microsoft.MatMulIntegerToFloat",
    "com.microsoft.DynamicQuantizeMatMul", "com.microsoft.QLinearAdd", "com.microsoft.QLinearMul",
    "com.microsoft.QLinearSigmoid", "com.microsoft.QLinearLeakyRelu",
    "com.microsoft.QLinearSoftmax", "com.microsoft.QLinearAveragePool",
    "com.microsoft.QLinearGlobalAveragePool", "com.microsoft.QLinearConcat",
    "com.microsoft.QGemm", "com.microsoft.QuantizeLinear", "com.microsoft.DequantizeLinear",
    "com.microsoft.EmbedLayerNormalization", "com.microsoft.QEmbedLayerNormalization",
    "com.microsoft.QAttention",
    "com.microsoft.DecoderMaskedMultiHeadAttention", "com.microsoft.GroupQueryAttention",
    "com.microsoft.DynamicQuantizeLSTM", "com.microsoft.BiasSoftmax", "com.microsoft.GridSample",
    "com.microsoft.CropAndResize", "LinearAttention", "CausalConvWithState",
  ]

  private static let maps: [String: Rule] = [
    "Conv": .one(ONNXRule.convolution), "ConvTranspose": .one(ONNXRule.transposedConvolution),
    "DeformConv": .one(ONNXRule.convolution), "ConvInteger": .one(ONNXRule.convolution),
    "QLinearConv": .one(ONNXRule.quantizedConvolution),
    "MaxPool": Rule(ONNXRule.maximumPool),
    "AveragePool": .one(ONNXRule.pool(isMaximum: false)),
    "LpPool": .one(ONNXRule.pool(isMaximum: false)),
    "GlobalAveragePool": .one(ONNXRule.globalPool(isMaximum: false)),
    "GlobalMaxPool": .one(ONNXRule.globalPool(isMaximum: true)),
    "GlobalLpPool": .one(ONNXRule.globalPool(isMaximum: false)),
    "GridSample": .one(ONNXRule.gridSample), "Resize": .one(ONNXRule.resize),
    "Upsample": .one(ONNXRule.resize),
    "DepthToSpace": .one(ONNXRule.depthToSpace), "SpaceToDepth": .one(ONNXRule.spaceToDepth),
    "RoiAlign": .one(ONNXRule.alignRegions), "MaxRoiPool": .one(ONNXRule.poolRegions),
    "Col2Im": .one(ONNXRule.foldBlocks), "MaxUnpool": .one(ONNXRule.unpool),
    "CenterCropPad": .one(ONNXRule.center), "AffineGrid": .one(ONNXRule.affineGrid),
  ]

  private static let matrices: [String: Rule] = [
    "Gemm": .one(ONNXRule.gemm), "MatMul": .one(ONNXRule.matrixProduct),
    "MatMulInteger": .one(ONNXRule.matrixProduct), "QLinearMatMul": .one(ONNXRule.quantizedProduct),
    "Einsum": .one(ONNXRule.einsum), "Det": .one(ONNXRule.determinant),
  ]

  private static let attention: [String: Rule] = [
    "Attention": Rule(ONNXRule.attention), "RotaryEmbedding": ONNXRule.rotation,
    "LinearAttention": Rule(ONNXRule.linearAttention),
    "CausalConvWithState": Rule(ONNXRule.causalConvolution),
  ]

  private static let elements: [String: Rule] = [
    "Add": .elementwise(.add), "Sub": .elementwise(.subtract), "Mul": .elementwise(.multiply),
    "Div": .elementwise(.divide), "Pow": .elementwise(.power), "Mod": .elementwise(.modulo),
    "Max": .elementwise(.maximum), "Min": .elementwise(.minimum), "Mean": .elementwise(.mean),
    "Sum": .elementwise(.add), "Where": .elementwise(.select), "BitShift": .elementwise(.shift),
    "BitwiseAnd": .elementwise(.bitAnd), "BitwiseOr": .elementwise(.bitOr),
    "BitwiseXor": .elementwise(.bitXor), "BitwiseNot": .elementwise(.not),
  ]

  private static let comparisons: [String: Rule] = [
    "Equal": .elementwise(.equal), "Less": .elementwise(.less),
    "LessOrEqual": .elementwise(.lessOrEqual), "Greater": .elementwise(.greater),
    "GreaterOrEqual": .elementwise(.greaterOrEqual), "And": .elementwise(.and),
    "Or": .elementwise(.or), "Xor": .elementwise(.xor), "Not": .elementwise(.not),
    "IsNaN": .elementwise(.isNaN), "IsInf": .elementwise(.isInfinite),
  ]

  private static let functions: [String: Rule] = [
    "Relu": .activation(.relu), "LeakyRelu": .one(ONNXRule.leaky), "PRelu": .one(ONNXRule.prelu),
    "Sigmoid": .activation(.sigmoid), "HardSigmoid": .one(ONNXRule.hardSigmoid),
    "HardSwish": .activation(.hswish), "Tanh": .activation(.tanh), "Gelu": .one(ONNXRule.gelu),
    "Swish": .one(ONNXRule.swish), "SwiGLU": .one(ONNXRule.swishGate), "Clip": .one(ONNXRule.clip),
    "Elu": .one(ONNXRule.parameterized(.elu, ["alpha": 1])),
    "Celu": .one(ONNXRule.parameterized(.celu, ["alpha": 1])),
    "Selu": .elementwise(.selu),
    "ThresholdedRelu": .one(ONNXRule.parameterized(.threshold, ["alpha": 1])),
    "Shrink": .one(ONNXRule.parameterized(.shrink, ["bias": 0, "lambd": 0.5])),
    "Mish": .elementwise(.mish), "Softplus": .elementwise(.softplus),
    "Softsign": .elementwise(.softsign), "Erf": .elementwise(.erf), "Exp": .elementwise(.exp),
    "Log": .elementwise(.log), "Sqrt": .elementwise(.sqrt), "Abs": .elementwise(.abs),
    "Reciprocal": .elementwise(.reciprocal), "Neg": .elementwise(.negative),
    "Sign": .elementwise(.sign), "Ceil": .elementwise(.ceil), "Floor": .elementwise(.floor),
    "Round": .elementwise(.round), "Sin": .elementwise(.sin), "Cos": .elementwise(.cos),
    "Tan": .elementwise(.tan), "Asin": .elementwise(.asin), "Acos": .elementwise(.acos),
    "Atan": .elementwise(.atan), "Sinh": .elementwise(.sinh), "Cosh": .elementwise(.cosh),
    "Asinh": .elementwise(.asinh), "Acosh": .elementwise(.acosh), "Atanh": .elementwise(.atanh),
  ]

  private static let reductions: [String: Rule] = [
    "ReduceMean": .one(ONNXRule.reduction(.mean)), "ReduceSum": .one(ONNXRule.reduction(.sum)),
    "ReduceMax": .one(ONNXRule.reduction(.maximum)),
    "ReduceMin": .one(ONNXRule.reduction(.minimum)),
    "ReduceProd": .one(ONNXRule.reduction(.product)), "ReduceL1": .one(ONNXRule.reduction(.l1)),
    "ReduceL2": .one(ONNXRule.reduction(.l2)), "ReduceLogSum": .one(ONNXRule.reduction(.logSum)),
    "ReduceLogSumExp": .one(ONNXRule.reduction(.logSumExp)),
    "ReduceSumSquare": .one(ONNXRule.reduction(.sumOfSquares)),
    "ArgMax": .one(ONNXRule.place(.argmax)), "ArgMin": .one(ONNXRule.place(.argmin)),
    "Softmax": .one(ONNXRule.softmax(.softmax)), "LogSoftmax": .one(ONNXRule.softmax(.logSoftmax)),
    "Hardmax": .one(ONNXRule.softmax(.hardmax)), "CumSum": .one(ONNXRule.cumulativeSum),
    "CumProd": .opaqueLikeInput("cumulative_product"),
    "NegativeLogLikelihoodLoss": Rule(ONNXRule.loss),
    "SoftmaxCrossEntropyLoss": Rule(ONNXRule.loss),
  ]

  private static let normalizations: [String: Rule] = [
    "BatchNormalization": .one(ONNXRule.batchNormalization),
    "InstanceNormalization": .one(ONNXRule.instanceNormalization),
    "LayerNormalization": Rule(ONNXRule.layerNormalizationWithMoments),
    "RMSNormalization": .one(ONNXRule.layerNormalization(isCentered: false)),
    "SimplifiedLayerNormalization": .one(ONNXRule.layerNormalization(isCentered: false)),
    "GroupNormalization": .one(ONNXRule.groupNormalization),
    "MeanVarianceNormalization": .one(ONNXRule.standardization),
    "LpNormalization": .one(ONNXRule.lpNormalization), "LRN": .one(ONNXRule.localResponse),
  ]

  private static let moves: [String: Rule] = [
    "Identity": .one(ONNXRule.identity), "Dropout": Rule(ONNXRule.dropout),
    "Reshape": .one(ONNXRule.reshape),
    "Flatten": .one(ONNXRule.flatten), "Squeeze": .one(ONNXRule.squeeze),
    "Unsqueeze": .one(ONNXRule.unsqueeze), "Transpose": .one(ONNXRule.transpose),
    "Concat": .one(ONNXRule.concatenation), "Split": Rule(ONNXRule.split),
    "Slice": .one(ONNXRule.slice),
    "Pad": .one(ONNXRule.pad), "Expand": .one(ONNXRule.expand), "Tile": .one(ONNXRule.tile),
    "Gather": .one(ONNXRule.gather), "GatherElements": .one(ONNXRule.gatherElements),
    "GatherND": .one(ONNXRule.gatherPoints), "ScatterElements": .one(ONNXRule.scatter),
    "ScatterND": .one(ONNXRule.scatter), "Scatter": .one(ONNXRule.scatter),
    "TopK": Rule(ONNXRule.largest),
    "TensorScatter": .opaqueLikeInput("scatter"),
    "OneHot": .one(ONNXRule.oneHot), "ReverseSequence": .one(ONNXRule.reverse),
  ]

  private static let sizes: [String: Rule] = [
    "Shape": .one(ONNXRule.shape), "Size": .one(ONNXRule.size),
    "ConstantOfShape": .one(ONNXRule.filled), "Range": .one(ONNXRule.range),
    "EyeLike": .one(ONNXRule.like),
    "Trilu": .one(ONNXRule.triangle), "NonZero": .dependsOnData,
    "NonMaxSuppression": .dependsOnData,
    "Unique": .dependsOnData, "Compress": .dependsOnData, "RandomNormalLike": .one(ONNXRule.like),
    "RandomUniformLike": .one(ONNXRule.like), "Bernoulli": .one(ONNXRule.like),
    "RandomNormal": .one(ONNXRule.random), "RandomUniform": .one(ONNXRule.random),
  ]

  private static let signals: [String: Rule] = [
    "DFT": .one(ONNXRule.fourier), "STFT": .one(ONNXRule.frames),
    "MelWeightMatrix": .one(ONNXRule.bands), "HannWindow": .one(ONNXRule.window),
    "HammingWindow": .one(ONNXRule.window), "BlackmanWindow": .one(ONNXRule.window),
  ]

  private static let sequences: [String: Rule] = [
    "SequenceConstruct": .one(ONNXRule.sequence), "SequenceEmpty": .one(ONNXRule.sequence),
    "SequenceInsert": .one(ONNXRule.insert), "SequenceErase": .one(ONNXRule.erase),
    "SequenceAt": .one(ONNXRule.item), "SequenceLength": .one(ONNXRule.length),
    "SplitToSequence": .one(ONNXRule.splitToSequence),
    "ConcatFromSequence": .one(ONNXRule.concatenateSequence),
  ]

  private static let recurrences: [String: Rule] = [
    "LSTM": Rule(ONNXRule.recurrent(.lstm)), "GRU": Rule(ONNXRule.recurrent(.gru)),
    "RNN": Rule(ONNXRule.recurrent(.rnn)),
  ]

  private static let conversions: [String: Rule] = [
    "Cast": .one(ONNXRule.cast), "CastLike": .one(ONNXRule.castLike),
    "BitCast": .one(ONNXRule.cast),
    "QuantizeLinear": .one(ONNXRule.quantize), "DequantizeLinear": .one(ONNXRule.dequantize),
    "DynamicQuantizeLinear": Rule(ONNXRule.dynamicQuantize),
  ]

  private static let control: [String: Rule] = [
    "If": Rule(ONNXRule.branch),
    "Loop": Rule(ONNXRule.loop), "Scan": Rule(ONNXRule.scan),
  ]

  private static let microsoft: [String: Rule] = [
    "Gelu": .activation(.gelu), "FastGelu": .one(ONNXRule.biasedGelu),
    "BiasGelu": .one(ONNXRule.biasedGelu), "QuickGelu": .one(ONNXRule.quickGelu),
    "FusedMatMul": .one(ONNXRule.matrixProduct), "TransposeMatMul": .one(ONNXRule.matrixProduct),
    "FusedMatMulActivation": .one(ONNXRule.matrixProduct),
    "FusedConv": .one(ONNXRule.fusedConvolution),
    "NhwcFusedConv": .one(ONNXRule.fusedConvolution),
    "NhwcMaxPool": .one(ONNXRule.pool(isMaximum: true)),
    "QLinearConv": .one(ONNXRule.quantizedConvolution),
    "FusedGemm": .one(ONNXRule.fusedGemm), "MatMulNBits": .one(ONNXRule.packedProduct),
    "MatMulBnb4": .one(ONNXRule.packedProduct),
    "MatMulIntegerToFloat": .one(ONNXRule.biasedProduct(beside: [3, 5], bias: 6)),
    "DynamicQuantizeMatMul": .one(ONNXRule.biasedProduct(beside: [2, 3], bias: 4)),
    "SkipLayerNormalization": Rule(ONNXRule.skipNormalization(isCentered: true)),
    "SkipSimplifiedLayerNormalization": Rule(ONNXRule.skipNormalization(isCentered: false)),
    "SimplifiedLayerNormalization": .one(ONNXRule.layerNormalization(isCentered: false)),
    "RMSNormalization": .one(ONNXRule.layerNormalization(isCentered: false)),
    "EmbedLayerNormalization": Rule(ONNXRule.normalizedEmbedding(tables: 2)),
    "QEmbedLayerNormalization": Rule(ONNXRule.normalizedEmbedding(tables: 2)),
    "Attention": Rule(ONNXRule.projectedAttention(past: 4, mask: 5)),
    "QAttention": Rule(ONNXRule.projectedAttention(past: 8, mask: nil)),
    "MultiHeadAttention": Rule(ONNXRule.multiHeadAttention),
    "DecoderMaskedMultiHeadAttention": Rule(ONNXRule.multiHeadAttention),
    "GroupQueryAttention": Rule(ONNXRule.groupedAttention),
    "RotaryEmbedding": ONNXRule.rotation,
    "DynamicQuantizeLSTM": Rule(ONNXRule.recurrent(.lstm, isTransposed: true)),
    "BiasAdd": .elementwise(.add), "BiasSoftmax": .one(ONNXRule.biasedSoftmax),
    "Rfft": .one(ONNXRule.realFourier), "Irfft": .one(ONNXRule.inverseRealFourier),
    "Inverse": .opaqueLikeInput("inverse"), "GridSample": .one(ONNXRule.gridSample),
    "CropAndResize": .one(ONNXRule.cropRegions), "Trilu": .one(ONNXRule.triangle),
    "ExpandDims": .one(ONNXRule.unsqueeze), "Range": .one(ONNXRule.range),
    "Pad": .one(ONNXRule.pad), "Unique": .dependsOnData,
    "QLinearAdd": .one(ONNXRule.quantized(.add)), "QLinearMul": .one(ONNXRule.quantized(.multiply)),
    "QLinearSigmoid": .activation(.sigmoid), "QLinearLeakyRelu": .one(ONNXRule.leaky),
    "QLinearSoftmax": .one(ONNXRule.softmax(.softmax)),
    "QLinearAveragePool": .one(ONNXRule.pool(isMaximum: false)),
    "QLinearGlobalAveragePool": .one(ONNXRule.globalPool(isMaximum: false)),
    "QLinearReduceMean": .one(ONNXRule.reduction(.mean)),
    "QLinearWhere": .one(ONNXRule.quantizedSelection),
    "QLinearConcat": .one(ONNXRule.quantizedConcatenation), "QGemm": .one(ONNXRule.quantizedGemm),
    "QuantizeLinear": .one(ONNXRule.quantize), "DequantizeLinear": .one(ONNXRule.dequantize),
  ].reduce(into: [:]) { $0["com.microsoft.\($1.key)"] = $1.value }
}

/// The rules of single operators.
enum ONNXRule {}
