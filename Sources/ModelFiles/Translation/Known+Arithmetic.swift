import CostModel
import Symbolic

// Functions of corresponding elements, over known ones.
extension Known {
  /// What the function makes of known tensors; nil if there are too many elements, or it has no
  /// exact value.
  ///
  /// - Throws: ``ArithmeticFault``: a division by zero, say.
  static func applying(
    _ function: Elementwise.Function, _ operands: [Known]
  ) throws(ArithmeticFault) -> Known? {
    guard let sizes = commonSizes(operands) else { return nil }
    let parts = operands.compactMap { $0.broadcast(to: sizes) }
    guard parts.count == operands.count, let first = parts.first, let last = parts.last else {
      return nil
    }
    let areIntegers = parts.allSatisfy(\.type.isInteger)
    var elements: [KnownElement] = []
    elements.reserveCapacity(first.elements.count)
    for place in first.elements.indices {
      let values = parts.map { $0.elements[place] }
      guard let element = try value(function, values, areIntegers: areIntegers) else { return nil }
      elements.append(element)
    }
    var type = function == .select ? last.type : first.type
    if case .truth? = elements.first { type = .bool }
    return Known(sizes: sizes, elements: elements, type: type)
  }

  private static func commonSizes(_ operands: [Known]) -> [Int]? {
    let rank = operands.map(\.sizes.count).max() ?? 0
    var sizes = Array(repeating: 1, count: rank)
    for operand in operands {
      for (axis, size) in operand.sizes.enumerated() where size != 1 {
        let axis = axis + rank - operand.sizes.count
        guard sizes[axis] == 1 || sizes[axis] == size else { return nil }
        sizes[axis] = size
      }
    }
    return count(sizes) == nil ? nil : sizes
  }

  private static func value(
    _ function: Elementwise.Function, _ values: [KnownElement], areIntegers: Bool
  ) throws(ArithmeticFault) -> KnownElement? {
    guard let first = values.first else { return nil }
    let (x, y) = (first.scalar, values.count > 1 ? values[1] : nil)
    switch function {
    case .identity: return first
    case .add: return .number(try fold(values, +))
    case .multiply: return .number(try fold(values, *))
    case .mean: return .number(try fold(values, +) / .exact(Formula(values.count)))
    case .maximum: return try call("max", values)
    case .minimum: return try call("min", values)
    case .negative: return .number(try .exact(0) - x)
    case .square: return .number(try x * x)
    case .reciprocal: return .number(try .exact(1) / x)
    case .floor, .ceil, .round, .abs, .log: return try call(function.rawValue, [first])
    case .sqrt: return .number(try x.root())
    case .rsqrt: return .number(try .exact(1) / x.root())
    case .not: return .truth(try !first.condition())
    case .sign:
      guard let value = first.real else { return nil }
      return KnownElement(Formula(value == 0 ? 0 : value > 0 ? 1 : -1))
    case .clip:
      guard values.count == 3, let low = try call("max", [first, values[1]]) else { return nil }
      return try call("min", [low, values[2]])
    case .select:
      guard values.count == 3 else { return nil }
      return try select(first.condition(), values[1], values[2])
    default: break
    }
    guard let y, values.count == 2 else { return nil }
    return try value(function, first, y, areIntegers: areIntegers)
  }

  private static func value(
    _ function: Elementwise.Function, _ first: KnownElement, _ second: KnownElement,
    areIntegers: Bool
  ) throws(ArithmeticFault) -> KnownElement? {
    let (x, y) = (first.scalar, second.scalar)
    switch function {
    case .subtract: return .number(try x - y)
    case .divide:
      let quotient = KnownElement.number(try x / y)
      guard areIntegers else { return quotient }
      // Sizes are positive, so the quotient is rounded down; of numbers, towards 0.
      guard let value = quotient.formula?.constantValue else {
        return try call("floor", [quotient])
      }
      return KnownElement(Formula(Rational(value < .zero ? value.ceiling : value.floor)))
    case .floorDivide: return try call("floor", [.number(x / y)])
    case .modulo:
      guard let floor = try call("floor", [.number(x / y)]) else { return nil }
      return .number(try x - y * floor.scalar)
    case .power: return .number(try x.power(y))
    case .squaredDifference:
      let difference = try x - y
      return .number(try difference * difference)
    case .equal: return .truth(try Condition.compare(x, .equal, y))
    case .notEqual: return .truth(try !Condition.compare(x, .equal, y))
    case .less: return .truth(try Condition.compare(x, .less, y))
    case .lessOrEqual: return .truth(try Condition.compare(x, .lessOrEqual, y))
    case .greater: return .truth(try Condition.compare(y, .less, x))
    case .greaterOrEqual: return .truth(try Condition.compare(y, .lessOrEqual, x))
    case .and: return .truth(try first.condition() && second.condition())
    case .or: return .truth(try first.condition() || second.condition())
    case .xor:
      let (a, b) = (try first.condition(), try second.condition())
      return .truth((a && !b) || (!a && b))
    default: return nil
    }
  }

