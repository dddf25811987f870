import CostModel
import Symbolic

/// A graph that is run again and again, as ONNX's `Loop` and `Scan` run theirs.
struct Repetition {
  /// A tensor that is given to the runs part by part, or that their results make together.
  struct Parts {
    var axis = 0
    var isReversed = false
  }

  /// The graph. It is given the number of the run and whether to go on, if it `counts`, then what
  /// is passed on, then a part of each tensor that is read part by part; it gives whether to go on,
  /// what is passed on, and a part of each tensor that the runs make together.
  let body: Int
  let counts: Bool
  /// How often it is run at most; nil for any number of times.
  var limit: Int?
  /// Whether it is run at all.
  var condition: Operand?
  /// What each run passes on to the next one.
  var state: [Operand]
  /// What is read part by part.
  var read: [(tensor: Operand, parts: Parts)] = []
  /// How the results of all runs lie in the tensors that they make together.
  var made: [Parts]
}

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
      // What the body does not give anew stays as it is.
      let made = try results(of: body, state, depth: depth)
      state = made + state.dropFirst(made.count)
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
    guard let result = try trial.results(of: condition, state, depth: depth).first else {
      throw .undecided(.branch)
    }
    return try trial.decided(result)
  }

  /// The value of a condition. - Throws: `undecided` if it has none.
  private mutating func decided(_ condition: Operand) throws(Refusal) -> Bool {
    guard let holds = try truth(of: condition) else { throw .undecided(.branch) }
    guard let value = holds.constantValue else { throw .undecided(.sizes) }
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

  /// What a graph that is run again and again gives in the end.
  mutating func unrolled(_ loop: Repetition, depth: Int) throws(Refusal) -> [Operand] {
    guard depth < 8 else { throw .undecided(.branch) }
    var (state, number) = (loop.state, 0)
    var goesOn = try loop.condition.map { condition throws(Refusal) in try decided(condition) }
    var made: [[Operand]] = loop.made.map { _ in [] }
    let (cost, refusals) = (file.graphs[loop.body].nodes.count + 16, refused.count)
    while goesOn ?? true, loop.limit.map({ number < $0 }) ?? true {
      try spend(cost)
      var inputs = state
      for (tensor, parts) in loop.read {
        let place = parts.isReversed ? (loop.limit ?? 1) - 1 - number : number
        inputs.append(try select(tensor, axis: parts.axis, Formula(place)))
      }
      if loop.counts {
        inputs = [integer(number), loop.condition ?? self.number(1)] + inputs
      }
      var results = try results(of: loop.body, inputs, depth: depth)[...]
      // What can't be priced once need not be tried again.
      if refused.count > refusals { return Array(repeating: .unknown, count: results.count) }
      if loop.counts, let condition = results.popFirst(), loop.condition != nil {
        goesOn = try decided(condition)
      }
      guard results.count == state.count + made.count else {
        throw .invalid(Diagnostic("its graph gives \(results.count) tensors"))
      }
      state = Array(results.prefix(state.count))
      for (index, part) in results.dropFirst(state.count).enumerated() { made[index].append(part) }
      number += 1
    }
    for (parts, all) in zip(loop.made, made) {
      guard !all.isEmpty else {
        state.append(.unknown)
        continue
      }
      state.append(try stack(parts.isReversed ? all.reversed() : all, axis: parts.axis))
    }
    return state
  }

  /// A single whole number as an operand.
  func integer(_ value: Int) -> Operand {
    .constant(
      Constant(Known(sizes: [], elements: [KnownElement(Formula(value))], type: .int64)))
  }
}
