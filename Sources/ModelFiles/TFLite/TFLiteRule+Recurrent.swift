import CostModel
import Symbolic

// Layers that read a sequence step by step, graphs inside nodes, and what is kept between runs.
extension TFLiteRule {
  /// The weights of an LSTM among the inputs of a node, from one on: for each gate those of the
  /// features, then those of the state.
  private struct Gates {
    let hidden: Formula
    let projection: Formula?
    let hasBias: Bool
    let key: Int?
    /// The weights, with those of the gates one after the other.
    let parameters: [Constant]

    let couplesGates: Bool
    let scales: Int

    /// - Parameters:
    ///   - norms: the inputs that normalize gates, in an operator that has them.
    ///   - auxiliary: those of a second sequence.
    /// - Throws: `undecided` for a second sequence.
    init(
      _ translator: inout Translator, _ call: Call, features: Formula, gates first: Int,
      projection place: Int, norms: Range<Int>, auxiliary: Range<Int> = 0..<0
    ) throws(Refusal) {
      guard auxiliary.allSatisfy({ call.optional($0) == nil }) else { throw .undecided(.unknown) }
      // Without weights of the gate for what comes in, that takes in what is not kept.
      couplesGates = call.optional(first) == nil
      // Peepholes, and the coefficients of gates that are normalized.
      let peepholes = (first + 8)..<(first + 11)
      scales = (Array(peepholes) + Array(norms)).count { call.optional($0) != nil }
      let weights = try translator.weights(call[first + 1])
      let state = try translator.weights(call[first + 5])
      guard weights.shape.sizes.count == 2, state.shape.sizes.count == 2 else {
        throw .invalid(Diagnostic("its weights have \(weights.shape.sizes.count) axes, not 2"))
      }
      try translator.require(
        features, equals: weights.shape.sizes[1],
        "its weights are for \(weights.shape.sizes[1].text) features, and it reads "
          + features.text)
      hidden = weights.shape.sizes[0]
      projection = call.optional(place) == nil ? nil : state.shape.sizes[1]
      hasBias = call.optional(first + 12) != nil
      key = weights.key
      // Input, output, forget, cell, as ONNX has them, of input, forget, cell, output.
      func gates(_ place: Int) -> Constant? {
        translator.joined([0, 3, 1, 2].compactMap { call.optional(place + $0)?.constant })
      }
      let groups = [first, first + 4] + (hasBias ? [first + 11] : [])
      parameters =
        groups.compactMap(gates)
        + [place, place + 1].compactMap { call.optional($0)?.constant }.prefix(1)
      if call.optional(place + 1) != nil || couplesGates || scales > 0 || !isPlain(call) {
        translator.standIn(call)
      }
    }

    /// Whether nothing is cut off, and the activation is the usual one.
    private func isPlain(_ call: Call) -> Bool {
      let limits = ["cell_clip", "proj_clip"].compactMap { call.attribute($0) }
      let activation = call.attribute("fused_activation_function") ?? .text("TANH")
      return limits.allSatisfy { $0 == .real(0) } && activation == .text("TANH")
    }

    func layer(isTimeMajor: Bool) -> Operator<Formula> {
      .recurrent(
        Recurrent(
          .lstm, hidden: hidden, timeAxis: isTimeMajor ? 0 : 1, biases: hasBias ? 1 : 0,
          projection: projection, couplesGates: couplesGates, scales: scales))
    }
  }

  static func lstm(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let shape = try sequence(call[0]) else { return .unknown }
    let gates = try Gates(
      &translator, call, features: shape.sizes[2], gates: 1, projection: 16, norms: 20..<24)
    let isTimeMajor = try call.integer("time_major") ?? 0 != 0
    return try translator.add(
      gates.layer(isTimeMajor: isTimeMajor), [call[0]], weights: gates.key,
      parameters: gates.parameters)
  }

  /// A single step: a sequence of one.
  static func lstmStep(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    // The basic kernel, of five inputs, has one matrix for all gates.
    guard call.inputs.count > 5, let shape = try call[0].shape, shape.sizes.count == 2 else {
      throw .undecided(.unknown)
    }
    let gates = try Gates(
      &translator, call, features: shape.sizes[1], gates: 1, projection: 16, norms: 20..<24)
    let made = try translator.add(
      gates.layer(isTimeMajor: true), [translator.unsqueeze(call[0], [0])], weights: gates.key)
    return try translator.squeeze(made, [0])
  }

