import CostModel
import Symbolic

/// Translates the nodes of a model file into the draft of a network, by the rules of its format.
///
/// Each tensor of the file is either known beforehand, or made by a layer. What is known is worked
/// out by the same operators that would otherwise become layers: arithmetic over sizes never enters
/// the network.
package struct Translator {
  package let file: ModelFile
  package let settings: ModelFileSettings
  let format: FormatRules

  var draft = Draft()
  /// What each tensor of the file is; nil if it has not been computed yet.
  package var values: [Operand?]
  /// The node that is translated.
  private(set) var place: Place
  /// Works out shapes; its layers are never used.
  private var shapes = NetworkBuilder()
  /// Tensors that nodes should make, and no layer does: the inner state of some recurrent layers.
  package var unmade: Set<Int> = []
  /// Nodes that can't be priced, in order.
  package var refused: [(node: FileNode, name: String, reason: Refusal.Reason)] = []
  /// Nodes that read what is left out, and are not counted either.
  var followers: [FileNode] = []
  /// Tensors of the draft that such nodes read, by their names in the file.
  var ends: [(tensor: Int, name: String)] = []
  /// What must hold of sizes that are symbols, beside what operators require.
  private(set) var requirements: [(condition: Condition, message: String, place: SourcePosition)] =
    []
  /// Elements that may still be worked out: files could ask for any number.
  private var budget = 1 << 20
  /// Keys of numbers that are no tensor of the file.
  private var keyCount = 0
  /// How often each layer's name occurs.
  private var names: [[String]: Int] = [:]
  /// Symbols by the names that the file gives to sizes.
  package var symbols = SymbolTable()

  /// Where layers come from.
  struct Place {
    var path: [String] = []
    /// The node's own name, for messages.
    var name = ""
    var position: SourcePosition
    /// Its operator, if the layers that it makes cost as much but compute something else.
    var standsFor: String?
  }

  /// Says that the layers of the node cost what it costs, but compute something else.
  mutating func standIn(_ call: Call) { place.standsFor = call.node.type }

  package init(_ file: ModelFile, _ settings: ModelFileSettings, _ format: FormatRules) {
    self.file = file
    self.settings = settings
    self.format = format
    values = Array(repeating: nil, count: file.tensors.count)
    place = Place(position: SourcePosition(file: file.name, offset: 0))
  }

  /// What follows comes from this node. - Throws: what `body` does, with the node's name.
  mutating func at<Result>(
    _ place: Place, _ body: (inout Translator) throws(Refusal) -> Result
  ) throws(Refusal) -> Result {
    let outer = self.place
    self.place = place
    defer { self.place = outer }
    return try body(&self)
  }

  /// Runs arithmetic; its faults are the node's.
  func exactly<Result>(
    _ body: () throws(ArithmeticFault) -> Result
  ) throws(Refusal) -> Result {
    do throws(ArithmeticFault) {
      return try body()
    } catch {
      throw .invalid(Diagnostic("\(error)"))
    }
  }

  // MARK: Layers

  /// Applies an operator: a constant if all that it reads is, or else a layer.
  ///
  /// - Parameters:
  ///   - weights: tells the layer's own weights apart.
  ///   - parameters: those weights, and what else it has of its own, as `LayerNumbers` orders them;
  ///     none if it is not known what they hold.
  ///   - zeros: what is taken to be zeros.
  ///   - numerics: constants that the file writes beside the operator.
  mutating func add(
    _ operation: Operator<Formula>, _ inputs: [Operand], weights: Int? = nil,
    parameters: [Constant] = [], zeros: [Constant] = [], numerics: Numerics = Numerics(),
    staysAlone: Bool = false
  ) throws(Refusal) -> Operand {
    guard !inputs.contains(where: \.isUnknown) else { return .unknown }
    if folds(operation, inputs) {
      return .constant(try fold(operation, inputs.compactMap(\.constant)))
    }
    // What is computed decides where channels are.
    let layout = inputs.lazy.compactMap(\.tensor?.shape.layout).first ?? format.layout
    let inputs = inputs.map { $0.laid(out: layout) }
    let shape = try shape(of: operation, inputs.compactMap(\.shape))
    guard draft.layers.count < 8 * NetworkBuilder.layerLimit else {
      throw .invalid(Diagnostic("more than \(NetworkBuilder.layerLimit) layers"))
    }
    var numerics = numerics
    numerics.standsFor = numerics.standsFor ?? place.standsFor
    return .tensor(
      draft.add(
        operation, inputs, making: shape, weights: weights,
        Draft.Given(operation: parameters, zeros: zeros, numerics: numerics),
        staysAlone: staysAlone, path: uniquePath(), at: place.position))
  }

  /// Tells numbers apart that are no tensor of the file.
  mutating func newKey() -> Int {
    keyCount += 1
    return file.tensors.count + keyCount
  }

  /// The shape that an operator makes.
  mutating func shape(
    of operation: Operator<Formula>, _ inputs: [Shape]
  ) throws(Refusal) -> Shape {
    do throws(Diagnostic) {
      return try shapes.shape(of: operation, inputs) { _, _ in nil }
    } catch {
      throw .invalid(error)
    }
  }

  /// Requires what must hold of the sizes, now or once symbols have values.
  mutating func require(
    _ condition: Condition, _ message: @autoclosure () -> String
  ) throws(Refusal) {
    switch condition.constantValue {
    case true: return
    case false: throw .invalid(Diagnostic(message()))
    case nil: requirements.append((condition, "\(place.name): \(message())", place.position))
    }
  }

  /// Requires two sizes to be equal.
  mutating func require(
    _ size: Formula, equals other: Formula, _ message: @autoclosure () -> String
  ) throws(Refusal) {
    guard size != other else { return }
    let condition = try exactly { () throws(ArithmeticFault) in
      try Condition.compare(.exact(size), .equal, .exact(other))
    }
    try require(condition, message())
  }

  /// The path of the node, told apart from equal ones.
  private mutating func uniquePath() -> [String] {
    let number = names[place.path, default: 0] + 1
    names[place.path] = number
    guard number > 1, let last = place.path.last else { return place.path }
    return place.path.dropLast() + ["\(last)_\(number)"]
  }

  // MARK: Constants

  /// The elements of a constant; nil if they are too many, or not in the file.
  mutating func known(_ constant: Constant) throws(Refusal) -> Known? {
    guard let sizes = constant.shape.sizes.numbers, let count = Known.count(sizes) else {
      return nil
    }
    switch constant.contents {
    case .made, .open: return nil
    case .known(let known): return known
    case .fill(let element):
      try spend(count)
      return Known(
        sizes: sizes, elements: Array(repeating: element, count: count), type: constant.element)
    case .file(let index):
      try spend(count)
      let tensor = file.tensors[index]
      do throws(Diagnostic) {
        guard
          let elements = tensor.element.isInteger && tensor.quantization == nil
            ? try tensor.integers(limit: count)?.map({ KnownElement(Formula($0)) })
            : try tensor.values(limit: count)?.map({
              KnownElement($0) ?? .number(.inexact(.literal($0)))
            }
            )
        else { return nil }
        return Known(sizes: sizes, elements: elements, type: tensor.element)
      } catch {
        throw .invalid(error)
      }
    }
  }

  /// The elements of an operand as exact numbers; nil if they are not known.
  mutating func formulas(_ operand: Operand) throws(Refusal) -> [Formula]? {
    guard let constant = operand.constant else { return nil }
    return try known(constant)?.formulas
  }

  /// Exact numbers on which sizes depend.
  ///
  /// - Throws: `undecided` if they are computed from what the network is given.
  mutating func sizes(_ operand: Operand) throws(Refusal) -> [Formula] {
    guard !operand.isUnknown else { throw .invalid(Diagnostic("it reads what is unknown")) }
    guard let formulas = try formulas(operand) else { throw .undecided(.data) }
    return formulas
  }

  /// Whole numbers without symbols. - Throws: as ``sizes(_:)``.
  mutating func integers(_ operand: Operand) throws(Refusal) -> [Int] {
    guard let integers = try sizes(operand).numbers else { throw .undecided(.data) }
    return integers
  }

  /// The value of a single number that has no symbols; nil for all else.
  mutating func real(_ operand: Operand) throws(Refusal) -> Double? {
    guard let constant = operand.constant, constant.isSingle else { return nil }
    if case .fill(let element) = constant.contents { return element.real }
    return try known(constant)?.elements.first?.real
  }

  /// Accounts for elements to be worked out.
  mutating func spend(_ count: Int) throws(Refusal) {
    budget -= count
    guard budget >= 0 else {
      throw .invalid(Diagnostic("the file computes too many constants before it starts"))
    }
  }
}
