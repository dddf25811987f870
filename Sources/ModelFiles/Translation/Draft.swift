import CostModel
import Symbolic

/// The layers of a network as a file spells them, before groups are found among them.
package struct Draft {
  /// A tensor that flows between layers.
  package struct Tensor: Hashable {
    let id: Int
    var shape: Shape
  }

  /// A layer, and the node that asks for it.
  struct Layer {
    var operation: Operator<Formula>
    /// What it reads, constants included.
    var inputs: [Operand]
    /// The identity of the tensor that it makes.
    var output: Int
    var norm: Norm?
    var activation: Activation?
    /// Whether it must stay a layer of its own, as padding with other numbers than 0.
    var staysAlone = false
    /// Tells its weights apart; nil if it has none, or nobody else could have the same.
    var weights: Int?
    /// The names that lead to it.
    let path: [String]
    /// Where its node stands in the file.
    let position: SourcePosition
  }

  /// What a layer and those that are attached to it compute with: as `LayerNumbers`, not yet read.
  struct Given {
    var operation: [Constant] = []
    var norm: [Constant] = []
    var activation: [Constant] = []
    var zeros: [Constant] = []
    var numerics = Numerics()

    /// Whether there is nothing that every such layer does not have.
    var isUsual: Bool { operation.isEmpty && zeros.isEmpty && numerics == Numerics() }
  }

  /// What the network is given, with names.
  var inputs: [(tensor: Int, name: String, element: DataType?)] = []
  /// Bytes of scales and zero points that a file stores beside weights, by their keys.
  var bytesBeside: [Int: Int] = [:]
  /// nil where a group has taken the layer in.
  var layers: [Layer?] = []
  /// What those of them compute with that have something of their own besides what they read.
  private var givens: [Int: Given] = [:]
  /// The shape of every tensor, by identity.
  private(set) var tensors: [Tensor] = []
  /// The layer that makes each tensor; nil for inputs.
  private(set) var makers: [Int?] = []
  /// What is asked for.
  var outputs: [Tensor] = []
  /// What the file calls it.
  private(set) var outputNames: [String] = []

  /// How many layers and outputs read each tensor.
  private(set) var readers: [Int] = []

  /// A tensor that is given.
  mutating func input(
    _ shape: Shape, named name: String, _ element: DataType?
  ) -> Tensor {
    let tensor = tensor(shape, maker: nil)
    inputs.append((tensor.id, name, element))
    return tensor
  }

  /// Adds a layer, and the tensor that it makes.
  mutating func add(
    _ operation: Operator<Formula>, _ read: [Operand], making shape: Shape, weights: Int?,
    _ given: Given, staysAlone: Bool, path: [String], at position: SourcePosition
  ) -> Tensor {
    let output = tensor(shape, maker: layers.count)
    layers.append(
      Layer(
        operation: operation, inputs: read, output: output.id, staysAlone: staysAlone,
        weights: weights, path: path, position: position))
    if !given.isUsual { givens[layers.count - 1] = given }
    // A layer that reads a tensor twice is one reader.
    for id in Set(read.compactMap(\.tensor?.id)) { readers[id] += 1 }
    return output
  }

  private mutating func tensor(_ shape: Shape, maker: Int?) -> Tensor {
    let tensor = Tensor(id: tensors.count, shape: shape)
    tensors.append(tensor)
    makers.append(maker)
    readers.append(0)
    return tensor
  }

  /// Says what is asked for, and removes layers that nothing of it needs.
  mutating func give(_ outputs: [Tensor], named names: [String]) {
    self.outputs = outputs
    outputNames = names
    var needed = Set(outputs.map(\.id))
    for index in layers.indices.reversed() {
      guard let layer = layers[index] else { continue }
      if needed.contains(layer.output) {
        needed.formUnion(layer.inputs.compactMap(\.tensor?.id))
      } else {
        remove(index)
      }
    }
    for output in outputs { readers[output.id] += 1 }
  }

  /// What a layer computes with.
  subscript(given index: Int) -> Given {
    get { givens[index] ?? Given() }
    set { givens[index] = newValue }
  }

  /// What a layer computes with goes to the one that it is attached to.
  mutating func hand(_ index: Int, to maker: Int, as part: WritableKeyPath<Given, [Constant]>) {
    guard let own = givens[index] else { return }
    var whole = self[given: maker]
    whole[keyPath: part] = own.operation
    whole.numerics = whole.numerics.with(own.numerics)
    givens[maker] = whole
  }

  /// The layer that makes a tensor, with its index; nil for inputs and constants.
  func maker(of operand: Operand) -> (index: Int, layer: Layer)? {
    guard let tensor = operand.tensor, let index = makers[tensor.id], let layer = layers[index]
    else { return nil }
    return (index, layer)
  }

  /// Removes a layer.
  mutating func remove(_ index: Int) {
    for id in Set(layers[index]?.inputs.compactMap(\.tensor?.id) ?? []) { readers[id] -= 1 }
    layers[index] = nil
  }

  /// Replaces a layer; it still makes the same tensor.
  ///
  /// - Parameter numerics: the constants of the new one; by default, those that it had.
  mutating func replace(
    _ index: Int, _ operation: Operator<Formula>, _ read: [Operand], _ numerics: Numerics? = nil
  ) {
    guard var layer = layers[index] else { return }
    remove(index)
    (layer.operation, layer.inputs) = (operation, read)
    if let numerics { self[given: index].numerics = numerics }
    layers[index] = layer
    for id in Set(read.compactMap(\.tensor?.id)) { readers[id] += 1 }
  }

  /// A layer takes in the one that reads its result, and makes what that makes.
  mutating func merge(_ reader: Int, into maker: Int, _ change: (inout Layer) -> Void) {
    guard let output = layers[reader]?.output, var layer = layers[maker] else { return }
    remove(reader)
    layer.output = output
    change(&layer)
    layers[maker] = layer
    makers[output] = maker
  }

  /// Gives a tensor's sizes other roles.
  mutating func lay(out tensor: Int, _ layout: Shape.Layout) {
    tensors[tensor].shape = Shape(tensors[tensor].shape.sizes, layout: layout)
  }

  /// Gives the sizes of a tensor other roles, as an input or in the layer that gave it its axes;
  /// false if that is none of them.
  mutating func relay(_ tensor: Int, _ layout: Shape.Layout) -> Bool {
    guard let index = makers[tensor] else {
      lay(out: tensor, layout)
      return true
    }
    guard var layer = layers[index] else { return false }
    switch layer.operation {
    case .move(.transpose(let axes, _)):
      layer.operation = .move(.transpose(axes, layout: layout))
    case .move(.reshape(let sizes, _)): layer.operation = .move(.reshape(to: sizes, layout: layout))
    default: return false
    }
    layers[index] = layer
    lay(out: tensor, layout)
    return true
  }
}
