import Symbolic

/// Builds a network, layer by layer. It is the only door: whatever a network is read from, shapes
/// are worked out here, and what must hold of them is checked or recorded here.
///
///     var builder = NetworkBuilder()
///     let image = builder.input(Shape(channels: 3, map: [224, 224]))
///     let stem = try builder.add(.conv(3, channels: 32, stride: 2), image, norm: .batch)
///     let cost = try builder.network(named: "stem", outputs: [stem]).cost()
public struct NetworkBuilder {
  /// More layers than this are an error.
  package static let layerLimit = 10_000

  package private(set) var layers: [Layer] = []
  package internal(set) var requirements: [Requirement] = []
  var seenRequirements: Set<Requirement> = []
  /// All tensors, by their numbers.
  private(set) var tensors: [Tensor] = []
  private(set) var inputs: [(tensor: Tensor, name: String?)] = []
  /// The sizes without values.
  private(set) var symbols: [Symbol] = []
  private var seenSymbols: Set<Symbol> = []
  /// The tensors of trained numbers that layers have read.
  private var readParameters: Set<Int> = []
  /// The first layer that uses each set of weights known by a key.
  private var weightOwners: [Int: Int] = [:]
  /// What the network is given besides its shape.
  private var numbers = NetworkNumbers()

  /// The condition for the next layers to exist.
  package var presence = Condition.constant(true)
  /// The condition for the current copies to exist; their layers express it by their number of
  /// copies.
  package var isRepeated = Condition.constant(true)
  /// How many times the next layers occur in the network.
  package var copies = Formula.one
  /// Which tensors stand for others.
  package var open = OpenTensors()
  /// Whose parameters the next layers use.
  package var sharing = Sharing.own

  /// How the applications of one layer to several tensors share trainable parameters.
  package enum Sharing {
    case own, shared, sharedButNorm

    // Which layer they belong to is known when all applications are there.
    fileprivate var weights: TrainedNumbers { self == .own ? .own : .shared(with: nil) }
    fileprivate var norm: TrainedNumbers { self == .shared ? .shared(with: nil) : .own }
  }

  /// Where a layer stands in what it is read from.
  package struct Place {
    /// The names that lead to it, outermost first.
    package let path: [String]
    /// How many leading components of the path name rows of networks, not of blocks.
    let stageDepth: Int
    /// The row that made it.
    let position: SourcePosition?
    /// The row of the network's own body that leads to it.
    let row: SourcePosition?

    package init(
      path: [String], stageDepth: Int, position: SourcePosition?, row: SourcePosition?
    ) {
      self.path = path
      self.stageDepth = stageDepth
      self.position = position
      self.row = row
    }
  }

  /// What is attached to an operator.
  package struct Attachments {
    var call = Call.module
    var norm: Norm?
    var activation: Activation?

    package init(call: Call = .module, norm: Norm? = nil, activation: Activation? = nil) {
      self.call = call
      self.norm = norm
      self.activation = activation
    }
  }

  /// A network without layers.
  public init() {}

  /// An input of the network.
  ///
  /// - Parameters:
  ///   - name: what it is called, if there are several.
  ///   - element: how its numbers are stored; by default, as a count asks for.
  public mutating func input(
    _ shape: Shape, named name: String? = nil, element: DataType? = nil
  ) -> Tensor {
    let tensor = tensor(shape, element: element)
    inputs.append((tensor, name))
    return tensor
  }

  /// Trained numbers that layers read as they do any other tensor, such as a position embedding.
  /// However many read them, they count once, as parameters of the first.
  public mutating func parameter(_ shape: Shape, element: DataType? = nil) -> Tensor {
    tensor(shape, role: .parameter, element: element)
  }

  /// Numbers that are part of the network but not trained, such as a mask.
  public mutating func constant(_ shape: Shape, element: DataType? = nil) -> Tensor {
    tensor(shape, role: .constant, element: element)
  }

  /// Says what a parameter or a constant holds.
  package mutating func fill(_ tensor: Tensor, with numbers: Numbers) {
    self.numbers.tensors[tensor.id] = numbers
  }

  /// A size without a value: a whole number, by its name in formulas.
  public mutating func free(_ name: String) -> Formula {
    let symbol = Symbol(name, isInteger: true)
    if seenSymbols.insert(symbol).inserted { symbols.append(symbol) }
    return Formula(symbol)
  }

  /// Adds an operator with what is attached to it, and returns the tensor that it makes.
  ///
  /// - Parameters:
  ///   - name: its name in reports; by default that of the operator, and its number.
  /// - Throws: what does not hold of the tensors or the attributes.
  public mutating func add(
    _ operation: Operation, _ inputs: Tensor..., norm: Norm? = nil,
    activation: Activation? = nil, named name: String? = nil
  ) throws(Diagnostic) -> Tensor {
    try add(operation, inputs, norm: norm, activation: activation, named: name)
  }

  /// Adds an operator that reads as many tensors as a list holds, as above.
  public mutating func add(
    _ operation: Operation, _ inputs: [Tensor], norm: Norm? = nil,
    activation: Activation? = nil, named name: String? = nil
  ) throws(Diagnostic) -> Tensor {
    do throws(Diagnostic) {
      try requireOwn(inputs)
      let resolved = try resolved(operation, inputs, norm: norm, activation: activation)
      return try add(
        resolved, inputs, norm: norm, activation: activation,
        path: [name ?? "\(resolved.name)\(layers.count + 1)"])
    } catch {
      guard let name else { throw error }
      throw Diagnostic("\(quoted(name)): \(error.message)", help: error.help)
    }
  }

