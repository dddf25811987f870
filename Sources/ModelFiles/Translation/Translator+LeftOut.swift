import CostModel
import Symbolic

// Nodes that can't be priced. All of them are told in one error, unless the user leaves them out.
extension Translator {
  /// Takes note of a node that can't be priced. If the user leaves it out, a layer without products
  /// stands for it, which reads what it reads and makes what the file states.
  mutating func leaveOut(_ node: FileNode, at place: Place, _ reason: Refusal.Reason) {
    refused.append((node, place.name, reason))
    guard settings.unpriced.contains(node.type) else {
      return bind(node.outputs, node.outputs.map { _ in .unknown })
    }
    let inputs = node.inputs.compactMap { $0.map(operand) }
    let made = node.outputs.indices.map { index in
      (try? at(place) { translator throws(Refusal) in
        try translator.stated(node, index, of: inputs)
      }) ?? .unknown
    }
    if zip(node.outputs, made).contains(where: { $0 != nil && $1.isUnknown }) { end(at: node) }
    bind(node.outputs, made)
  }

  /// Takes note of a node that reads what is left out and has no known sizes.
  mutating func follow(_ node: FileNode) {
    followers.append(node)
    end(at: node)
  }

  /// What leads to nodes that are not counted is asked for all the same.
  private mutating func end(at node: FileNode) {
    for input in node.inputs {
      guard let input, let tensor = operand(input).tensor else { continue }
      ends.append((tensor.id, file.tensors[input].name))
    }
  }

  /// What the network gives to nodes that are not counted: of its layers, each tensor once.
  func ends(besides outputs: [Draft.Tensor]) -> [(tensor: Draft.Tensor, name: String)] {
    var seen = Set(outputs.map(\.id))
    return ends.compactMap { id, name in
      let tensor = draft.tensors[id]
      guard draft.maker(of: .tensor(tensor)) != nil, seen.insert(id).inserted else { return nil }
      return (tensor, name)
    }
  }

  /// The sizes that the file states of what a node makes. A batch that is open is that of its first
  /// input, if the file leaves it open there, too.
  private mutating func sizes(of output: Int, madeBy node: FileNode) -> [Formula]? {
    guard let stated = file.tensors[output].sizes else { return nil }
    var sizes = stated.map { symbols.formula(of: $0, settings) }
    if stated.first == .unknown, let input = node.inputs.first ?? nil,
      file.tensors[input].sizes?.first == .unknown
    {
      sizes[0] = operand(input).tensor?.shape.sizes.first
    }
    let known = sizes.compactMap(\.self)
    return known.count == sizes.count ? known : nil
  }

  /// How many nodes are not counted because what they read has no known sizes, and of which types.
  var followersNote: [String] {
    var seen: Set<String> = []
    let types = followers.map(\.type).filter { seen.insert($0).inserted }
    guard !types.isEmpty else { return [] }
    let shown = types.prefix(8).map { printable($0) }.joined(separator: ", ")
    return [
      "not counted: \(followers.count) more, which read what has no known sizes then: \(shown)"
        + (types.count > 8 ? ", …" : "")
    ]
  }

  /// What stands for an output of a node: made of what layers give it. Weights that it reads are left
  /// out with it.
  private mutating func stated(
    _ node: FileNode, _ index: Int, of inputs: [Operand]
  ) throws(Refusal) -> Operand {
    let call = Call(node: node, inputs: inputs, attributes: node.attributes, version: 0)
    guard let output = node.outputs[index], var sizes = sizes(of: output, madeBy: node) else {
      return .unknown
    }
    if !inputs.isEmpty, let batch = try otherBatch(call), !sizes.isEmpty { sizes[0] = batch }
    return try opaque(
      printable(node.type), inputs.filter { $0.tensor != nil }, to: sizes,
      as: file.tensors[output].element.dataType)
  }
}
