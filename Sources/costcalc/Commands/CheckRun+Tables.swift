import Charts
import CostModel
import JSON
import Symbolic

/// Formats of verdicts alone.
enum CheckFormat: String, CaseIterable {
  case junit, github
}

extension CheckRun {
  /// A budget in a table.
  struct Row: Sendable {
    let file: String
    let judged: CheckedInput.JudgedGate

    fileprivate var gate: Gate { judged.gate }

    fileprivate func cell(_ amount: Rational?) -> Cell {
      amount.map(gate.gauge.cell) ?? .missing
    }

    /// How much of the limit is used; of nothing, nothing.
    fileprivate var share: Cell {
      guard let used = judged.reading.amount else { return .missing }
      guard let share = try? used / gate.most else {
        return used == .zero ? .share(0) : .missing
      }
      return .share(share.doubleValue)
    }

    fileprivate var change: Rational? {
      guard let used = judged.reading.amount, let before = gate.before else { return nil }
      return try? used - before
    }
  }

  static let columns: [Column<Row>] = [
    Column(
      "file", "File", alignment: .left, isHeading: true, isLabel: true,
      meaning: "the operand whose budget it is"
    ) { .text($0.file) },
    Column("budget", "Budget", alignment: .left, priority: 10, meaning: "what is limited") {
      .text($0.gate.gauge.title)
    },
    Column("used", "Used", priority: 9, meaning: "what the network uses") {
      $0.cell($0.judged.reading.amount)
    },
    Column("was", "Was", priority: 6, meaning: "what it used before, by --against") {
      $0.cell($0.gate.before)
    },
    Column("change", "Change", priority: 5, meaning: "used less was") { $0.cell($0.change) },
    Column("limit", "Limit", priority: 9, meaning: "the most that the budget allows") {
      $0.cell($0.gate.most)
    },
    Column("share", "Share", priority: 7, meaning: "used of the limit") { $0.share },
    Column(
      "verdict", "Verdict", alignment: .left, priority: 10,
      meaning: "whether the budget is kept, broken, or unknown"
    ) { .text($0.judged.verdict) },
    Column("over", "Over", priority: 8, meaning: "used beyond the limit") {
      $0.cell($0.judged.excess)
    },
    Column(
      "by", "Set by", alignment: .left, flexibility: .keepsEnd, priority: 4,
      meaning: "the option, the place in a file, or the machine"
    ) { .text($0.gate.origin.text) },
  ]

  func show(_ inputs: [CheckedInput]) throws {
    if let format: CheckFormat = invocation.choice(of: .checkFormat) {
      let text =
        switch format {
        case .junit: JUnitSuite.document(inputs.map(\.suite))
        case .github: inputs.flatMap(\.annotations).map(\.text).joined()
        }
      return try Terminal.writeStandardOutput(text, isExact: true)
    }
    let grid = CheckRun.grid(inputs)
    let isText = invocation.choice(of: .format) ?? Format.text == .text
    // Faults follow on standard error, and a heading above no rows is useless.
    if isText, grid.rows.isEmpty, inputs.allSatisfy({ !$0.faults.isEmpty && $0.notes.isEmpty }) {
      return
    }
    let clean = inputs.filter(\.faults.isEmpty)
    let summaries = inputs.flatMap { input in
      input.notes.map { $0.text(of: "note") } + (input.faults.isEmpty ? [input.summary] : [])
    }
    try invocation.show(
      grid, JSONHead("check"), json: [("files", .array(inputs.map(\.json)))],
      opening: summaries,
      notes: clean.flatMap { input in
        input.remarks.map { clean.count > 1 ? "\(input.operand): \($0)" : $0 }
      })
  }

  /// The budgets of several files.
  static func grid(_ inputs: [CheckedInput]) -> Grid {
    let rows = inputs.flatMap { input in
      input.gates.map { Row(file: input.operand, judged: $0) }
    }
    let hasSeveral = Set(rows.map(\.file)).count > 1
    return Grid(columns, rows).hidingEmptyColumns(["was", "change", "over"])
      .hiding(hasSeveral ? [] : ["file"])
  }
}
