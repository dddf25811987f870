/// A function of the expression language. `table` lists all of them.
package final class Function: Sendable {
  /// The name in expressions.
  package let name: String
  /// The names of its arguments; the last may be repeated if ``isVariadic``.
  package let arguments: [String]
  /// Whether the last argument may be given any number of times.
  package let isVariadic: Bool
  /// A one-line description for help and documentation.
  package let summary: String
  /// Whether the result is an integer for all arguments.
  package let isRounding: Bool
  /// Whether the result is a real for all arguments.
  let isReal: Bool

  /// The value in exact arithmetic.
  let exact: @Sendable ([Rational]) throws(ArithmeticFault) -> Rational
  /// The value in `Double`, in the released codes' order of operations.
  package let inexact: @Sendable ([Double]) -> Double
  /// A simplification that needs no values; nil if there is none.
  let simplify: @Sendable (Function, [Scalar]) throws(ArithmeticFault) -> Formula?
  /// The smallest and largest values for arguments within the given bounds.
  let bounds: @Sendable (Function, [Interval]) -> Interval
  /// What the function becomes without rounding.
  let relaxed: @Sendable ([Formula]) throws(ArithmeticFault) -> Formula?
  /// A number that divides every value.
  let divisor: @Sendable ([Scalar]) -> Int128
  /// LaTeX of a call, from the LaTeX of its arguments.
  let latex: @Sendable ([String]) -> String

  init(
    _ name: String, _ arguments: String..., variadic: Bool = false, rounds: Bool,
    isReal: Bool = false, summary: String,
    exact: @escaping @Sendable ([Rational]) throws(ArithmeticFault) -> Rational,
    inexact: @escaping @Sendable ([Double]) -> Double,
    simplify: @escaping @Sendable (Function, [Scalar]) throws(ArithmeticFault) -> Formula? = {
      (_, _) throws(ArithmeticFault) -> Formula? in nil
    },
    bounds: @escaping @Sendable (Function, [Interval]) -> Interval = { $0.boundsIfRising($1) },
    relaxed: @escaping @Sendable ([Formula]) throws(ArithmeticFault) -> Formula? = {
      (arguments) throws(ArithmeticFault) -> Formula? in arguments.first
    },
    divisor: @escaping @Sendable ([Scalar]) -> Int128 = { _ in 1 },
    latex: (@Sendable ([String]) -> String)? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.isVariadic = variadic
    self.isRounding = rounds
    self.isReal = isReal
    self.summary = summary
    self.exact = exact
    self.inexact = inexact
    self.simplify = simplify
    self.bounds = bounds
    self.relaxed = relaxed
    self.divisor = divisor
    self.latex =
      latex ?? { "\\operatorname{\(name)}\\left(\($0.joined(separator: ", "))\\right)" }
  }

  /// The function of that name, or nil.
  package static func named(_ name: String) -> Function? { byName[name] }

  private static let byName = Dictionary(
    table.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// Whether the function can be called with that many arguments.
  package func accepts(count: Int) -> Bool {
    isVariadic ? count >= arguments.count : count == arguments.count
  }
}

extension Function: Hashable {
  /// Functions are equal if their names are.
  package static func == (left: Function, right: Function) -> Bool { left.name == right.name }

  /// Hashes the name.
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Function {
  /// The call: a number if all arguments are known, a simpler formula if a rule applies, else an
  /// atom.
  ///
  /// - Throws: ``ArithmeticFault`` from the evaluation.
  package func call(_ scalars: [Scalar]) throws(ArithmeticFault) -> Scalar {
    if isReal { return .inexact(try .make(self, scalars.map(\.tree))) }
    var formulas: [Formula] = []
    formulas.reserveCapacity(scalars.count)
    for scalar in scalars { if let formula = scalar.formula { formulas.append(formula) } }
    if formulas.count == scalars.count {
      let values = formulas.compactMap(\.constantValue)
      if values.count == scalars.count { return .exact(Formula(try exact(values))) }
    } else if !isRounding {
      return .inexact(try .make(self, scalars.map(\.tree)))
    } else {
      let values = scalars.compactMap(\.tree.constantValue)
      if values.count == scalars.count { return .exact(Formula(try rounded(values))) }
    }
    for formula in formulas { try formula.checkLength() }
    if let simpler = try simplify(self, scalars) { return .exact(simpler) }
    return .exact(Formula(Atom(.call(self, scalars))))
  }

  /// The integer that a rounding function returns for reals. - Throws: `overflow`.
  func rounded(_ values: [Double]) throws(ArithmeticFault) -> Rational {
    let value = inexact(values)
    guard let integer = Int(exactly: value) else { throw .overflow }
    return Rational(integer)
  }

  /// The real that the function returns for reals. - Throws: `outsideDomain` if there is none.
  func real(_ values: [Double]) throws(ArithmeticFault) -> Double {
    let value = inexact(values)
    guard value.isFinite else {
      let arguments = values.map(\.description).joined(separator: ", ")
      throw .outsideDomain("\(name)(\(arguments)) has no value")
    }
    return try Inexact.finite(value)
  }

  /// Bounds of a function that is nondecreasing in each of its arguments.
  func boundsIfRising(_ arguments: [Interval]) -> Interval {
    Interval(
      below: inexact(arguments.map(\.lower)), above: inexact(arguments.map(\.upper)))
  }
}
