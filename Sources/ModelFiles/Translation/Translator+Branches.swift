import CostModel
import Symbolic

// Graphs of which one is run.
extension Translator {
  /// The graph that a condition chooses, if it does; or else either of two.
  mutating func branch(
    on condition: Operand, _ yes: Int, _ no: Int, inputs: [Operand]
  ) throws(Refusal) -> Rule.Outcome {
    guard let holds = try truth(of: condition) else {
      return .either([yes, no], inputs: inputs)
    }
    guard let value = holds.constantValue else {
      return .either([yes, no], inputs: inputs, because: .sizes)
    }
    return .graph(value ? yes : no, inputs: inputs)
  }

  /// A single truth, as far as it depends on sizes alone; nil if it depends on data.
  mutating func truth(of operand: Operand) throws(Refusal) -> Condition? {
    guard let constant = operand.constant, let element = try known(constant)?.elements.first else {
      return nil
    }
    return try exactly { () throws(ArithmeticFault) in try element.condition() }
  }

  /// One of several graphs, if it makes no difference which: all make the same layers.
  func same(
    of graphs: [Int], _ inputs: [Operand], because reason: Refusal.Reason, depth: Int
  ) throws(Refusal) -> Rule.Outcome {
    guard let first = graphs.first, depth < 8 else { throw .undecided(reason) }
    let probes = graphs.map { probe($0, inputs, depth: depth) }
    guard let model = probes[0], probes.allSatisfy({ $0 == model }) else {
      throw .undecided(reason)
    }
    return .graph(first, inputs: inputs)
  }

  /// The operators with their shapes that a graph would add; nil if it can't be translated.
  private func probe(_ graph: Int, _ inputs: [Operand], depth: Int) -> [Probe]? {
    var trial = self
    trial.bind(file.graphs[graph].inputs, inputs)
    let outputs = file.graphs[graph].outputs
    guard (try? trial.run(graph: graph, for: outputs, depth: depth)) != nil,
      trial.refused.count == refused.count
    else { return nil }
    let layers = trial.draft.layers[draft.layers.count...].compactMap { $0 }
    return layers.map { layer in
      Probe(
        operation: layer.operation.withoutNumbers, inputs: layer.inputs.map { $0.shape?.sizes },
        output: trial.draft.tensors[layer.output].shape.sizes)
    } + outputs.map { Probe(inputs: [], output: trial.operand($0).shape?.sizes) }
  }

  private struct Probe: Hashable {
    var operation: Operator<Formula>?
    var inputs: [[Formula]?]
    var output: [Formula]?
  }

  /// The inputs of the file that are a single whole number or truth, and on which a node depends:
  /// with a value for them it may be decided.
  func deciders(of node: FileNode) -> [String] {
    var makers: [Int: FileNode] = [:]
    for node in file.graphs.flatMap(\.nodes) {
      for case let output? in node.outputs { makers[output] = node }
    }
    var (open, seen) = (node.inputs.prefix(1).compactMap(\.self), Set<Int>())
    while let tensor = open.popLast() {
      guard seen.insert(tensor).inserted, seen.count < 4096 else { continue }
      open += makers[tensor]?.inputs.compactMap(\.self) ?? []
    }
    return file.graphs[0].inputs.filter { seen.contains($0) && file.tensors[$0].isSwitch }
      .map { file.tensors[$0].name }
  }
}

extension FileTensor {
  /// Whether it is a single whole number or truth, which may be given a value beforehand.
  var isSwitch: Bool {
    element.isInteger && (sizes?.allSatisfy { $0 == .known(1) } ?? false)
  }
}

extension Operator where Size == Formula {
  /// The operator with a 0 for each number that it is written with, which costs the same.
  fileprivate var withoutNumbers: Operator<Formula> {
    guard case .elementwise(let own) = self else { return self }
    let operands = own.operands.map { $0 == .tensor ? $0 : .number(0) }
    return .elementwise(Elementwise(own.function, operands))
  }
}
