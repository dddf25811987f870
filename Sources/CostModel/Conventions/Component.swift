import Symbolic

/// A part of a layer that tools count separately: its operator, normalization or activation.
///
/// The rules of a ``Convention`` are formulas over its quantities.
package struct Component {
  /// Its name: an operator's, `global_avgpool` for pooling without a window, `batchnorm`, `relu`.
  let name: String
  private let layer: Layer
  private let counts: Counts
  private let part: Part
  private let isClassifier: Bool
  private let gradients: Int

  private enum Part { case operation, norm, activation }

  /// The components of a layer in the order of execution.
  ///
  /// - Parameter graded: the network's ``Network/gradedTensors()``.
  static func all(
    of layer: Layer, _ counts: Counts, in network: Network, graded: Set<Int>
  ) -> [Component] {
    func component(_ name: String, _ part: Part) -> Component {
      Component(
        name: name, layer: layer, counts: counts, part: part,
        isClassifier: layer.kind == .dense && network.outputs.contains(layer.output),
        gradients: part == .operation ? layer.gradients(graded) : 1)
    }
    var components = [component(layer.componentName, .operation)]
    if let norm = layer.norm { components.append(component(norm.componentName, .norm)) }
    if let act = layer.activation { components.append(component(act.name, .activation)) }
    return components
  }

  /// Whether its parameters belong to an earlier layer.
  var isShared: Bool {
    switch part {
    case .operation, .activation: layer.weights.isShared
    case .norm: layer.normWeights.isShared
    }
  }

  /// Every name that a term may count.
  package static let names =
    Operator<Formula>.names + ["global_avgpool", "global_maxpool"]
    + Norm.allCases.map(\.componentName)

  /// Its amounts under those of a convention's terms that count it.
  ///
  /// - Throws: a diagnostic at the formula that makes the sum negative or no whole number.
  func amounts(
    of terms: [Convention.Term]
  ) throws(Diagnostic) -> [(term: Convention.Term, amount: Formula)] {
    var amounts: [(term: Convention.Term, amount: Formula)] = []
    for term in terms where term.components.contains(name) {
      amounts.append((term, try amount(of: term)))
    }
    let values = amounts.compactMap(\.amount.constantValue)
    let sum = try? values.reduce(Rational.zero) { try $0 + $1 }
    guard values.count == amounts.count, let sum, sum < .zero || !sum.isInteger else {
      return amounts
    }
    let culprit = amounts.first { amount in
      amount.amount.constantValue.map { $0 < .zero || !$0.isInteger } ?? false
    }
    throw Diagnostic(
      "\(culprit.map { quoted($0.term.count.text) } ?? "the sum") makes \(sum.text) of \(name) "
        + "of \(layer.name): a count is a whole number from 0 on",
      at: culprit?.term.count.origin)
  }

  /// Its amount under one of a convention's terms.
  private func amount(of term: Convention.Term) throws(Diagnostic) -> Formula {
    var names = Quantities(component: self, origin: term.count.origin)
    let scalar = try term.count.scalar(in: &names)
    guard let formula = scalar.formula else {
      throw Diagnostic("'\(term.count.text)' is not exact", at: term.count.origin)
    }
    return formula
  }

  // MARK: Quantities

  /// The names of all quantities, with descriptions.
  package static let quantities: [(name: String, summary: String)] = [
    ("macs", "multiply-accumulates of the operator, including taps on padding"),
    ("weights", "trained weights; for a normalization or an activation, its trained numbers"),
    ("biases", "trained biases"),
    ("inputs", "elements read, from all inputs together"),
    ("outputs", "elements made"),
    ("channels", "channels made"),
    ("positions", "height times width of the output"),
    ("inputChannels", "channels read from the first input"),
    ("inputPositions", "height times width of the first input"),
    ("convolved", "height times width of the output of a convolution with the same window"),
    ("groups", "groups of a convolution, heads of a matrix product or softmax"),
    ("batch", "the batch size"),
    ("window", "taps of the kernel or pooling window; without a window, the whole map"),
    ("start", "the first channel of a split"),
    ("gradients", "how many of its inputs get a gradient in training: 0 at the image"),
    ("isClassifier", "whether it is a dense layer whose tensor is an output of the network"),
    ("hasBias", "whether the operator has a bias"),
    ("hasNorm", "whether a normalization follows in the same layer"),
    ("hasBatchNorm", "whether it is batch normalization, and trains"),
    ("called", "how the reference code calls it: module, function, infix, mean, or fixed"),
  ]

  private func quantity(_ name: String) throws(ArithmeticFault) -> Value? {
    let isOperation = part == .operation
    func number(_ formula: Formula) -> Value { .scalar(.exact(formula)) }
    switch name {
    case "macs": return number(isOperation ? counts.macs : .zero)
    case "weights": return number(try weights())
    case "biases": return number(isOperation ? counts.biases : .zero)
    case "inputs": return number(try inputs())
    case "outputs": return number(try layer.output.shape.elements())
    case "channels": return number(layer.output.shape.channels)
    case "positions": return number(try layer.output.shape.positions())
    case "inputChannels": return number((input ?? layer.output).shape.channels)
    case "inputPositions": return number(try (input ?? layer.output).shape.positions())
    case "convolved": return number(try convolved())
    case "groups": return number(isOperation ? layer.groups : 1)
    case "batch": return number(layer.output.shape.batch)
    case "window": return number(try window())
    case "start": return number(layer.operation.start)
    case "gradients": return number(Formula(gradients))
    case "isClassifier": return .condition(.constant(isOperation && isClassifier))
    case "hasBias": return .condition(.constant(isOperation && counts.biases != .zero))
    case "hasNorm": return .condition(.constant(layer.norm != nil))
    case "hasBatchNorm": return .condition(.constant(layer.norm == .batch))
    case "called": return .word(isOperation ? layer.call.rawValue : Call.module.rawValue)
    default: return nil
    }
  }

  private func weights() throws(ArithmeticFault) -> Formula {
    switch part {
    case .operation: return counts.weights
    case .norm: return try Formula(counts.norm?.trained ?? 0) * layer.output.shape.channels
    case .activation: return layer.slopes
    }
  }

  private func inputs() throws(ArithmeticFault) -> Formula {
    guard part == .operation else { return try layer.output.shape.elements() }
    var sum = Formula.zero
    // `resize` uses only the size of its second tensor.
    for (input, read) in zip(layer.inputs, counts.read) where read != .zero {
      sum = try sum + input.shape.elements()
    }
    return sum
  }

  /// The first tensor it reads; nil for a norm or an activation, which reads its own layer's.
  private var input: Tensor? { part == .operation ? layer.inputs.first : nil }

  /// Output positions if a transposed convolution is taken for an ordinary one, as some tools do.
  private func convolved() throws(ArithmeticFault) -> Formula {
    guard part == .operation, let input, case .transposed(let convolution) = layer.operation else {
      return try layer.output.shape.positions()
    }
    return try input.shape.batch * .product(convolution.window.convolved(input.shape))
  }

  private func window() throws(ArithmeticFault) -> Formula {
    if let window = layer.operation.window { return try window.kernels[0].taps() }
    return try layer.inputs.first?.shape.area() ?? .one
  }

  /// The quantities as names in an expression.
  private struct Quantities: Names {
    let component: Component
    /// Where the expression is.
    let origin: SourcePosition?

    var known: [String] { Component.quantities.map(\.name) }

    func value(named name: String) throws(Diagnostic) -> Value? {
      do throws(ArithmeticFault) {
        return try component.quantity(name)
      } catch {
        throw Diagnostic("\(name) of \(component.layer.name): \(error)", at: origin)
      }
    }
  }
}

extension Layer {
  /// The component name of its operator. Tools see global pooling, unless a window happens to be as
  /// large as the map.
  fileprivate var componentName: String {
    if case .pool(let pool) = operation, pool.window == nil, call != .fixed {
      return "global_\(operation.name)"
    }
    return operation.name
  }

  /// The groups of a convolution, the heads of a matrix product or softmax; else 1.
  fileprivate var groups: Formula {
    switch operation {
    case .convolution(let convolution): convolution.groupCount(inputs[0].shape)
    case .transposed(let convolution): convolution.groups
    case .product(let product): product.heads
    case .softmax(let softmax): softmax.heads
    default: 1
    }
  }
}

extension Operator where Size == Formula {
  /// The first channel of a split.
  fileprivate var start: Formula {
    if case .rearrangement(.split(_, let start)) = self { start } else { .zero }
  }
}

extension Norm {
  /// The component name of a norm: the attribute `batch` is the row `batchnorm`.
  fileprivate var componentName: String { self == .frozen ? name : "\(name)norm" }
}
