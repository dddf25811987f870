import CostModel
import Specs
import Symbolic

extension Option {
  static let budgetFile = Option(
    name: "budgets", value: Value("FILE", offers: .files),
    summary: "Read budgets from a file (default \(BudgetFile.usualName) beside the model)")

  static let against = Option(
    name: "against", value: Value("FILE", offers: .files),
    summary: "The network as it was: what 'count --format json' printed")

  static let maxIncrease = Option(
    name: "max-increase", value: Value("METRIC:SHARE"),
    summary: "Maximum increase over --against: macs:1%, peak:4KiB or parameters:0",
    isRepeatable: true)

  static let budgetMachine = Option(
    name: machine.name, short: machine.short, value: machine.value,
    summary: "Keep within the RAM and flash of a machine, and tell times on it")

  /// The option that limits each quantity.
  static let maxima: [(gauge: Gauge, option: Option)] = [
    (.macs, .maxMACs), (.parameters, .maxParameters), (.activations, .maxActivations),
    (.peak, .maxPeak), (.model, .maxModel), (.memory, .maxMemory), (.latency, .maxLatency),
  ]

  /// The options about budgets.
  static let gates =
    maxima.map(\.option) + [budgetMachine] + rates + [against, maxIncrease, budgetFile]
}

extension MachineProfile {
  /// What it has for tensors and weights, as budgets.
  var gates: [Gate] {
    [(Gauge.peak, ram, "RAM"), (.model, flash, "flash")].compactMap { gauge, memory, word in
      memory?.value.flatMap { Int128(exactly: $0.rounded(.down)) }.map {
        Gate(gauge, most: Rational($0), by: .machine("\(word) of \(name)"))
      }
    }
  }
}
