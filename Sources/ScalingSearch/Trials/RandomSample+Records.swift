import CostModel
import JSON
import Specs
import Symbolic

extension RandomSample.Found {
  /// The draws in the records of a part; nil if the end is missing.
  ///
  /// - Throws: a diagnostic if they are from another space: a journal is data of any origin.
  package init?(_ records: [Journal.Record], of sample: RandomSample) throws(Diagnostic) {
    for record in records {
      if case .draws(let more) = record { draws += more }
      guard case .sample(let count, let drawn, let invalid, let outside) = record,
        count <= draws.count
      else { continue }
      // Before them there may be the beginning of a run that was killed.
      draws.removeFirst(draws.count - count)
      try sample.check(draws)
      (tally.drawn, tally.invalid, tally.outside) = (drawn, invalid, outside)
      return
    }
    return nil
  }

  /// The records for a journal: draws, a thousand per line, and an end.
  package var records: [Journal.Record] {
    stride(from: 0, to: draws.count, by: 1000).map { start in
      .draws(Array(draws[start..<min(start + 1000, draws.count)]))
    } + [
      .sample(
        networks: draws.count, drawn: tally.drawn, invalid: tally.invalid, outside: tally.outside)
    ]
  }
}

extension RandomSample.Draw {
  init?(_ json: JSON) {
    guard case .array(let parts) = json.value, (4...6).contains(parts.count),
      let index = parts[0].integer,
      let point = parts[1].integers, let costs = parts[2].integers,
      costs.count == Metric.searched.count, (costs + [index]).allSatisfy({ $0 >= 0 })
    else { return nil }
    self.init(
      index: index, point: point, costs: costs.map { Int128($0) },
      memory: parts[3].integer.map { Int128($0) }, latency: parts.dropFirst(4).first?.real,
      peak: parts.dropFirst(5).first?.integer.map { Int128($0) })
  }

  var json: JSONOutput {
    // Older versions know no times and no peaks, and searches that need none write none.
    let known: [JSONOutput?] = [latency.map { .number($0) }, peak.map { .integer($0) }]
    let length = known.lastIndex { $0 != nil }.map { $0 + 1 } ?? 0
    return .array(
      [
        .integer(Int128(index)), .array(point.map { .integer(Int128($0)) }),
        .array(costs.map { .integer($0) }), memory.map { .integer($0) } ?? .null,
      ] + known.prefix(length).map { $0 ?? .null })
  }
}
