import CostModel
import Symbolic

/// Runs a ``BlockProgram`` block by block, in its own memory.
struct BlockRunner {
  typealias Vector = BlockProgram.Vector
  /// Two vectors: iterating over the terms of a sum takes longer than adding them.
  private typealias Wide = SIMD16<Double>

  private let program: BlockProgram
  private let memory: UnsafeMutablePointer<Vector>
  /// Points of the last block where a condition does not hold.
  private(set) var invalid: [Int] = []
  /// Points of the last block that only the plain evaluation can decide.
  private(set) var doubtful: [Int] = []

  init(_ program: BlockProgram) {
    self.program = program
    memory = UnsafeMutableRawPointer.allocate(
      byteCount: program.vectorCount * MemoryLayout<Vector>.stride,
      alignment: MemoryLayout<Wide>.alignment
    ).assumingMemoryBound(to: Vector.self)
    memory.initialize(repeating: .one, count: program.vectorCount)
    for constant in program.constants {
      (memory + constant.vector).update(
        repeating: Vector(repeating: constant.value), count: BlockProgram.length)
    }
  }

  /// Frees the memory.
  func deallocate() { memory.deallocate() }

  /// The numbers of a slot.
  private func numbers(_ vector: Int) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(memory + vector).assumingMemoryBound(to: Double.self)
  }

  /// Loads a symbol's values; the last one replaces missing ones.
  func load(_ symbol: Int, _ values: UnsafeBufferPointer<Double>) {
    guard symbol < program.inputs.count, let vector = program.inputs[symbol],
      let base = values.baseAddress
    else { return }
    let slot = numbers(vector)
    slot.update(from: base, count: values.count)
    for point in values.count..<max(values.count, BlockProgram.points) {
      slot[point] = base[values.count - 1]
    }
  }

  /// Stores a formula's totals.
  func store(_ formula: Int, _ totals: UnsafeMutableBufferPointer<Double>) {
    let (vector, denominator) = program.totals[formula]
    let slot = numbers(vector)
    totals.baseAddress?.update(from: slot, count: totals.count)
    if denominator != 1 { for point in totals.indices { totals[point] /= denominator } }
  }

  /// Runs all steps.
  ///
  /// - Parameters:
  /// - checkingConditions: false if all conditions are known to hold.
  /// - bindings: the values of the symbols at a point of the block.
  mutating func run(checkingConditions: Bool, _ bindings: (Int) -> Bindings?) {
    doubtful.removeAll(keepingCapacity: true)
    invalid.removeAll(keepingCapacity: true)
    let count = checkingConditions ? program.steps.count : program.totalStepCount
    program.steps.withUnsafeBufferPointer { steps in
      program.terms.withUnsafeBufferPointer { terms in
        for step in steps.prefix(count) { run(step, terms, bindings) }
      }
    }
    guard checkingConditions, let vector = program.validity else { return }
    for index in 0..<BlockProgram.length where any(memory[vector + index] .!= .one) {
      for lane in 0..<Vector.scalarCount where memory[vector + index][lane] != 1 {
        invalid.append(index * Vector.scalarCount + lane)
      }
    }
  }

  @inline(__always)
  private mutating func run(
    _ step: BlockProgram.Step, _ terms: UnsafeBufferPointer<BlockProgram.Term>,
    _ bindings: (Int) -> Bindings?
  ) {
    let target = memory + step.target
    switch step.operation {
    case .binary(let operation, let a, let b): run(operation, memory + a, memory + b, target)
    case .minimum(let a, let b):
      map(memory + a, memory + b, target) { $1.replacing(with: $0, where: $0 .< $1) }
    case .maximum(let a, let b):
      map(memory + a, memory + b, target) { $1.replacing(with: $0, where: $0 .> $1) }
    case .floor(let x, let scale):
      map(memory + x, target) { ($0 * scale).roundedDown(toMultipleOf: 1) }
    case .ceiling(let x, let scale):
      map(memory + x, target) { ($0 * scale).roundedUp() }
    case .nearest(let x, let scale, let offset):
      map(memory + x, target) { ($0 * scale + offset).roundedToNearest(multipleOf: 1) }
    case .multiple(let x, let multiple): run(multiple, memory + x, target)
    case .sum(let own): sum(own, terms, target)
    case .comparison(let relation, let a, let b):
      switch relation {
      case .equal: map(memory + a, memory + b, target) { .truth($0 .== $1) }
      case .less: map(memory + a, memory + b, target) { .truth($0 .< $1) }
      case .lessOrEqual: map(memory + a, memory + b, target) { .truth($0 .<= $1) }
      }
    case .choice(let condition, let a, let b):
      for index in 0..<BlockProgram.length {
        target[index] = memory[b + index].replacing(
          with: memory[a + index], where: memory[condition + index] .== .one)
      }
    case .pointwise(let index): run(program.pointwise[index], numbers(step.target), bindings)
    }
  }

  private func run(
    _ operation: Inexact.Operation, _ a: UnsafeMutablePointer<Vector>,
    _ b: UnsafeMutablePointer<Vector>, _ target: UnsafeMutablePointer<Vector>
  ) {
    switch operation {
    case .add: map(a, b, target) { $0 + $1 }
    case .subtract: map(a, b, target) { $0 - $1 }
    case .multiply: map(a, b, target) { $0 * $1 }
    case .divide: map(a, b, target) { $0 / $1 }
    case .power:
      map(a, b, target) { a, b in
        var result = Vector.zero
        for lane in result.indices { result[lane] = Elementary.power(a[lane], b[lane]) }
        return result
      }
    }
  }

  private func run(
    _ multiple: BlockProgram.Multiple, _ x: UnsafeMutablePointer<Vector>,
    _ target: UnsafeMutablePointer<Vector>
  ) {
    let (scale, d) = (multiple.scale, multiple.divisor)
    let half = d / 2
    let divisor = Vector(repeating: d)
    // For a power of 2, both roundings down of `floor(floor(x + d / 2) / d)` are one.
    let unit = d.significand == 1 ? d : 1
    let offset = -(d - 1) / (2 * d)
    for index in 0..<BlockProgram.length {
      let value = x[index] * scale
      var nearest = (value + half).roundedDown(toMultipleOf: unit)
      if unit != d { nearest = (nearest * (1 / d) + offset).roundedToNearest(multipleOf: 1) * d }
      nearest = nearest.replacing(with: divisor, where: nearest .< divisor)
      if multiple.ninetyPercent {
        nearest += .zero.replacing(with: divisor, where: nearest .< value * 0.9)
      }
      target[index] = nearest
    }
  }

  private func sum(
    _ sum: BlockProgram.Sum, _ terms: UnsafeBufferPointer<BlockProgram.Term>,
    _ target: UnsafeMutablePointer<Vector>
  ) {
    guard let base = terms.baseAddress else { return }
    for index in stride(from: 0, to: BlockProgram.length, by: 2) {
      @inline(__always)
      func load(_ vector: Int) -> Wide {
        UnsafeRawPointer(memory + vector + index).load(as: Wide.self)
      }
      var total = Wide(repeating: sum.constant)
      var term = base + sum.scaled.lowerBound
      for _ in 0..<sum.scaled.count {
        total += load(term.pointee.first) * term.pointee.coefficient
        term += 1
      }
      for _ in 0..<sum.scaledPairs.count {
        total += load(term.pointee.first) * term.pointee.coefficient * load(term.pointee.second)
        term += 1
      }
      for _ in 0..<sum.pairs.count {
        total += load(term.pointee.first) * load(term.pointee.second)
        term += 1
      }
      for _ in 0..<sum.triples.count {
        total += load(term.pointee.first) * load(term.pointee.second) * load(term.pointee.third)
        term += 1
      }
      UnsafeMutableRawPointer(target + index).storeBytes(of: total, as: Wide.self)
    }
  }

  private mutating func run(
    _ pointwise: BlockProgram.Pointwise, _ target: UnsafeMutablePointer<Double>,
    _ bindings: (Int) -> Bindings?
  ) {
    for point in 0..<BlockProgram.points {
      let value = pointwise.instruction.pointValue { register in
        pointwise.operands[register].map { numbers($0)[point] } ?? .nan
      } _: {
        bindings(point) ?? [:]
      }
      if value == nil { doubtful.append(point) }
      target[point] = value ?? 0
    }
  }

  @inline(__always)
  private func map(
    _ x: UnsafeMutablePointer<Vector>, _ target: UnsafeMutablePointer<Vector>,
    _ body: (Vector) -> Vector
  ) {
    for index in 0..<BlockProgram.length { target[index] = body(x[index]) }
  }

  @inline(__always)
  private func map(
    _ a: UnsafeMutablePointer<Vector>, _ b: UnsafeMutablePointer<Vector>,
    _ target: UnsafeMutablePointer<Vector>, _ body: (Vector, Vector) -> Vector
  ) {
    for index in 0..<BlockProgram.length { target[index] = body(a[index], b[index]) }
  }
}

