extension Formula {
  /// The formula in LaTeX: `\frac{3 c}{4} + \left\lceil \frac{r}{4} \right\rceil`.
  package var latex: String {
    var parts = terms.map { $0.latex(isAlone: termCount == 1) }
    if constant != .zero || parts.isEmpty {
      let top = "\(constant.numerator.magnitude)"
      let value = constant.isInteger ? top : "\\frac{\(top)}{\(constant.denominator)}"
      parts.append((constant < .zero, value))
    }
    return parts.enumerated().reduce(into: "") { latex, part in
      let (index, (isNegative, body)) = (part.offset, part.element)
      if index == 0 {
        latex = isNegative ? "-\(body)" : body
      } else {
        latex += isNegative ? " - \(body)" : " + \(body)"
      }
    }
  }

  /// As ``precedence``, but a fraction bar groups its numerator and denominator.
  fileprivate var latexPrecedence: Precedence {
    guard precedence == .product else { return precedence }
    return terms.first?.isFraction ?? true ? .power : .product
  }
}

extension Formula.Term {
  fileprivate var isFraction: Bool {
    !coefficient.isInteger || monomial.factors.contains(where: \.isBelow)
  }

  /// The term without its sign, over a fraction bar if it divides.
  fileprivate func latex(isAlone: Bool) -> (isNegative: Bool, latex: String) {
    let below = monomial.factors.filter(\.isBelow)
    let above = monomial.factors.filter { !$0.isBelow }
    let isBare = isAlone && coefficient.numerator.magnitude == 1
    let top = product(coefficient.numerator.magnitude, above, isBare: isBare)
    let bottom = product(coefficient.denominator.magnitude, below, isBare: true)
    return (coefficient < .zero, bottom == "1" ? top : "\\frac{\(top)}{\(bottom)}")
  }

  /// A number times factors; a single bare factor needs no brackets.
  private func product(
    _ number: UInt128, _ factors: [Monomial.Factor], isBare: Bool
  ) -> String {
    if factors.isEmpty { return "\(number)" }
    let isAlone = isBare && number == 1 && factors.count == 1
    return (number == 1 ? "" : "\(number) ")
      + factors.map { $0.latex(isBare: isAlone) }.joined(separator: " \\cdot ")
  }
}

extension Monomial.Factor {
  /// Whether the factor belongs in the denominator; the reciprocal of a sum does, as the sum.
  fileprivate var isBelow: Bool { (exponent < 0) != (atom.reciprocal != nil) }

  fileprivate func latex(isBare: Bool) -> String {
    let power = exponent.magnitude
    let base = atom.latex(isBare: isBare && power == 1)
    return power == 1 ? base : "\(base)^{\(power)}"
  }
}

extension Atom {
  fileprivate var reciprocal: Formula? {
    if case .reciprocal(let formula) = kind { formula } else { nil }
  }

  /// The atom as a factor, or the sum for a reciprocal; a bare factor needs no brackets.
  fileprivate func latex(isBare: Bool) -> String {
    switch kind {
    case .symbol(let symbol): return symbol.latex
    case .call(let function, let arguments): return function.latex(arguments.map(\.latex))
    case .indicator(let condition): return "\\left[ \(condition.latex) \\right]"
    case .choice(let condition, let first, let second):
      let cases = latexCases(condition, first.latex, second.latex)
      return isBare ? cases : cases.bracketed
    case .reciprocal(let formula): return isBare ? formula.latex : formula.latex.bracketed
    }
  }
}

extension Symbol {
  /// A single letter as it is; a longer name upright, so that it does not read as a product.
  fileprivate var latex: String {
    name.count == 1 ? name.latexEscaped : "\\mathit{\(name.latexEscaped)}"
  }
}

