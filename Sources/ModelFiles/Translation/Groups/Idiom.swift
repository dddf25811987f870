import CostModel
import Symbolic

/// An expression of tensors and numbers as files spell it out.
///
/// Sums and products match in any order and nesting, so that an idiom is written down once.
indirect enum Idiom: Sendable {
  /// The tensor that all is about.
  case x
  case number(Double)
  case activation(Activation, Idiom)
  case function(Elementwise.Function, [Idiom])
  case sum([Idiom])
  case product([Idiom])

  /// Activations that files spell out, outermost first.
  static let activations: [(Activation, Numerics, Idiom)] = {
    let relu6 = Idiom.activation(.relu6, .sum([.x, .number(3)]))
    let erf = Idiom.function(.erf, [.product([.x, .number(1 / 2.0.squareRoot())])])
    func tanh(_ cube: Idiom) -> Idiom {
      .activation(
        .tanh,
        .product([
          .number((2 / Double.pi).squareRoot()), .sum([.x, .product([.number(0.044715), cube])]),
        ]))
    }
    func gelu(_ inner: Idiom) -> Idiom {
      .product([.x, .number(0.5), .sum([.number(1), inner])])
    }
    let usual = Numerics()
    var approximate = usual
    approximate.approximatesGELU = true
    return [
      (.swish, usual, .product([.x, .activation(.sigmoid, .x)])),
      (.hswish, usual, .product([.x, .activation(.hsigmoid, .x)])),
      (.hswish, usual, .product([.x, .number(1.0 / 6), relu6])),
      (.gelu, usual, gelu(erf)),
      (.gelu, approximate, gelu(tanh(.function(.power, [.x, .number(3)])))),
      (.gelu, approximate, gelu(tanh(.product([.x, .x, .x])))),
      (.hsigmoid, usual, .product([.number(1.0 / 6), relu6])),
    ]
  }()
}

extension Idiom {
  /// The terms of a sum, or the factors of a product; all else is one by itself.
  fileprivate func parts(isSum: Bool) -> [Idiom] {
    switch self {
    case .sum(let parts) where isSum: parts
    case .product(let parts) where !isSum: parts
    default: [self]
    }
  }
}

/// The search for an idiom in a draft.
struct IdiomMatch {
  private let draft: Draft
  /// The layer whose result the idiom is.
  private let root: Int
  /// What the idiom's `x` is.
  private(set) var x: Operand?
  /// The layers that the idiom is made of, besides the root.
  private(set) var layers: Set<Int> = []

  /// nil if the root's result is not the idiom, or others read what stands between.
  init?(_ idiom: Idiom, at root: Int, in draft: Draft) {
    self.draft = draft
    self.root = root
    guard let layer = draft.layers[root],
      matches(idiom, .tensor(draft.tensors[layer.output])), x != nil
    else { return nil }
  }

  private mutating func matches(_ idiom: Idiom, _ operand: Operand) -> Bool {
    switch idiom {
    case .x:
      guard let tensor = operand.tensor else { return false }
      guard let known = x?.tensor else {
        x = operand
        return true
      }
      return known.id == tensor.id
    case .number: return false
    case .activation(let activation, let inner):
      guard let layer = take(operand), layer.operation == .activation(activation) else {
        return false
      }
      return matches(inner, layer.inputs[0])
    case .function(let function, let arguments):
      guard let layer = take(operand), case .elementwise(let own) = layer.operation,
        own.function == function, own.operands.count == arguments.count
      else { return false }
      var tensors = layer.inputs[...]
      for (operand, argument) in zip(own.operands, arguments) {
        switch (operand, argument) {
        case (.number(let a), .number(let b)): guard a.isClose(to: b) else { return false }
        case (.tensor, _):
          guard let tensor = tensors.popFirst(), matches(argument, tensor) else { return false }
        default: return false
        }
      }
      return true
    case .sum(let parts): return matches(parts, operand, isSum: true)
    case .product(let parts): return matches(parts, operand, isSum: false)
    }
  }

  /// The layer that makes a tensor, if nobody but the idiom reads it.
  private mutating func take(_ operand: Operand) -> Draft.Layer? {
    guard let (index, layer) = draft.maker(of: operand), layer.norm == nil,
      layer.activation == nil, let tensor = operand.tensor
    else { return nil }
    if index == root { return layer }
    guard draft.readers[tensor.id] == 1 else { return nil }
    layers.insert(index)
    return layer
  }

  // MARK: Sums and products

  private mutating func matches(_ parts: [Idiom], _ operand: Operand, isSum: Bool) -> Bool {
    let neutral = isSum ? 0.0 : 1.0
    var wanted = neutral
    var open: [Idiom] = []
    for part in parts.flatMap({ $0.parts(isSum: isSum) }) {
      if case .number(let number) = part {
        wanted = isSum ? wanted + number : wanted * number
      } else {
        open.append(part)
      }
    }
    var found = (number: neutral, tensors: [Operand]())
    guard collect(operand, isSum: isSum, depth: 0, into: &found),
      found.number.isClose(to: wanted), found.tensors.count == open.count
    else { return false }
    return assign(open, found.tensors)
  }

  /// The terms or factors of a tensor, those of terms and factors included.
  private mutating func collect(
    _ operand: Operand, isSum: Bool, depth: Int,
    into found: inout (number: Double, tensors: [Operand])
  ) -> Bool {
    let before = self
    guard depth < 4, let layer = take(operand),
      let (number, operands) = layer.operation.terms(layer.inputs, isSum: isSum),
      // Terms without a number may be what the idiom is about.
      !isSum || depth == 0 || number != 0
    else {
      self = before
      guard depth > 0 else { return false }
      found.tensors.append(operand)
      return found.tensors.count <= 4
    }
    found.number = isSum ? found.number + number : found.number * number
    for operand in operands {
      guard collect(operand, isSum: isSum, depth: depth + 1, into: &found) else { return false }
    }
    return true
  }

  /// Finds which tensor is which part.
  private mutating func assign(_ parts: [Idiom], _ tensors: [Operand]) -> Bool {
    guard let part = parts.first else { return true }
    for index in tensors.indices {
      let before = self
      var rest = tensors
      let tensor = rest.remove(at: index)
      if matches(part, tensor), assign(Array(parts.dropFirst()), rest) { return true }
      self = before
    }
    return false
  }
}

extension Operator where Size == Formula {
  /// What a sum or a product is made of: a number, and tensors; nil if it is neither.
  fileprivate func terms(
    _ inputs: [Operand], isSum: Bool
  ) -> (number: Double, tensors: [Operand])? {
    switch self {
    case .join(.add(.sum)) where isSum: return (0, inputs)
    case .join(.multiply) where !isSum: return (1, inputs)
    case .elementwise(let own):
      switch own.function {
      case .add where isSum:
        return (own.operands.reduce(0) { $0 + ($1.number ?? 0) }, inputs)
      case .multiply where !isSum:
        return (own.operands.reduce(1) { $0 * ($1.number ?? 1) }, inputs)
      case .subtract where isSum:
        guard let number = own.operands.last?.number, inputs.count == 1 else { return nil }
        return (-number, inputs)
      case .divide where !isSum:
        guard let number = own.operands.last?.number, inputs.count == 1 else { return nil }
        return (1 / number, inputs)
      default: return nil
      }
    default: return nil
    }
  }
}

extension Elementwise.Operand {
  var number: Double? { if case .number(let number) = self { number } else { nil } }
}

extension Double {
  /// Whether two numbers are the same but for how exactly they are written.
  fileprivate func isClose(to other: Double) -> Bool { abs(self - other) <= 1e-3 * abs(other) }
}
