import Charts
import CostModel
import JSON
import ReferenceExecutor
import Specs
import Symbolic

extension Option {
  static let run = Option(
    name: "run", summary: "Also time the layers on this machine, on one core and on --threads")
}

/// The measurements of `compare`: the same layers, timed.
struct MeasuredComparison {
  /// A network or one of its layers, on a number of cores.
  private struct Row {
    let model, layer: String
    let measurement: Measurement
    /// The layers of a network that only plain loops run; nil for a layer.
    var loops: PlainLoops?
  }

  /// The layers for which there is no fast kernel.
  private struct PlainLoops {
    /// How many there are of each operator, the most frequent first.
    let operators: [(name: String, count: Int)]
    /// How many layers there are, and how many of all do something.
    let count, all: Int
    /// Their share of the time.
    let share: Double

    init(_ executor: FastExecutor, _ times: NetworkTimes, _ network: Network) {
      let layers = Set(executor.loopedLayers)
      let counts = layers.reduce(into: [:]) { counts, index in
        counts[network.layers[index].operation.name, default: 0] += 1
      }
      operators = counts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      (count, all) = (layers.count, times.layers.count)
      share =
        times.layers.reduce(0) { $0 + (layers.contains($1.index) ? $1.times.median : 0) }
        / max(times.total.median, .leastNonzeroMagnitude)
    }
  }

  private let rows: [Row]
  private let rates: [MachineRates]

  /// Runs networks on one core and on several.
  ///
  /// - Throws: a diagnostic if one is too large; `Interruption.Ended` on Ctrl-C.
  init(_ networks: [(label: String, network: Network)], _ invocation: Invocation) throws {
    let most = try invocation.cores()
    Interruption.expect()
    var rows: [Row] = []
    var measured: [MachineRates] = []
    do throws(ExecutionError) {
      for threads in Set([1, most]).sorted() {
        let rates = try MachineRates(threads: threads)
        measured.append(rates)
        for (label, network) in networks {
          rows += try Self.rows(label, network, rates)
        }
      }
    } catch .cancelled {
      try Interruption.endSearch()
    } catch {
      throw Diagnostic("--run: \(error)")
    }
    self.rows = rows
    self.rates = measured
  }

  /// A network, and its layers if there are only a few.
  private static func rows(
    _ label: String, _ network: Network, _ rates: MachineRates
  ) throws(ExecutionError) -> [Row] {
    let executor = try FastExecutor(network, threads: rates.threads)
    let times = try NetworkTimes(executor, isCancelled: { Interruption.isWanted })
    let options = CountOptions()
    guard let report = try? Report(network, options) else { return [] }
    let layers = times.layers.compactMap { index, times in
      Measurement(report.rows[index].cost, times, rates).map {
        Row(model: label, layer: report.rows[index].layer.name, measurement: $0)
      }
    }
    guard
      let total = Measurement(report.totals, times.total, rates, layers: layers.map(\.measurement))
    else { return [] }
    let rows = [
      Row(
        model: label, layer: "", measurement: total,
        loops: PlainLoops(executor, times, network))
    ]
    return (2...8).contains(layers.count) ? rows + layers : rows
  }

  static let headings = columns.headings()

  private static let columns: [Column<Row>] =
    [
      Column(
        "model", "Model", alignment: .left, flexibility: .keepsStart, priority: 10, isLabel: true
      ) { .text($0.model) },
      Column(
        "layer", "Layer", alignment: .left, priority: 10, isLabel: true,
        meaning: "one of up to eight; empty for the whole model"
      ) { .text($0.layer) },
      Column(
        "threads", "Cores", priority: 9, meaning: "threads at work", older: ["cores"]
      ) { .integer(Int128($0.measurement.rates.threads)) },
    ] + Measurement.columns.map { $0.of(\.measurement) }

  var grid: Grid {
    let starts = rows.indices.dropFirst().filter {
      rows[$0].measurement.rates.threads != rows[$0 - 1].measurement.rates.threads
    }
    return Grid(MeasuredComparison.columns, rows, groupStarts: Set(starts))
  }

  /// The machine's peak rates, what of the networks has no fast kernel, and the first network's time
  /// relative to the last one's.
  var notes: [String] {
    var notes = rates.flatMap(Measurement.describe)
    for row in rows {
      guard let loops = row.loops, loops.count > 0 else { continue }
      let cores =
        row.measurement.rates.threads == 1 ? "one core" : "\(row.measurement.rates.threads) cores"
      notes.append(
        "\(row.model): \(loops.count) of \(loops.all) layers have no fast kernel and were run by plain "
          + "loops, \(Cell.share(loops.share).text(.scaled)) of the time on \(cores): "
          + loops.operators.map { "\($0.count) \($0.name)" }.joined(separator: ", "))
    }
    for rates in rates {
      let totals = rows.filter { $0.layer.isEmpty && $0.measurement.rates.threads == rates.threads }
      guard let first = totals.first, let last = totals.last, totals.count > 1 else { continue }
      let macs = Cell.ratio(first.measurement.operations / last.measurement.operations)
      let time = Cell.ratio(first.measurement.times.median / last.measurement.times.median)
      let cores = rates.threads == 1 ? "one core" : "\(rates.threads) cores"
      notes.append(
        "\(first.model) has \(macs.text(.scaled)) the MACs of \(last.model) and takes "
          + "\(time.text(.scaled)) its time on \(cores)")
    }
    return notes
  }

  var json: JSONOutput {
    .array(
      rows.map { row in
        .object(
          [
            ("model", .string(row.model)),
            ("layer", row.layer.isEmpty ? .null : .string(row.layer)),
            ("macs", .integer(Int128(row.measurement.operations / 2))),
            ("bytes", .integer(Int128(row.measurement.bytes))),
            ("fusedBytes", .integer(Int128(row.measurement.bytes))),
          ] + row.measurement.json
            + (row.loops.map { loops in
              [
                (
                  "plainLoops",
                  .object(loops.operators.map { ($0.name, .integer(Int128($0.count))) })
                ), ("plainLoopsShare", .number(loops.share)),
              ]
            } ?? []))
      })
  }
}

extension Measurement {
  /// Compares a time with a cost; nil if it has free parameters.
  init?(_ cost: Cost, _ times: RunTimes, _ rates: MachineRates) {
    guard let macs = cost.macs.constantValue, let bytes = try? cost.fused.total().constantValue
    else { return nil }
    self.init(
      times: times, operations: 2 * macs.doubleValue, bytes: bytes.doubleValue, rates: rates)
  }

  /// Compares a total time with the sum over layers, each under its own roof.
  fileprivate init?(
    _ total: Cost, _ times: RunTimes, _ rates: MachineRates, layers: [Measurement]
  ) {
    guard let sum = Measurement(total, times, rates) else { return nil }
    let bounds = Set(layers.map(\.bound))
    self.init(
      times: times, operations: sum.operations, bytes: sum.bytes, rates: rates,
      roof: layers.reduce(0) { $0 + $1.roof },
      bound: bounds.count == 1 ? bounds.first ?? nil : nil)
  }
}
