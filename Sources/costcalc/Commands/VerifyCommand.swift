import Charts
import CostModel
import ReferenceExecutor
import ScalingSearch
import Specs
import Symbolic
import Synchronization

extension Command {
  static let verify = Command(
    name: "verify", summary: "Run a network and check every count against the run",
    usage: "costcalc verify MODEL|FILE|all [--resolution 64]… [--limit 50G]",
    operands: [
      Operand(
        name: "MODEL", summary: "An architecture, a variant, a spec file, a model file, or 'all'",
        offers: .models)
    ],
    options: [.limit, .seed, .feed, .expect, .save, .threads] + Option.reading
      + [.format, .columns, .exact],
    columns: VerifyRun.columns,
    takesParameters: true,
    discussion: """
      Runs the network on seeded data with plain loops written from the definitions of the \
      operators. They count each multiply-accumulate as it happens, each parameter allocated and \
      each distinct element touched, and they work out the sizes of outputs themselves. If a \
      formula gives a different number, the exit code is 1, and the first layer that differs is \
      reported with its formula.

      'all' runs every architecture and variant, each at its smallest valid square input of at \
      least 32 x 32, or at the one that --input gives. A network with more than --limit MACs is \
      not run and does not count as verified.

      The table has one column for a quantity if formulas and execution agree on it in every row, \
      and two otherwise.

      With --feed, --expect or --save, a model file is run once more, on the weights and constants \
      that it holds. Inputs that are not fed are drawn from --seed. If an output is off by more than \
      1e-4 of its largest magnitude from what is expected, the exit code is 1.
      """,
    examples: [
      ("costcalc verify mobilenet_v2 --resolution 64", "the layers, predicted and executed"),
      ("costcalc verify mine.json --batch 2", "a spec of your own, two samples at once"),
      ("costcalc verify all", "every network of the zoo, at small sizes"),
      (
        "costcalc verify model.onnx --feed x.npy --expect y.npy",
        "the values of a model file, against those of its framework"
      ),
    ], run: VerifyRun.run)
}

extension Option {
  static let limit = Option(
    name: "limit", value: Value("MACS"), summary: "Skip networks with more MACs (default 50G)")
}

/// The command `verify`.
struct VerifyRun: Sendable {
  /// The outcome for a network.
  enum Outcome: Sendable {
    case verified(Verification)
    case tooLarge(Report)
    case failed(String)
    case stopped
  }

