import Charts
import CostModel
import Pages
import Specs
import Symbolic

extension Command {
  static let report = Command(
    name: "report", summary: "Write networks as one HTML page to look at, with sliders",
    usage: "costcalc report MODEL|FILE… -o report.html [--machine NAME|FILE]",
    operands: [
      Operand(
        name: "MODEL", summary: "An architecture, a variant, a spec file, or a model file",
        isRepeatable: true, offers: .models)
    ],
    options: [.page, .free, .pageMachine, .precision] + Option.counting,
    takesParameters: true,
    discussion: """
      The page shows totals, where they come from, every layer, the roofline, the memory over time, \
      published figures and closed forms. It is one file that loads nothing and sends nothing; it \
      says all of this without scripts, in light and dark, and on paper.

      With scripts, sliders change the parameters left free, and every number is computed again \
      from the formulas, to the last integer. By default all numbers of a spec are free, and the \
      batch; --free chooses. Several networks stand side by side. docs/report.md shows a page.
      """,
    examples: [
      ("costcalc report efficientnet_b0 -o report.html", "one network"),
      ("costcalc report resnet50 mobilenet_v2 -o report.html", "side by side"),
      ("costcalc report mine.onnx --machine edge_tpu.json -o report.html", "on your machine"),
      ("costcalc report mobilenet_v1 --free width -o report.html", "a slider for the width"),
    ], run: ReportRun.run)
}

extension Option {
  static let page = Option(
    name: "output", short: "o", value: Value("FILE", offers: .files),
    summary: "Write the page to a file (default: standard output)")
  static let pageMachine = Option(
    name: machine.name, short: machine.short, value: machine.value,
    summary: "The machine of the roofline: a name or a profile file (default h100)")
}

/// The command `report`: from networks to a page.
private enum ReportRun {
  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let subjects = try invocation.operands.map(arguments.subject)
    let machine =
      try invocation.isGiven(.machine)
      ? invocation.machine() : Catalog.embedded.machine(named: "h100")
    let output = try OutputFile(invocation.value(of: .page) ?? "-")
    let roofline = try roofline(machine, invocation)
    let networks = try subjects.map { subject in
      try ReportedSubject(subject, among: subjects, arguments, roofline).network()
    }
    let names = networks.map(\.name)
    let options = try arguments.options()
    let page = Page(
      title: names.count > 3
        ? "\(names.prefix(3).joined(separator: ", ")) and \(names.count - 3) more"
        : allOf(names),
      networks,
      words: Metric.allCases.map { metric in
        MetricWords(
          metric, title: metric == .macs ? options.macsTitle : metric.name.heading,
          meaning: metric.name.meaning)
      }, version: invocation.program.version)
    try output.write(page.html())
  }

  private static func roofline(
    _ machine: MachineProfile, _ invocation: Invocation
  ) throws -> Roofline {
    let precision = invocation.choice(of: .precision) ?? machine.precisions.first ?? .fp32
    return try Roofline(machine, precision)
  }
}
