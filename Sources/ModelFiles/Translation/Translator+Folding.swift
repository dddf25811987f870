import CostModel
import Symbolic

extension Operator where Size == Formula {
  /// Whether it is arithmetic, or moves numbers: what it makes of constants is a constant. Operators
  /// with weights of their own are layers whatever they read.
  var foldsConstants: Bool {
    switch self {
    case .move, .elementwise, .join, .reduction, .conversion, .activation, .softmax: true
    case .rearrangement, .resize, .contraction, .product: true
    default: false
    }
  }
}

extension Translator {
  /// Whether an operator that reads only constants makes one. Trained numbers that are read more than
  /// once, or not all, are looked up while the network runs: they stay parameters as they are.
  func folds(_ operation: Operator<Formula>, _ inputs: [Operand]) -> Bool {
    guard operation.foldsConstants, inputs.allSatisfy({ $0.constant != nil }) else { return false }
    switch operation {
    case .move(.gather), .move(.gatherElements), .move(.gatherPoints), .move(.expand),
      .move(.tile), .resize:
      return !(inputs.first?.constant?.isTrained ?? false)
    default: return true
    }
  }

  /// What an operator makes of constants.
  mutating func fold(
    _ operation: Operator<Formula>, _ inputs: [Constant]
  ) throws(Refusal) -> Constant {
    if let empty = Translator.empty(operation, inputs) { return empty }
    var result = Constant(
      try shape(of: operation, inputs.map(\.shape)), inputs[0].element, .open)
    if inputs.count == 1, operation.keepsElements {
      (result.key, result.isQuantized) = (inputs[0].key, inputs[0].isQuantized)
    }
    result.key = result.key ?? key(of: operation, inputs, result.shape)
    if let element = try uniform(operation, inputs) {
      result.contents = .fill(element)
      if case .truth = element { result.element = .bool }
      return result
    }
    var parts: [Known] = []
    for input in inputs {
      guard Known.count(input.shape.sizes.numbers ?? [-1]) != nil, !input.isWeight,
        let known = try known(input)
      else {
        result.contents = file.applying(operation, to: inputs, making: result.shape)
        return result
      }
      parts.append(known)
    }
    guard let known = try numbers(operation, parts) else {
      result.contents = file.applying(operation, to: inputs, making: result.shape)
      return result
    }
    try spend(known.elements.count)
    result.contents = .known(known)
    result.element = known.type
    return result
  }

  /// What a function makes of constants without elements, which no layer could be; nil of others.
  private static func empty(
    _ operation: Operator<Formula>, _ inputs: [Constant]
  ) -> Constant? {
    guard inputs.contains(where: { $0.shape.sizes.contains(0) }),
      var widest = inputs.max(by: { $0.shape.sizes.count < $1.shape.sizes.count })
    else { return nil }
    switch operation {
    case .elementwise, .conversion, .activation, .softmax, .join(.add), .join(.multiply): break
    default: return nil
    }
    var sizes = widest.shape.sizes
    for input in inputs {
      let first = sizes.count - input.shape.sizes.count
      for (axis, size) in input.shape.sizes.enumerated() where size != 1 {
        sizes[first + axis] = size
      }
    }
    widest = Constant(Shape(sizes, layout: widest.shape.layout), widest.element, .open)
    return widest
  }

  /// What tells numbers apart that follow one by one from trained ones, or are a part of them: the
  /// trained ones themselves, or a key of the part's own.
  private mutating func key(
    of operation: Operator<Formula>, _ inputs: [Constant], _ made: Shape
  ) -> Int? {
    let trained = inputs.filter(\.isTrained)
    guard trained.count == 1 else { return nil }
    switch operation {
    case .elementwise, .activation:
      return trained[0].shape.sizes == made.sizes ? trained[0].key : nil
    case .move(.slice), .rearrangement(.split): return newKey()
    default: return nil
    }
  }

  /// The element that all of the result are, if all inputs are uniform.
  private func uniform(
    _ operation: Operator<Formula>, _ inputs: [Constant]
  ) throws(Refusal) -> KnownElement? {
    var elements: [Known] = []
    for input in inputs {
      guard case .fill(let element) = input.contents else { return nil }
      elements.append(Known(sizes: [], elements: [element], type: input.element))
    }
    switch operation {
    case .move(.reshape), .move(.transpose), .move(.slice), .move(.expand), .move(.tile):
      return elements.first?.elements.first
    case .elementwise, .conversion:
      return try numbers(operation, elements)?.elements.first
    default: return nil
    }
  }

  /// The numbers that an operator makes. Reals that are too large to be exact, as in a mask of the
  /// least ones, are not known; whole numbers are sizes, of which a fault is told.
  private func numbers(
    _ operation: Operator<Formula>, _ parts: [Known]
  ) throws(Refusal) -> Known? {
    do throws(ArithmeticFault) {
      return try Translator.apply(operation, parts)
    } catch {
      guard parts.allSatisfy(\.type.isInteger) else { return nil }
      throw .invalid(Diagnostic("\(error)"))
    }
  }

  private static func apply(
    _ operation: Operator<Formula>, _ parts: [Known]
  ) throws(ArithmeticFault) -> Known? {
    switch operation {
    case .move(let move): return parts[0].applying(move, parts.dropFirst())
    case .elementwise(let elementwise):
      var tensors = parts[...]
      var operands: [Known] = []
      for operand in elementwise.operands {
        switch operand {
        case .tensor:
          guard let next = tensors.popFirst() else { return nil }
          operands.append(next)
        case .number(let number):
          guard let element = KnownElement(number) else { return nil }
          operands.append(Known(sizes: [], elements: [element], type: parts[0].type))
        }
      }
      return try Known.applying(elementwise.function, operands)
    case .join(.concat(let axis?)): return Known.concatenating(parts, along: axis)
    case .reduction(let reduction): return try parts[0].reducing(reduction)
    default: return nil
    }
  }
}

extension Constant {
  /// Whether it is too likely to be weights to be read for arithmetic.
  fileprivate var isWeight: Bool {
    guard case .file = contents, !element.isInteger else { return false }
    return (shape.sizes.numbers.flatMap(Known.count) ?? .max) > 64
  }
}

extension Operator where Size == Formula {
  /// Whether the result has the elements that it reads, in whatever order or type.
  fileprivate var keepsElements: Bool {
    switch self {
    case .move(.reshape), .move(.transpose), .conversion: true
    case .elementwise(let elementwise): elementwise.function == .identity
    default: false
    }
  }
}
