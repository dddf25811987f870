import CostModel
import Specs
import Symbolic

extension Command {
  static let count = Command(
    name: "count", summary: "Count a network layer by layer",
    usage: "costcalc count MODEL|FILE [--width 0.75]… [--fold parts|stages|blocks] [--sort COLUMN]",
    operands: [Operand(name: "MODEL", summary: "An architecture, a variant, or a spec file")],
    options: [
      .fold, .kinds, .sort,
    ] + Option.counting + [.format, .columns, .exact],
    columns: CountRun.columns,
    takesParameters: true,
    discussion: """
      MACs are the multiply-accumulates of convolutions, dense layers and matrix products, \
      including taps on padding, without biases. Traffic is the bytes read and written, with \
      normalization and activation folded into their convolution and each element counted once per \
      layer. FLOPs/byte is arithmetic intensity: twice the MACs, divided by the traffic. \
      docs/formulas.md defines every column.

      Any other --NAME VALUE sets a parameter of the model; 'costcalc list' shows them.
      """,
    examples: [
      ("costcalc count mobilenet_v3_large", "the per-layer table and the totals"),
      ("costcalc count resnet50 --fold stages", "a row for each stage"),
      ("costcalc count mobilenet_v1 --width 0.25 --resolution 128", "at other multipliers"),
      ("costcalc count mine.json --format json", "every quantity in full, for other programs"),
    ], run: CountRun.run)
}

extension Option {
  static let fold = Option(
    name: "fold", value: Value("LEVEL", choices: Fold.allCases.map(\.rawValue)),
    summary: "Sum layers by parts of the spec, stages or blocks")

  static let kinds = Option(
    name: "kinds", summary: "Print sums and shares by kind of layer")

  static let sort = Option(
    name: "sort", value: Value("COLUMN"), summary: "Sort by a column, largest first")
}

