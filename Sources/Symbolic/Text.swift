extension Formula: CustomStringConvertible {
  /// The formula as an expression that parses to the same formula.
  package var text: String {
    if terms.isEmpty { return constant.expressionText }
    var parts = terms.map { Formula.text(of: $0) }
    if constant != .zero {
      let text = constant.expressionText
      parts.append(constant < .zero ? (true, String(text.dropFirst())) : (false, text))
    }
    return parts.enumerated().reduce(into: "") { text, part in
      let (index, (isNegative, body)) = (part.offset, part.element)
      if index == 0 {
        text = isNegative ? "-\(body)" : body
      } else {
        text += isNegative ? " - \(body)" : " + \(body)"
      }
    }
  }

  /// The same as `text`.
  public var description: String { text }

  private static func text(of term: Term) -> (isNegative: Bool, text: String) {
    let coefficient = term.coefficient
    var above: [String] = []
    var below: [String] = []
    let magnitude = coefficient.numerator.magnitude
    if magnitude != 1 { above.append("\(magnitude)") }
    if coefficient.denominator != 1 { below.append("\(coefficient.denominator)") }
    for factor in term.monomial.factors {
      let power = abs(factor.exponent)
      let body = power == 1 ? factor.atom.text : "\(factor.atom.text)^\(power)"
      if factor.exponent > 0 { above.append(body) } else { below.append(body) }
    }
    let top = above.isEmpty ? "1" : above.joined(separator: " * ")
    switch below.count {
    case 0: return (coefficient < .zero, top)
    case 1: return (coefficient < .zero, "\(top) / \(below[0])")
    default: return (coefficient < .zero, "\(top) / (\(below.joined(separator: " * ")))")
    }
  }

  /// Checks, without printing, that the text is short enough for a function's argument.
  ///
  /// - Throws: `tooLong`.
  func checkLength() throws(ArithmeticFault) {
    var length = 0
    for term in terms {
      for factor in term.monomial.factors { length += factor.atom.text.utf8.count }
      guard length <= Formula.textLimit else { throw .tooLong }
    }
  }

  /// How tightly the printed text binds: a sum, a product, or a single operand.
  var precedence: Precedence {
    if termCount > 1 || leadingCoefficient < .zero { return .sum }
    guard let term = terms.first else { return constant.isInteger ? .operand : .product }
    let isPlain = term.monomial.factors.count == 1 && term.coefficient == .one
    guard isPlain else { return .product }
    switch term.monomial.factors[0].exponent {
    case 1: return .operand
    case 2...: return .power
    default: return .product
    }
  }
}

/// The levels of the grammar, loosest first.
enum Precedence: Int, Comparable {
  case sum, product, power, operand

  static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
}

extension Rational {
  /// The number as an expression: `3 / 4`.
  fileprivate var expressionText: String {
    isInteger ? "\(numerator)" : "\(numerator) / \(denominator)"
  }
}

extension Inexact {
  /// The tree as an expression, in the order of evaluation.
  package var text: String {
    switch self {
    case .symbol(let symbol): return symbol.name
    case .literal(let value): return value < 0 ? "(\(value))" : "\(value)"
    case .exact(let formula): return formula.text
    case .binary(let operation, let left, let right):
      let level = operation.precedence
      // Equal levels group to the left, powers to the right.
      let leftText = left.text(above: level, orEqual: operation != .power)
      let rightText = right.text(above: level, orEqual: operation == .power)
      return "\(leftText) \(operation.rawValue) \(rightText)"
    case .call(let function, let arguments):
      return "\(function.name)(\(arguments.map(\.text).joined(separator: ", ")))"
    case .choice(let condition, let first, let second):
      return "if(\(condition.text), \(first.text), \(second.text))"
    }
  }

  private func text(above level: Precedence, orEqual: Bool) -> String {
    let own = precedence
    return own > level || (orEqual && own == level) ? text : "(\(text))"
  }

  private var precedence: Precedence {
    switch self {
    case .symbol, .literal, .call, .choice: .operand
    case .exact(let formula): formula.precedence
    case .binary(let operation, _, _): operation.precedence
    }
  }
}

extension Inexact.Operation {
  fileprivate var precedence: Precedence {
    switch self {
    case .add, .subtract: .sum
    case .multiply, .divide: .product
    case .power: .power
    }
  }
}

extension Scalar: CustomStringConvertible {
  /// The scalar as an expression.
  package var text: String {
    switch self {
    case .exact(let formula): formula.text
    case .inexact(let tree): tree.text
    }
  }

  /// The same as `text`.
  package var description: String { text }
}

extension Condition: CustomStringConvertible {
  /// The condition as an expression.
  package var text: String {
    switch self {
    case .constant(let value): return value ? "true" : "false"
    case .comparison(let relation, let left, let right):
      return "\(left.text) \(relation.rawValue) \(right.text)"
    case .integral(let scalar): return "isInteger(\(scalar.text))"
    case .not(.comparison(.equal, let left, let right)): return "\(left.text) != \(right.text)"
    case .not(.comparison(.less, let left, let right)): return "\(left.text) >= \(right.text)"
    case .not(.comparison(.lessOrEqual, let left, let right)):
      return "\(left.text) > \(right.text)"
    case .not(let inner): return "not (\(inner.text))"
    case .and(let left, let right): return "\(left.operandText) and \(right.operandText)"
    case .or(let left, let right): return "\(left.operandText) or \(right.operandText)"
    }
  }

  private var operandText: String {
    switch self {
    case .and, .or: "(\(text))"
    default: text
    }
  }

  /// The same as `text`.
  package var description: String { text }
}
