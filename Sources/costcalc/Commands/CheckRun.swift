import Charts
import CostModel
import ModelFiles
import Specs
import Symbolic

/// The command `check`: each file for its faults, then its network for its budgets.
struct CheckRun {
  let invocation: Invocation
  private let arguments: ModelArguments
  private let budgets: GateArguments

  static func run(_ invocation: Invocation) throws {
    let run = CheckRun(
      invocation: invocation, arguments: ModelArguments(invocation),
      budgets: try GateArguments(invocation))
    let inputs = try invocation.operands.map(run.checked)
    try run.show(inputs)
    let faults = inputs.flatMap { $0.faults + $0.unknown }
    guard faults.isEmpty else { throw Diagnostics(faults) }
    let broken = inputs.reduce(0) { $0 + $1.broken }
    guard broken > 0 else { return }
    let all = inputs.reduce(0) { $0 + $1.gates.count }
    throw CheckFailed(
      message: "\(broken) of \(counted(all, "budget")) \(broken == 1 ? "is" : "are") broken")
  }

  /// Checks one operand. Wrong usage ends the command; what is wrong with the file does not.
  private func checked(_ operand: String) throws -> CheckedInput {
    var input = CheckedInput(operand: operand)
    do {
      try check(&input)
    } catch let several as Diagnostics {
      input.faults += several.all
    } catch let fault as Diagnostic {
      input.faults.append(fault)
    }
    return input
  }

  private func check(_ input: inout CheckedInput) throws {
    let operand = input.operand
    if !InputFile.isModelFile(operand), InputFile.isSpec(operand) {
      let bytes = try InputFile.bytes(of: operand)
      switch FileKind(of: bytes) {
      case .convention:
        let convention = try Convention.read(bytes, file: operand)
        input.subject = "convention \(convention.name)"
      case .machine:
        let machine = try MachineProfile.read(bytes, file: operand)
        input.subject = "machine \(machine.name)"
      case .budgets:
        let models = try BudgetFile.read(bytes, file: operand).entries.count
        input.subject = "budgets of \(counted(models, "model"))"
      case .spec:
        let spec = try Spec.read(bytes, file: operand)
        let found = spec.findings(
          in: arguments.catalog, reserved: invocation.program.optionNames)
        input.notes = found.notes
        guard found.faults.isEmpty else {
          input.faults = found.faults
          return
        }
        let members = spec.variants.count
        input.subject =
          (spec.name ?? "blocks") + (members > 0 ? " and \(members) members" : "")
        if spec.name != nil { return try judge(&input) }
      }
      return try refuseBudgets(operand, input.subject)
    }
    try judge(&input)
  }

  /// Counts the network and holds it against its budgets.
  private func judge(_ input: inout CheckedInput) throws {
    let operand = input.operand
    let subject = try arguments.subject(operand)
    let bare = operand.hasSuffix("/") ? String(operand.dropLast()) : operand
    let file = bare.split(separator: "/").last.map(String.init) ?? operand
    let own = try budgets.gates(of: operand, called: [subject.name, file].uniqued)
    if let missing = own.missing { input.notes.append(missing) }
    let isCounted = input.subject.isEmpty || !own.gates.isEmpty || asksForACount
    guard isCounted else { return }
    let settings = try arguments.settings(for: subject, among: [subject])
    let precision = own.machine.map { invocation.choice(of: .precision) ?? $0.usualPrecision }
    let options = try arguments.options(storing: precision?.storage ?? .fp32)
    let report = try arguments.report(subject, settings, options)
    if input.subject.isEmpty {
      input.subject = counted(report.rows.count, "layer")
    }
    input.remarks =
      try own.notes + budgets.compare(report.network, options) + report.network.remarks
    guard !own.gates.isEmpty else { return }
    var usage = try Usage(report)
    if let machine = own.machine, let precision,
      own.gates.contains(where: { $0.gauge == .latency })
    {
      let roofline = try invocation.roofline(of: machine, precision)
      let time = try roofline.time(of: report)
      usage[.latency] =
        Rational(decimal: "\(time)").map { usage.reading($0) }
        ?? .unknown(because: "it is too long")
      input.remarks.append(
        "latency on \(machine.name) in \(precision.rawValue): \(roofline.standing.text)")
    }
    input.gates = own.gates.map { gate in
      let reading = usage[gate.gauge]
      return CheckedInput.JudgedGate(
        gate: gate, reading: reading, outcome: gate.outcome(reading))
    }
    if input.gates.contains(where: { $0.gate.gauge.unit == .bytes }) {
      input.remarks.append(
        "\(report.network.weightTypes(options)) weights and "
          + "\(report.network.tensorTypes(options)) tensors")
    }
  }

  /// Whether options say how to count, which only a count can check.
  private var asksForACount: Bool {
    !invocation.parameters.isEmpty || Option.counting.contains(where: invocation.isGiven)
  }

  /// What is no network has no cost.
  private func refuseBudgets(_ operand: String, _ subject: String) throws {
    guard let option = Option.gates.first(where: invocation.isGiven) else { return }
    throw invocation.usageError(
      "\(option.spelling) needs a network, and \(quoted(operand)) is \(subject)")
  }
}

extension [String] {
  /// Each once, in order.
  fileprivate var uniqued: [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
