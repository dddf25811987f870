/// A ``Program`` under construction.
struct Lowering {
  typealias Register = Program.Register
  typealias Fraction = Program.Fraction

  private(set) var instructions: [Program.Instruction] = []
  private var registers: [Program.Instruction: Register] = [:]
  private var fractions: [Atom: Fraction] = [:]
  private let symbols: [String: (index: Int, isInteger: Bool)]

  init(_ symbols: [Symbol]) {
    self.symbols = Dictionary(
      symbols.enumerated().map { ($1.name, ($0, $1.isInteger)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The register of an operation, shared by equal ones.
  mutating func emit(_ instruction: Program.Instruction) -> Register {
    if let known = registers[instruction] { return known }
    instructions.append(instruction)
    registers[instruction] = instructions.count - 1
    return instructions.count - 1
  }

  /// The registers that the given results need, in order.
  func used(by results: [Register]) -> [Register] {
    var isUsed = [Bool](repeating: false, count: instructions.count)
    for result in results { isUsed[result] = true }
    for register in instructions.indices.reversed() where isUsed[register] {
      for operand in instructions[register].operands { isUsed[operand] = true }
    }
    return isUsed.indices.filter { isUsed[$0] }
  }

  // MARK: Exact values

  /// The value of a formula. - Throws: if the form can't express it.
  mutating func fraction(_ formula: Formula) throws(ArithmeticFault) -> Fraction {
    var products: [(coefficient: Rational, registers: [Register])] = [(formula.constant, [])]
    for term in formula.terms {
      var coefficient = term.coefficient
      var registers: [Register] = []
      for factor in term.monomial.factors {
        guard (1...Lowering.exponentLimit).contains(factor.exponent) else {
          throw .exponentOutOfRange
        }
        let value = try fraction(factor.atom)
        let denominator = try Rational(Int128(value.denominator)).power(factor.exponent)
        coefficient = try coefficient / denominator
        registers += [Register](repeating: value.register, count: factor.exponent)
      }
      products.append((coefficient, registers.sorted()))
    }
    var common: Int128 = 1
    for product in products {
      let ratio = try Rational(common, over: product.coefficient.denominator)
      let (multiple, overflow) = common.multipliedReportingOverflow(by: ratio.denominator)
      guard !overflow, multiple < Lowering.denominatorLimit else { throw .overflow }
      common = multiple
    }
    var polynomial: Polynomial = [:]
    for (coefficient, registers) in products {
      let whole = try coefficient * Rational(common)
      guard whole.numerator.magnitude < 1 << 52 else { throw .overflow }
      polynomial[registers, default: 0] += whole.doubleValue
    }
    return Fraction(register: register(polynomial), denominator: Double(common))
  }

  /// Higher powers are left to the plain evaluation,
  static let exponentLimit = 16
  /// and so are larger denominators: a rounded value must be distinguishable from its neighbors.
  static let denominatorLimit: Int128 = 1 << 24

  private mutating func fraction(_ atom: Atom) throws(ArithmeticFault) -> Fraction {
    if let known = fractions[atom] { return known }
    let result: Fraction
    do throws(ArithmeticFault) {
      result = try lowered(atom)
    } catch {
      guard atom.isInteger else { throw error }
      result = whole(emit(.plain(Formula(atom))))
    }
    fractions[atom] = result
    return result
  }

  private mutating func lowered(_ atom: Atom) throws(ArithmeticFault) -> Fraction {
    switch atom.kind {
    case .symbol(let symbol):
      guard let known = symbols[symbol.name] else { throw .unbound(symbol.name) }
      guard known.isInteger else { throw .notAnInteger(symbol.name) }
      return whole(emit(.symbol(known.index)))
    case .call(let function, let arguments):
      let formulas = arguments.compactMap(\.formula)
      if formulas.count == arguments.count { return try exactCall(function, formulas) }
      return try whole(inexactCall(function, arguments.map(\.tree)))
    case .indicator(let condition): return try whole(register(condition))
    case .choice(let condition, let first, let second):
      let mask = try register(condition)
      let (a, b, common) = try sameDenominator(fraction(first), fraction(second))
      return Fraction(register: emit(.choice(mask, a, b)), denominator: common)
    case .reciprocal: throw .notAnInteger(atom.text)
    }
  }

  private func whole(_ register: Register) -> Fraction {
    Fraction(register: register, denominator: 1)
  }

  /// Both numerators over the common denominator.
  private mutating func sameDenominator(
    _ a: Fraction, _ b: Fraction
  ) throws(ArithmeticFault) -> (Register, Register, Double) {
    let ratio = try Rational(Int128(a.denominator), over: Int128(b.denominator))
    // Each side is multiplied by the other's part of a / b in lowest terms.
    let (forA, forB) = (Double(ratio.denominator), Double(ratio.numerator))
    let common = a.denominator * forA
    guard common < Double(Lowering.denominatorLimit) else { throw .overflow }
    return (
      register([[a.register]: forA]), register([[b.register]: forB]), common
    )
  }

  private mutating func exactCall(
    _ function: Function, _ formulas: [Formula]
  ) throws(ArithmeticFault) -> Fraction {
    var arguments: [Fraction] = []
    for formula in formulas { arguments.append(try fraction(formula)) }
    let x = arguments[0]
    let isDyadic = x.denominator.significand == 1
    switch function.name {
    case "floor": return whole(floor(x))
    case "ceil":
      let d = x.denominator
      return d == 1
        ? x : whole(emit(.nearest(x.register, scale: 1 / d, offset: (d - 1) / (2 * d))))
    // An even denominator allows halves, which 1 / d may miss.
    case "round" where isDyadic || !x.denominator.isEven:
      return whole(emit(.nearest(x.register, scale: 1 / x.denominator, offset: 0)))
    case "round8", "nearest8", "roundTo":
      let divisor = function.arguments.count == 1 ? 8 : formulas[1].constantValue?.doubleValue
      guard let divisor, isDivisor(divisor) else { break }
      return whole(
        multiple(x, of: divisor, ninetyPercent: function.name != "nearest8"))
    case "abs":
      let register = emit(.maximum(x.register, register([[x.register]: -1])))
      return Fraction(register: register, denominator: x.denominator)
    case "min", "max", "atLeast":
      var result = x
      for argument in arguments.dropFirst() {
        let (a, b, common) = try sameDenominator(result, argument)
        let register = emit(function.name == "min" ? .minimum(a, b) : .maximum(a, b))
        result = Fraction(register: register, denominator: common)
      }
      return result
    default: break
    }
    return whole(emit(.exactCall(function, arguments)))
  }

  /// Kept between multiples of 1 / d, so that rounding on the way cannot reach another integer.
  private mutating func floor(_ x: Fraction) -> Register {
    let d = x.denominator
    return d == 1
      ? x.register : emit(.nearest(x.register, scale: 1 / d, offset: -(d - 1) / (2 * d)))
  }

  /// ``ChannelRounding`` over whole numbers: `max(d, floor((2 n + d m) / (2 d m)) d)` for n / m.
  private mutating func multiple(
    _ x: Fraction, of d: Double, ninetyPercent: Bool
  ) -> Register {
    let m = x.denominator
    let steps = floor(
      Fraction(register: register([[x.register]: 2, []: d * m]), denominator: 2 * d * m))
    let nearest = emit(.maximum(emit(.constant(d)), register([[steps]: d])))
    guard ninetyPercent else { return nearest }
    let isUnder = emit(
      .comparison(.less, register([[nearest]: 10 * m]), register([[x.register]: 9])))
    return register([[nearest]: 1, [isUnder]: d])
  }

  private func isDivisor(_ d: Double) -> Bool { d >= 1 && d == d.rounded() && d < 0x1p20 }

  // MARK: Reals

  private mutating func register(_ tree: Inexact) throws(ArithmeticFault) -> Register {
    switch tree {
    case .symbol(let symbol):
      guard let known = symbols[symbol.name] else { throw .unbound(symbol.name) }
      return emit(.symbol(known.index))
    case .literal(let value): return emit(.constant(value))
    case .exact(let formula):
      let value = try fraction(formula)
      if value.denominator == 1 { return value.register }
      return emit(.binary(.divide, value.register, emit(.constant(value.denominator))))
    case .binary(let operation, let left, let right):
      return try emit(.binary(operation, register(left), register(right)))
    case .call(let function, let arguments) where function.name == "abs":
      let x = try register(arguments[0])
      return emit(.maximum(x, emit(.binary(.subtract, emit(.constant(0)), x))))
    case .call(let function, let arguments):
      guard ["min", "max", "atLeast"].contains(function.name) else {
        throw .outsideDomain(function.name)
      }
      var result = try register(arguments[0])
      for argument in arguments.dropFirst() {
        let next = try register(argument)
        result = emit(function.name == "min" ? .minimum(result, next) : .maximum(result, next))
      }
      return result
    case .choice(let condition, let first, let second):
      return try emit(.choice(register(condition), register(first), register(second)))
    }
  }

  private mutating func inexactCall(
    _ function: Function, _ arguments: [Inexact]
  ) throws(ArithmeticFault) -> Register {
    // Multiplication by a number is done along the way.
    func split(_ tree: Inexact) -> (Inexact, Double) {
      guard case .binary(.multiply, let a, let b) = tree else { return (tree, 1) }
      if let scale = a.constantValue { return (b, scale) }
      if let scale = b.constantValue { return (a, scale) }
      return (tree, 1)
    }
    let (tree, scale) = split(arguments[0])
    switch function.name {
    case "floor": return emit(.floor(try register(tree), scale: scale))
    case "ceil": return emit(.ceiling(try register(tree), scale: scale))
    case "round": return emit(.nearest(try register(tree), scale: scale, offset: 0))
    case "round8", "nearest8", "roundTo":
      let divisor = arguments.count == 1 ? 8 : arguments[1].constantValue
      guard let divisor, isDivisor(divisor) else { break }
      return emit(
        .multiple(
          try register(tree), scale: scale, of: divisor,
          ninetyPercent: function.name != "nearest8"))
    default: break
    }
    var values: [Register] = []
    for argument in arguments { values.append(try register(argument)) }
    return emit(.roundingCall(function, values))
  }

  // MARK: Conditions

  /// 1 if a condition holds, else 0. - Throws: if the form can't express it.
  mutating func register(_ condition: Condition) throws(ArithmeticFault) -> Register {
    switch condition {
    case .constant(let value): return emit(.constant(value ? 1 : 0))
    case .comparison(let relation, let left, let right):
      if let a = left.formula, let b = right.formula {
        let (x, y, _) = try sameDenominator(fraction(a), fraction(b))
        return emit(.comparison(relation, x, y))
      }
      return try emit(.comparison(relation, register(left.tree), register(right.tree)))
    case .integral(.exact(let formula)):
      let value = try fraction(formula)
      let multiple = register([[floor(value)]: value.denominator])
      return emit(.comparison(.equal, multiple, value.register))
    case .integral(.inexact(let tree)):
      let value = try register(tree)
      return emit(.comparison(.equal, emit(.nearest(value, scale: 1, offset: 0)), value))
    case .not(let inner): return try register([[register(inner)]: -1, []: 1])
    case .and(let left, let right): return emit(.minimum(try register(left), try register(right)))
    case .or(let left, let right): return emit(.maximum(try register(left), try register(right)))
    }
  }

  // MARK: Sums of products

  /// A coefficient for each product of registers; the registers are sorted.
  private typealias Polynomial = [[Register]: Double]

  /// Horner's scheme in many variables: the factor that most products share is pulled out.
  private mutating func register(_ polynomial: Polynomial) -> Register {
    var rest = polynomial.filter { $0.value != 0 }
    let constant = rest.removeValue(forKey: []) ?? 0
    if rest.isEmpty { return emit(.constant(constant)) }
    if constant == 0, rest.count == 1, let only = rest.first, only.value == 1,
      only.key.count == 1
    {
      return only.key[0]
    }
    var terms: [Program.Sum.Term] = []
    while !rest.isEmpty {
      var uses: [Register: Int] = [:]
      for registers in rest.keys {
        for register in Set(registers) { uses[register, default: 0] += 1 }
      }
      guard let shared = uses.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
        break
      }
      var quotient: Polynomial = [:]
      for (registers, coefficient) in rest where registers.contains(shared) {
        quotient[registers.without(shared)] = coefficient
        rest[registers] = nil
      }
      terms.append(term(shared, quotient))
    }
    return emit(.sum(Program.Sum(constant: constant, terms: terms)))
  }

  /// A register times a sum; factors shared by all products of the sum are pulled out, as far as a
  /// term can hold them.
  private mutating func term(_ shared: Register, _ quotient: Polynomial) -> Program.Sum.Term {
    if let coefficient = quotient[[]], quotient.count == 1 {
      return .init(coefficient: coefficient, registers: [shared])
    }
    let second = quotient.keys.min { $0.count < $1.count }?.first { register in
      quotient.keys.allSatisfy { $0.contains(register) }
    }
    guard let second else { return .init(coefficient: 1, registers: [shared, register(quotient)]) }
    let inner = Polynomial(
      quotient.map { ($0.key.without(second), $0.value) }, uniquingKeysWith: +)
    if let coefficient = inner[[]], inner.count == 1 {
      return .init(coefficient: coefficient, registers: [shared, second])
    }
    return .init(coefficient: 1, registers: [shared, second, register(inner)])
  }
}

extension [Int] {
  /// The list without one occurrence of a number.
  fileprivate func without(_ number: Int) -> [Int] {
    var rest = self
    if let position = rest.firstIndex(of: number) { rest.remove(at: position) }
    return rest
  }
}

extension Double {
  /// Whether a whole number is divisible by 2.
  fileprivate var isEven: Bool { truncatingRemainder(dividingBy: 2) == 0 }
}