  /// Adds an operator, as above.
  ///
  /// - Parameters:
  ///   - path: the names that lead to it in reports, outermost first.
  ///   - weights: identifies its weights and biases; layers with equal keys share theirs.
  ///   - storage: how these are stored.
  ///   - numbers: what it computes with, if that is known.
  /// - Throws: what does not hold of the tensors or the attributes.
  package mutating func add(
    _ operation: Operator<Formula>, _ inputs: [Tensor], norm: Norm? = nil,
    activation: Activation? = nil, path: [String], weights: Int? = nil,
    storage: WeightStorage = WeightStorage(), numbers: LayerNumbers? = nil
  ) throws(Diagnostic) -> Tensor {
    let shape = try shape(of: operation, inputs.map(\.shape)) { _, _ in nil }
    let output = tensor(shape, element: operation.element(of: inputs.map(\.element)))
    let owner = weights.flatMap { weightOwners[$0] }
    if let weights, owner == nil { weightOwners[weights] = layers.count }
    try append(
      operation, inputs, output, Attachments(norm: norm, activation: activation),
      storage: storage, at: Place(path: path, stageDepth: 1, position: nil, row: nil))
    if owner != nil { layers[layers.count - 1].weights = .shared(with: owner) }
    self.numbers.layers[layers.count - 1] = numbers
    return output
  }

  /// The network of all layers, those added by its own arguments included.
  ///
  /// - Throws: a diagnostic if it has no input or no output, or if a size that it was given is not
  ///   positive.
  public mutating func network(named name: String, outputs: [Tensor]) throws(Diagnostic) -> Network
  {
    // Mutating, because anything else would be read before the arguments are evaluated.
    guard !inputs.isEmpty else { throw Diagnostic("the network \(quoted(name)) has no input") }
    guard !outputs.isEmpty else { throw Diagnostic("the network \(quoted(name)) has no output") }
    try requireOwn(outputs)
    try checkGiven()
    return network(
      named: name, title: nil, outputs: outputs, parameters: [], symbols: symbols,
      notes: [], fingerprint: "", file: name)
  }

  /// A new tensor.
  package mutating func tensor(
    _ shape: Shape, role: Tensor.Role = .activation, element: DataType? = nil
  ) -> Tensor {
    let tensor = Tensor(id: tensors.count, shape: shape, role: role, element: element)
    tensors.append(tensor)
    return tensor
  }

  /// Adds a layer. - Throws: a diagnostic if there are too many.
  package mutating func append(
    _ operation: Operator<Formula>, _ inputs: [Tensor], _ output: Tensor,
    _ attachments: Attachments = Attachments(), storage: WeightStorage = WeightStorage(),
    at place: Place
  ) throws(Diagnostic) {
    guard layers.count < NetworkBuilder.layerLimit else {
      throw Diagnostic(
        "more than \(NetworkBuilder.layerLimit) layers, repeats unfolded", at: place.position)
    }
    let parameters = inputs.filter { tensor in
      tensor.role == .parameter && readParameters.insert(tensor.id).inserted
    }
    layers.append(
      Layer(
        path: place.path, operation: operation, call: attachments.call, inputs: inputs,
        output: output, norm: attachments.norm, activation: attachments.activation,
        presence: presence, copies: copies, weights: sharing.weights, normWeights: sharing.norm,
        ownedParameters: parameters, storage: storage,
        stageDepth: place.stageDepth, position: place.position, row: place.row))
  }

  /// The network of all layers.
  ///
  /// - Parameters:
  ///   - parameters: the value of each parameter, in the order of the spec.
  ///   - symbols: the symbols left free.
  ///   - notes: what is legal but may not be intended.
  ///   - uncounted: what no count includes.
  ///   - assumed: what is assumed that its file says otherwise.
  ///   - outputNames: what the outputs are called.
  package func network(
    named name: String, title: String?, outputs: [Tensor],
    parameters: [(name: String, value: Value)], symbols: [Symbol], notes: [Diagnostic],
    uncounted: [String] = [], assumed: [String] = [], outputNames: [String] = [],
    fingerprint: String, file: String
  ) -> Network {
    Network(
      name: name, title: title, inputs: inputs.map(\.tensor),
      inputNames: inputs.compactMap(\.name), outputs: outputs, outputNames: outputNames,
      layers: layers,
      requirements: requirements, open: open, parameters: parameters, symbols: symbols,
      notes: notes, uncounted: uncounted, assumed: assumed, numbers: numbers,
      fingerprint: fingerprint, file: file)
  }

  /// Removes the layers from an index on.
  package mutating func removeLayers(from start: Int) { layers.removeSubrange(start...) }

  /// Records that layers use the parameters of others, one by one.
  package mutating func share(_ first: Range<Int>, with other: Range<Int>, _ sharing: Sharing) {
    guard first.count == other.count else { return }
    for (a, b) in zip(first, other) {
      layers[b].weights = .shared(with: layers[a].weights.owner ?? a)
      if sharing == .shared {
        layers[b].normWeights = .shared(with: layers[a].normWeights.owner ?? a)
      }
    }
  }
}
