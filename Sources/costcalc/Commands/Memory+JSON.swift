import ArenaPlanning
import CostModel
import JSON
import Specs
import Symbolic

extension MemoryRun.Result {
  /// The part after the head of `costcalc.memory/1`; docs/json.md is the reference.
  var json: [(String, JSONOutput)] {
    [
      (
        "order",
        order.map { order in
          .object([
            ("peak", .integer(Int128(order.peak))), ("given", .integer(Int128(order.givenPeak))),
            ("bound", .integer(Int128(order.bound))), ("isBest", .bool(order.isBest)),
            ("layers", .array(order.layers.map { .integer(Int128($0)) })),
          ])
        } ?? .null
      )
    ] + (timeline?.json ?? []) + [("arena", study.json(isMicro: isMicro))]
  }
}

extension MemoryTimeline {
  fileprivate var json: [(String, JSONOutput)] {
    let peak: JSONOutput = .object([
      ("bytes", .integer(Int128(peakBytes))),
      ("layer", self.peak.map { .integer(Int128($0)) } ?? .null),
      (
        "tensors",
        .array(
          self.peak.map { peak in
            rows[peak].live.map { index in
              .object([
                ("tensor", .integer(Int128(index))),
                ("why", .string(reason(for: index, at: rows[peak]))),
              ])
            }
          } ?? [])
      ),
    ])
    return [
      ("peak", peak),
      ("tensors", .array(buffers.map(\.json))),
      ("layers", .array(rows.map(\.json))),
    ]
  }
}

extension MemoryTimeline.Buffer {
  fileprivate var json: JSONOutput {
    .object([
      ("name", .string(name)), ("shape", tensor.shape.json), ("type", .string(type.rawValue)),
      ("bytes", .integer(Int128(bytes))), ("maker", maker.index), ("last", last.index),
      ("others", .array(others.map { .integer(Int128($0)) })),
    ])
  }
}

extension MemoryTimeline.Row {
  fileprivate var json: JSONOutput {
    .object([
      ("path", .array(layer.path.map { .string($0) })),
      ("operator", .string(layer.operation.name)),
      ("live", .integer(Int128(bytes))), ("made", made.index),
      ("tensors", .array(live.map { .integer(Int128($0)) })),
      ("freed", .array(freed.map { .integer(Int128($0)) })),
    ])
  }
}

extension ArenaStudy {
  fileprivate func json(isMicro: Bool) -> JSONOutput {
    .object([
      ("planner", .string(isMicro ? "tflite-micro" : "as tflite-micro")),
      ("alignment", .integer(Int128(ArenaStudy.alignment))),
      ("bytes", .integer(Int128(plan.bytes))), ("bound", .integer(Int128(bound))),
      ("boundStep", boundTime.index), ("best", .integer(Int128(best.plan.bytes))),
      ("tried", .integer(Int128(best.tried))),
      ("steps", .array(steps.map { .string($0) })),
      (
        "buffers",
        .array(
          arena.buffers.enumerated().map { index, buffer in
            .object([
              ("name", .string(names[index])), ("bytes", .integer(Int128(buffer.bytes))),
              ("first", .integer(Int128(buffer.first))), ("last", .integer(Int128(buffer.last))),
              ("given", buffer.offset.index),
              ("offset", .integer(Int128(plan.offsets[index]))),
              ("best", .integer(Int128(best.plan.offsets[index]))),
            ])
          })
      ),
    ])
  }
}

extension Int? {
  fileprivate var index: JSONOutput { map { .integer(Int128($0)) } ?? .null }
}
