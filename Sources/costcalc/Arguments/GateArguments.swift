import CostModel
import Specs
import Symbolic

/// The budgets of one model, from options, a file and a machine.
struct ModelGates {
  /// In the order of ``Gauge``, limits before increases.
  var gates: [Gate] = []
  /// The machine, if one is named.
  var machine: MachineProfile?
  /// What overrides what.
  var notes: [String] = []
  /// That the file beside the model does not mention it.
  var missing: Diagnostic?
}

/// The options about budgets, for all models of a command.
struct GateArguments {
  let invocation: Invocation
  private let limits: [Gate]
  private let increases: [Increase]
  let earlier: EarlierReport?
  /// The file of `--budgets`.
  private let file: BudgetFile?

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    limits = try Option.maxima.compactMap { gauge, option in
      try invocation.amount(option, gauge.amount).map {
        Gate(gauge, most: $0, by: .option(option.spelling))
      }
    }
    increases = try invocation.values(of: .maxIncrease).map { text in
      do throws(Diagnostic) {
        return try Increase.read(text)
      } catch {
        throw invocation.usageError("--max-increase \(error.message)", remedy: error.help)
      }
    }
    for (index, increase) in increases.enumerated()
    where increases[..<index].contains(where: { $0.gauge == increase.gauge }) {
      throw invocation.usageError("--max-increase limits \(increase.gauge.rawValue) twice")
    }
    if !increases.isEmpty, !invocation.isGiven(.against) {
      throw invocation.usageError("--max-increase needs --against")
    }
    if invocation.isGiven(.against), invocation.operands.count > 1 {
      throw invocation.usageError(
        "--against is one network, and \(invocation.operands.count) are checked")
    }
    earlier = try invocation.value(of: .against).map { path in
      try EarlierReport(
        InputFile.contents(of: path, limit: EarlierReport.largestSize, "a report"), file: path)
    }
    file = try invocation.value(of: .budgetFile).map { path in
      try BudgetFile.read(InputFile.bytes(of: path, "a file of budgets"), file: path)
    }
  }

  /// The budgets of an operand. Options override the file, and both override what a machine has.
  ///
  /// - Parameter names: what a file may call the model, the first that it does counts.
  func gates(of operand: String, called names: [String]) throws -> ModelGates {
    var result = ModelGates()
    let (entry, missing) = try self.entry(of: operand, called: names)
    result.missing = missing
    if invocation.isGiven(.machine) {
      result.machine = try invocation.machine()
    } else if let (name, position) = entry?.machine {
      result.machine = try invocation.machine(named: name, at: position)
    }
    if result.machine == nil,
      let option = (Option.rates + [.maxLatency]).first(where: invocation.isGiven)
    {
      throw invocation.usageError("\(option.spelling) needs --machine")
    }
    let tiers = [limits, entry?.limits ?? [], result.machine?.gates ?? []]
    for gauge in Gauge.allCases {
      let set = tiers.compactMap { tier in tier.first { $0.gauge == gauge } }
      guard let first = set.first else { continue }
      result.gates.append(first)
      result.notes += set.dropFirst().map { "\(first.text) overrides \($0.text)" }
    }
    result.gates += try grown(entry, &result.notes)
    if let machine = result.machine, result.gates.isEmpty {
      let fault = "no RAM or flash of \(machine.name) is known"
      guard let place = entry?.machine?.position, !invocation.isGiven(.machine) else {
        throw invocation.usageError(
          "--machine: \(fault)", remedy: "use --max-peak, --max-model or --max-latency")
      }
      throw Diagnostic(fault, at: place, help: "add a budget of peak, model or latency")
    }
    guard earlier == nil || result.gates.contains(where: { $0.before != nil }) else {
      throw invocation.usageError(
        "--against needs an increase to limit", remedy: "use --max-increase macs:1%")
    }
    return result
  }

  /// The limits on increases.
  private func grown(_ entry: BudgetFile.Entry?, _ notes: inout [String]) throws -> [Gate] {
    guard let earlier else {
      notes += (entry?.increases ?? []).map { increase, position in
        "the increase of \(increase.gauge.rawValue) at \(position) needs --against"
      }
      return []
    }
    return try Gauge.allCases.compactMap { gauge in
      let typed = increases.first { $0.gauge == gauge }
      let filed = entry?.increases.first { $0.increase.gauge == gauge }
      guard let increase = typed ?? filed?.increase else { return nil }
      let place = filed.map { Gate.Origin.file($0.position) }
      let own = typed == nil ? place : .option(Option.maxIncrease.spelling)
      let before = try earlier.amount(gauge)
      do throws(ArithmeticFault) {
        let gate = try Gate(increase, from: before, by: own ?? .option(""))
        if typed != nil, let filed, let place {
          let other = try Gate(filed.increase, from: before, by: place)
          notes.append("\(gate.text) overrides \(other.text)")
        }
        return gate
      } catch {
        throw invocation.usageError("--max-increase of \(gauge.rawValue): \(error)")
      }
    }
  }

  /// What the file of `--budgets`, or the one beside a model file or spec, says of it, or that the
  /// latter says nothing.
  private func entry(
    of operand: String, called names: [String]
  ) throws -> (entry: BudgetFile.Entry?, missing: Diagnostic?) {
    guard let file = try file ?? InputFile.budgets(beside: operand) else { return (nil, nil) }
    if let entry = names.lazy.compactMap({ name in file.entries.first { $0.name == name } }).first {
      return (entry, nil)
    }
    let missing = Diagnostic(
      "there are no budgets for \(quoted(names.last ?? operand))",
      at: SourcePosition(file: file.file, line: 1, column: 1),
      help: names.lazy.compactMap { didYouMean($0, in: file.entries.map(\.name)) }.first)
    guard !invocation.isGiven(.budgetFile) else { throw missing }
    return (nil, missing)
  }
}
