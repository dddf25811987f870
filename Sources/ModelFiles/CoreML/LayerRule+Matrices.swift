import CostModel
import Symbolic

// Products of matrices.
extension LayerRule {
  /// Weights are outputs x inputs. A map of a single position stays one.
  static func innerProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    var input = try call[0]
    if input.shape?.sizes.count == 1 { input = try translator.unsqueeze(input, [0]) }
    if input.shape?.sizes.count == 3, let sizes = input.shape?.sizes, sizes[1...] == [1, 1] {
      input = try translator.unsqueeze(input, [0])
    }
    guard let shape = input.shape else { return .unknown }
    let wanted = Formula(try call.integer("inputChannels") ?? 0)
    let isMap = shape.map.count == 2 && shape.map.allSatisfy { $0 == 1 }
    let size = isMap ? shape.channels : shape.sizes.last ?? 1
    try translator.require(
      size, equals: wanted,
      "its weights are for \(wanted.text) numbers, and it reads \(size.text)")
    let axis = isMap || shape.sizes.count == 2 ? nil : shape.sizes.count - 1
    return try translator.add(
      .dense(
        Dense(
          channels: Formula(try call.integer("outputChannels") ?? 0),
          hasBias: isTrue(call, "hasBias"), axis: axis)), [input], weights: key(call, "weights"))
  }

  /// Of two tensors, or of one with weights.
  static func matrixProduct(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    if call.inputs.count > 1 {
      return try translator.matrixProduct(
        call[0], call[1], transposesLeft: isTrue(call, "transposeA"),
        transposesRight: isTrue(call, "transposeB"))
    }
    let sizes = [
      Formula(try call.integer("weightMatrixFirstDimension") ?? 0),
      Formula(try call.integer("weightMatrixSecondDimension") ?? 0),
    ]
    let weights = Operand.constant(
      Constant(Shape(sizes), .float32, .open, key: key(call, "weights")))
    let bias = Operand.constant(
      Constant(Shape([sizes[1]]), .float32, .open, key: key(call, "bias")))
    return try translator.dense(
      call[0], weights, bias: isTrue(call, "hasBias") ? bias : nil, outputsFirst: false)
  }

  /// A row of a table for each index.
  static func embedding(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let isND = call.node.type == "embeddingND"
    let rows = try call.integer(isND ? "vocabSize" : "inputDim") ?? 0
    let columns = try call.integer(isND ? "embeddingSize" : "outputChannels") ?? 0
    let table = Operand.constant(
      Constant(
        Shape([Formula(rows), Formula(columns)]), .float32, .open, key: key(call, "weights")))
    // An axis of size 1 for the index becomes that of the features.
    var indices = try call[0]
    if let sizes = indices.shape?.sizes, sizes.count > 1, sizes.last == 1 {
      indices = try translator.squeeze(indices, [sizes.count - 1])
    }
    let made = try translator.gather(table, indices, axis: 0)
    guard try isTrue(call, "hasBias") else { return made }
    let bias = Operand.constant(
      Constant(Shape([Formula(columns)]), .float32, .open, key: key(call, "bias")))
    return try translator.elementwise(.add, [made, bias])
  }
}
