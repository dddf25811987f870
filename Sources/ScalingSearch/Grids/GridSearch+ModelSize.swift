import CostModel
import Symbolic
import Synchronization

extension GridSearch {
  /// The bytes of the parameters of each candidate.
  ///
  /// If weights take whole bytes, the number of parameters tells. If not, each layer rounds up its
  /// own: a formula, compiled like costs; where it can't be, networks are expanded.
  ///
  /// - Parameter goesOn: as for ``measureMemory(of:threads:goesOn:)``.
  /// - Throws: the first diagnostic in the order of the candidates.
  func modelSizes(
    of candidates: [Candidate], threads: Int,
    goesOn: @escaping @Sendable (_ done: Int, _ total: Int) -> Bool
  ) throws(Diagnostic) -> [Int128?] {
    guard !networks.weightType.takesWholeBytes else {
      return candidates.map(networks.parameterBytes)
    }
    var sizes = compiledModelSizes(of: candidates)
    let open = sizes.indices.filter { sizes[$0] == nil }
    let parameters = open.map { candidates[$0].parameters }
    let done = Atomic<Int>(0)
    let expanded = Workers.map(count: open.count, threads: threads) { [networks] number in
      guard goesOn(done.wrappingAdd(1, ordering: .relaxed).newValue, parameters.count) else {
        return Result<Int128?, Diagnostic>.success(nil)
      }
      return Result { () throws(Diagnostic) in
        try networks.folded(networks.model, parameters[number]).totals.modelBytes
          .constantValue?.numerator
      }
    }
    for (index, size) in zip(open, expanded) { sizes[index] = try size.get() }
    return sizes
  }

  /// The bytes that formulas give, also of weights that take whole bytes; nil for the other
  /// candidates.
  package func compiledModelSizes(of candidates: [Candidate]) -> [Int128?] {
    compiled(candidates) { network in
      guard let report = try? Report(network, networks.options) else { return nil }
      return Compilable(formulas: [report.totals.modelBytes]) { $0[0] }
    }.map { $0.map { Int128($0) } }
  }
}
