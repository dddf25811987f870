import CostModel
import Symbolic

/// Translates graphs node by node, with a stack of its own: files may nest as deep as they like.
extension Translator {
  /// A graph that is being translated.
  private struct Frame {
    let nodes: [FileNode]
    var next = 0
    /// What the graph gives.
    let results: [Int]
    /// The node that runs the graph; nil for the outermost.
    let node: FileNode?
    /// Where layers of the graph are.
    let scope: [String]
    /// The attributes that an ONNX function is called with.
    let attributes: [FileAttribute]
  }

  /// Graphs inside each other; a function that calls itself gets here.
  private static let depthLimit = 64
  /// Nodes that are translated, those of functions as often as they are called.
  private static let nodeLimit = 1 << 18

  /// Translates what is needed to compute tensors of a graph.
  package mutating func run(graph: Int, for wanted: [Int], depth: Int = 0) throws(Diagnostic) {
    var frames = [
      try frame(of: graph, for: wanted, by: nil, scope: place.path, attributes: [])
    ]
    var count = 0
    while var frame = frames.popLast() {
      guard frame.next < frame.nodes.count else {
        if let node = frame.node {
          for (output, result) in zip(node.outputs, frame.results) {
            guard let output else { continue }
            values[output] = values[result] ?? .unknown
            if unmade.contains(result) { unmade.insert(output) }
          }
        }
        continue
      }
      let node = frame.nodes[frame.next]
      frame.next += 1
      count += 1
      frames.append(frame)
      guard count <= Self.nodeLimit else {
        throw Diagnostic("more than \(Self.nodeLimit) nodes are run", at: node.position)
      }
      let place = Place(
        path: frame.scope + node.path(file), name: file.displayName(of: node),
        position: node.position)
      do throws(Refusal) {
        let outcome = try at(place) { translator throws(Refusal) in
          try translator.translate(node, frame.attributes, depth: depth + frames.count)
        }
        switch outcome {
        case .made(let operands): bind(node.outputs, operands)
        case .graph(let graph, let inputs, let attributes):
          guard depth + frames.count < Self.depthLimit else {
            throw .invalid(Diagnostic("more than \(Self.depthLimit) graphs inside each other"))
          }
          bind(file.graphs[graph].inputs, inputs)
          do throws(Diagnostic) {
            frames.append(
              try self.frame(
                of: graph, for: file.graphs[graph].outputs, by: node,
                scope: file.function(of: node) == nil ? frame.scope : place.path,
                attributes: attributes))
          } catch {
            throw .invalid(error)
          }
        case .either, .loop, .repeated: throw .undecided(.branch)
        }
      } catch {
        switch error {
        case .invalid(let fault): throw explained(fault.of(node, named: place.name), node)
        case .undecided(let reason): leaveOut(node, at: place, reason)
        }
      }
    }
  }

  /// The fault, with the node that keeps to the sizes of the file if others were asked for.
  private func explained(_ fault: Diagnostic, _ node: FileNode) -> Diagnostic {
    guard fault.help == nil, let input = file.graphs[0].inputs.first(where: isChanged) else {
      return fault
    }
    let tensor = file.tensors[input]
    let sizes = tensor.sizes?.map(\.shown).joined(separator: "x") ?? "?"
    let keeper = node.inputs.lazy.compactMap { $0.flatMap(keeper(before:)) }.first
    let isKeeper = keeper == nil || Self.keepers.contains(node.type)
    return Diagnostic(
      fault.message, at: fault.position,
      help: "the input \(quoted(tensor.name)) is \(sizes) in the file, and "
        + (isKeeper ? "this node" : quoted(keeper ?? "")) + " is made for that")
  }

  /// Operators whose sizes exporters write down as numbers.
  private static let keepers: Set = ["Reshape", "Expand", "Resize", "RESHAPE", "view.default"]

  /// The closest layer before a tensor that may keep to sizes of the file.
  private func keeper(before tensor: Int) -> String? {
    var operand = self.operand(tensor)
    for _ in 0..<16 {
      guard let (_, layer) = draft.maker(of: operand) else { return nil }
      switch layer.operation {
      case .move(.reshape), .move(.expand): return layer.path.joined(separator: ".")
      default: operand = layer.inputs.first ?? .unknown
      }
    }
    return nil
  }

  /// Whether an input has other sizes than the file says.
  private func isChanged(_ input: Int) -> Bool {
    guard let shape = operand(input).shape, let sizes = file.tensors[input].sizes else {
      return false
    }
    return zip(shape.sizes, sizes).contains { size, own in
      if case .known(let number) = own { size != Formula(number) } else { false }
    }
  }

