import CostModel
import Symbolic

// The layers of Core ML's neural networks, as github.com/apple/coremltools,
// mlmodel/format/NeuralNetwork.proto, defines them.

extension FormatRules {
  /// The layers of Core ML's neural networks.
  static let coreMLNetwork: FormatRules = {
    let rules = [
      layerMaps, layerElements, layerUnary, layerReductions, layerNormalizations, layerMoves,
      layerSizes, layerRecurrences,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    // Nobody computes them: what a layer's numbers mean stands beside each.
    return FormatRules(rules: rules, layout: .channelsFirst, standIns: Set(rules.keys))
  }()

  private static let layerMaps: [String: Rule] = [
    "convolution": .one(LayerRule.convolution), "convolution3d": .one(LayerRule.convolution3D),
    "pooling": .one(LayerRule.pool), "pooling3d": .one(LayerRule.pool3D),
    "globalPooling3d": .one(LayerRule.globalPool), "innerProduct": .one(LayerRule.innerProduct),
    "batchedMatmul": .one(LayerRule.matrixProduct), "embedding": .one(LayerRule.embedding),
    "embeddingND": .one(LayerRule.embedding), "upsample": .one(LayerRule.upsample),
    "resizeBilinear": .one(LayerRule.resize), "reorganizeData": .one(LayerRule.reorganize),
    "crop": .one(LayerRule.crop), "padding": .one(LayerRule.padding),
    "constantPad": .one(LayerRule.constantPad),
  ]

  private static let layerElements: [String: Rule] = [
    "add": LayerRule.elementwise(.add), "multiply": LayerRule.elementwise(.multiply),
    "average": LayerRule.elementwise(.mean), "max": LayerRule.elementwise(.maximum),
    "min": LayerRule.elementwise(.minimum), "dot": .one(LayerRule.dot),
    "addBroadcastable": .elementwise(.add), "subtractBroadcastable": .elementwise(.subtract),
    "multiplyBroadcastable": .elementwise(.multiply), "divideBroadcastable": .elementwise(.divide),
    "powBroadcastable": .elementwise(.power), "floorDivBroadcastable": .elementwise(.floorDivide),
    "modBroadcastable": .elementwise(.modulo), "maxBroadcastable": .elementwise(.maximum),
    "minBroadcastable": .elementwise(.minimum), "equal": LayerRule.elementwise(.equal),
    "notEqual": LayerRule.elementwise(.notEqual), "lessThan": LayerRule.elementwise(.less),
    "lessEqual": LayerRule.elementwise(.lessOrEqual),
    "greaterThan": LayerRule.elementwise(.greater),
    "greaterEqual": LayerRule.elementwise(.greaterOrEqual), "logicalAnd": .elementwise(.and),
    "logicalOr": .elementwise(.or), "logicalXor": .elementwise(.xor),
    "logicalNot": .elementwise(.not), "whereBroadcastable": .elementwise(.select),
    "scale": .one(LayerRule.scale), "bias": .one(LayerRule.bias),
  ]

  private static let layerUnary: [String: Rule] = [
    "activation": .one(LayerRule.activation), "unary": .one(LayerRule.unary),
    "clip": .one(LayerRule.clip("minVal", "maxVal")),
    "clampedReLU": .one(LayerRule.clip("alpha", "beta")), "gelu": .activation(.gelu),
    "ceil": .elementwise(.ceil), "floor": .elementwise(.floor), "sign": .elementwise(.sign),
    "round": .elementwise(.round), "exp2": .elementwise(.exp2), "sin": .elementwise(.sin),
    "cos": .elementwise(.cos), "tan": .elementwise(.tan), "asin": .elementwise(.asin),
    "acos": .elementwise(.acos), "atan": .elementwise(.atan), "sinh": .elementwise(.sinh),
    "cosh": .elementwise(.cosh), "tanh": .activation(.tanh), "asinh": .elementwise(.asinh),
    "acosh": .elementwise(.acosh), "atanh": .elementwise(.atanh), "erf": .elementwise(.erf),
    "copy": .same,
  ]

  private static let layerReductions: [String: Rule] = [
    "reduce": .one(LayerRule.reduce), "reduceL1": .one(LayerRule.reduction(.l1)),
    "reduceL2": .one(LayerRule.reduction(.l2)), "reduceMax": .one(LayerRule.reduction(.maximum)),
    "reduceMin": .one(LayerRule.reduction(.minimum)), "reduceSum": .one(LayerRule.reduction(.sum)),
    "reduceProd": .one(LayerRule.reduction(.product)),
    "reduceMean": .one(LayerRule.reduction(.mean)),
    "reduceLogSum": .one(LayerRule.reduction(.logSum)),
    "reduceSumSquare": .one(LayerRule.reduction(.sumOfSquares)),
    "reduceLogSumExp": .one(LayerRule.reduction(.logSumExp)),
    "argMax": .one(LayerRule.place(.argmax)), "argMin": .one(LayerRule.place(.argmin)),
    "softmax": .one(LayerRule.softmax), "softmaxND": .one(LayerRule.softmaxND),
    "cumSum": .one(LayerRule.cumulativeSum),
  ]

  private static let layerNormalizations: [String: Rule] = [
    "batchnorm": .one(LayerRule.batchNormalization), "mvn": .one(LayerRule.standardization),
    "l2normalize": .one(LayerRule.l2Normalization), "lrn": .one(LayerRule.localResponse),
    "layerNormalization": .one(LayerRule.layerNormalization),
  ]

  private static let layerMoves: [String: Rule] = [
    "concat": .one(LayerRule.concatenation), "concatND": .one(LayerRule.concatenationND),
    "stack": .one(LayerRule.stack), "split": Rule(LayerRule.split),
    "splitND": Rule(LayerRule.splitND), "sequenceRepeat": .one(LayerRule.sequenceRepeat),
    "slice": .one(LayerRule.slice), "sliceStatic": .one(LayerRule.sliceStatic),
    "reverse": .one(LayerRule.reverse), "reshape": .one(LayerRule.reshape),
    "reshapeStatic": .one(LayerRule.reshapeStatic),
    "rankPreservingReshape": .one(LayerRule.reshapeStatic),
    "reshapeLike": .one(LayerRule.reshapeLike), "reshapeDynamic": .one(LayerRule.reshapeDynamic),
    "flatten": .one(LayerRule.flatten), "flattenTo2D": .one(LayerRule.flattenTo2D),
    "squeeze": .one(LayerRule.squeeze), "expandDims": .one(LayerRule.expandDims),
    "permute": .one(LayerRule.permute), "transpose": .one(LayerRule.transpose),
    "tile": .one(LayerRule.tile), "broadcastToStatic": .one(LayerRule.broadcast),
    "broadcastToLike": .one(LayerRule.broadcastLike), "gather": .one(LayerRule.gather),
    "gatherND": .one(LayerRule.gatherPoints), "gatherAlongAxis": .one(LayerRule.gatherAlongAxis),
    "scatter": .one(LayerRule.scatter), "scatterND": .one(LayerRule.scatter),
    "scatterAlongAxis": .one(LayerRule.scatter), "topK": Rule(LayerRule.largest),
    "oneHot": .one(LayerRule.oneHot), "lowerTriangular": .one(ONNXRule.triangle),
    "upperTriangular": .one(ONNXRule.triangle), "matrixBandPart": .one(ONNXRule.triangle),
  ]

  private static let layerSizes: [String: Rule] = [
    "loadConstant": .one(LayerRule.constant), "loadConstantND": .one(LayerRule.constant),
    "getShape": .one(ONNXRule.shape), "fillStatic": .one(LayerRule.fill),
    "fillLike": .one(LayerRule.fill), "fillDynamic": .one(LayerRule.fill),
    "whereNonZero": .dependsOnData, "NonMaximumSuppression": .dependsOnData,
    "branch": Rule(LayerRule.branch),
    "loop": Rule { (_, _) throws(Refusal) in throw .undecided(.branch) },
  ]

  private static let layerRecurrences: [String: Rule] = [
    "uniDirectionalLSTM": Rule(LayerRule.lstm(directions: 1)),
    "biDirectionalLSTM": Rule(LayerRule.lstm(directions: 2)), "gru": Rule(LayerRule.gru),
    "simpleRecurrent": Rule(LayerRule.rnn),
  ]
}

/// The rules of single layers of neural networks.
enum LayerRule {}
