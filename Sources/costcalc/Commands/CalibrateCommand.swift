import Charts
import CostModel
import JSON
import ReferenceExecutor
import Specs

extension Command {
  static let calibrate = Command(
    name: "calibrate", summary: "Measure this machine and write a profile for 'roofline'",
    usage: "costcalc calibrate [-o machine.json] [--threads 1]", operands: [],
    options: [.profile, .cores, .format, .columns, .exact],
    columns: CalibrateRun.columns.headings(),
    takesParameters: false,
    discussion: """
      Measures the machine with this tool's fast kernels: the peak rate of fp32 multiply-adds in \
      registers, the bandwidth of the caches and of memory, and the run time of each kind of layer \
      over a sweep of sizes. It takes about half a minute. On a busy machine the numbers are too \
      low.

      Each layer is compared with its roof: the time for its arithmetic at the peak, or for moving \
      each element of its data once, at the bandwidth of the cache or memory that can hold the \
      data. The longer of the two is the bound, and the share of the roof tells how close the \
      layer comes to it. A profile has the bandwidth of memory and, for each kind of layer, the \
      share of the peak that it reaches while its data is in caches.
      """,
    examples: [
      ("costcalc calibrate -o here.json", "all cores, as a profile"),
      ("costcalc calibrate --threads 1 --format csv", "one core, as CSV"),
    ], run: CalibrateRun.run)
}

extension Option {
  static let profile = Option(
    name: "output", short: "o", value: Value("FILE", offers: .files),
    summary: "Write a machine profile")
  static let cores = Option(
    name: "threads", value: Value("N"), summary: "Threads to use (default: one per core)")
}

/// The command `calibrate`.
package enum CalibrateRun {
  static func run(_ invocation: Invocation) throws {
    let threads = try invocation.cores()
    // Half a minute of measurements should not be lost.
    let output = try invocation.value(of: .profile).map { (path: $0, file: try OutputFile($0)) }
    Interruption.expect()
    let line = ProgressLine()
    let calibration: Calibration
    do {
      calibration = try Calibration(
        threads: threads, isCancelled: { Interruption.isWanted },
        progress: { line.show($0, of: $1, "layers") })
    } catch ExecutionError.cancelled {
      line.clear()
      return try Interruption.endSearch()
    }
    line.clear()
    let grid = grid(calibration)
    try invocation.show(
      grid, JSONHead("calibrate", about: subject(calibration)),
      json: invocation.isGiven(.columns) ? nil : grid.repeating("peakShare", as: "peak").json,
      notes: notes(calibration))
    if let output {
      try output.file.write(profile(calibration, output.path, version: program.version).text)
    }
  }

  /// A layer of the sweep, timed.
  struct Row {
    let sample: Calibration.Sample
    let rates: MachineRates

    var measurement: Measurement {
      Measurement(
        times: sample.times, operations: sample.operations, bytes: sample.bytes, rates: rates)
    }
  }

  static let columns: [Column<Row>] =
    [
      Column("kind", "Kind", alignment: .left, priority: 10, isLabel: true) {
        .text($0.sample.kind.rawValue)
      },
      Column("operator", "Operator", alignment: .left, priority: 1) {
        .text($0.sample.row.layer.operatorText)
      },
      Column("input", "Input", alignment: .left, priority: 9, meaning: "the shape of the input") {
        .text($0.sample.row.layer.inputs[0].shape.text)
      },
    ] + Measurement.columns.map { $0.of(\.measurement) }

  private static func grid(_ calibration: Calibration) -> Grid {
    var starts: Set<Int> = []
    let samples = LayerKind.allCases.flatMap { kind in
      calibration.samples.filter { $0.kind == kind }
    }
    for index in samples.indices.dropFirst() where samples[index].kind != samples[index - 1].kind {
      starts.insert(index)
    }
    return Grid(
      columns, samples.map { Row(sample: $0, rates: calibration.rates) }, groupStarts: starts)
  }

  private static func subject(_ calibration: Calibration) -> [(String, JSONOutput)] {
    let rates = calibration.rates
    return [
      ("processor", MachineRates.processor.map { .string($0) } ?? .null),
      ("instructionSet", .string(rates.instructionSet)),
      ("threads", .integer(Int128(rates.threads))), ("peak", .number(rates.peak)),
      ("bandwidth", .number(rates.bandwidth)), ("ridge", .number(rates.ridge)),
      (
        "bandwidths",
        .array(
          rates.bandwidths.levels.map { level in
            .object([("bytes", .integer(Int128(level.bytes))), ("bandwidth", .number(level.rate))])
          })
      ),
      efficiencyMember(calibration),
    ]
  }

  private static func efficiencyMember(_ calibration: Calibration) -> (String, JSONOutput) {
    ("efficiency", .object(efficiencies(calibration).map { ($0.kind, .number($0.share)) }))
  }

  private static func notes(_ calibration: Calibration) -> [String] {
    let shares = efficiencies(calibration).map {
      "\($0.kind) \(Cell.share($0.share).text(.scaled))"
    }
    return Measurement.describe(calibration.rates) + [
      "share of the peak with data in caches: \(shares.joined(separator: ", "))"
    ]
  }

  private static func efficiencies(_ calibration: Calibration) -> [(kind: String, share: Double)] {
    let efficiency = calibration.efficiency
    return LayerKind.allCases.compactMap { kind in
      efficiency[kind].map { (kind.rawValue, ($0 * 1000).rounded() / 1000) }
    }
  }

  // MARK: The profile

  /// The profile for `--machine`, named after its file.
  package static func profile(
    _ calibration: Calibration, _ path: String, version: String
  ) -> JSONOutput {
    let (rates, name) = (calibration.rates, name(from: path))
    let source = "measured by costcalc calibrate \(version), \(rates.instructionSet)"
    return .object([
      ("name", .string(name)),
      ("title", .string("\(MachineRates.processor ?? "this machine"), \(cores(rates.threads))")),
      ("source", .string(source)),
      (
        "peaks",
        .array([
          .array([.string("precision"), .string("peak"), .string("source")]),
          .array([.string("fp32"), .string(rounded(rates.peak, "GFLOP/s"))]),
        ])
      ),
      (
        "memory",
        .array([
          .array([.string("quantity"), .string("value"), .string("source")]),
          .array([.string("bandwidth"), .string(rounded(rates.bandwidth, "GB/s"))]),
        ])
      ),
      ("cores", .integer(Int128(rates.threads))),
      efficiencyMember(calibration),
    ])
  }

  private static func cores(_ count: Int) -> String { count == 1 ? "one core" : "\(count) cores" }

  private static func rounded(_ rate: Double, _ unit: String) -> String {
    "\((rate / 1e7).rounded() / 100) \(unit)"
  }

  /// The name of a file as the name of a machine.
  private static func name(from path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.hasSuffix(".json") ? String(file.dropLast(5)) : file
    let letters = stem.lowercased().map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
    }
    let name = String(letters)
    return name.first?.isLetter == true ? name : "machine_\(name)"
  }
}

extension Invocation {
  /// The threads of ``Option/cores``: one per core by default.
  func cores() throws -> Int {
    min(try SearchArguments(self).count(.cores) ?? .max, MachineRates.cores)
  }
}
