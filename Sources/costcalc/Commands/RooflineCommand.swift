import Charts
import CostModel
import Specs
import Symbolic

extension Command {
  static let roofline = Command(
    name: "roofline", summary: "Show what limits a network on a machine: arithmetic or memory",
    usage: "costcalc roofline MODEL|FILE --machine NAME|FILE [--precision fp16] [--svg FILE]",
    operands: [.model],
    options: [
      .machine, .precision, .peak, .clock, .bandwidth, .kinds, .sort, .svg, .storedWeights,
      .storedActivations,
    ] + Option.reading + [.format, .columns, .exact],
    columns: RooflineRun.columns,
    takesParameters: true,
    discussion: """
      A layer takes at least its FLOPs divided by the machine's peak, and at least its traffic \
      divided by the memory bandwidth. The larger of the two times is its bound; at the ridge they \
      are equal. Rate is the FLOPs divided by that time. Traffic is as in 'costcalc count': each \
      element counts once per layer.

      The sum of the times is a lower bound from peak rates, not a prediction. It assumes that \
      tensors go through memory between layers. A profile with measured efficiencies, the share of \
      the peak that each kind of layer reaches, turns it into an estimate.

      Machines are \(Catalog.machines.joined(separator: ", ")), or a file; 'costcalc spec h100' \
      prints a profile with its sources. Supply what a profile lacks with --peak, --clock and \
      --bandwidth. docs/machines.md has the formulas and the format.
      """,
    examples: [
      ("costcalc roofline mobilenet_v1 --machine h100 --precision fp16", "layer by layer"),
      ("costcalc roofline resnet50 --machine a100 --batch 64 --kinds", "by kind of layer"),
      ("costcalc roofline mobilenet_v2 --machine h200 --svg roof.svg", "as a chart"),
      (
        "costcalc roofline mobilenet_v1 --machine edge_tpu --bandwidth 0.5GB/s",
        "with your own bandwidth"
      ),
    ], run: RooflineRun.run)
}

extension Option {
  static let svg = Option(
    name: "svg", value: Value("FILE", offers: .files),
    summary: "Write the roofline as a chart; '-' prints it")
  static let storedWeights = Option(
    name: weights.name, value: weights.value,
    summary: "Data type of weights (default as --precision)")
  static let storedActivations = Option(
    name: activations.name, value: activations.value,
    summary: "Data type of tensors (default as --precision)")
}

/// The command `roofline`: from a report and a machine to a grid, JSON, or a chart.
enum RooflineRun {
  static func run(_ invocation: Invocation) throws {
    let result = try analysis(invocation)
    if let path = invocation.value(of: .svg) {
      try OutputFile(path).write(RooflineChart(result).svg)
      if path == "-" { return }
    }
    let isKinds = invocation.isGiven(.kinds)
    let isReport = invocation.choice(of: .format) == Format.json && !isKinds
    if isReport, invocation.isGiven(.sort) || invocation.isGiven(.columns) {
      throw invocation.usageError(
        "--sort and --columns apply to tables; JSON holds the whole report",
        remedy: "use --format csv, or --kinds")
    }
    var grid = try (isKinds ? kinds(result) : layers(result)).headed(by: result.roofline.precision)
    if let key = invocation.value(of: .sort) { grid = try invocation.sorted(grid, by: key) }
    try invocation.show(
      grid, result.head(isKinds ? "roofline-kinds" : "roofline"),
      json: isReport ? result.json() : nil, notes: notes(result, showsKinds: !isKinds))
  }

  /// Puts the network under the roof, both from the arguments.
  private static func analysis(_ invocation: Invocation) throws -> RooflineReport {
    let machine = try invocation.machine()
    let precision = invocation.choice(of: .precision) ?? machine.usualPrecision
    let roofline = try invocation.roofline(of: machine, precision)
    let arguments = ModelArguments(invocation)
    let subject = try arguments.subject(invocation.operands[0])
    let settings = try arguments.settings(for: subject, among: [subject])
    var options = try arguments.options(storing: precision.storage)
    if invocation.isGiven(.precision) {
      options.weights = options.weights ?? precision.storage
      options.activations = options.activations ?? precision.storage
    }
    return try RooflineReport(arguments.report(subject, settings, options), under: roofline)
  }
}