  private func frame(
    of graph: Int, for wanted: [Int], by node: FileNode?, scope: [String],
    attributes: [FileAttribute]
  ) throws(Diagnostic) -> Frame {
    Frame(
      nodes: try file.nodes(of: graph, for: wanted), results: wanted, node: node, scope: scope,
      attributes: attributes)
  }

  /// What a node turns out to be.
  private mutating func translate(
    _ node: FileNode, _ arguments: [FileAttribute], depth: Int
  ) throws(Refusal) -> Rule.Outcome {
    var inputs: [Operand?] = []
    for input in node.inputs { inputs.append(input.map { operand($0) }) }
    if inputs.contains(where: { $0?.isUnknown ?? false }) {
      // What is unknown because of a node that can't be priced is told with that node.
      if node.inputs.contains(where: { $0.map(unmade.contains) ?? false }) {
        throw .undecided(.unmade)
      }
      // What no node makes at all, as parts of memory that a compiler laid out.
      let isMissing = node.inputs.contains { input in
        input.map { values[$0] == nil && operand($0).isUnknown } ?? false
      }
      guard !isMissing else {
        throw .undecided(format.rule(of: node) == nil ? .unknown : .unmade)
      }
      follow(node)
      return .made(node.outputs.map { _ in .unknown })
    }
    if let function = file.function(of: node) {
      guard !settings.unpriced.contains(node.type) else { throw .undecided(.unknown) }
      let given = node.attributes.map { $0.filled(from: arguments) }
      let defaults = function.defaults.filter { own in
        !given.contains { $0.name == own.name }
      }
      return .graph(
        function.graph, inputs: inputs.map { $0 ?? .unknown }, attributes: given + defaults)
    }
    guard let (rule, standsIn) = format.rule(of: node), !settings.unpriced.contains(node.type)
    else {
      throw .undecided(.unknown)
    }
    let call = Call(
      node: node, inputs: inputs, attributes: node.attributes.map { $0.filled(from: arguments) },
      version: file.operatorSets[node.domain] ?? 0)
    if standsIn { standIn(call) }
    let outcome = try rule.apply(&self, call)
    if case .made(let operands) = outcome {
      for (index, output) in node.outputs.enumerated() {
        guard let output, index >= operands.count || operands[index].isUnknown else { continue }
        unmade.insert(output)
      }
    }
    switch outcome {
    case .made, .graph: return outcome
    case .either(let graphs, let inputs, let reason):
      return try same(of: graphs, inputs, because: reason, depth: depth)
    case .loop(let condition, let body, let inputs):
      return .made(try unrolled(body, while: condition, inputs, depth: depth))
    case .repeated(let repetition): return .made(try unrolled(repetition, depth: depth))
    }
  }

  mutating func bind(_ tensors: [Int?], _ operands: [Operand]) {
    for (index, tensor) in tensors.enumerated() {
      guard let tensor else { continue }
      values[tensor] = index < operands.count ? operands[index] : .unknown
    }
  }

  /// What a tensor of the file is: computed before, or a constant of the file.
  package func operand(_ tensor: Int) -> Operand {
    // Since it was computed, its axes may have been told other roles.
    if case .tensor(let value)? = values[tensor] { return .tensor(draft.tensors[value.id]) }
    if let value = values[tensor] { return value }
    let constant = file.tensors[tensor]
    guard constant.isConstant || constant.isVariable, let sizes = constant.sizes else {
      return .unknown
    }
    var formulas: [Formula] = []
    for size in sizes {
      guard case .known(let number) = size else { return .unknown }
      formulas.append(Formula(number))
    }
    // What is kept between runs is as good as an input, but nothing is made of it alone.
    guard constant.isConstant else {
      return .constant(Constant(Shape(formulas), constant.element, .open))
    }
    var known = Constant(
      Shape(formulas), constant.element, .file(tensor), key: constant.isBuffer ? nil : tensor)
    known.isQuantized = constant.quantization != nil
    return .constant(known)
  }
}

extension FileAttribute {
  /// The attribute, with the value that an ONNX function is called with if it names one.
  fileprivate func filled(from arguments: [FileAttribute]) -> FileAttribute {
    guard case .parameter(let parameter) = value else { return self }
    return FileAttribute(
      name: name, value: arguments.first { $0.name == parameter }?.value ?? .none)
  }
}

extension Diagnostic {
  /// The fault, told of a node.
  fileprivate func of(_ node: FileNode, named name: String) -> Diagnostic {
    guard position == nil else { return self }
    return Diagnostic(
      "\(quoted(name)) (\(printable(node.type))): \(message)", at: node.position, help: help,
      freeParameters: freeParameters)
  }
}
