import Charts
import CostModel
import JSON
import ReferenceExecutor
import Specs

/// A measured time, compared with the peak rates of the machine.
struct Measurement {
  let times: RunTimes
  /// Floating-point operations, and the least bytes that must move.
  let operations, bytes: Double
  let rates: MachineRates
  /// The minimum time under the machine's roof, and what bounds it; nil if layers differ.
  let roof: Double
  let bound: MachineRates.Bound?

  /// A single piece of work.
  init(times: RunTimes, operations: Double, bytes: Double, rates: MachineRates) {
    let roof = rates.roof(operations: operations, bytes: bytes)
    self.init(
      times: times, operations: operations, bytes: bytes, rates: rates, roof: roof.seconds,
      bound: roof.bound)
  }

  init(
    times: RunTimes, operations: Double, bytes: Double, rates: MachineRates, roof: Double,
    bound: MachineRates.Bound?
  ) {
    self.times = times
    self.operations = operations
    self.bytes = bytes
    self.rates = rates
    self.roof = roof
    self.bound = bound
  }

  var rate: Double { operations / times.median }

  private var peakShare: Double { rate / rates.peak }
  private var roofShare: Double { roof / times.median }

  /// The share of the roofline of memory alone; above 1 if data came from a cache.
  private var rooflineShare: Double {
    underMemory.time / times.median
  }

  /// Its point under the roof of memory alone.
  private var underMemory: Roofline.Point {
    Roofline.Point(flops: operations, bytes: bytes, peak: rates.peak, bandwidth: rates.bandwidth)
  }

  static let columns: [Column<Measurement>] = [
    Column(.macs, priority: 5) { .count(Int128($0.operations / 2)) },
    Column(.intensity, priority: 4) { .intensity($0.operations / $0.bytes) },
    Column(.time, priority: 9) { .measure($0.times.median, unit: "s") },
    Column(
      "spread", "Spread", priority: 6,
      meaning: "between the quartiles of repeated runs, relative to the median"
    ) { .share($0.times.spread) },
    Column(.rate, priority: 8) { .measure($0.rate, unit: "FLOP/s") },
    Column(
      "bound", "Bound", alignment: .left, priority: 7,
      meaning: "what limits it: compute, or moving the data from a cache or memory"
    ) { .text($0.bound?.rawValue, else: .missing) },
    Column(
      "roofShare", "of roof", priority: 8, meaning: "the rate, as a share of what that bound allows"
    ) { .share($0.roofShare) },
    Column(
      "peakShare", "of peak", isExtra: true, meaning: "the rate, as a share of the machine's peak",
      older: ["peak"]
    ) { .share($0.peakShare) },
    Column(
      "roofline", "of memory's roofline", isExtra: true,
      meaning: "above 1 if data came from a cache"
    ) { .share($0.rooflineShare) },
  ]

  var json: [(String, JSONOutput)] {
    [
      ("threads", .integer(Int128(rates.threads))), ("seconds", .number(times.median)),
      ("fastest", .number(times.fastest)), ("spread", .number(times.spread)),
      ("runs", .integer(Int128(times.count))), ("flops", .number(rate)),
      ("peak", .number(rates.peak)), ("bandwidth", .number(rates.bandwidth)),
      ("roofline", .number(rooflineShare)), ("time", .number(times.median)),
      ("rate", .number(rate)), ("bound", bound.map { .string($0.rawValue) } ?? .null),
      ("roofShare", .number(roofShare)), ("peakShare", .number(peakShare)),
      ("intensity", underMemory.intensity.map { .number($0) } ?? .null),
    ]
  }

  /// `AVX2, one core: 113 GFLOP/s, 17.4 GB/s of memory, ridge at 6.5 FLOPs/byte`, and the caches:
  /// `over 16.4 kB 225 GB/s, over 262 kB 98.0 GB/s, …`.
  static func describe(_ rates: MachineRates) -> [String] {
    let cores = rates.threads == 1 ? "one core" : "\(rates.threads) cores"
    let ridge = Cell.number(rates.ridge, digits: 1).text(.scaled)
    let levels = rates.bandwidths.levels.enumerated().filter { $0.offset.isMultiple(of: 4) }
    let bandwidths = levels.map { _, level in
      "over \(Int128(level.bytes).scaled(unit: "B")) \(level.rate.scaled(unit: "B/s"))"
    }
    return [
      "\(rates.instructionSet), \(cores): \(rates.peak.scaled(unit: "FLOP/s")), "
        + "\(rates.bandwidth.scaled(unit: "B/s")) of memory, ridge at \(ridge) FLOPs/byte",
      "at most \(bandwidths.joined(separator: ", "))",
    ]
  }
}
