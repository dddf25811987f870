import CostModel
import Symbolic

// Graphs that nodes run again and again.
extension ONNXRule {
  /// `Loop`: how often at most, whether at all, and what is passed on from run to run.
  static func loop(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let body = try graph(call, &translator)
    var limit: Int?
    if let most = call.optional(0) {
      guard let count = try translator.formulas(most)?.first else { throw .undecided(.branch) }
      guard let number = count.integerValue else { throw .undecided(.sizes) }
      limit = number
    }
    var state: [Operand] = []
    for index in call.inputs.indices.dropFirst(2) { state.append(try call[index]) }
    let given = translator.file.graphs[body].outputs.count
    guard limit != nil || call.optional(1) != nil else { throw .undecided(.branch) }
    guard given > state.count else {
      throw .invalid(Diagnostic("its graph gives \(given) tensors"))
    }
    // With a condition that always holds, nobody has to ask again.
    let condition = call.optional(1)
    return .repeated(
      Repetition(
        body: body, counts: true, limit: limit, condition: condition, state: state,
        made: Array(repeating: Repetition.Parts(), count: given - 1 - state.count)))
  }

  /// `Scan` from version 9 on: what is passed on, then what is read part by part.
  static func scan(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let body = try graph(call, &translator)
    guard call.version == 0 || call.version > 8 else {
      throw .invalid(
        Diagnostic(
          "version \(call.version) of it is not known",
          help: "export with operator set 9 or a newer one"))
    }
    let (all, count) = (try call.all(), try call.integer("num_scan_inputs") ?? 0)
    let given = translator.file.graphs[body].outputs.count
    guard count > 0, count <= all.count, given >= all.count - count else {
      throw .invalid(Diagnostic("it reads \(count) of its \(all.count) inputs part by part"))
    }
    let state = Array(all.dropLast(count))
    var read: [(tensor: Operand, parts: Repetition.Parts)] = []
    var steps: Formula?
    for (index, tensor) in all.suffix(count).enumerated() {
      guard let sizes = tensor.shape?.sizes else { return .made([]) }
      let axis = try translator.axis(
        entry(call, "scan_input_axes", index), of: sizes.count)
      steps = steps ?? sizes[axis]
      try translator.require(
        sizes[axis], equals: steps ?? 1, "it reads tensors of several lengths part by part")
      read.append(
        (
          tensor,
          Repetition.Parts(
            axis: axis, isReversed: try entry(call, "scan_input_directions", index) != 0)
        ))
    }
    guard let limit = steps?.integerValue else { throw .undecided(.sizes) }
    var made: [Repetition.Parts] = []
    for index in 0..<given - state.count {
      made.append(
        Repetition.Parts(
          axis: try entry(call, "scan_output_axes", index),
          isReversed: try entry(call, "scan_output_directions", index) != 0))
    }
    return .repeated(
      Repetition(
        body: body, counts: false, limit: limit, condition: nil, state: state, read: read,
        made: made))
  }

  private static func graph(
    _ call: Call, _ translator: inout Translator
  ) throws(Refusal) -> Int {
    guard case .graph(let body)? = call.attribute("body") else {
      throw .invalid(Diagnostic("it has no graph to run"))
    }
    return body
  }

  /// An entry of a list that may be left out; 0 then.
  private static func entry(
    _ call: Call, _ name: String, _ index: Int
  ) throws(Refusal) -> Int {
    guard let list = try call.integers(name), list.indices.contains(index) else { return 0 }
    return list[index]
  }
}
