import CostModel
import JSON

/// What searches say of the machine whose times they tell.
extension Roofline {
  /// `latency on h100, fp16: a lower bound from peak rates, not a prediction`
  var latencyNote: String {
    "latency on \(machine.name), \(precision.rawValue): \(standing.text)"
  }

  /// The same for JSON.
  var json: [(String, JSONOutput)] {
    [
      (
        "machine",
        .object([
          ("name", .string(machine.name)), ("precision", .string(precision.rawValue)),
          ("peak", .number(peak)), ("bandwidth", .number(bandwidth)),
          ("latency", .string(standing.rawValue)),
        ])
      )
    ]
  }
}
