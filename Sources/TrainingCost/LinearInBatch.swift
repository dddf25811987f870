import Symbolic

/// A number that grows evenly with the batch: so much, and so much more for each sample.
package struct LinearInBatch: Hashable, Sendable {
  /// What does not depend on the batch.
  package var fixed: Int
  /// What each sample adds.
  package var perSample: Int

  package init(fixed: Int = 0, perSample: Int = 0) {
    self.fixed = fixed
    self.perSample = perSample
  }

  package static let zero = LinearInBatch()

  /// The number that a formula of the batch gives.
  ///
  /// - Throws: `outsideDomain` if it grows otherwise; `unbound` if it has other symbols; `overflow`.
  package init(_ formula: Formula, in batch: Symbol) throws(ArithmeticFault) {
    if let value = formula.constantValue {
      self.init(fixed: try value.integer())
      return
    }
    func value(_ size: Int) throws(ArithmeticFault) -> Int {
      try formula.value(at: [batch.name: size])
    }
    let (one, two) = (try value(1), try value(2))
    let (step, overflow) = two.subtractingReportingOverflow(one)
    let (start, startOverflow) = one.subtractingReportingOverflow(step)
    guard !overflow, !startOverflow else { throw .overflow }
    self.init(fixed: start, perSample: step)
    guard try value(7) == at(7) else {
      throw .outsideDomain("\(formula.text) does not grow evenly with the batch")
    }
  }

  /// The number for a batch. - Throws: `overflow`.
  package func at(_ batch: Int) throws(ArithmeticFault) -> Int {
    let (product, overflow) = perSample.multipliedReportingOverflow(by: batch)
    let (sum, sumOverflow) = product.addingReportingOverflow(fixed)
    guard !overflow, !sumOverflow else { throw .overflow }
    return sum
  }

  /// The largest batch for which the number is at most a limit: `floor((limit - fixed) / perSample)`.
  ///
  /// - Returns: 0 if none is; nil if every batch will do.
  package func largestBatch(atMost limit: Int) -> Int? {
    guard fixed <= limit else { return 0 }
    let (room, overflow) = limit.subtractingReportingOverflow(fixed)
    return perSample <= 0 ? nil : (overflow ? limit : room) / perSample
  }

  package static func + (
    left: LinearInBatch, right: LinearInBatch
  ) throws(ArithmeticFault) -> LinearInBatch {
    let (fixed, overflow) = left.fixed.addingReportingOverflow(right.fixed)
    let (each, eachOverflow) = left.perSample.addingReportingOverflow(right.perSample)
    guard !overflow, !eachOverflow else { throw .overflow }
    return LinearInBatch(fixed: fixed, perSample: each)
  }

  package static func - (
    left: LinearInBatch, right: LinearInBatch
  ) throws(ArithmeticFault) -> LinearInBatch {
    try left + right * -1
  }

  package static func * (
    left: LinearInBatch, right: Int
  ) throws(ArithmeticFault) -> LinearInBatch {
    let (fixed, overflow) = left.fixed.multipliedReportingOverflow(by: right)
    let (each, eachOverflow) = left.perSample.multipliedReportingOverflow(by: right)
    guard !overflow, !eachOverflow else { throw .overflow }
    return LinearInBatch(fixed: fixed, perSample: each)
  }

  /// The sum of all. - Throws: `overflow`.
  package static func sum(
    _ numbers: some Sequence<LinearInBatch>
  ) throws(ArithmeticFault) -> LinearInBatch {
    var sum = LinearInBatch.zero
    for number in numbers { sum = try sum + number }
    return sum
  }
}
