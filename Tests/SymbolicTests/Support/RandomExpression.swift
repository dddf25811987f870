import Symbolic
import TestSupport

/// Random expressions over the symbols of ``TestNames``, as text.
struct RandomExpression {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func condition(depth: Int) -> String {
    if depth <= 0 || random.pick([true, true, false]) {
      let sign = random.pick(["==", "!=", "<", "<=", ">", ">="])
      if random.pick([true, true, true, false]) {
        return "\(exact(depth: depth - 1)) \(sign) \(exact(depth: depth - 1))"
      }
      return "\(real(depth: depth - 1)) \(sign) \(number(depth: depth - 1))"
    }
    switch random.pick(Array(0...3)) {
    case 0: return "not (\(condition(depth: depth - 1)))"
    case 1: return "((\(condition(depth: depth - 1))) and (\(condition(depth: depth - 1))))"
    case 2: return "((\(condition(depth: depth - 1))) or (\(condition(depth: depth - 1))))"
    default: return "isInteger(\(number(depth: depth - 1)))"
    }
  }

  mutating func number(depth: Int) -> String {
    Bool.random(using: &random) ? exact(depth: depth) : real(depth: depth)
  }

  /// An expression without decimals and real symbols, unless inside rounding.
  mutating func exact(depth: Int) -> String {
    if depth <= 0 {
      let small = "\(Int.random(in: 0...12, using: &random))"
      return random.pick(["a", "b", "c", "a", "b", small, small])
    }
    switch Int.random(in: 0...15, using: &random) {
    case 0...4:
      let sign = random.pick(["+", "-", "*", "*", "/"])
      return "(\(exact(depth: depth - 1)) \(sign) \(exact(depth: depth - 1)))"
    case 5:
      let exponent = random.pick([0, 1, 2, 2, 3, -1, -2])
      return "(\(exact(depth: depth - 1)))^\(exponent)"
    case 6:
      return random.pick(["-\(exact(depth: depth - 2))", "abs(\(exact(depth: depth - 1)))"])
    case 7: return "[\(condition(depth: depth - 1))]"
    case 8:
      return "if(\(condition(depth: depth - 1)), \(exact(depth: depth - 1)), "
        + "\(exact(depth: depth - 1)))"
    case 9:
      let values = (1...3).map { "\($0), \(exact(depth: depth - 2))" }.joined(separator: ", ")
      return "select(\(random.pick(["a", "b", exact(depth: depth - 2)])), \(values))"
    case 10: return window(depth: depth)
    case 11, 12: return extreme(exact(depth: depth - 1), exact(depth: depth - 1))
    case 13:
      // What the strides of a network leave of a resolution.
      let outer = random.pick(["floor", "ceil"])
      let inner = random.pick(["floor", "ceil"])
      let (m, n) = (Int.random(in: 2...4, using: &random), Int.random(in: 2...4, using: &random))
      let (p, q) = (Int.random(in: -3...3, using: &random), Int.random(in: -3...3, using: &random))
      return "\(outer)((\(inner)((\(exact(depth: depth - 2)) + \(p)) / \(m)) + \(q)) / \(n))"
    case 14: return rounding(of: exact(depth: depth - 1))
    default: return rounding(of: real(depth: depth - 1))
    }
  }

  /// An expression with a decimal or a real symbol outside all rounding.
  mutating func real(depth: Int) -> String {
    if depth <= 0 { return random.pick(["x", "y", "0.5", "1.25", "0.3", "2.0"]) }
    switch Int.random(in: 0...8, using: &random) {
    case 0...4:
      let sign = random.pick(["+", "-", "*", "/"])
      let pair = [real(depth: depth - 1), number(depth: depth - 1)]
      let swaps = Bool.random(using: &random)
      return "(\(pair[swaps ? 1 : 0]) \(sign) \(pair[swaps ? 0 : 1]))"
    case 5: return "(\(real(depth: depth - 1)))^\(random.pick(["2", "0.5", "-1", "x"]))"
    case 6:
      let argument = real(depth: depth - 1)
      return random.pick(["-\(argument)", "abs(\(argument))", "log(abs(\(argument)) + 0.5)"])
    case 7:
      return "if(\(condition(depth: depth - 1)), \(real(depth: depth - 1)), "
        + "\(real(depth: depth - 1)))"
    default: return extreme(real(depth: depth - 1), number(depth: depth - 1))
    }
  }

  private mutating func rounding(of argument: String) -> String {
    switch random.pick(["floor", "ceil", "round", "round8", "nearest8", "roundTo"]) {
    case "roundTo": "roundTo(\(argument), \(random.pick([4, 8, 10, 16])))"
    case let name: "\(name)(\(argument))"
    }
  }

  private mutating func extreme(_ first: String, _ second: String) -> String {
    let more = Bool.random(using: &random) ? "" : ", \(exact(depth: 0))"
    return "\(random.pick(["min", "max"]))(\(first), \(second)\(more))"
  }

  private mutating func window(depth: Int) -> String {
    let numbers = [
      exact(depth: 0), exact(depth: 0), "\(Int.random(in: 1...5, using: &random))",
      "\(Int.random(in: 1...3, using: &random))", "\(Int.random(in: 1...2, using: &random))",
      "\(Int.random(in: 0...2, using: &random))",
    ]
    return "\(random.pick(["taps", "touched"]))(\(numbers.joined(separator: ", ")))"
  }
}
