import CostModel
import Symbolic

extension Translator {
  /// What a loop gives in the end, if how often it runs does not depend on data: recurrent layers,
  /// as Keras exports them. Each run adds its layers, whose weights are the same ones.
  mutating func unrolled(
    _ body: Int, while condition: Int, _ inputs: [Operand], depth: Int
  ) throws(Refusal) -> [Operand] {
    guard depth < 8 else { throw .undecided(.branch) }
    var state = inputs
    let cost = file.graphs[body].nodes.count + file.graphs[condition].nodes.count + 16
    let refusals = refused.count
    while try isRunning(condition, state, depth: depth) {
      try spend(cost)
      state = try results(of: body, state, depth: depth)
      // What can't be priced once need not be tried again.
      if refused.count > refusals { return state.map { _ in .unknown } }
    }
    return state
  }

  /// Whether the condition holds; its own layers are none of the network.
  private func isRunning(
    _ condition: Int, _ state: [Operand], depth: Int
  ) throws(Refusal) -> Bool {
    var trial = self
    let result = try trial.results(of: condition, state, depth: depth).first
    guard let constant = result?.constant, let element = try trial.known(constant)?.elements.first
    else { throw .undecided(.branch) }
    let holds = try exactly { () throws(ArithmeticFault) in try element.condition() }
    guard let value = holds.constantValue else { throw .undecided(.branch) }
    return value
  }

  private mutating func results(
    of graph: Int, _ inputs: [Operand], depth: Int
  ) throws(Refusal) -> [Operand] {
    bind(file.graphs[graph].inputs, inputs)
    do throws(Diagnostic) {
      try run(graph: graph, for: file.graphs[graph].outputs, depth: depth + 1)
    } catch {
      throw .invalid(error)
    }
    return file.graphs[graph].outputs.map { operand($0) }
  }
}
