import CostModel
import ReferenceExecutor

/// What was timed, beside what the machine does at most.
struct Measurement {
  let times: RunTimes
  /// Floating-point operations, and bytes that move at least.
  let operations, bytes: Double
  let rates: MachineRates

  var rate: Double { operations / times.median }

  /// The least time under the machine's roof.
  var roof: Double { max(operations / rates.peak, bytes / rates.bandwidth) }

  static let columns = [
    Column(.time, priority: 9),
    Column(key: "spread", title: "Spread", priority: 6),
    Column(.rate, priority: 8),
    Column(key: "peak", title: "of peak", priority: 5),
    Column(key: "roofline", title: "of roofline", priority: 8),
  ]

  var cells: [Cell] {
    [
      .measure(times.median, unit: "s"), .share(times.spread),
      .measure(rate, unit: "FLOP/s"), .share(rate / rates.peak), .share(roof / times.median),
    ]
  }

  var json: [(String, JSONOutput)] {
    [
      ("threads", .integer(Int128(rates.threads))), ("seconds", .number(times.median)),
      ("fastest", .number(times.fastest)), ("spread", .number(times.spread)),
      ("runs", .integer(Int128(times.count))), ("flops", .number(rate)),
      ("peak", .number(rates.peak)), ("bandwidth", .number(rates.bandwidth)),
      ("roofline", .number(roof / times.median)),
    ]
  }

  /// `AVX2, one core: 113 GFLOP/s, 17.4 GB/s, ridge at 6.5 FLOPs/byte`.
  static func describe(_ rates: MachineRates) -> String {
    let cores = rates.threads == 1 ? "one core" : "\(rates.threads) cores"
    let ridge = Cell.number(rates.peak / rates.bandwidth, digits: 1).text(.scaled)
    return
      "\(rates.instructionSet), \(cores): \(Cell.measure(rates.peak, unit: "FLOP/s").text(.scaled)), "
      + "\(Cell.measure(rates.bandwidth, unit: "B/s").text(.scaled)), ridge at \(ridge) FLOPs/byte"
  }
}
