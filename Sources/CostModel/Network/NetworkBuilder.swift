import Symbolic

/// Builds a network, layer by layer. It is the only door: whatever a network is read from, shapes
/// are worked out here, and what must hold of them is checked or recorded here.
struct NetworkBuilder {
  /// More layers than this are an error.
  static let layerLimit = 10_000

  private(set) var layers: [Layer] = []
  private(set) var requirements: [Requirement] = []
  private var seenRequirements: Set<Requirement> = []
  private var nextTensor = 0

  /// The condition for the next layers to exist.
  var presence = Condition.constant(true)
  /// The condition for the current copies to exist; their layers express it by their number of
  /// copies.
  var isRepeated = Condition.constant(true)
  /// How many times the next layers occur in the network.
  var copies = Formula.one
  /// Whose parameters the next layers use.
  var sharing = Sharing.own

  /// How the applications of one layer to several tensors share trainable parameters.
  enum Sharing {
    case own, shared, sharedButNorm
  }

  /// Where a layer stands in what it is read from.
  struct Place {
    /// The names that lead to it, outermost first.
    let path: [String]
    /// How many leading components of the path name rows of networks, not of blocks.
    let stageDepth: Int
    /// The row that made it.
    let position: SourcePosition?
    /// The row of the network's own body that leads to it.
    let row: SourcePosition?
  }

  /// What is attached to an operator.
  struct Attachments {
    var call = Call.module
    var norm: Norm?
    var activation: Activation?
  }

  /// A new tensor.
  mutating func tensor(_ shape: Shape) -> Tensor {
    defer { nextTensor += 1 }
    return Tensor(id: nextTensor, shape: shape)
  }

  /// The shape that an operator makes of tensors.
  ///
  /// - Parameter place: the place of an attribute, or of the element of one that is a list.
  /// - Throws: what does not hold.
  mutating func shape(
    of operation: Operator<Formula>, _ inputs: [Shape],
    at place: (_ attribute: String?, _ element: Int?) -> SourcePosition?
  ) throws(Diagnostic) -> Shape {
    var demands = Demands()
    let output: Shape
    do throws(ArithmeticFault) {
      output = try operation.definition.output(inputs, &demands)
      for (size, what) in zip(output.sizes, ["channels", "height", "width"]) {
        try demands.require(
          "the output's \(what) can't be \(size.text)",
          .compare(.exact(1), .lessOrEqual, .exact(size)))
      }
    } catch {
      // What was demanded may be why it failed.
      try require(demands, at: place)
      throw Diagnostic(error.description, at: place(nil, nil))
    }
    try require(demands, at: place)
    return output
  }

  private mutating func require(
    _ demands: Demands, at place: (_ attribute: String?, _ element: Int?) -> SourcePosition?
  ) throws(Diagnostic) {
    for demand in demands.all {
      try require(
        demand.condition, demand.message, at: place(demand.attribute, demand.element))
    }
  }

  /// Adds a layer. - Throws: a diagnostic if there are too many.
  mutating func append(
    _ operation: Operator<Formula>, _ inputs: [Tensor], _ output: Tensor,
    _ attachments: Attachments = Attachments(), at place: Place
  ) throws(Diagnostic) {
    guard layers.count < NetworkBuilder.layerLimit else {
      throw Diagnostic(
        "more than \(NetworkBuilder.layerLimit) layers, repeats unfolded", at: place.position)
    }
    layers.append(
      Layer(
        path: place.path, operation: operation, call: attachments.call, inputs: inputs,
        output: output, norm: attachments.norm, activation: attachments.activation,
        presence: presence, copies: copies, sharesWeights: sharing != .own,
        sharesNorm: sharing == .shared, stageDepth: place.stageDepth, position: place.position,
        row: place.row))
  }

  /// Removes the layers from an index on.
  mutating func removeLayers(from start: Int) { layers.removeSubrange(start...) }

  /// Records that layers use the parameters of others, one by one.
  mutating func share(_ first: Range<Int>, with other: Range<Int>, _ sharing: Sharing) {
    guard first.count == other.count else { return }
    for (a, b) in zip(first, other) {
      layers[b].weightsOwner = layers[a].weightsOwner ?? a
      if sharing == .shared { layers[b].normOwner = layers[a].normOwner ?? a }
    }
  }

  /// Requires a condition for the next layers: an error if it fails, a requirement if free symbols
  /// leave it open.
  ///
  /// The message is built only when needed: printing formulas takes longer than most checks.
  mutating func require(
    _ condition: Condition, _ message: @autoclosure () -> String, at position: SourcePosition?
  ) throws(Diagnostic) {
    // `add` with `if in == c` requires what its own condition states.
    if presence.includes(condition) { return }
    let needed = !(presence && isRepeated) || condition
    switch needed.constantValue {
    case true: return
    case false: throw Diagnostic(message(), at: position)
    case nil:
      let requirement = Requirement(condition: needed, message: message(), position: position)
      if seenRequirements.insert(requirement).inserted { requirements.append(requirement) }
    }
  }
}
