import Foundation

import Symbolic

/// The value of an expression, computed straight from what is written, without any normal form.
///
/// With `isLazy`, an operand that is not needed is not computed.
struct NaiveEvaluation {
  enum Value: Hashable {
    case exact(Rational)
    case real(Double)
    case truth(Bool)

    var number: Double {
      switch self {
      case .exact(let value): value.doubleValue
      case .real(let value): value
      case .truth: .nan
      }
    }
  }

  let bindings: Bindings
  var isLazy = true

  func value(_ node: Syntax) throws(ArithmeticFault) -> Value {
    switch node {
    case .integer(let value, _): return .exact(value)
    case .decimal(let value, _): return .real(value)
    case .name("true", _): return .truth(true)
    case .name("false", _): return .truth(false)
    case .name(let name, _):
      switch bindings[name] {
      case .exact(let value): return .exact(value)
      case .real(let value): return .real(value)
      case nil: throw .unbound(name)
      }
    case .negated(let operand, _): return try arithmetic(.subtract, .exact(0), value(operand))
    case .arithmetic(let operation, let left, let right, _):
      return try arithmetic(operation, value(left), value(right))
    case .comparison(let sign, let left, let right, _):
      return .truth(try compare(sign, value(left), value(right)))
    case .not(let operand, _): return .truth(try !truth(operand))
    case .logic(let isAnd, let left, let right, _):
      let first = try truth(left)
      if isLazy, first != isAnd { return .truth(first) }
      let second = try truth(right)
      return .truth(isAnd ? first && second : first || second)
    case .indicator(let inner, _): return .exact(try truth(inner) ? 1 : 0)
    case .call("if", let arguments, _):
      let isFirst = try truth(arguments[0])
      if !isLazy { _ = try (value(arguments[1]), value(arguments[2])) }
      return try value(arguments[isFirst ? 1 : 2])
    case .call("select", let arguments, _): return try select(arguments)
    case .call("isInteger", let arguments, _):
      switch try value(arguments[0]) {
      case .exact(let value): return .truth(value.isInteger)
      case .real(let value): return .truth(value == value.rounded())
      case .truth: throw .notAnInteger("a condition")
      }
    case .call(let name, let arguments, _):
      var values: [Value] = []
      for argument in arguments { values.append(try value(argument)) }
      return try call(name, values)
    }
  }

  private func truth(_ node: Syntax) throws(ArithmeticFault) -> Bool {
    guard case .truth(let value) = try value(node) else { throw .outsideDomain("no condition") }
    return value
  }

  private func arithmetic(
    _ operation: Inexact.Operation, _ a: Value, _ b: Value
  ) throws(ArithmeticFault) -> Value {
    if case .exact(let a) = a, case .exact(let b) = b {
      switch operation {
      case .add: return .exact(try a + b)
      case .subtract: return .exact(try a - b)
      case .multiply: return .exact(try a * b)
      case .divide: return .exact(try a / b)
      case .power where b.isInteger: return .exact(try a.power(b.integer()))
      case .power: break
      }
    }
    let (x, y) = (a.number, b.number)
    if operation == .divide, y == 0 { throw .divisionByZero }
    let result = operation.apply(x, y)
    guard result.isFinite else { throw .overflow }
    return .real(result)
  }

  private func compare(_ sign: String, _ a: Value, _ b: Value) throws(ArithmeticFault) -> Bool {
    if case .exact(let a) = a, case .exact(let b) = b { return compare(sign, a, b) }
    return compare(sign, a.number, b.number)
  }

  private func compare<T: Comparable>(_ sign: String, _ a: T, _ b: T) -> Bool {
    switch sign {
    case "==": a == b
    case "!=": a != b
    case "<": a < b
    case "<=": a <= b
    case ">": a > b
    default: a >= b
    }
  }

  private func select(_ arguments: [Syntax]) throws(ArithmeticFault) -> Value {
    let subject = try value(arguments[0])
    var result: Value?
    for index in stride(from: 1, to: arguments.count, by: 2) {
      if isLazy, result != nil { break }
      let isMatch = try compare("==", subject, value(arguments[index]))
      if isLazy, !isMatch { continue }
      let candidate = try value(arguments[index + 1])
      if isMatch, result == nil { result = candidate }
    }
    guard let result else { throw .outsideDomain("no key") }
    return result
  }