/// The command `count`: from a report to a grid or to JSON.
private enum CountRun {
  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let model = try arguments.model(invocation.operands[0])
    let settings = try arguments.settings(for: model, among: [model])
    let report = try arguments.report(model, settings, arguments.options())
    let isKinds = invocation.isGiven(.kinds)
    if isKinds, invocation.isGiven(.fold) {
      throw invocation.usageError("--fold and --kinds can't be combined: both sum layers")
    }
    let isReport =
      invocation.choice(of: .format) == Format.json && !isKinds && !invocation.isGiven(.fold)
    if isReport, invocation.isGiven(.sort) || invocation.isGiven(.columns) {
      throw invocation.usageError(
        "--sort and --columns apply to tables; JSON holds the whole report",
        remedy: "use --format csv, or --fold blocks")
    }
    var grid = try (isKinds ? kinds(report) : layers(report, invocation)).headed(by: report.options)
    if let key = invocation.value(of: .sort) { grid = try invocation.sorted(grid, by: key) }
    let name = isReport ? "report" : isKinds ? "count-kinds" : "count-fold"
    try invocation.show(
      grid, report.head(name), json: isReport ? report.json() : nil, notes: report.notes())
  }

  private static let layer = Column(
    key: "layer", title: "Layer", alignment: .left, flexibility: .keepsEnd, priority: 10,
    isLabel: true, meaning: "the path of spec rows to the layer")
  private static let output = Column(
    key: "output", title: "Output", alignment: .left, priority: 3, meaning: "its shape")
  private static let costs = Metric.all.map {
    $0.column(showing: [.macs, .parameters, .activations, .fusedBytes, .intensity])
  }
  private static let attributes = [
    layer,
    Column(
      key: "operator", title: "Operator", alignment: .left, priority: 2,
      meaning: "the operator, with its kernel and stride"),
    Column(
      key: "then", title: "Then", alignment: .left, priority: 1,
      meaning: "normalization and activation in the same layer"),
    Column(
      key: "kind", title: "Kind", alignment: .left, isExtra: true,
      meaning: "pointwise, depthwise, standard and so on"),
    Column(
      key: "input", title: "Input", alignment: .left, isExtra: true,
      meaning: "the shapes of the inputs"),
    output,
  ]
  private static let groupAttributes = [
    layer,
    Column(key: "layers", title: "Layers", priority: 4, meaning: "how many layers are summed"),
    output,
  ]
  private static let shares = [
    Column(key: "kind", title: "Kind", alignment: .left, priority: 9),
    Column(key: "layers", title: "Layers", priority: 5), Column(.macs, priority: 8),
    Column(key: "macsShare", title: "Share", priority: 8, meaning: "of all MACs, with --kinds"),
    Column(.parameters, priority: 7),
    Column(
      key: "parametersShare", title: "Share", priority: 7,
      meaning: "of all parameters, with --kinds"),
    Column(.fusedBytes, priority: 6),
    Column(
      key: "fusedBytesShare", title: "Share", priority: 6, meaning: "of all traffic, with --kinds"),
  ]

  static let columns = (attributes + costs).merging(groupAttributes).merging(shares)

  private static func layers(_ report: Report, _ invocation: Invocation) throws -> Grid {
    if let fold: Fold = invocation.choice(of: .fold) {
      let rows = try report.folded(by: fold).map { group -> [Cell] in
        [
          .text(group.path.joined(separator: ".")), .integer(Int128(group.rows.count)),
          group.rows.last.map { .text($0.layer.output.shape.text) } ?? .blank,
        ] + Metric.all.map { $0.cell(group.cost) }
      }
      return Grid(
        columns: groupAttributes + costs, rows: rows,
        totals: [
          [.text("total"), .integer(Int128(report.rows.count)), .blank]
            + Metric.all.map { $0.cell(report.totals) }
        ])
    }
    let rows = report.rows.map { row -> [Cell] in
      [
        .text(row.layer.label), .text(row.layer.operatorText), .text(row.layer.attachedText),
        .text(row.layer.kind.rawValue),
        .text(row.layer.inputs.map(\.shape.text).joined(separator: " ")),
        .text(row.layer.output.shape.text),
      ] + Metric.all.map { $0.cell(row.cost) }
    }
    let blanks = [Cell](repeating: .blank, count: attributes.count - 1)
    return Grid(
      columns: attributes + costs, rows: rows,
      totals: [[.text("total")] + blanks + Metric.all.map { $0.cell(report.totals) }])
  }

  private static func kinds(_ report: Report) throws -> Grid {
    let totals = report.totals
    let rows = try report.shares().map { share -> [Cell] in
      [
        .text(share.kind.rawValue), .integer(Int128(share.layers)), .quantity(share.cost.macs),
        .share(share.cost.macs.share(of: totals.macs)), .quantity(share.cost.parameters),
        .share(share.cost.parameters.share(of: totals.parameters)),
        .size(share.cost.fused),
        .share((try share.cost.fused.total()).share(of: try totals.fused.total())),
      ]
    }
    return Grid(
      columns: shares, rows: rows,
      totals: [
        [
          .text("total"), .integer(Int128(report.rows.count)), .quantity(totals.macs), .blank,
          .quantity(totals.parameters), .blank, .size(totals.fused), .blank,
        ]
      ])
  }
}

extension Report {
  /// The notes for the network as a whole: its convention and its sizes.
  func notes() throws -> [String] {
    let bytes = Cell.size(totals.modelBytes).text(.scaled)
    var notes = [
      "\(bytes) of \(options.weights.rawValue) parameters"
        + (options.batch != 1 ? ", batch \(options.batch)" : "")
    ]
    if let peak = try peakMemory() {
      let size = Cell.bytes(Int128(peak.bytes)).text(.scaled)
      let place = peak.layer.map { " at \($0.joined(separator: "."))" } ?? ""
      notes.append("peak of \(size) of live \(options.activations.rawValue) tensors\(place)")
    }
    return options.conventionNotes + notes
  }
}

extension Layer {
  /// The path, and how many copies are folded into this row.
  var label: String { copies == 1 ? name : "\(name) ×\(copies.text)" }

  var operatorText: String {
    detail.isEmpty ? operation.name : "\(operation.name) \(detail)"
  }

  var attachedText: String {
    [norm?.name, activation?.name].compactMap(\.self).joined(separator: " ")
  }
}

extension Formula {
  /// The share of a bound total.
  func share(of total: Formula) -> Double {
    guard let part = constantValue, let whole = total.constantValue, whole != .zero,
      let share = try? part / whole
    else { return 0 }
    return share.doubleValue
  }
}
