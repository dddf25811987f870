import CostModel
import Symbolic
import Synchronization

extension GridSearch {
  /// Computes ``Candidate/latency`` for networks of this search.
  ///
  /// The work and the traffic of each layer are formulas, which are compiled like costs; where they
  /// can't be, networks are expanded.
  ///
  /// - Parameter goesOn: asked before each expansion, with the number done so far; once it returns
  ///   false, the remaining times stay unknown.
  /// - Throws: the first diagnostic in the order of the candidates.
  package func timed(
    _ candidates: [Candidate], threads: Int,
    goesOn: @escaping @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(Diagnostic) -> [Candidate] {
    guard let roofline = networks.roofline else { return candidates }
    var timed = candidates
    for (index, time) in compiledTimes(of: candidates).enumerated() { timed[index].latency = time }
    let open = timed.indices.filter { timed[$0].latency == nil }
    let parameters = open.map { candidates[$0].parameters }
    let done = Atomic<Int>(0)
    let times = Workers.map(count: open.count, threads: threads) { [networks] number in
      guard goesOn(done.wrappingAdd(1, ordering: .relaxed).newValue, parameters.count) else {
        return Result<Double?, Diagnostic>.success(nil)
      }
      return Result { () throws(Diagnostic) in
        try roofline.time(of: networks.folded(networks.model, parameters[number]))
      }
    }
    for (index, time) in zip(open, times) { timed[index].latency = try time.get() }
    return timed
  }

  /// The times that formulas give; nil for the other candidates, or without a machine.
  package func compiledTimes(of candidates: [Candidate]) -> [Double?] {
    compiled(candidates) { network in
      guard let roofline = networks.roofline, let report = try? Report(network, networks.options)
      else { return nil }
      var formulas: [Formula] = []
      var known: [Formula: Int] = [:]
      func index(of formula: Formula) -> Int {
        if let index = known[formula] { return index }
        known[formula] = formulas.count
        formulas.append(formula)
        return formulas.count - 1
      }
      var layers: [(flops: Int, bytes: Int, kind: LayerKind)] = []
      for row in report.rows {
        guard let bytes = try? row.cost.fused.total() else { return nil }
        layers.append((index(of: row.cost.flops), index(of: bytes), row.layer.kind))
      }
      return Compilable(formulas: formulas) { [layers] values in
        (values.first ?? []).indices.map { point in
          layers.reduce(0) { time, layer in
            time
              + roofline.point(
                flops: values[layer.flops][point], bytes: values[layer.bytes][point],
                kind: layer.kind
              ).time
          }
        }
      }
    }
  }
}
