import CostModel
import JSON
import Symbolic
import TrainingCost

extension TrainRun {
  /// The part after the head of `costcalc.train/1`; docs/json.md is the reference.
  var json: [(String, JSONOutput)] {
    [
      ("totals", .object(quantities.map { ($0.key, number($0.number)) })),
      ("peak", .object(place(of: peak.moment) + [("bytes", number(peak.bytes))])),
      (
        "largestBatch",
        limit.map { limit in
          .object(
            [("memory", .integer(Int128(limit)))]
              + (largest.map { largest in
                [("batch", .integer(Int128(largest.batch)))] + place(of: largest.moment)
                  + [("bytes", number(largest.bytes))]
              } ?? [("batch", .null)]))
        } ?? .null
      ),
      ("layers", .array(rows.map(layer))),
    ]
  }

  private func layer(_ row: LayerRow) -> JSONOutput {
    .object([
      ("path", .array((row.layer?.path ?? []).map { .string($0) })),
      ("operator", row.layer.map { .string($0.operation.name) } ?? .null),
      ("forwardMacs", number(row.forward)), ("backwardMacs", number(row.backward)),
      ("parameters", .integer(Int128(row.parameters))), ("savedBytes", number(row.saved)),
    ])
  }

  private func place(of moment: TrainingMoment) -> [(String, JSONOutput)] {
    [
      ("phase", .string(moment.phase.rawValue)),
      ("layer", moment.layer.map { .integer(Int128($0)) } ?? .null),
    ]
  }

  private func number(_ number: LinearInBatch) -> JSONOutput {
    .object([
      ("value", .integer(Int128(number.fixed) + Int128(number.perSample) * Int128(batch))),
      ("fixed", .integer(Int128(number.fixed))),
      ("perSample", .integer(Int128(number.perSample))),
    ])
  }
}
