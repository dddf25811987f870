import JSON
import Symbolic

/// Formulas as data that a page computes with: a list of nodes, each written once however many
/// formulas use it, and named by its place. `web/formulas.js` has the interpreter and says what
/// each node means.
///
/// The nodes say what ``Formula/value(at:)`` computes, in the same order: exactly where it is
/// exact, in `Double` where it is not.
struct FormulaCode {
  /// The nodes in the order of their places.
  private(set) var nodes: [JSONOutput] = []
  private var places: [String: Int] = [:]
  private var formulas: [Formula: Int] = [:]
  private var atoms: [Atom: Int] = [:]
  /// The place of each symbol among the values that the page sets.
  private let symbols: [String: Int]

  init(_ symbols: [Symbol]) {
    self.symbols = Dictionary(
      symbols.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The node of a formula.
  mutating func add(_ formula: Formula) -> Int {
    if let known = formulas[formula] { return known }
    let place = make(formula)
    formulas[formula] = place
    return place
  }

  private mutating func make(_ formula: Formula) -> Int {
    if let value = formula.constantValue { return node(number(value)) }
    let products = formula.terms.map { term in
      let factors = term.monomial.factors.map { factor in
        let place = JSONOutput.integer(Int128(add(factor.atom)))
        return factor.exponent == 1
          ? place : .array([place, .integer(Int128(factor.exponent))])
      }
      return JSONOutput.array([number(term.coefficient)] + factors)
    }
    if formula.constant == .zero, let atom = formula.onlyAtom { return add(atom) }
    return node(.array([.string("+"), number(formula.constant)] + products))
  }

  /// A number: JSON's own as long as every reader keeps all of its digits.
  private func number(_ value: Rational) -> JSONOutput {
    value.isInteger && value.numerator.magnitude < 1 << 53
      ? .integer(value.numerator) : .string(value.description)
  }

  private mutating func node(_ node: JSONOutput) -> Int {
    let text = node.line
    if let known = places[text] { return known }
    places[text] = nodes.count
    nodes.append(node)
    return nodes.count - 1
  }

  private mutating func node(_ operation: String, _ operands: [Int]) -> Int {
    node(.array([.string(operation)] + operands.map { .integer(Int128($0)) }))
  }

  // MARK: Exact parts

  private mutating func add(_ atom: Atom) -> Int {
    if let known = atoms[atom] { return known }
    let place: Int
    switch atom.kind {
    case .symbol(let symbol): place = node("$", [symbols[symbol.name] ?? -1])
    case .call(let function, let arguments):
      let exact = arguments.compactMap(\.formula)
      if exact.count == arguments.count {
        place = node(function.name, exact.map { add($0) })
      } else {
        place = node("#\(function.name)", arguments.map { addReal($0) })
      }
    case .indicator(let condition): place = node("[]", [add(condition)])
    case .choice(let condition, let first, let second):
      place = node("?", [add(condition), add(first), add(second)])
    case .reciprocal(let formula): place = node("1/", [add(formula)])
    }
    atoms[atom] = place
    return place
  }

  // MARK: Reals

  private mutating func addReal(_ scalar: Scalar) -> Int {
    switch scalar {
    case .exact(let formula): node("~", [add(formula)])
    case .inexact(let tree): add(tree)
    }
  }

  private mutating func add(_ tree: Inexact) -> Int {
    switch tree {
    case .symbol(let symbol): node("~$", [symbols[symbol.name] ?? -1])
    case .literal(let value): node(.array([.string("="), .number(value)]))
    case .exact(let formula): node("~", [add(formula)])
    case .binary(let operation, let left, let right):
      node("~\(operation.rawValue)", [add(left), add(right)])
    case .call(let function, let arguments):
      node("~\(function.name)", arguments.map { add($0) })
    case .choice(let condition, let first, let second):
      node("~?", [add(condition), add(first), add(second)])
    }
  }

  // MARK: Conditions

  /// The node of a condition, which is true or false.
  mutating func add(_ condition: Condition) -> Int {
    switch condition {
    case .constant(let value): node(.bool(value))
    case .comparison(let relation, .exact(let left), .exact(let right)):
      node(relation.rawValue, [add(left), add(right)])
    case .comparison(let relation, let left, let right):
      node(relation.rawValue, [addReal(left), addReal(right)])
    case .integral(.exact(let formula)): node("whole", [add(formula)])
    case .integral(.inexact(let tree)): node("whole", [add(tree)])
    case .not(let inner): node("!", [add(inner)])
    case .and(let left, let right): node("&", [add(left), add(right)])
    case .or(let left, let right): node("|", [add(left), add(right)])
    }
  }
}

extension Formula {
  /// The atom that it is, if it is one.
  fileprivate var onlyAtom: Atom? {
    guard terms.count == 1, terms[0].coefficient == .one, terms[0].monomial.factors.count == 1,
      terms[0].monomial.factors[0].exponent == 1
    else { return nil }
    return terms[0].monomial.factors[0].atom
  }
}
