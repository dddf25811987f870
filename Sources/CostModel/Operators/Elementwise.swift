import Symbolic

/// A function of corresponding elements of tensors, whose shapes are broadcast against each other:
/// aligned at their last axes, a size of 1 counts for every position. It has no multiply-accumulates.
///
/// `add` and `multiply` of specs are joins, which allow less; this is what model files hold.
package struct Elementwise: Hashable, Sendable {
  package typealias Function = ElementwiseFunction

  /// An operand: one of the tensors, in order, or a number that is known.
  package enum Operand: Hashable, Sendable {
    case tensor
    case number(Double)
  }

  /// What is done.
  package let function: Function
  /// The operands of the function.
  package let operands: [Operand]

  /// A function of these operands.
  package init(_ function: Function, _ operands: [Operand]) {
    self.function = function
    self.operands = operands
  }

  /// A function of that many tensors.
  package init(_ function: Function, tensors: Int = 1) {
    self.init(function, Array(repeating: .tensor, count: tensors))
  }
}

/// What is done with the elements; the names are those of reports.
public enum ElementwiseFunction: String, CaseIterable, Sendable {
  case add, subtract, multiply, divide, power, modulo, floorDivide = "floor_divide"
  case squaredDifference = "squared_difference", maximum, minimum, mean, atan2
  case equal, notEqual = "not_equal", less, lessOrEqual = "less_or_equal"
  case greater, greaterOrEqual = "greater_or_equal"
  case and, or, xor, not, bitAnd = "bit_and", bitOr = "bit_or", bitXor = "bit_xor", shift
  /// The second where the first is not 0, else the third.
  case select
  /// The first between the second and the third.
  case clip
  case identity, negative, abs, sign, reciprocal, square, sqrt, rsqrt, exp, exp2, log, erf
  case floor, ceil, round, isNaN = "is_nan", isInfinite = "is_infinite"
  case sin, cos, tan, asin, acos, atan, sinh, cosh, asinh, acosh, atanh
  /// Activations that specs have no word for, with their constants as further operands.
  case elu, selu, celu, softplus, softsign, mish, leaky, hardSigmoid = "hard_sigmoid"
  case threshold, shrink
}

extension Elementwise: OperatorDefinition {
  var name: String { function.rawValue }

  func kind(_ inputs: [Shape]) -> LayerKind { .elementwise }

  /// The numbers among the operands, with `x` for tensors: `x, 2`.
  func detail(_ inputs: [Shape]) -> String {
    guard operands.contains(where: { $0 != .tensor }) else { return "" }
    return operands.map { operand in
      if case .number(let number) = operand { "\(number)" } else { "x" }
    }.joined(separator: ", ")
  }

  func reads(_ count: Int) -> Bool { count > 0 && count == operands.count { $0 == .tensor } }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    guard function.arity.contains(operands.count) else {
      throw .outsideDomain("\(name) of \(operands.count) numbers")
    }
    return try demands.requireBroadcast(inputs)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    var counts = Counts()
    for input in inputs { counts.read.append(try input.elements()) }
    return counts
  }
}

extension ElementwiseFunction {
  /// How many operands it takes.
  package var arity: ClosedRange<Int> {
    switch self {
    case .add, .multiply, .maximum, .minimum, .mean: 1...64
    case .subtract, .divide, .power, .modulo, .floorDivide, .squaredDifference, .atan2: 2...2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 2...2
    case .and, .or, .xor, .bitAnd, .bitOr, .bitXor, .shift: 2...2
    case .select: 3...3
    case .clip: 2...3
    case .elu, .celu, .leaky, .threshold: 1...2
    case .hardSigmoid, .shrink: 1...3
    default: 1...1
    }
  }
}

extension Demands {
  /// The shape of tensors that are broadcast against each other. It is laid out as the first of
  /// those with the most axes.
  mutating func requireBroadcast(_ shapes: [Shape]) throws(ArithmeticFault) -> Shape {
    guard let widest = shapes.max(by: { $0.sizes.count < $1.sizes.count }),
      let model = shapes.first(where: { $0.sizes.count == widest.sizes.count })
    else { throw .outsideDomain("no tensors") }
    var sizes = model.sizes
    for shape in shapes {
      let first = sizes.count - shape.sizes.count
      for (axis, size) in shape.sizes.enumerated() where size != 1 && size != sizes[first + axis] {
        if sizes[first + axis] == 1 {
          sizes[first + axis] = size
        } else {
          try require(
            "the shapes \(model.allText) and \(shape.allText) do not join",
            .compare(.exact(size), .equal, .exact(sizes[first + axis])))
        }
      }
    }
    return Shape(sizes, layout: model.layout)
  }
}
