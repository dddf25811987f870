import CostModel
import Symbolic

/// A ``Program`` laid out for blocks of points: plain steps over slots of memory, which are reused
/// as soon as their contents are no longer needed.
struct BlockProgram: Sendable {
  typealias Vector = SIMD8<Double>

  /// Vectors per slot: few enough for the slots to stay in the nearest cache, many enough for a
  /// step's loop to outweigh its dispatch.
  static let length = 16
  /// Points per block.
  static let points = length * Vector.scalarCount

  /// The operation of a step; operands and target are the first vectors of their slots.
  enum Operation {
    case binary(Inexact.Operation, Int, Int)
    case minimum(Int, Int)
    case maximum(Int, Int)
    case floor(Int, scale: Double)
    case ceiling(Int, scale: Double)
    case nearest(Int, scale: Double, offset: Double)
    case multiple(Int, Multiple)
    case sum(Sum)
    case comparison(Condition.Relation, Int, Int)
    case choice(Int, Int, Int)
    /// The index among ``pointwise``.
    case pointwise(Int)
  }

  /// Rounding to multiples of d.
  struct Multiple {
    let scale, divisor: Double
    let ninetyPercent: Bool
  }

  struct Step {
    let operation: Operation
    let target: Int
  }

  /// A sum's products by form, as ranges of ``terms``.
  struct Sum {
    let constant: Double
    /// A coefficient times a number.
    let scaled: Range<Int>
    /// A coefficient times two numbers.
    let scaledPairs: Range<Int>
    /// Two numbers.
    let pairs: Range<Int>
    /// Three numbers.
    let triples: Range<Int>
  }

  /// A product; its form determines how many of its operands count.
  struct Term {
    let coefficient: Double
    let first, second, third: Int
  }

  /// An operation evaluated for each point, and the vectors of the registers it reads.
  struct Pointwise {
    let instruction: Program.Instruction
    let operands: [Program.Register: Int]
  }

  private(set) var steps: [Step] = []
  /// How many of them the totals need; the rest serve only the conditions.
  private(set) var totalStepCount = 0
  /// The terms of all sums.
  private(set) var terms: [Term] = []
  private(set) var pointwise: [Pointwise] = []
  /// Where each symbol is loaded; nil if it is not needed.
  private(set) var inputs: [Int?]
  /// Values that are in memory from the start.
  private(set) var constants: [(vector: Int, value: Double)] = []
  /// Where each formula's numerator is, and its divisor.
  private(set) var totals: [(vector: Int, denominator: Double)] = []
  /// Where 1 marks points that satisfy all conditions; nil if all do.
  private(set) var validity: Int?
  /// The size of the memory.
  private(set) var vectorCount = 0

  init(_ program: Program) {
    let instructions = program.instructions
    var lastUse = [Int](instructions.indices)
    for (index, instruction) in instructions.enumerated() {
      for operand in instruction.operands { lastUse[operand] = index }
    }
    for total in program.totals { lastUse[total.register] = .max }
    if let validity = program.validity { lastUse[validity] = .max }
    inputs = []
    var vectors = [Int](repeating: 0, count: instructions.count)
    var free: [Int] = []
    func claim() -> Int {
      if let vector = free.popLast() { return vector }
      vectorCount += BlockProgram.length
      return vectorCount - BlockProgram.length
    }
    // Inputs and constants are available before the first step.
    for (index, instruction) in instructions.enumerated() {
      switch instruction {
      case .symbol(let symbol):
        vectors[index] = claim()
        while inputs.count <= symbol { inputs.append(nil) }
        inputs[symbol] = vectors[index]
      case .constant(let value):
        vectors[index] = claim()
        constants.append((vectors[index], value))
        lastUse[index] = .max
      default: break
      }
    }
    for (index, instruction) in instructions.enumerated() {
      // A step may write where it reads, because it reads each vector before writing it.
      for operand in Set(instruction.operands).sorted() where lastUse[operand] == index {
        free.append(vectors[operand])
      }
      switch instruction {
      case .symbol, .constant: continue
      default: break
      }
      let operation = lower(instruction) { vectors[$0] }
      vectors[index] = claim()
      steps.append(Step(operation: operation, target: vectors[index]))
      if index < program.totalCount { totalStepCount = steps.count }
    }
    totals = program.totals.map { (vectors[$0.register], $0.denominator) }
    validity = program.validity.map { vectors[$0] }
  }

  private mutating func lower(
    _ instruction: Program.Instruction, _ vector: (Program.Register) -> Int
  ) -> Operation {
    switch instruction {
    case .binary(let operation, let a, let b): return .binary(operation, vector(a), vector(b))
    case .minimum(let a, let b): return .minimum(vector(a), vector(b))
    case .maximum(let a, let b): return .maximum(vector(a), vector(b))
    case .floor(let x, let scale): return .floor(vector(x), scale: scale)
    case .ceiling(let x, let scale): return .ceiling(vector(x), scale: scale)
    case .nearest(let x, let scale, let offset):
      return .nearest(vector(x), scale: scale, offset: offset)
    case .multiple(let x, let scale, let divisor, let ninetyPercent):
      return .multiple(
        vector(x), Multiple(scale: scale, divisor: divisor, ninetyPercent: ninetyPercent))
    case .sum(let sum):
      func append(_ form: [Program.Sum.Term]) -> Range<Int> {
        terms += form.map { term in
          let operands = term.registers.map(vector) + [0, 0]
          return Term(
            coefficient: term.coefficient, first: operands[0], second: operands[1],
            third: operands[2])
        }
        return terms.count - form.count..<terms.count
      }
      return .sum(
        Sum(
          constant: sum.constant, scaled: append(sum.terms.filter { $0.registers.count == 1 }),
          scaledPairs: append(
            sum.terms.filter { $0.registers.count == 2 && $0.coefficient != 1 }),
          pairs: append(sum.terms.filter { $0.registers.count == 2 && $0.coefficient == 1 }),
          triples: append(sum.terms.filter { $0.registers.count == 3 })))
    case .comparison(let relation, let a, let b):
      return .comparison(relation, vector(a), vector(b))
    case .choice(let condition, let a, let b):
      return .choice(vector(condition), vector(a), vector(b))
    case .symbol, .constant, .exactCall, .roundingCall, .plain:
      let operands = instruction.operands.map { ($0, vector($0)) }
      pointwise.append(
        Pointwise(
          instruction: instruction,
          operands: Dictionary(operands, uniquingKeysWith: { first, _ in first })))
      return .pointwise(pointwise.count - 1)
    }
  }
}
