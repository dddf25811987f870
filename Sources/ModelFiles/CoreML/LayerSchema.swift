/// Fields of the layers of Core ML's neural networks, by message of `NeuralNetwork.proto`.
///
/// Names of messages go without `LayerParams`. Weights that are updated on the device, and what
/// training needs, are left out.
enum LayerSchema {
  /// What a field holds.
  enum Kind {
    case integer, integers, real, reals, bool, text, weights, network
    /// Another message, by name; empty if it has no fields of interest.
    case message(Substring)
    /// Other messages.
    case messages(Substring)
  }

  struct Field {
    let name: String
    let kind: Kind
  }

  /// The fields of a message by their numbers.
  static let messages: [Substring: [Int: Field]] = {
    var messages: [Substring: [Int: Field]] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      for word in words.dropFirst() {
        let parts = word.split(separator: ":")
        guard parts.count == 3, let number = Int(parts[0]), let kind = kind(parts[2]) else {
          continue
        }
        messages[words[0], default: [:]][number] = Field(name: String(parts[1]), kind: kind)
      }
    }
    return messages
  }()

  private static func kind(_ text: Substring) -> Kind? {
    switch text.first {
    case "i": .integer
    case "I": .integers
    case "f": .real
    case "F": .reals
    case "b": .bool
    case "s": .text
    case "w", "W": .weights
    case "n": .network
    case "M": .message(text.dropFirst())
    case "R": .messages(text.dropFirst())
    default: nil
    }
  }

  /// A message a line: its fields as number, name and kind.
  private static let text = """
    NeuralNetworkLayer 100:convolution:MConvolution 120:pooling:MPooling \
      130:activation:MActivation 140:innerProduct:MInnerProduct 150:embedding:MEmbedding \
      160:batchnorm:MBatchnorm 165:mvn:MMeanVarianceNormalize 170:l2normalize:ML2Normalize \
      175:softmax:M 180:lrn:MLRN 190:crop:MCrop 200:padding:MPadding 210:upsample:MUpsample \
      211:resizeBilinear:MResizeBilinear 212:cropResize:MCropResize 220:unary:MUnaryFunction \
      230:add:MAdd 231:multiply:MMultiply 240:average:M 245:scale:MScale 250:bias:MBias \
      260:max:M 261:min:M 270:dot:MDotProduct 280:reduce:MReduce 290:loadConstant:MLoadConstant \
      300:reshape:MReshape 301:flatten:MFlatten 310:permute:MPermute 320:concat:MConcat \
      330:split:MSplit 340:sequenceRepeat:MSequenceRepeat 345:reorganizeData:MReorganizeData \
      350:slice:MSlice 400:simpleRecurrent:MSimpleRecurrent 410:gru:MGRU \
      420:uniDirectionalLSTM:MUniDirectionalLSTM 430:biDirectionalLSTM:MBiDirectionalLSTM \
      500:custom:MCustom 600:copy:M 605:branch:MBranch 615:loop:MLoop 620:loopBreak:M \
      625:loopContinue:M 635:rangeStatic:MRangeStatic 640:rangeDynamic:MRangeDynamic \
      660:clip:MClip 665:ceil:M 670:floor:M 680:sign:M 685:round:M 700:exp2:M 710:sin:M \
      715:cos:M 720:tan:M 730:asin:M 735:acos:M 740:atan:M 750:sinh:M 755:cosh:M 760:tanh:M \
      770:asinh:M 775:acosh:M 780:atanh:M 790:erf:M 795:gelu:MGelu 815:equal:MEqual \
      820:notEqual:MNotEqual 825:lessThan:MLessThan 827:lessEqual:MLessEqual \
      830:greaterThan:MGreaterThan 832:greaterEqual:MGreaterEqual 840:logicalOr:M \
      845:logicalXor:M 850:logicalNot:M 855:logicalAnd:M 865:modBroadcastable:M \
      870:minBroadcastable:M 875:maxBroadcastable:M 880:addBroadcastable:M \
      885:powBroadcastable:M 890:divideBroadcastable:M 895:floorDivBroadcastable:M \
      900:multiplyBroadcastable:M 905:subtractBroadcastable:M 920:tile:MTile 925:stack:MStack \
      930:gather:MGather 935:scatter:MScatter 940:gatherND:M 945:scatterND:MScatterND \
      950:softmaxND:MSoftmaxND 952:gatherAlongAxis:MGatherAlongAxis \
      954:scatterAlongAxis:MScatterAlongAxis 960:reverse:MReverse 965:reverseSeq:MReverseSeq \
      975:splitND:MSplitND 980:concatND:MConcatND 985:transpose:MTranspose \
      995:sliceStatic:MSliceStatic 1000:sliceDynamic:MSliceDynamic \
      1005:slidingWindows:MSlidingWindows 1015:topK:MTopK 1020:argMin:MArgMin \
      1025:argMax:MArgMax 1040:embeddingND:MEmbeddingND 1045:batchedMatmul:MBatchedMatMul \
      1065:getShape:M 1070:loadConstantND:MLoadConstantND 1080:fillLike:MFillLike \
      1085:fillStatic:MFillStatic 1090:fillDynamic:MFillDynamic 1100:broadcastToLike:M \
      1105:broadcastToStatic:MBroadcastToStatic 1110:broadcastToDynamic:M 1120:squeeze:MSqueeze \
      1125:expandDims:MExpandDims 1130:flattenTo2D:MFlattenTo2D 1135:reshapeLike:M \
      1140:reshapeStatic:MReshapeStatic 1145:reshapeDynamic:M \
      1150:rankPreservingReshape:MRankPreservingReshape 1155:constantPad:MConstantPadding \
      1170:randomNormalLike:MRandomNormalLike 1175:randomNormalStatic:MRandomNormalStatic \
      1180:randomNormalDynamic:MRandomNormalDynamic 1190:randomUniformLike:MRandomUniformLike \
      1195:randomUniformStatic:MRandomUniformStatic \
      1200:randomUniformDynamic:MRandomUniformDynamic \
      1210:randomBernoulliLike:MRandomBernoulliLike \
      1215:randomBernoulliStatic:MRandomBernoulliStatic \
      1220:randomBernoulliDynamic:MRandomBernoulliDynamic \
      1230:categoricalDistribution:MCategoricalDistribution 1250:reduceL1:MReduceL1 \
      1255:reduceL2:MReduceL2 1260:reduceMax:MReduceMax 1265:reduceMin:MReduceMin \
      1270:reduceSum:MReduceSum 1275:reduceProd:MReduceProd 1280:reduceMean:MReduceMean \
      1285:reduceLogSum:MReduceLogSum 1290:reduceSumSquare:MReduceSumSquare \
      1295:reduceLogSumExp:MReduceLogSumExp 1313:whereNonZero:M \
      1315:matrixBandPart:MMatrixBandPart 1320:lowerTriangular:MLowerTriangular \
      1325:upperTriangular:MUpperTriangular 1330:whereBroadcastable:M \
      1350:layerNormalization:MLayerNormalization \
      1400:NonMaximumSuppression:MNonMaximumSuppression 1450:oneHot:MOneHot 1455:cumSum:MCumSum \
      1460:clampedReLU:MClampedReLU 1461:argSort:MArgSort 1465:pooling3d:MPooling3D \
      1466:globalPooling3d:MGlobalPooling3D 1470:sliceBySize:MSliceBySize \
      1471:convolution3d:MConvolution3D
    Convolution 1:outputChannels:i 2:kernelChannels:i 10:nGroups:i 20:kernelSize:I 30:stride:I \
      40:dilationFactor:I 50:valid:MValidPadding 51:same:MSamePadding 60:isDeconvolution:b \
      70:hasBias:b 90:weights:w 91:bias:w 100:outputShape:I
    ValidPadding 1:paddingAmounts:MBorderAmounts
    BorderAmounts 10:borderAmounts:REdgeSizes
    EdgeSizes 1:startEdgeSize:i 2:endEdgeSize:i
    SamePadding 1:asymmetryMode:i
    Pooling 1:type:i 10:kernelSize:I 20:stride:I 30:valid:MValidPadding 31:same:MSamePadding \
      32:includeLastPixel:MValidCompletePadding 50:avgPoolExcludePadding:b 60:globalPooling:b
    ValidCompletePadding 10:paddingAmounts:I
    Activation 5:linear:MActivationLinear 10:ReLU:M 15:leakyReLU:MActivationLeakyReLU \
      20:thresholdedReLU:MActivationThresholdedReLU 25:PReLU:MActivationPReLU 30:tanh:M \
      31:scaledTanh:MActivationScaledTanh 40:sigmoid:M 41:sigmoidHard:MActivationSigmoidHard \
      50:ELU:MActivationELU 60:softsign:M 70:softplus:M \
      71:parametricSoftplus:MActivationParametricSoftplus
    ActivationLinear 1:alpha:f 2:beta:f
    ActivationLeakyReLU 1:alpha:f
    ActivationThresholdedReLU 1:alpha:f
    ActivationPReLU 1:alpha:w
    ActivationScaledTanh 1:alpha:f 2:beta:f
    ActivationSigmoidHard 1:alpha:f 2:beta:f
    ActivationELU 1:alpha:f
    ActivationParametricSoftplus 1:alpha:w 2:beta:w
    InnerProduct 1:inputChannels:i 2:outputChannels:i 10:hasBias:b 20:weights:w 21:bias:w \
      22:int8DynamicQuantize:b
    Embedding 1:inputDim:i 2:outputChannels:i 10:hasBias:b 20:weights:w 21:bias:w
    Batchnorm 1:channels:i 5:computeMeanVar:b 6:instanceNormalization:b 10:epsilon:f 15:gamma:w \
      16:beta:w 17:mean:w 18:variance:w
    MeanVarianceNormalize 1:acrossChannels:b 2:normalizeVariance:b 3:epsilon:f
    L2Normalize 1:epsilon:f
    LRN 1:alpha:f 2:beta:f 3:localSize:i 4:k:f
    Crop 1:cropAmounts:MBorderAmounts 5:offset:I
    Padding 1:constant:MPaddingConstant 2:reflection:M 3:replication:M \
      10:paddingAmounts:MBorderAmounts
    PaddingConstant 1:value:f
    Upsample 1:scalingFactor:I 7:fractionalScalingFactor:F 5:mode:i 6:linearUpsampleMode:i
    ResizeBilinear 1:targetSize:I 2:mode:MSamplingMode
    SamplingMode 1:samplingMethod:i
    CropResize 1:targetSize:I 2:normalizedCoordinates:b 3:mode:MSamplingMode \
      4:boxIndicesMode:MBoxCoordinatesMode 5:spatialScale:f
    BoxCoordinatesMode 1:boxMode:i
    UnaryFunction 1:type:i 2:alpha:f 3:epsilon:f 4:shift:f 5:scale:f
    Add 1:alpha:f
    Multiply 1:alpha:f
    Scale 1:shapeScale:I 2:scale:w 3:hasBias:b 4:shapeBias:I 5:bias:w
    Bias 1:shape:I 2:bias:w
    DotProduct 1:cosineSimilarity:b
    Reduce 1:mode:i 2:epsilon:f 3:axis:i
    LoadConstant 1:shape:I 2:data:w
    Reshape 1:targetShape:I 2:mode:i
    Flatten 1:mode:i
    Permute 1:axis:I
    Concat 100:sequenceConcat:b
    Split 1:nOutputs:i
    SequenceRepeat 1:nRepetitions:i
    ReorganizeData 1:mode:i 2:blockSize:i
    Slice 1:startIndex:i 2:endIndex:i 3:stride:i 4:axis:i
    SimpleRecurrent 1:inputVectorSize:i 2:outputVectorSize:i 10:activation:MActivation \
      15:sequenceOutput:b 20:hasBiasVector:b 30:weightMatrix:w 31:recursionMatrix:w \
      32:biasVector:w 100:reverseInput:b
    GRU 1:inputVectorSize:i 2:outputVectorSize:i 10:activations:RActivation 15:sequenceOutput:b \
      20:hasBiasVectors:b 30:updateGateWeightMatrix:w 31:resetGateWeightMatrix:w \
      32:outputGateWeightMatrix:w 50:updateGateRecursionMatrix:w 51:resetGateRecursionMatrix:w \
      52:outputGateRecursionMatrix:w 70:updateGateBiasVector:w 71:resetGateBiasVector:w \
      72:outputGateBiasVector:w 100:reverseInput:b
    UniDirectionalLSTM 1:inputVectorSize:i 2:outputVectorSize:i 10:activations:RActivation \
      15:params:MLSTM 20:weightParams:MLSTMWeight 100:reverseInput:b
    LSTM 10:sequenceOutput:b 20:hasBiasVectors:b 30:forgetBias:b 40:hasPeepholeVectors:b \
      50:coupledInputAndForgetGate:b 60:cellClipThreshold:f
    LSTMWeight 1:inputGateWeightMatrix:w 2:forgetGateWeightMatrix:w 3:blockInputWeightMatrix:w \
      4:outputGateWeightMatrix:w 20:inputGateRecursionMatrix:w 21:forgetGateRecursionMatrix:w \
      22:blockInputRecursionMatrix:w 23:outputGateRecursionMatrix:w 40:inputGateBiasVector:w \
      41:forgetGateBiasVector:w 42:blockInputBiasVector:w 43:outputGateBiasVector:w \
      60:inputGatePeepholeVector:w 61:forgetGatePeepholeVector:w 62:outputGatePeepholeVector:w
    BiDirectionalLSTM 1:inputVectorSize:i 2:outputVectorSize:i \
      10:activationsForwardLSTM:RActivation 11:activationsBackwardLSTM:RActivation \
      15:params:MLSTM 20:weightParams:RLSTMWeight
    Custom 10:className:s 20:weights:W 40:description:s
    Branch 1:ifBranch:n 2:elseBranch:n
    Loop 1:maxLoopIterations:i 2:conditionVar:s 3:conditionNetwork:n 4:bodyNetwork:n
    RangeStatic 1:endValue:f 2:startValue:f 3:stepSizeValue:f
    RangeDynamic 2:startValue:f 3:stepSizeValue:f
    Clip 1:minVal:f 2:maxVal:f
    Gelu 1:mode:i
    Equal 1:alpha:f
    NotEqual 1:alpha:f
    LessThan 2:alpha:f
    LessEqual 2:alpha:f
    GreaterThan 2:alpha:f
    GreaterEqual 2:alpha:f
    Tile 1:reps:I
    Stack 1:axis:i
    Gather 1:axis:i
    Scatter 1:axis:i 2:mode:i
    ScatterND 1:mode:i
    SoftmaxND 1:axis:i
    GatherAlongAxis 1:axis:i
    ScatterAlongAxis 1:axis:i 2:mode:i
    Reverse 1:reverseDim:I
    ReverseSeq 1:batchAxis:i 2:sequenceAxis:i
    SplitND 1:axis:i 2:numSplits:i 3:splitSizes:I
    ConcatND 1:axis:i 2:interleave:b
    Transpose 1:axes:I
    SliceStatic 1:beginIds:I 2:beginMasks:I 3:endIds:I 4:endMasks:I 5:strides:I 6:squeezeMasks:I
    SliceDynamic 2:beginMasks:I 3:endIds:I 4:endMasks:I 5:strides:I 6:squeezeMasks:I
    SlidingWindows 1:axis:i 2:windowSize:i 3:step:i
    TopK 1:axis:i 2:K:i 3:useBottomK:b
    ArgMin 1:axis:i 2:removeDim:b
    ArgMax 1:axis:i 2:removeDim:b
    EmbeddingND 1:vocabSize:i 2:embeddingSize:i 3:hasBias:b 20:weights:w 21:bias:w
    BatchedMatMul 1:transposeA:b 2:transposeB:b 5:weightMatrixFirstDimension:i \
      6:weightMatrixSecondDimension:i 7:hasBias:b 8:weights:w 9:bias:w 10:int8DynamicQuantize:b
    LoadConstantND 1:shape:I 2:data:w
    FillLike 1:value:f
    FillStatic 1:value:f 2:targetShape:I
    FillDynamic 1:value:f
    BroadcastToStatic 1:targetShape:I
    Squeeze 1:axes:I 2:squeezeAll:b
    ExpandDims 1:axes:I
    FlattenTo2D 1:axis:i
    ReshapeStatic 1:targetShape:I
    RankPreservingReshape 1:targetShape:I
    ConstantPadding 1:value:f 2:padAmounts:I 3:padToGivenOutputSizeMode:b
    RandomNormalLike 1:seed:i 2:mean:f 3:stdDev:f
    RandomNormalStatic 1:seed:i 2:mean:f 3:stdDev:f 4:outputShape:I
    RandomNormalDynamic 1:seed:i 2:mean:f 3:stdDev:f
    RandomUniformLike 1:seed:i 2:minVal:f 3:maxVal:f
    RandomUniformStatic 1:seed:i 2:minVal:f 3:maxVal:f 4:outputShape:I
    RandomUniformDynamic 1:seed:i 2:minVal:f 3:maxVal:f
    RandomBernoulliLike 1:seed:i 2:prob:f
    RandomBernoulliStatic 1:seed:i 2:prob:f 3:outputShape:I
    RandomBernoulliDynamic 1:seed:i 2:prob:f
    CategoricalDistribution 1:seed:i 2:numSamples:i 3:isLogits:b 4:eps:f 5:temperature:f
    ReduceL1 1:axes:I 2:keepDims:b 3:reduceAll:b
    ReduceL2 1:axes:I 2:keepDims:b 3:reduceAll:b
    ReduceMax 1:axes:I 2:keepDims:b 3:reduceAll:b
    ReduceMin 1:axes:I 2:keepDims:b 3:reduceAll:b
    ReduceSum 1:axes:I 2:keepDims:b 3:reduceAll:b
    ReduceProd 1:axes:I 2:keepDims:b 3:reduceAll:b
    ReduceMean 1:axes:I 2:keepDims:b 3:reduceAll:b
    ReduceLogSum 1:axes:I 2:keepDims:b 3:reduceAll:b
    ReduceSumSquare 1:axes:I 2:keepDims:b 3:reduceAll:b
    ReduceLogSumExp 1:axes:I 2:keepDims:b 3:reduceAll:b
    MatrixBandPart 1:numLower:i 2:numUpper:i
    LowerTriangular 1:k:i
    UpperTriangular 1:k:i
    LayerNormalization 1:normalizedShape:I 2:eps:f 3:gamma:w 4:beta:w
    NonMaximumSuppression 1:iouThreshold:f 2:scoreThreshold:f 3:maxBoxes:i \
      4:perClassSuppression:b
    OneHot 1:oneHotVectorSize:i 2:axis:i 3:onValue:f 4:offValue:f
    CumSum 1:axis:i 2:excludeFinalSum:b 3:reverse:b
    ClampedReLU 1:alpha:f 2:beta:f
    ArgSort 1:axis:i 2:descending:b
    Pooling3D 1:type:i 2:kernelDepth:i 3:kernelHeight:i 4:kernelWidth:i 5:strideDepth:i \
      6:strideHeight:i 7:strideWidth:i 15:paddingType:i 8:customPaddingFront:i \
      9:customPaddingBack:i 10:customPaddingTop:i 11:customPaddingBottom:i \
      12:customPaddingLeft:i 13:customPaddingRight:i 14:countExcludePadding:b
    GlobalPooling3D 1:type:i
    SliceBySize 2:size:i 3:axis:i
    Convolution3D 1:outputChannels:i 2:inputChannels:i 10:nGroups:i 20:kernelDepth:i \
      21:kernelHeight:i 22:kernelWidth:i 31:strideDepth:i 32:strideHeight:i 33:strideWidth:i \
      40:dilationDepth:i 41:dilationHeight:i 42:dilationWidth:i 50:hasBias:b 60:weights:w \
      61:bias:w 70:paddingType:i 80:customPaddingFront:i 81:customPaddingBack:i \
      82:customPaddingTop:i 83:customPaddingBottom:i 84:customPaddingLeft:i \
      85:customPaddingRight:i 86:isDeconvolution:b 87:outputShape:I
    """
}