extension SIMD8<Double> {
  /// The multiple of a power of 2 nearest to each number, which must be below 2^51 of them: next to
  /// 1.5 · 2^52 of them, a `Double` has no finer digits.
  @inline(__always)
  func roundedToNearest(multipleOf unit: Double) -> Self {
    let shift = unit * 0x1.8p52
    return (self + shift) - shift
  }

  /// The largest multiple of a power of 2 not above each number; limits as above.
  @inline(__always)
  func roundedDown(toMultipleOf unit: Double) -> Self {
    let nearest = roundedToNearest(multipleOf: unit)
    return nearest - Self.zero.replacing(with: Self(repeating: unit), where: nearest .> self)
  }

  /// The smallest integer not below each number; limits as above.
  @inline(__always)
  func roundedUp() -> Self {
    let nearest = roundedToNearest(multipleOf: 1)
    return nearest + Self.zero.replacing(with: .one, where: nearest .< self)
  }

  /// 1 if a mask is set, else 0.
  @inline(__always)
  static func truth(_ mask: SIMDMask<SIMD8<Int64>>) -> Self {
    zero.replacing(with: one, where: mask)
  }

  fileprivate static let one = Self(repeating: 1)
}

/// The smallest and largest of some numbers.
struct Extent {
  private(set) var least = Double.infinity
  private(set) var most = -Double.infinity
  /// Whether all are positive and finite, and whole if they must be.
  private(set) var isWithin = true

  init(_ numbers: UnsafeBufferPointer<Double>, whole: Bool) {
    typealias Vector = BlockProgram.Vector
    guard let base = numbers.baseAddress, let first = numbers.first else { return }
    var (low, high) = (Vector(repeating: first), Vector(repeating: first))
    var isWithin = SIMDMask<SIMD8<Int64>>(repeating: true)
    var start = 0
    while start < numbers.count {
      var vector = Vector(repeating: first)
      if start + Vector.scalarCount <= numbers.count {
        vector = UnsafeRawPointer(base + start).loadUnaligned(as: Vector.self)
      } else {
        for lane in 0..<numbers.count - start { vector[lane] = base[start + lane] }
      }
      low = low.replacing(with: vector, where: vector .< low)
      high = high.replacing(with: vector, where: vector .> high)
      isWithin = isWithin .& (vector .> 0)
      if whole {
        // Larger whole numbers are left to the plain evaluation.
        isWithin = isWithin .& (vector.roundedToNearest(multipleOf: 1) .== vector)
        isWithin = isWithin .& (vector .< 0x1p51)
      }
      start += Vector.scalarCount
    }
    (least, most) = (low.min(), high.max())
    self.isWithin = all(isWithin) && most < .infinity
  }
}