  private static func fold(
    _ values: [KnownElement], _ combine: (Scalar, Scalar) throws(ArithmeticFault) -> Scalar
  ) throws(ArithmeticFault) -> Scalar {
    var result = values[0].scalar
    for value in values.dropFirst() { result = try combine(result, value.scalar) }
    return result
  }

  private static func call(
    _ name: String, _ values: [KnownElement]
  ) throws(ArithmeticFault) -> KnownElement? {
    guard values.count > 1 || !["min", "max"].contains(name) else { return values.first }
    guard let function = Function.named(name) else { return nil }
    return .number(try function.call(values.map(\.scalar)))
  }

  private static func select(
    _ condition: Condition, _ first: KnownElement, _ second: KnownElement
  ) throws(ArithmeticFault) -> KnownElement? {
    if let known = condition.constantValue { return known ? first : second }
    if first == second { return first }
    guard let a = first.formula, let b = second.formula else { return nil }
    return KnownElement(.choice(condition, a, b))
  }

  /// One number from all elements along some axes; nil where that is not arithmetic.
  func reducing(_ reduction: Reduction) throws(ArithmeticFault) -> Known? {
    let axes = reduction.axes
    guard axes.allSatisfy(sizes.indices.contains), !elements.isEmpty else { return nil }
    let kept = sizes.indices.filter { !axes.contains($0) }
    let rest = Known.places(axes.map { sizes[$0] }, strides: axes.map { strides[$0] })
    var reduced: [KnownElement] = []
    for first in Known.places(kept.map { sizes[$0] }, strides: kept.map { strides[$0] }) {
      let values = rest.map { elements[first + $0] }
      let element: KnownElement?
      switch reduction.function {
      case .sum: element = .number(try Known.fold(values, +))
      case .product: element = .number(try Known.fold(values, *))
      case .mean: element = .number(try Known.fold(values, +) / .exact(Formula(values.count)))
      case .maximum: element = try Known.call("max", values)
      case .minimum: element = try Known.call("min", values)
      default: return nil
      }
      guard let element else { return nil }
      reduced.append(element)
    }
    let made = sizes.indices.compactMap { axis in
      axes.contains(axis) ? (reduction.keeps ? 1 : nil) : sizes[axis]
    }
    return Known(sizes: made, elements: reduced, type: type)
  }

  /// The elements as numbers of another kind; reals are cut to integers.
  func cast(to type: ElementType) throws(ArithmeticFault) -> Known? {
    var made: [KnownElement] = []
    for element in elements {
      if type == .bool {
        made.append(.truth(try element.condition()))
      } else if type.isInteger, !element.scalar.isInteger {
        // Sizes are positive, so what lies behind the point is dropped.
        let isNegative = element.real.map { $0 < 0 } ?? false
        guard let whole = try Known.call(isNegative ? "ceil" : "floor", [element]) else {
          return nil
        }
        made.append(whole)
      } else {
        made.append(.number(element.scalar))
      }
    }
    return Known(sizes: sizes, elements: made, type: type)
  }
}

extension Scalar {
  /// The square root, exact where it is a fraction. - Throws: ``ArithmeticFault``.
  fileprivate func root() throws(ArithmeticFault) -> Scalar {
    if let value = formula?.constantValue, value >= .zero,
      let over = value.numerator.root, let under = value.denominator.root
    {
      return .exact(Formula(try Rational(over, over: under)))
    }
    if let value = constantReal {
      guard value >= 0 else { throw .outsideDomain("\(value) has no square root") }
      return .inexact(.literal(value.squareRoot()))
    }
    return try power(.exact(Formula(1) / 2))
  }
}

extension Int128 {
  /// The square root, if it is a whole number that `Double` finds.
  fileprivate var root: Int128? {
    guard 0...(1 << 52) ~= self else { return nil }
    let root = Int128(Double(self).squareRoot())
    return root * root == self ? root : nil
  }
}
