/// When the memory of each tensor is taken and given back, in the order of the layers.
///
/// A tensor lives from the layer that makes it to the last layer that reads it; what no layer makes
/// lives from the start; outputs, parameters and constants live to the end. Normalization and
/// activation work in place, a view lies in what it views, and no other tensors share memory. None
/// of this depends on sizes.
package struct Liveness: Sendable {
  /// Memory that is taken and given back as one.
  package struct Buffer: Sendable {
    /// The tensor that it is taken for.
    package let tensor: Tensor
    /// The layer that makes it; nil for what no layer makes.
    package let maker: Int?
    /// The last layer that needs it; nil if it is kept to the end.
    package fileprivate(set) var last: Int?
    /// The numbers of all tensors that lie in it, in the order of their making.
    package fileprivate(set) var tensors: [Int]
  }

  /// What a layer takes and gives back.
  package struct Step: Sendable {
    /// The buffer that it makes; nil if its output lies in another.
    package fileprivate(set) var made: Int?
    /// The buffers that no later layer needs.
    package fileprivate(set) var freed: [Int] = []
  }

  /// Those of the inputs, then those of other tensors in the order of their first use.
  package private(set) var buffers: [Buffer] = []
  /// One step for each layer.
  package private(set) var steps: [Step] = []
  /// The buffer of each tensor, by the tensor's number.
  private var owners: [Int: Int] = [:]

  package init(_ network: Network) {
    for input in network.inputs { take(input, maker: nil) }
    var needed: [Int: Int] = [:]
    for (index, layer) in network.layers.enumerated() {
      for tensor in layer.inputs where owners[tensor.id] == nil { take(tensor, maker: nil) }
      let sources = layer.operation.sources(layer.inputs.count)
      for tensor in layer.inputs.prefix(sources) { needed[buffer(of: tensor)] = index }
      // What is only there for its sizes is freed by the first layer that could have read it.
      for tensor in layer.inputs.dropFirst(sources) {
        needed[buffer(of: tensor)] = needed[buffer(of: tensor)] ?? index
      }
      if layer.operation.isView, let viewed = layer.inputs.first {
        let owner = buffer(of: viewed)
        owners[layer.output.id] = owner
        buffers[owner].tensors.append(layer.output.id)
        steps.append(Step())
      } else {
        steps.append(Step(made: take(layer.output, maker: index)))
      }
      needed[buffer(of: layer.output)] = index
    }
    let kept = Set(network.outputs.map(buffer))
    for index in buffers.indices
    where buffers[index].tensor.role == .activation && !kept.contains(index) {
      buffers[index].last = needed[index]
      needed[index].map { steps[$0].freed.append(index) }
    }
  }

  /// The index of the buffer that a tensor of the network lies in.
  package func buffer(of tensor: Tensor) -> Int { owners[tensor.id] ?? 0 }

  @discardableResult
  private mutating func take(_ tensor: Tensor, maker: Int?) -> Int {
    owners[tensor.id] = buffers.count
    buffers.append(Buffer(tensor: tensor, maker: maker, last: nil, tensors: [tensor.id]))
    return buffers.count - 1
  }

  // MARK: Joining

  /// Lets a buffer that a layer makes be a part of one that the layer is the last to read.
  mutating func join(_ made: Int, into target: Int, at layer: Int) {
    steps[layer].made = nil
    steps[layer].freed.removeAll { $0 == target }
    buffers[target].last = buffers[made].last
    buffers[target].tensors += buffers[made].tensors
    for tensor in buffers[made].tensors { owners[tensor] = target }
    buffers[made].tensors = []
    if let last = buffers[made].last {
      steps[last].freed = steps[last].freed.map { $0 == made ? target : $0 }.sorted()
    }
  }

  /// The same without buffers in which nothing lies any more.
  func withoutEmptyBuffers() -> Liveness {
    var kept = self
    var numbers: [Int: Int] = [:]
    kept.buffers = []
    for (index, buffer) in buffers.enumerated() where !buffer.tensors.isEmpty {
      numbers[index] = kept.buffers.count
      kept.buffers.append(buffer)
    }
    kept.owners = owners.compactMapValues { numbers[$0] }
    kept.steps = steps.map { step in
      Step(made: step.made.flatMap { numbers[$0] }, freed: step.freed.compactMap { numbers[$0] })
    }
    return kept
  }
}