  let invocation: Invocation
  let arguments: ModelArguments
  let options: CountOptions
  let limit: Int
  let seed: UInt64
  /// The values that are asked for, too.
  let values: ValuesRequest?

  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let words = SearchArguments(invocation)
    let run = VerifyRun(
      invocation: invocation, arguments: arguments, options: Verification.options,
      limit: try VerifyRun.limit(invocation),
      seed: UInt64(try words.count(.seed, atLeast: 0) ?? 1),
      values: try ValuesRequest(invocation))
    let threads = try words.threads()
    Interruption.expect()
    if invocation.operands[0] == "all" {
      try run.verifyAll(threads: threads)
    } else {
      try run.verifyOne()
    }
  }

  private static func limit(_ invocation: Invocation) throws -> Int {
    try invocation.amount(.limit, .count).map { Int($0.floor) } ?? 50_000_000_000
  }

  /// Runs a network, if it is not too large.
  private func verify(
    _ network: Network, sharers: Int = 1, progress: @escaping (_ layers: Int) -> Void = { _ in }
  ) throws -> Outcome {
    let report = try Report(network, options)
    guard let macs = report.totals.macs.constantValue, macs <= Rational(limit) else {
      return .tooLarge(report)
    }
    do {
      let execution = try Executor(network, seed: seed, sharers: sharers)
        .run(isCancelled: { Interruption.isWanted }, progress: progress)
      return .verified(try Verification(report, execution))
    } catch ExecutionError.cancelled {
      return .stopped
    } catch ExecutionError.memory(let needed, let limit) {
      let (bytes, all) = (Int128(needed).scaled(unit: "B"), Int128(limit).scaled(unit: "B"))
      throw Diagnostic(
        "running \(network.name) needs \(bytes) of memory, more than the \(all) that it may use",
        help: "use a smaller input or batch")
    }
  }

  // MARK: One network

  private func verifyOne() throws {
    let subject = try arguments.subject(invocation.operands[0])
    if values != nil, subject.model != nil {
      throw invocation.usageError("--feed, --expect and --save need a model file")
    }
    var settings = try arguments.settings(for: subject, among: [subject])
    settings.unfoldLimit = Int.max
    let network = try arguments.network(subject, settings)
    let line = ProgressLine()
    let outcome = try verify(network) { line.show($0, of: network.layers.count, "layer") }
    line.clear()
    switch outcome {
    case .stopped: try Interruption.endSearch()
    case .failed(let reason): throw Diagnostic("\(subject.name): \(reason)")
    case .tooLarge(let report):
      let macs = Cell.quantity(report.totals.macs).text(.scaled)
      throw Diagnostic(
        "\(subject.name) has \(macs) MACs, more than \(Cell.count(Int128(limit)).text(.scaled))",
        help: "use a smaller input or a larger --limit")
    case .verified(let verification):
      let outputs = try values.map { try computed($0, of: network) } ?? []
      try invocation.show(
        layers(of: verification), JSONHead("verify", of: network, options, outputs.json),
        notes: notes(verification) + outputs.map(\.text) + network.remarks)
      if let difference = try firstDifference(verification, subject, settings) {
        throw CheckFailed(message: "\(difference)")
      }
      if let wrong = outputs.first(where: { !$0.isAsExpected }) {
        throw CheckFailed(message: wrong.text)
      }
    }
  }

  /// The first difference with its formula: in the parameters with ranges in the spec, or else in
  /// all numeric ones.
  private func firstDifference(
    _ verification: Verification, _ subject: Subject, _ settings: Settings
  ) throws -> Verification.Difference? {
    guard !verification.isEqual else { return nil }
    var free = settings
    free.free = subject.usuallyFree(settings)
    if free.free.isEmpty { free.free = subject.everyFree(settings) }
    free.values.removeAll { free.free.contains($0.name) }
    let symbolic = try? arguments.report(subject, free, options)
    return verification.firstDifference(formulasFrom: symbolic)
  }

  private func layers(of verification: Verification) -> Grid {
    let sums = verification.sums
    return Grid(
      VerifyRun.layerColumns(quantities: VerifyRun.quantities(of: [verification])),
      verification.rows.map { row in
        LayerRow(
          layer: row.layer,
          outcome: Row(counts: (row.predicted, row.executed), verdict: Row.verdict(row.isEqual)))
      },
      totals: [
        LayerRow(
          layer: nil,
          outcome: Row(
            counts: (sums.predicted, sums.executed), verdict: Row.verdict(verification.isEqual)))
      ])
  }

  private func notes(_ verification: Verification) -> [String] {
    guard verification.isEqual else { return [] }
    return [
      counted(verification.rows.count, "layer") + " run: "
        + "all \(verification.quantityCount) quantities of each match the formulas, and so does "
        + "the peak of \(Int128(verification.peak.executed).grouped) elements"
    ] + blindNote(verification)
  }

  /// What the run says nothing of: how operators work that are only known by what they read and make.
  private func blindNote(_ verification: Verification) -> [String] {
    let names = verification.rows.compactMap { row in
      if case .opaque(let operation) = row.layer.operation { operation.name } else { nil }
    }
    guard !names.isEmpty else { return [] }
    let kinds = Set(names).sorted().joined(separator: ", ")
    return ["\(counted(names.count, "layer")) run for what they read and make alone: \(kinds)"]
  }

  // MARK: All networks

  private func verifyAll(threads: Int) throws {
    if values != nil {
      throw invocation.usageError("--feed, --expect and --save need a model file")
    }
    if let parameter = invocation.parameters.first ?? setParameter {
      throw invocation.usageError(
        "'all' takes no parameters, such as \(quoted(parameter.spelling))",
        remedy: "--input sets the same input for every network")
    }
    if let option = Option.modelFile.first(where: invocation.isGiven) {
      throw invocation.usageError("\(option.spelling) needs a model file, not 'all'")
    }
    let names = try arguments.catalog.distinctModelNames()
    let line = ProgressLine()
    let done = Atomic<Int>(0)
    let outcomes = Workers.map(count: names.count, threads: threads) { index -> Outcome in
      if Interruption.isWanted { return .stopped }
      defer {
        line.show(done.wrappingAdd(1, ordering: .relaxed).newValue, of: names.count, "network")
      }
      return outcome(of: names[index], sharers: threads)
    }
    line.clear()
    if Interruption.isWanted { try Interruption.endSearch() }
    try show(Array(zip(names, outcomes)))
  }

  private var setParameter: Invocation.Parameter? {
    invocation.values(of: .set).first.map { Invocation.Parameter(name: "set \($0)", value: nil) }
  }

  private func outcome(of name: String, sharers: Int) -> Outcome {
    do {
      let model = try arguments.catalog.model(named: name)
      var settings = try arguments.settings(for: model)
      settings.unfoldLimit = Int.max
      let network = try Network.expandSmall(model, settings, in: arguments.catalog)
      return try verify(network, sharers: sharers)
    } catch {
      return .failed("\(error)")
    }
  }

  private func show(_ outcomes: [(name: String, outcome: Outcome)]) throws {
    let verifications = outcomes.compactMap { outcome -> (name: String, found: Verification)? in
      if case .verified(let found) = outcome.outcome { (outcome.name, found) } else { nil }
    }
    let differing = verifications.filter { !$0.found.isEqual }
    let failures = outcomes.compactMap { name, outcome -> String? in
      if case .failed(let reason) = outcome { "not verified: \(name): \(reason)" } else { nil }
    }
    let input =
      invocation.isGiven(.input)
      ? "that input" : "its smallest valid input of at least 32 x 32"
    let rest = outcomes.count - verifications.count
    let summary =
      "\(counted(verifications.count - differing.count, "network")) verified, each at \(input); "
      + "\(differing.count) differ, \(rest) not run, \(rest - failures.count) of them too large"
    try invocation.show(
      Grid(
        VerifyRun.modelColumns(
          quantities: VerifyRun.quantities(of: verifications.map(\.found))), outcomes.map(row)),
      JSONHead("verify-all", about: [("batch", .integer(Int128(try arguments.batch())))]),
      notes: [summary] + failures)
    guard let (name, found) = differing.first, let first = found.differences.first else { return }
    throw CheckFailed(message: "\(name): \(first)")
  }

  private func row(_ name: String, _ outcome: Outcome) -> ModelRow {
    func row(_ report: Report?, _ verdict: String) -> ModelRow {
      ModelRow(
        name: name, input: report?.network.input.shape, layers: report?.rows.count,
        outcome: Row(macs: report.map { .quantity($0.totals.macs) }, verdict: verdict))
    }
    switch outcome {
    case .verified(let verification):
      let sums = verification.sums
      return ModelRow(
        name: name, input: verification.input, layers: verification.rows.count,
        outcome: Row(
          counts: (sums.predicted, sums.executed), verdict: Row.verdict(verification.isEqual)))
    case .tooLarge(let report): return row(report, "too large")
    case .failed, .stopped: return row(nil, "not run")
    }
  }
}
