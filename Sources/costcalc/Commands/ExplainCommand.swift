import CostModel
import Specs

extension Command {
  static let explain = Command(
    name: "explain", summary: "Explain why two tools print different MACs",
    usage: "costcalc explain MODEL [--from TOOL] [--to TOOL] [--value 0.41G]",
    operands: [.model],
    options: [.from, .to, .number] + Option.counting.filter { $0.name != Option.convention.name }
      + [.format, .columns, .exact],
    columns: ExplainRun.headings + ExplainRun.differenceColumns("", "").headings(),
    takesParameters: true,
    discussion: """
      With --from, --to or both, shows the difference between two conventions term by term: \
      biases, batch normalization, activation, pooling, the factor of two. Without these and \
      without --value, shows what every convention gives.

      With --value, finds what matches a printed number in every digit: a convention, twice or \
      half of one, or some of its terms. A number with few digits matches many candidates by \
      chance; the answer says how many to expect. If nothing matches, the nearest is shown (exit \
      code 1). Where a paper or project prints the number for a network of the family, the answer \
      names it, with its settings and the verdict of 'costcalc published'.

      'costcalc count MODEL --convention TOOL' shows the counts layer by layer; \
      docs/conventions.md says what each tool counts.
      """,
    examples: [
      ("costcalc explain efficientnet_b0 --from fvcore --to thop", "one difference, term by term"),
      ("costcalc explain efficientnet_b0 --value 0.41G", "which tool prints this number"),
      ("costcalc explain mobilenet_v2", "what every tool would print"),
    ], run: ExplainRun.run)
}

extension Option {
  static let from = Option(
    name: "from", value: Value("TOOL", choices: Catalog.conventions, file: "FILE"),
    summary: "The convention to start from (default paper)")

  static let to = Option(
    name: "to", value: Value("TOOL", choices: Catalog.conventions, file: "FILE"),
    summary: "The convention to compare with (default paper)")

  static let number = Option(
    name: "value", value: Value("NUMBER"),
    summary: "A number that was printed, such as 0.41G or 4089184256")
}

extension Catalog {
  /// The names of the conventions that come with costcalc.
  static let conventions = embedded.conventionNames
}

/// The command `explain`.
struct ExplainRun {
  let invocation: Invocation
  let arguments: ModelArguments
  let subject: Subject
  let report: Report

  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let subject = try arguments.subject(invocation.operands[0])
    let settings = try arguments.settings(for: subject, among: [subject])
    let report = try arguments.report(subject, settings, arguments.options())
    let run = ExplainRun(
      invocation: invocation, arguments: arguments, subject: subject, report: report)
    let isDifference = invocation.isGiven(.from) || invocation.isGiven(.to)
    if let text = invocation.value(of: .number) {
      if isDifference {
        throw invocation.usageError("--value searches all conventions, and takes no --from or --to")
      }
      try run.search(for: text)
    } else if isDifference {
      try run.difference()
    } else {
      try run.overview()
    }
  }
}
