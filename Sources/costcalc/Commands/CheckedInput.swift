import Charts
import CostModel
import Specs
import Symbolic

/// What was found of one operand of `check`.
struct CheckedInput {
  /// A budget, and whether the network keeps it.
  struct JudgedGate {
    let gate: Gate
    let reading: Usage.Reading
    let outcome: Gate.Outcome
  }

  /// As typed.
  let operand: String
  /// What it is, if it has no faults: `mobilenet and 3 members`.
  var subject = ""
  var faults: [Diagnostic] = []
  /// What is legal in it but may not be intended.
  var notes: [Diagnostic] = []
  var gates: [JudgedGate] = []
  /// What to know of its budgets.
  var remarks: [String] = []

  /// `mine.json: mobilenet and 3 members, no faults`.
  var summary: String { printable("\(operand): \(subject), no faults") }

  var broken: Int { gates.count { if case .broken = $0.outcome { true } else { false } } }

  /// The budgets that can't be known, as faults.
  var unknown: [Diagnostic] {
    gates.compactMap { judged in
      guard case .unknown(let reason) = judged.outcome else { return nil }
      return Diagnostic(
        "\(operand): the budget of \(judged.gate.gauge.title) can't be known: \(reason)")
    }
  }
}

extension CheckedInput.JudgedGate {
  /// The outcome in a word.
  var verdict: String {
    switch outcome {
    case .kept: "kept"
    case .broken: "broken"
    case .unknown: "unknown"
    }
  }

  /// By how much it is broken.
  var excess: Rational? { if case .broken(let excess) = outcome { excess } else { nil } }

  /// The whole line in words: `broken: 301 M of at most 300 M, 774 k over; set by --max-macs`.
  var sentence: String {
    let used = reading.amount.map(gate.gauge.text) ?? "an unknown amount"
    let was = gate.before.map { " (was \(gate.gauge.text($0)))" } ?? ""
    var sentence =
      "\(verdict): \(used)\(was) of at most \(gate.gauge.text(gate.most))"
    if let excess { sentence += ", \(gate.gauge.text(excess)) over" }
    sentence += "; set by \(gate.origin.text)"
    if case .unknown(let reason) = outcome { sentence += "; \(reason)" }
    return sentence
  }
}

extension Gauge {
  /// The heading of the same quantity in other tables.
  var title: String {
    switch self {
    case .macs: Metric.macs.name.heading
    case .parameters: Metric.parameters.name.heading
    case .activations: Metric.activations.name.heading
    case .peak: Name.peak.heading
    case .model: Metric.modelBytes.name.heading
    case .memory: Name.memory.heading
    case .latency: Name.latency.heading
    }
  }

  /// An amount of it in a table. Counts and sizes are whole, and so is the most that a limit allows.
  func cell(_ amount: Rational) -> Cell {
    switch unit {
    case .count: .count(amount.floor)
    case .bytes: .bytes(amount.floor)
    case .seconds: .time(amount.doubleValue)
    }
  }

  /// An amount of it in a sentence.
  func text(_ amount: Rational) -> String { cell(amount).text(.scaled) }
}

extension Gate {
  /// Who set it and to what: `--max-macs (300 M)`.
  var text: String { "\(origin.text) (\(gauge.text(most)))" }
}

extension Gate.Origin {
  /// `--max-macs`, `costcalc.json:3:14`, `RAM of nucleo_f746zg`.
  var text: String {
    switch self {
    case .option(let name): name
    case .file(let position): position.description
    case .machine(let text): text
    }
  }
}
