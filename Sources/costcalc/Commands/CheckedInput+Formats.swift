import Charts
import CostModel
import JSON
import Symbolic

extension CheckedInput {
  /// All that was found, for programs.
  var json: JSONOutput {
    let grid = CheckRun.grid([self])
    return .object([
      ("file", .string(operand)), ("subject", subject.isEmpty ? .null : .string(subject)),
      ("faults", .array(faults.map(\.json))), ("notes", .array(notes.map(\.json))),
      ("budgets", .array(grid.rows.map(grid.object))),
    ])
  }

  /// A suite of the file with a case for its faults and for each budget.
  var suite: JUnitSuite {
    var suite = JUnitSuite(name: operand)
    suite.cases =
      faults.isEmpty
      ? [("no faults", .passed)] : faults.map { ("no faults", .error($0.description)) }
    suite.cases += gates.map { judged in
      let outcome: JUnitSuite.Outcome =
        switch judged.outcome {
        case .kept: .passed
        case .broken: .failed(judged.sentence)
        case .unknown: .error(judged.sentence)
        }
      let kind = judged.gate.before == nil ? "" : ", increase"
      return ("budget of \(judged.gate.gauge.title)\(kind)", outcome)
    }
    return suite
  }

  /// A line for each fault, note and budget, at its place.
  var annotations: [GitHubAnnotation] {
    let found = [(GitHubAnnotation.Level.error, faults), (.notice, notes)].flatMap { level, all in
      all.map { fault in
        GitHubAnnotation(
          level: level, title: "costcalc", message: fault.description,
          file: fault.position?.file ?? operand,
          line: fault.position.map { max(1, $0.line) },
          column: fault.position.flatMap { $0.line > 0 ? $0.column : nil })
      }
    }
    let budgets = gates.map { judged in
      let title = "\(judged.gate.gauge.title) of \(operand)"
      var annotation = GitHubAnnotation(
        level: judged.outcome == .kept ? .notice : .error, title: title,
        message: judged.sentence, file: InputFile.isFile(operand) ? operand : nil)
      if case .file(let position) = judged.gate.origin {
        annotation.file = position.file
        annotation.line = position.line
        annotation.column = position.column
      }
      return annotation
    }
    return found + budgets
  }
}

extension Diagnostic {
  /// Its parts for programs.
  fileprivate var json: JSONOutput {
    .object([
      ("file", position.map { .string($0.file) } ?? .null),
      ("line", position.map { .integer(Int128($0.line)) } ?? .null),
      ("column", position.map { .integer(Int128($0.column)) } ?? .null),
      ("message", .string(message)), ("help", help.map { .string($0) } ?? .null),
    ])
  }
}
