/// Formulas and conditions as a list of `Double` operations, each distinct one once.
///
/// A register is an instruction's result. Registers for exact values hold whole numbers, or 1 and 0
/// for true and false; a fraction is a register over a constant. Registers for an ``Inexact`` tree
/// hold what the tree computes, operation by operation.
///
/// Whether the results are exact depends on the values of the symbols: see ``proof(over:)``.
package struct Program: Sendable {
  /// The index of the instruction that computes a value.
  package typealias Register = Int

  /// A whole number over a constant whole number.
  package struct Fraction: Hashable, Sendable {
    package let register: Register
    package let denominator: Double
  }

  /// A constant plus products, all of whole numbers.
  package struct Sum: Hashable, Sendable {
    /// A coefficient times one or two registers, or the product of two or three registers.
    package struct Term: Hashable, Sendable {
      package let coefficient: Double
      package let registers: [Register]
    }
    package let constant: Double
    package let terms: [Term]
  }

  /// An operation; its operands precede it.
  package enum Instruction: Hashable, Sendable {
    /// The value of a symbol, by its index.
    case symbol(Int)
    case constant(Double)
    case binary(Inexact.Operation, Register, Register)
    case minimum(Register, Register)
    case maximum(Register, Register)
    /// `floor(x · scale)`
    case floor(Register, scale: Double)
    /// `ceil(x · scale)`
    case ceiling(Register, scale: Double)
    /// The integer nearest to `x · scale + offset`, halves to the even one.
    case nearest(Register, scale: Double, offset: Double)
    /// `x · scale` rounded to a multiple as by ``ChannelRounding``, with or without the 90 % rule.
    case multiple(Register, scale: Double, of: Double, ninetyPercent: Bool)
    case sum(Sum)
    case comparison(Condition.Relation, Register, Register)
    /// The second register if the first is 1, else the third.
    case choice(Register, Register, Register)
    /// A function of exact values, evaluated point by point.
    case exactCall(Function, [Fraction])
    /// A rounding function of reals, evaluated point by point.
    case roundingCall(Function, [Register])
    /// A formula that only the plain evaluation can compute, point by point.
    case plain(Formula)

    /// The registers that the operation reads.
    package var operands: [Register] {
      switch self {
      case .symbol, .constant, .plain: []
      case .binary(_, let a, let b), .comparison(_, let a, let b), .minimum(let a, let b),
        .maximum(let a, let b):
        [a, b]
      case .floor(let x, _), .ceiling(let x, _), .nearest(let x, _, _), .multiple(let x, _, _, _):
        [x]
      case .sum(let sum): sum.terms.flatMap(\.registers)
      case .choice(let condition, let a, let b): [condition, a, b]
      case .exactCall(_, let arguments): arguments.map(\.register)
      case .roundingCall(_, let arguments): arguments
      }
    }
  }

  /// The operations in an executable order.
  package let instructions: [Instruction]
  /// How many of them the totals need; the rest serve only the conditions.
  package let totalCount: Int
  /// The value of each formula.
  package let totals: [Fraction]
  /// 1 if all conditions hold; nil if there are none.
  package let validity: Register?
  let symbols: [Symbol]

  /// Lowers formulas and conditions.
  ///
  /// - Throws: ``ArithmeticFault`` if a total is not a sum of products of atoms with whole values:
  ///   it has the reciprocal of a sum, a power below 0, or no common denominator below 2^24.
  package init(
    _ formulas: [Formula], conditions: [Condition], symbols: [Symbol]
  ) throws(ArithmeticFault) {
    var lowering = Lowering(symbols)
    var totals: [Fraction] = []
    for formula in formulas { totals.append(try lowering.fraction(formula)) }
    let end = lowering.instructions.count
    var held: [Register] = []
    for condition in conditions.flatMap(\.conjuncts) where condition.constantValue != true {
      let register = try lowering.register(condition)
      if !held.contains(register) { held.append(register) }
    }
    var validity = held.first
    for register in held.dropFirst() {
      validity = validity.map { lowering.emit(.minimum($0, register)) }
    }
    self.symbols = symbols
    // Drop what failed attempts have left behind.
    let kept = lowering.used(by: totals.map(\.register) + [validity].compactMap(\.self))
    totalCount = kept.count { $0 < end }
    var moved: [Register: Register] = [:]
    for (index, old) in kept.enumerated() { moved[old] = index }
    func new(_ register: Register) -> Register { moved[register] ?? 0 }
    instructions = kept.map { lowering.instructions[$0].renumbered(new) }
    self.totals = totals.map {
      Fraction(register: new($0.register), denominator: $0.denominator)
    }
    self.validity = validity.map(new)
  }
}

extension Condition {
  /// The parts of a conjunction.
  fileprivate var conjuncts: [Condition] {
    guard case .and(let left, let right) = self else { return [self] }
    return left.conjuncts + right.conjuncts
  }
}

extension Program.Instruction {
  fileprivate func renumbered(_ new: (Program.Register) -> Program.Register) -> Self {
    switch self {
    case .symbol, .constant, .plain: self
    case .binary(let operation, let a, let b): .binary(operation, new(a), new(b))
    case .minimum(let a, let b): .minimum(new(a), new(b))
    case .maximum(let a, let b): .maximum(new(a), new(b))
    case .floor(let x, let scale): .floor(new(x), scale: scale)
    case .ceiling(let x, let scale): .ceiling(new(x), scale: scale)
    case .nearest(let x, let scale, let offset): .nearest(new(x), scale: scale, offset: offset)
    case .multiple(let x, let scale, let d, let ninetyPercent):
      .multiple(new(x), scale: scale, of: d, ninetyPercent: ninetyPercent)
    case .sum(let sum):
      .sum(
        Program.Sum(
          constant: sum.constant,
          terms: sum.terms.map {
            .init(coefficient: $0.coefficient, registers: $0.registers.map(new))
          }))
    case .comparison(let relation, let a, let b): .comparison(relation, new(a), new(b))
    case .choice(let condition, let a, let b): .choice(new(condition), new(a), new(b))
    case .exactCall(let function, let arguments):
      .exactCall(
        function,
        arguments.map { .init(register: new($0.register), denominator: $0.denominator) })
    case .roundingCall(let function, let arguments): .roundingCall(function, arguments.map(new))
    }
  }
}

extension Program.Instruction {
  /// The whole number that a point-by-point operation gives; nil if there is none below 2^53.
  ///
  /// - Parameters:
  ///   - value: the value of a register at the point.
  /// - bindings: the values of the symbols there.
  package func pointValue(
    _ value: (Program.Register) -> Double, _ bindings: () -> Bindings
  ) -> Double? {
    do throws(ArithmeticFault) {
      let result: Rational
      switch self {
      case .exactCall(let function, let arguments):
        var values: [Rational] = []
        for argument in arguments {
          values.append(
            try Rational(Int128(value(argument.register)), over: Int128(argument.denominator)))
        }
        result = try function.exact(values)
      case .roundingCall(let function, let arguments):
        result = try function.rounded(arguments.map(value))
      case .plain(let formula): result = try formula.value(at: bindings())
      default: return nil
      }
      guard result.isInteger, result.numerator.magnitude < 1 << 53 else { return nil }
      return result.doubleValue
    } catch {
      return nil
    }
  }
}
