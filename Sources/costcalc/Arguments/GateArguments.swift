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
}

/// The options about budgets, for all models of a command.
struct GateArguments {
  let invocation: Invocation
  private let limits: [Gate]
  private let increases: [Increase]
  private let earlier: EarlierReport?
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
      try BudgetFile.read(InputFile.bytes(of: path), file: path)
    }
  }

  /// The budgets of an operand. Options override the file, and both override what a machine has.
  ///
  /// - Parameter names: what a file may call the model, the first that it does counts.
  func gates(of operand: String, called names: [String]) throws -> ModelGates {
    var result = ModelGates()
    let entry = try self.entry(of: operand, called: names)
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
      throw invocation.usageError(
        "--machine: no RAM or flash of \(machine.name) is known",
        remedy: "use --max-peak, --max-model or --max-latency")
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

  /// Refuses to hold counts of different conventions against each other.
  func check(_ options: CountOptions) throws {
    guard let earlier else { return }
    let own = options.convention?.name ?? "costcalc"
    guard earlier.convention == own else {
      throw invocation.usageError(
        "--against was counted as \(quoted(earlier.convention)), and this as \(quoted(own))",
        remedy: "count both with one --convention")
    }
  }

  /// What the file of `--budgets`, or the one beside a model file or spec, says of it.
  private func entry(of operand: String, called names: [String]) throws -> BudgetFile.Entry? {
    guard let file = try file ?? InputFile.budgets(beside: operand) else { return nil }
    let entry = names.lazy.compactMap { name in file.entries.first { $0.name == name } }.first
    guard entry == nil, invocation.isGiven(.budgetFile) else { return entry }
    throw Diagnostic(
      "\(quoted(file.file)) has no budgets for \(quoted(names.first ?? operand))",
      help: didYouMean(names.first ?? operand, in: file.entries.map(\.name)))
  }
}

extension InputFile {
  /// The budgets in the folder of a file; nil if there are none.
  fileprivate static func budgets(beside path: String) throws -> BudgetFile? {
    guard path != "-", isFile(path) || isModelFile(path) else { return nil }
    let bare = path.hasSuffix("/") ? String(path.dropLast()) : path
    let folder = bare.lastIndex(of: "/").map { String(bare[...$0]) } ?? ""
    let file = folder + BudgetFile.usualName
    guard isFile(file), file != path else { return nil }
    return try BudgetFile.read(bytes(of: file), file: file)
  }
}
