import CostModel
import Symbolic

// Layers that make constants, recurrent ones, and graphs inside layers.
extension LayerRule {
  /// Numbers of the file, in the shape that stands beside them; channels x height x width is that of
  /// a sample.
  static func constant(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let sizes = (try call.integers("shape") ?? []).map { Formula($0) }
    let isMap = call.node.type == "loadConstant"
    let element = key(call, "data").map { translator.file.tensors[$0].element } ?? .float32
    return .constant(
      Constant(Shape(isMap ? [1] + sizes : sizes), element, .open, key: key(call, "data")))
  }

  static func fill(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var sizes = (try call.integers("targetShape") ?? []).map { Formula($0) }
    if sizes.isEmpty, !call.inputs.isEmpty {
      let input = try call[0]
      sizes =
        call.node.type == "fillLike" ? input.shape?.sizes ?? [] : try translator.sizes(input)
    }
    let value = KnownElement(try call.real("value") ?? 0) ?? KnownElement(Formula.zero)
    return translator.filled(sizes, value, .float32)
  }

  // MARK: Recurrent layers

  static func lstm(
    directions: Int
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      let hasPeepholes = try isTrue(call, "params.hasPeepholeVectors")
      let isCoupled = try isTrue(call, "params.coupledInputAndForgetGate")
      guard !hasPeepholes, !isCoupled else { throw .undecided(.unknown) }
      let weights = directions == 1 ? "weightParams" : "weightParams.0"
      return try recurrent(
        &translator, call, .lstm, directions: directions, hasBias: "params.hasBiasVectors",
        isSequence: "params.sequenceOutput", key: key(call, "\(weights).inputGateWeightMatrix"))
    }
  }

  static func gru(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    try recurrent(
      &translator, call, .gru, directions: 1, hasBias: "hasBiasVectors",
      isSequence: "sequenceOutput", key: key(call, "updateGateWeightMatrix"))
  }

  static func rnn(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    try recurrent(
      &translator, call, .rnn, directions: 1, hasBias: "hasBiasVector",
      isSequence: "sequenceOutput", key: key(call, "weightMatrix"))
  }

  /// Sequences are steps x batch x features, perhaps with a map of a single position. The results of
  /// all steps or of the last, then the last states.
  private static func recurrent(
    _ translator: inout Translator, _ call: Call, _ cell: RecurrentCell, directions: Int,
    hasBias: String, isSequence: String, key: Int?
  ) throws(Refusal) -> Rule.Outcome {
    var input = try call[0]
    guard let own = input.shape?.sizes else { return .made([]) }
    let isMap = own.count > 3
    if isMap {
      guard own.count < 6, own.suffix(2).allSatisfy({ $0 == 1 }) else {
        throw .invalid(Diagnostic("it reads a tensor of \(own.count) axes, not 3"))
      }
      input = try translator.squeeze(input, [own.count - 2, own.count - 1])
    }
    // A single sample of features is a sequence of one.
    if input.shape?.sizes.count == 2 { input = try translator.unsqueeze(input, [0]) }
    guard let sizes = input.shape?.sizes, sizes.count == 3 else {
      throw .invalid(Diagnostic("it reads a tensor of \(own.count) axes, not 3"))
    }
    let features = Formula(try call.integer("inputVectorSize") ?? 0)
    try translator.require(
      sizes[2], equals: features,
      "its weights are for \(features.text) features, and it reads \(sizes[2].text)")
    let all = try translator.add(
      .recurrent(
        Recurrent(
          cell, hidden: Formula(try call.integer("outputVectorSize") ?? 0),
          directions: directions, timeAxis: 0, biases: isTrue(call, hasBias) ? 1 : 0)), [input],
      weights: key)
    let last = try translator.exactly { () throws(ArithmeticFault) in try sizes[0] - 1 }
    let end = try translator.slice(all, axis: 0, start: last, count: 1)
    func shaped(_ operand: Operand) throws(Refusal) -> Operand {
      guard isMap else { return operand }
      let rows = own.count == 4 ? try translator.squeeze(operand, [0]) : operand
      guard let rank = rows.shape?.sizes.count else { return .unknown }
      return try translator.unsqueeze(rows, [rank, rank + 1])
    }
    let first = try shaped(isTrue(call, isSequence) ? all : end)
    let state = try shaped(end)
    return .made([first] + call.node.outputs.dropFirst().map { _ in state })
  }

  // MARK: Graphs inside layers

  /// Branches read what is around them, and give it back by its name.
  static func branch(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    throw .undecided(.branch)
  }
}
