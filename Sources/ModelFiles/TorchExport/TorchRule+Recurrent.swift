import CostModel
import Symbolic

// Layers that read a sequence step by step, and graphs inside nodes.
extension TorchRule {
  /// All layers of a stack, each of which reads what the one below makes: the results of all steps,
  /// then the last states of all layers.
  static func recurrent(
    _ cell: RecurrentCell
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      guard let rank = try call.subject().shape?.sizes.count else { return .made([]) }
      let isSingle = rank == 2
      let start = call.all("hx")
      if start.contains(where: { $0.tensor != nil }) { translator.standIn(call) }
      let isBatchFirst = try call.isTrue("batch_first") && !isSingle
      let directions = try call.isTrue("bidirectional") ? 2 : 1
      let layers = try call.integer("num_layers") ?? 1
      let hasBiases = try call.isTrue("has_biases", or: true)
      let parameters = call.all("params")
      guard layers > 0, parameters.count.isMultiple(of: layers * directions),
        parameters.count >= 2 * layers * directions
      else {
        throw .invalid(Diagnostic("\(parameters.count) weights do not fit \(layers) layers"))
      }
      let perDirection = parameters.count / (layers * directions)
      var output = try call.subject()
      if isSingle { output = try translator.unsqueeze(output, [1]) }
      var states: [Operand] = []
      for layer in 0..<layers {
        let first = layer * directions * perDirection
        output = try self.layer(
          &translator, cell, output,
          Array(parameters[first..<first + directions * perDirection]),
          directions: directions, isBatchFirst: isBatchFirst,
          hasBiases: hasBiases, start: start.compactMap(\.constant))
        states += try lastStates(
          &translator, output, directions: directions, isBatchFirst: isBatchFirst, call)
      }
      var made = [isSingle ? try translator.squeeze(output, [1]) : output]
      for index in 1..<max(call.node.outputs.count, 1) where call.node.outputs[index] != nil {
        let stack = try translator.stack(states, axis: 0)
        // The inner state of an LSTM with a projection is longer than what it passes on.
        if index == 2, parameters.count == layers * directions * (hasBiases ? 5 : 3) {
          guard let sizes = translator.stated(call, index) else { throw .undecided(.data) }
          made.append(try translator.opaque("cell", [stack], to: sizes))
          continue
        }
        // The inner state of an LSTM costs what the other does.
        if index == 2 { translator.standIn(call) }
        made.append(isSingle ? try translator.squeeze(stack, [1]) : stack)
      }
      return .made(made)
    }
  }

  private static func layer(
    _ translator: inout Translator, _ cell: RecurrentCell, _ input: Operand,
    _ parameters: [Operand], directions: Int, isBatchFirst: Bool, hasBiases: Bool,
    start: [Constant] = []
  ) throws(Refusal) -> Operand {
    let weights = try translator.weights(parameters[0])
    let (own, state) = (weights.shape.sizes, try translator.weights(parameters[1]).shape.sizes)
    guard own.count == 2, state.count == 2, let features = input.shape?.sizes.last else {
      throw .invalid(Diagnostic("its weights have \(own.count) axes, not 2"))
    }
    try translator.require(
      features, equals: own[1],
      "its weights are for \(own[1].text) features, and it reads \(features.text)")
    let hidden = try translator.exactly { () throws(ArithmeticFault) in
      try own[0] / Formula(cell.gates)
    }
    // The state is shorter than a step's result if that is projected.
    let perDirection = parameters.count / directions
    let isProjected = perDirection == (hasBiases ? 5 : 3)
    return try translator.add(
      .recurrent(
        Recurrent(
          cell, hidden: hidden, directions: directions, timeAxis: isBatchFirst ? 1 : 0,
          biases: hasBiases ? 2 : 0, projection: isProjected ? state[1] : nil)), [input],
      weights: weights.key,
      parameters: (0..<directions).flatMap { direction in
        let first = direction * perDirection
        return ordered(
          translator, cell, parameters[first..<first + perDirection].compactMap(\.constant), hidden,
          hasBiases: hasBiases)
      }, zeros: start)
  }

  /// The weights of a direction with their gates in the order of ONNX: PyTorch has those of an LSTM as
  /// input, forget, cell, output, and those of a GRU as reset, update, new.
  private static func ordered(
    _ translator: Translator, _ cell: RecurrentCell, _ parameters: [Constant], _ hidden: Formula,
    hasBiases: Bool
  ) -> [Constant] {
    let order: [Int] =
      switch cell {
      case .lstm: [0, 3, 1, 2]
      case .gru: [1, 0, 2]
      case .rnn: [0]
      }
    func gates(_ constant: Constant) -> [Constant] {
      order.compactMap { gate in
        (try? hidden * Formula(gate)).map { translator.part(constant, axis: 0, $0, hidden) }
      }
    }
    guard parameters.count >= (hasBiases ? 4 : 2) else { return [] }
    var made = parameters[..<2].compactMap { translator.joined(gates($0)) }
    if hasBiases {
      made += [translator.joined(gates(parameters[2]) + gates(parameters[3]))].compactMap(\.self)
    }
    return made + parameters[(hasBiases ? 4 : 2)...]
  }

  /// What each direction made last: forwards at the end, backwards at the start.
  private static func lastStates(
    _ translator: inout Translator, _ output: Operand, directions: Int, isBatchFirst: Bool,
    _ call: Call
  ) throws(Refusal) -> [Operand] {
    guard call.node.outputs.dropFirst().contains(where: { $0 != nil }),
      let sizes = output.shape?.sizes
    else { return [] }
    let time = isBatchFirst ? 1 : 0
    let last = try translator.exactly { () throws(ArithmeticFault) in try sizes[time] - 1 }
    var states: [Operand] = []
    for (index, part) in try translator.split(output, axis: 2, into: directions).enumerated() {
      states.append(try translator.select(part, axis: time, index == 0 ? last : 0))
    }
    return states
  }

  /// A single step: a sequence of one.
  static func cell(
    _ cell: RecurrentCell
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      let step = try translator.unsqueeze(call.subject(), [0])
      let made = try translator.squeeze(
        layer(
          &translator, cell, step,
          [call.tensor("w_ih"), call.tensor("w_hh")]
            + ["b_ih", "b_hh"].compactMap { call.optional($0) }, directions: 1,
          isBatchFirst: false, hasBiases: call.optional("b_ih") != nil), [0])
      return .made(call.node.outputs.map { _ in made })
    }
  }

  /// The branch that the condition chooses, if it does.
  static func branch(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let graphs = call.attributes.compactMap { attribute in
      if case .graph(let graph) = attribute.value { graph } else { nil }
    }
    guard graphs.count == 2 else { throw .invalid(Diagnostic("it has \(graphs.count) branches")) }
    // The condition is the first input, unless it is written down.
    var inputs: [Operand] = []
    let takesCondition = call.node.inputNames.count > 0 && isCondition(translator, call)
    for index in call.inputs.indices.dropFirst(takesCondition ? 1 : 0) {
      inputs.append(try call[index])
    }
    let written = call.attributes.lazy.compactMap { attribute in
      if case .bool(let value) = attribute.value { value } else { nil }
    }.first
    if let written { return .graph(written ? graphs[0] : graphs[1], inputs: inputs) }
    guard takesCondition else { return .either(graphs, inputs: inputs) }
    return try translator.branch(on: call[0], graphs[0], graphs[1], inputs: inputs)
  }

  private static func isCondition(_ translator: Translator, _ call: Call) -> Bool {
    guard let first = call.node.inputs.first ?? nil else { return true }
    let tensor = translator.file.tensors[first]
    return tensor.element == .bool || tensor.sizes?.isEmpty ?? true
  }
}