  /// Two layers, one of which reads the sequence from its end; their results are joined, or two.
  static func bidirectionalLSTM(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    guard let shape = try sequence(call[0]) else { return .made([]) }
    let isTimeMajor = try call.integer("time_major") ?? 1 != 0
    var made: [Operand] = []
    for first in [1, 18] {
      // Further inputs, with weights of their own, are those of a second sequence.
      let gates = try Gates(
        &translator, call, features: shape.sizes[2], gates: first, projection: first + 15,
        norms: 0..<0, auxiliary: 39..<48)
      var numerics = Numerics()
      numerics.startsAtEnd = first == 18
      made.append(
        try translator.add(
          gates.layer(isTimeMajor: isTimeMajor), [call[0]], weights: gates.key,
          parameters: gates.parameters, numerics: numerics))
    }
    return try joined(&translator, made, call)
  }

  static func rnn(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let isTimeMajor = try call.integer("time_major") ?? 0 != 0
    return try rnn(&translator, call, call[0], weights: 1, isTimeMajor: isTimeMajor)
  }

  static func rnnStep(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let step = try translator.unsqueeze(call[0], [0])
    return try translator.squeeze(
      rnn(&translator, call, step, weights: 1, isTimeMajor: true), [0])
  }

  static func bidirectionalRNN(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    guard (9..<12).allSatisfy({ call.optional($0) == nil }) else { throw .undecided(.unknown) }
    let isTimeMajor = try call.integer("time_major") ?? 0 != 0
    var made: [Operand] = []
    for first in [1, 5] {
      made.append(
        try rnn(&translator, call, call[0], weights: first, isTimeMajor: isTimeMajor))
    }
    return try joined(&translator, made, call)
  }

  private static func rnn(
    _ translator: inout Translator, _ call: Call, _ input: Operand, weights first: Int,
    isTimeMajor: Bool
  ) throws(Refusal) -> Operand {
    guard let shape = try sequence(input) else { return .unknown }
    let weights = try translator.weights(call[first])
    guard weights.shape.sizes.count == 2 else {
      throw .invalid(Diagnostic("its weights have \(weights.shape.sizes.count) axes, not 2"))
    }
    try translator.require(
      shape.sizes[2], equals: weights.shape.sizes[1],
      "its weights are for \(weights.shape.sizes[1].text) features, and it reads "
        + shape.sizes[2].text)
    return try translator.add(
      .recurrent(
        Recurrent(
          .rnn, hidden: weights.shape.sizes[0], timeAxis: isTimeMajor ? 0 : 1,
          biases: call.optional(first + 2) == nil ? 0 : 1)), [input], weights: weights.key)
  }

  private static func joined(
    _ translator: inout Translator, _ made: [Operand], _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    guard try call.integer("merge_outputs") ?? 0 != 0 else { return .made(made) }
    return .made([try translator.concatenate(made, axis: 2)])
  }

  private static func sequence(_ operand: Operand) throws(Refusal) -> Shape? {
    guard let shape = operand.shape else { return nil }
    guard shape.sizes.count == 3 else {
      throw .invalid(Diagnostic("it reads a tensor of \(shape.sizes.count) axes, not 3"))
    }
    return shape
  }

  /// Each of `rank` filters of an output has a row of the weights of features, and one of those of
  /// the steps that it remembers.
  static func svdf(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let features = try translator.weights(call[1])
    let steps = try translator.weights(call[2])
    guard let shape = try call[0].shape else { return .unknown }
    guard features.shape.sizes.count == 2, steps.shape.sizes.count == 2, shape.sizes.count == 2
    else {
      throw .invalid(Diagnostic("its weights have \(features.shape.sizes.count) axes, not 2"))
    }
    let rank = Formula(try call.integer("rank") ?? 1)
    try translator.require(
      shape.sizes[1], equals: features.shape.sizes[1],
      "its weights are for \(features.shape.sizes[1].text) features, and it reads "
        + shape.sizes[1].text)
    try translator.require(
      features.shape.sizes[0], equals: steps.shape.sizes[0],
      "it has \(features.shape.sizes[0].text) filters of features, and "
        + "\(steps.shape.sizes[0].text) of steps")
    let units = try translator.exactly { () throws(ArithmeticFault) in
      try features.shape.sizes[0] / rank
    }
    return try translator.add(
      .rankConstrainedFilter(
        RankConstrainedFilter(
          units: units, rank: rank, memory: steps.shape.sizes[1],
          hasBias: call.optional(3) != nil)), [call[0]], weights: features.key,
      parameters: [features, steps] + call.constants(3...3))
  }
}
