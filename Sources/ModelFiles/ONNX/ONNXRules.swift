import CostModel
import Symbolic

// ONNX's operators, as github.com/onnx/onnx, docs/Operators.md defines them, and those that ONNX
// Runtime adds in the domain com.microsoft.

extension FormatRules {
  /// The operators of ONNX files.
  static let onnx = FormatRules(
    rules: [
      maps, matrices, elements, functions, comparisons, reductions, normalizations, moves, sizes,
      recurrences, conversions, control, microsoft,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } },
    layout: .channelsFirst)

  private static let maps: [String: Rule] = [
    "Conv": .one(ONNX.convolution), "ConvTranspose": .one(ONNX.transposedConvolution),
    "DeformConv": .one(ONNX.convolution), "ConvInteger": .one(ONNX.convolution),
    "QLinearConv": .one(ONNX.quantizedConvolution),
    "MaxPool": .one(ONNX.pool(isMaximum: true)), "AveragePool": .one(ONNX.pool(isMaximum: false)),
    "LpPool": .one(ONNX.pool(isMaximum: false)),
    "GlobalAveragePool": .one(ONNX.globalPool(isMaximum: false)),
    "GlobalMaxPool": .one(ONNX.globalPool(isMaximum: true)),
    "GlobalLpPool": .one(ONNX.globalPool(isMaximum: false)),
    "GridSample": .one(ONNX.gridSample), "Resize": .one(ONNX.resize), "Upsample": .one(ONNX.resize),
    "DepthToSpace": .one(ONNX.depthToSpace), "SpaceToDepth": .one(ONNX.spaceToDepth),
  ]

  private static let matrices: [String: Rule] = [
    "Gemm": .one(ONNX.gemm), "MatMul": .one(ONNX.matrixProduct),
    "MatMulInteger": .one(ONNX.matrixProduct), "QLinearMatMul": .one(ONNX.quantizedProduct),
    "Einsum": .one(ONNX.einsum), "Attention": .one(ONNX.attention),
  ]

  private static let elements: [String: Rule] = [
    "Add": .elementwise(.add), "Sub": .elementwise(.subtract), "Mul": .elementwise(.multiply),
    "Div": .elementwise(.divide), "Pow": .elementwise(.power), "Mod": .elementwise(.modulo),
    "Max": .elementwise(.maximum), "Min": .elementwise(.minimum), "Mean": .elementwise(.mean),
    "Sum": .elementwise(.add), "Where": .elementwise(.select), "BitShift": .elementwise(.shift),
    "BitwiseAnd": .elementwise(.bitAnd), "BitwiseOr": .elementwise(.bitOr),
    "BitwiseXor": .elementwise(.bitXor),
  ]

  private static let comparisons: [String: Rule] = [
    "Equal": .elementwise(.equal), "Less": .elementwise(.less),
    "LessOrEqual": .elementwise(.lessOrEqual), "Greater": .elementwise(.greater),
    "GreaterOrEqual": .elementwise(.greaterOrEqual), "And": .elementwise(.and),
    "Or": .elementwise(.or), "Xor": .elementwise(.xor), "Not": .elementwise(.not),
    "IsNaN": .elementwise(.isNaN), "IsInf": .elementwise(.isInfinite),
  ]

  private static let functions: [String: Rule] = [
    "Relu": .activation(.relu), "LeakyRelu": .activation(.leaky), "PRelu": .one(ONNX.prelu),
    "Sigmoid": .activation(.sigmoid), "HardSigmoid": .one(ONNX.hardSigmoid),
    "HardSwish": .activation(.hswish), "Tanh": .activation(.tanh), "Gelu": .activation(.gelu),
    "Swish": .one(ONNX.swish), "Clip": .one(ONNX.clip),
    "Elu": .one(ONNX.parameterized(.elu, ["alpha": 1])),
    "Celu": .one(ONNX.parameterized(.celu, ["alpha": 1])),
    "Selu": .elementwise(.selu),
    "ThresholdedRelu": .one(ONNX.parameterized(.threshold, ["alpha": 1])),
    "Shrink": .one(ONNX.parameterized(.shrink, ["bias": 0, "lambd": 0.5])),
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
    "ReduceMean": .one(ONNX.reduction(.mean)), "ReduceSum": .one(ONNX.reduction(.sum)),
    "ReduceMax": .one(ONNX.reduction(.maximum)), "ReduceMin": .one(ONNX.reduction(.minimum)),
    "ReduceProd": .one(ONNX.reduction(.product)), "ReduceL1": .one(ONNX.reduction(.l1)),
    "ReduceL2": .one(ONNX.reduction(.l2)), "ReduceLogSum": .one(ONNX.reduction(.logSum)),
    "ReduceLogSumExp": .one(ONNX.reduction(.logSumExp)),
    "ReduceSumSquare": .one(ONNX.reduction(.sumOfSquares)),
    "ArgMax": .one(ONNX.place(.argmax)), "ArgMin": .one(ONNX.place(.argmin)),
    "Softmax": .one(ONNX.softmax(.softmax)), "LogSoftmax": .one(ONNX.softmax(.logSoftmax)),
    "Hardmax": .one(ONNX.softmax(.hardmax)), "CumSum": .one(ONNX.cumulativeSum),
  ]

  private static let normalizations: [String: Rule] = [
    "BatchNormalization": .one(ONNX.batchNormalization),
    "InstanceNormalization": .one(ONNX.instanceNormalization),
    "LayerNormalization": .one(ONNX.layerNormalization(isCentered: true)),
    "RMSNormalization": .one(ONNX.layerNormalization(isCentered: false)),
    "SimplifiedLayerNormalization": .one(ONNX.layerNormalization(isCentered: false)),
    "GroupNormalization": .one(ONNX.groupNormalization),
    "MeanVarianceNormalization": .one(ONNX.standardization),
    "LpNormalization": .one(ONNX.lpNormalization), "LRN": .one(ONNX.localResponse),
  ]

  private static let moves: [String: Rule] = [
    "Identity": .one(ONNX.identity), "Dropout": .same, "Reshape": .one(ONNX.reshape),
    "Flatten": .one(ONNX.flatten), "Squeeze": .one(ONNX.squeeze),
    "Unsqueeze": .one(ONNX.unsqueeze), "Transpose": .one(ONNX.transpose),
    "Concat": .one(ONNX.concatenation), "Split": Rule(ONNX.split), "Slice": .one(ONNX.slice),
    "Pad": .one(ONNX.pad), "Expand": .one(ONNX.expand), "Tile": .one(ONNX.tile),
    "Gather": .one(ONNX.gather), "GatherElements": .one(ONNX.gatherElements),
    "GatherND": .one(ONNX.gatherPoints), "ScatterElements": .one(ONNX.scatter),
    "ScatterND": .one(ONNX.scatter), "Scatter": .one(ONNX.scatter), "TopK": Rule(ONNX.largest),
    "OneHot": .one(ONNX.oneHot), "ReverseSequence": .one(ONNX.reverse),
  ]

  private static let sizes: [String: Rule] = [
    "Shape": .one(ONNX.shape), "Size": .one(ONNX.size),
    "ConstantOfShape": .one(ONNX.filled), "Range": .one(ONNX.range), "EyeLike": .one(ONNX.like),
    "Trilu": .one(ONNX.triangle), "NonZero": .dependsOnData, "NonMaxSuppression": .dependsOnData,
    "Unique": .dependsOnData, "Compress": .dependsOnData, "RandomNormalLike": .one(ONNX.like),
    "RandomUniformLike": .one(ONNX.like), "HannWindow": .one(ONNX.window),
    "HammingWindow": .one(ONNX.window), "BlackmanWindow": .one(ONNX.window),
  ]

  private static let recurrences: [String: Rule] = [
    "LSTM": Rule(ONNX.recurrent(.lstm)), "GRU": Rule(ONNX.recurrent(.gru)),
    "RNN": Rule(ONNX.recurrent(.rnn)),
  ]

  private static let conversions: [String: Rule] = [
    "Cast": .one(ONNX.cast), "CastLike": .one(ONNX.castLike),
    "QuantizeLinear": .one(ONNX.quantize), "DequantizeLinear": .one(ONNX.dequantize),
    "DynamicQuantizeLinear": Rule(ONNX.dynamicQuantize),
  ]

  private static let control: [String: Rule] = [
    "If": Rule(ONNX.branch),
    "Loop": Rule { (_, _) throws(Refusal) in throw .undecided(.branch) },
    "Scan": Rule { (_, _) throws(Refusal) in throw .undecided(.branch) },
  ]

  private static let microsoft: [String: Rule] = [
    "Gelu": .activation(.gelu), "FastGelu": .one(ONNX.biasedGelu),
    "BiasGelu": .one(ONNX.biasedGelu), "QuickGelu": .one(ONNX.quickGelu),
    "FusedMatMul": .one(ONNX.matrixProduct), "FusedConv": .one(ONNX.fusedConvolution),
    "FusedGemm": .one(ONNX.fusedGemm), "MatMulNBits": .one(ONNX.packedProduct),
    "MatMulIntegerToFloat": .one(ONNX.biasedProduct(bias: 6)),
    "DynamicQuantizeMatMul": .one(ONNX.biasedProduct(bias: 4)),
    "SkipLayerNormalization": Rule(ONNX.skipNormalization(isCentered: true)),
    "SkipSimplifiedLayerNormalization": Rule(ONNX.skipNormalization(isCentered: false)),
    "SimplifiedLayerNormalization": .one(ONNX.layerNormalization(isCentered: false)),
    "RMSNormalization": .one(ONNX.layerNormalization(isCentered: false)),
    "Attention": .one(ONNX.projectedAttention),
    "MultiHeadAttention": .one(ONNX.multiHeadAttention),
    "QLinearAdd": .one(ONNX.quantized(.add)), "QLinearMul": .one(ONNX.quantized(.multiply)),
    "QLinearSigmoid": .activation(.sigmoid), "QLinearLeakyRelu": .activation(.leaky),
    "QLinearSoftmax": .one(ONNX.softmax(.softmax)),
    "QLinearAveragePool": .one(ONNX.pool(isMaximum: false)),
    "QLinearGlobalAveragePool": .one(ONNX.globalPool(isMaximum: false)),
    "QLinearConcat": .one(ONNX.quantizedConcatenation), "QGemm": .one(ONNX.quantizedGemm),
    "QuantizeLinear": .one(ONNX.quantize), "DequantizeLinear": .one(ONNX.dequantize),
  ].reduce(into: [:]) { $0["com.microsoft.\($1.key)"] = $1.value }
}

/// The rules of single operators.
enum ONNX {}
