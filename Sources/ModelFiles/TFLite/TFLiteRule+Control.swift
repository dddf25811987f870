import CostModel
import Symbolic

// Graphs inside nodes, and what is kept between runs.
extension TFLiteRule {
  /// The branch that the condition chooses, if it does; the other inputs are those of both.
  static func branch(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    guard case .graph(let yes)? = call.attribute("then_subgraph_index"),
      case .graph(let no)? = call.attribute("else_subgraph_index")
    else { throw .invalid(Diagnostic("it has no branches")) }
    var inputs: [Operand] = []
    for index in call.inputs.indices.dropFirst() { inputs.append(try call[index]) }
    return try translator.branch(on: call[0], yes, no, inputs: inputs)
  }

  static func loop(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    guard case .graph(let condition)? = call.attribute("cond_subgraph_index"),
      case .graph(let body)? = call.attribute("body_subgraph_index")
    else { throw .invalid(Diagnostic("it has no condition and no body")) }
    return .loop(while: condition, body, inputs: try call.all())
  }

  /// A node that runs another graph.
  static func call(
    _ attribute: String
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (_, call) throws(Refusal) in
      guard case .graph(let graph)? = call.attribute(attribute) else {
        throw .invalid(Diagnostic("it names no graph"))
      }
      return .graph(graph, inputs: try call.all())
    }
  }

  // MARK: What is kept between runs

  /// The place of a variable, which is no tensor of numbers.
  static func variable(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    .constant(Constant(Shape([]), .other, .open))
  }

  /// What was kept: the network is given it, as it is given its inputs.
  static func state(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = translator.stated(call, 0), let output = call.node.outputs.first ?? nil else {
      throw .undecided(.data)
    }
    let tensor = translator.file.tensors[output]
    return .tensor(
      translator.draft.input(
        Shape(sizes, layout: translator.format.layout), named: tensor.name,
        tensor.element.dataType))
  }
}