extension Inexact {
  /// The tree in the order of evaluation.
  var latex: String {
    switch self {
    case .symbol(let symbol): return symbol.latex
    case .literal(let value): return value.latex
    case .exact(let formula): return formula.latex
    case .binary(.divide, let left, let right): return "\\frac{\(left.latex)}{\(right.latex)}"
    case .binary(.power, let base, let exponent):
      return "\(base.latex(above: .power, orEqual: false))^{\(exponent.latex)}"
    case .binary(let operation, let left, let right):
      let level: Precedence = operation == .multiply ? .product : .sum
      let sign = operation == .multiply ? "\\cdot" : operation.rawValue
      return "\(left.latex(above: level, orEqual: true)) \(sign) "
        + right.latex(above: level, orEqual: false)
    case .call(let function, let arguments): return function.latex(arguments.map(\.latex))
    case .choice(let condition, let first, let second):
      return latexCases(condition, first.latex, second.latex)
    }
  }

  private func latex(above level: Precedence, orEqual: Bool) -> String {
    let own = latexPrecedence
    return own > level || (orEqual && own == level) ? latex : latex.bracketed
  }

  private var latexPrecedence: Precedence {
    switch self {
    case .symbol, .call: .operand
    case .literal(let value): value < 0 ? .sum : value.isScientific ? .product : .operand
    case .exact(let formula): formula.latexPrecedence
    case .binary(.add, _, _), .binary(.subtract, _, _), .choice: .sum
    case .binary(.multiply, _, _): .product
    case .binary(.divide, _, _), .binary(.power, _, _): .power
    }
  }
}

extension Scalar {
  /// The scalar in LaTeX.
  package var latex: String {
    switch self {
    case .exact(let formula): formula.latex
    case .inexact(let tree): tree.latex
    }
  }
}

extension Condition {
  /// The condition in LaTeX: `a = b`, `a \ne b \land \left(c < 4 \lor d \in \mathbb{Z}\right)`.
  package var latex: String {
    switch self {
    case .constant(let value): return "\\text{\(value)}"
    case .comparison(.equal, let left, let right): return "\(left.latex) = \(right.latex)"
    case .comparison(.less, let left, let right): return "\(left.latex) < \(right.latex)"
    case .comparison(.lessOrEqual, let left, let right): return "\(left.latex) \\le \(right.latex)"
    case .integral(let scalar): return "\(scalar.latex) \\in \\mathbb{Z}"
    case .not(.comparison(.equal, let left, let right)):
      return "\(left.latex) \\ne \(right.latex)"
    case .not(.comparison(.less, let left, let right)):
      return "\(left.latex) \\ge \(right.latex)"
    case .not(.comparison(.lessOrEqual, let left, let right)):
      return "\(left.latex) > \(right.latex)"
    case .not(.integral(let scalar)): return "\(scalar.latex) \\notin \\mathbb{Z}"
    case .not(let inner): return "\\neg \(inner.latex.bracketed)"
    case .and(let left, let right): return "\(left.operandLatex) \\land \(right.operandLatex)"
    case .or(let left, let right): return "\(left.operandLatex) \\lor \(right.operandLatex)"
    }
  }

  private var operandLatex: String {
    switch self {
    case .and, .or: latex.bracketed
    default: latex
    }
  }
}

private func latexCases(_ condition: Condition, _ first: String, _ second: String) -> String {
  "\\begin{cases} \(first) & \\text{if } \(condition.latex) \\\\ "
    + "\(second) & \\text{otherwise} \\end{cases}"
}

extension Double {
  fileprivate var isScientific: Bool { description.contains("e") }

  /// `0.5`, `1.0 \cdot 10^{-5}`.
  fileprivate var latex: String {
    let parts = description.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return description }
    return "\(parts[0]) \\cdot 10^{\(exponent)}"
  }
}

extension String {
  fileprivate var bracketed: String { "\\left(\(self)\\right)" }

  /// Of the characters in a name, only the underscore is special in LaTeX.
  fileprivate var latexEscaped: String {
    split(separator: "_", omittingEmptySubsequences: false).joined(separator: "\\_")
  }
}