  private func call(_ name: String, _ values: [Value]) throws(ArithmeticFault) -> Value {
    let exact = values.compactMap { if case .exact(let value) = $0 { value } else { nil } }
    let isExact = exact.count == values.count
    switch name {
    case "min": return isExact ? .exact(exact.min() ?? 0) : .real(reals(values).min() ?? 0)
    case "max", "atLeast":
      return isExact ? .exact(exact.max() ?? 0) : .real(reals(values).max() ?? 0)
    case "abs" where isExact: return .exact(max(exact[0], try .zero - exact[0]))
    case "abs": return .real(abs(values[0].number))
    case "log":
      let logarithm = log(values[0].number)
      guard logarithm.isFinite else { throw .outsideDomain(name) }
      return .real(logarithm)
    case "taps" where isExact: return .exact(try WindowByHand(exact).taps)
    case "touched" where isExact: return .exact(try WindowByHand(exact).touched)
    default: break
    }
    if isExact {
      switch name {
      case "floor": return .exact(Rational(exact[0].floor))
      case "ceil": return .exact(Rational(exact[0].ceiling))
      case "round": return .exact(try halvesToEven(exact[0]))
      case "round8": return .exact(try divisible(exact[0], 8, withRule: true))
      case "roundTo": return .exact(try divisible(exact[0], exact[1], withRule: true))
      case "nearest8": return .exact(try divisible(exact[0], 8, withRule: false))
      default: throw .outsideDomain(name)
      }
    }
    let x = values[0].number
    switch name {
    case "floor": return .exact(try whole(x.rounded(.down)))
    case "ceil": return .exact(try whole(x.rounded(.up)))
    case "round": return .exact(try whole(x.rounded(.toNearestOrEven)))
    case "round8": return .exact(Rational(try ReleasedPython.makeDivisible(x, 8)))
    case "roundTo":
      let d = values[1].number
      guard d >= 1, d == d.rounded(), d < 1e15 else { throw .outsideDomain("divisor") }
      return .exact(Rational(try ReleasedPython.makeDivisible(x, Int(d))))
    case "nearest8": return .exact(Rational(try ReleasedPython.roundFilters(x)))
    default: throw .outsideDomain(name)
    }
  }

  private func reals(_ values: [Value]) -> [Double] { values.map(\.number) }

  private func whole(_ value: Double) throws(ArithmeticFault) -> Rational {
    guard let integer = Int(exactly: value) else { throw .overflow }
    return Rational(integer)
  }

  private func halvesToEven(_ x: Rational) throws(ArithmeticFault) -> Rational {
    let (twice, floor) = (try x * 2, x.floor)
    let middle = Rational(2 * floor + 1)
    if twice == middle { return Rational(floor.isMultiple(of: 2) ? floor : floor + 1) }
    return Rational(twice < middle ? floor : floor + 1)
  }

  /// The largest multiple of d that is at most x + d/2, by the definition.
  private func divisible(
    _ x: Rational, _ d: Rational, withRule: Bool
  ) throws(ArithmeticFault) -> Rational {
    guard d.isInteger, d >= 1 else { throw .outsideDomain("divisor") }
    let steps = try (x * 2 + d) / (d * 2)
    let multiple = max(d, try Rational(steps.floor) * d)
    let isUnder = try multiple * 10 < x * 9
    return try withRule && isUnder ? multiple + d : multiple
  }
}

/// The released Python codes, line by line.
enum ReleasedPython {
  /// `_make_divisible` of MobileNet V2:
  /// `new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)`, and
  /// `if new_v < 0.9 * v: new_v += divisor`.
  static func makeDivisible(_ v: Double, _ divisor: Int) throws(ArithmeticFault) -> Int {
    guard abs(v) < 1e15, divisor < 1_000_000_000 else { throw .overflow }
    let whole = Int(v + Double(divisor) / 2)
    let multiple = max(divisor, floorDivision(whole, divisor) * divisor)
    return Double(multiple) < 0.9 * v ? multiple + divisor : multiple
  }

  /// `round_filters` of EfficientNetV2: `int(filters + depth_divisor / 2) // 8 * 8`, at least 8.
  static func roundFilters(_ filters: Double) throws(ArithmeticFault) -> Int {
    guard abs(filters) < 1e15 else { throw .overflow }
    return max(8, floorDivision(Int(filters + 4), 8) * 8)
  }

  private static func floorDivision(_ a: Int, _ b: Int) -> Int {
    a >= 0 ? a / b : -((-a + b - 1) / b)
  }
}

/// A sliding window, position by position.
struct WindowByHand {
  var taps: Rational = 0
  var touched: Rational = 0

  init(_ values: [Rational]) throws(ArithmeticFault) {
    var n: [Int] = []
    for value in values { n.append(try value.integer()) }
    guard n[3] >= 1, n[4] >= 1 else { throw .outsideDomain("stride") }
    guard n[1] < 3000, n[2] < 3000 else { throw .overflow }
    self.init(i: n[0], o: n[1], k: n[2], s: n[3], d: n[4], p: n[5])
  }

  init(i: Int, o: Int, k: Int, s: Int, d: Int, p: Int) {
    var count = 0
    var seen: Set<Int> = []
    for output in 0..<max(0, o) {
      for tap in 0..<max(0, k) {
        let position = output * s + tap * d - p
        guard 0 <= position, position < i else { continue }
        count += 1
        seen.insert(position)
      }
    }
    taps = Rational(count)
    touched = Rational(seen.count)
  }
}
