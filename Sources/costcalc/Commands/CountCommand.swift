import CostModel

extension Command {
  static let count = Command(
    name: "count", summary: "Count a network layer by layer",
    usage: "costcalc count MODEL|FILE [--width 0.75]… [--fold parts|stages|blocks] [--sort COLUMN]",
    operands: [Operand(name: "MODEL", summary: "An architecture, a variant, or a spec file")],
    options: [
      .fold, .kinds, .sort,
    ] + Option.counting + [.format, .columns, .exact],
    takesParameters: true,
    discussion: """
      MACs are multiply-accumulates of convolutions, dense layers and matrix products, taps on \
      padding included, without biases. Traffic is bytes read and written with normalization and \
      activation folded into their convolution, each element once a layer; FLOPs/byte is \
      arithmetic intensity, 2 MACs over traffic. docs/formulas.md defines every column.

      --columns takes layer, operator, then, kind, input, output, \(Metric.keys).

      Any other --NAME VALUE sets a parameter of the model; 'costcalc list' shows them.
      """,
    examples: [
      ("costcalc count mobilenet_v3_large", "the per-layer table and the totals"),
      ("costcalc count resnet50 --fold stages", "a row for each stage"),
      ("costcalc count mobilenet_v1 --width 0.25 --resolution 128", "at other multipliers"),
      ("costcalc count mine.json --format json", "every quantity, exact, for other programs"),
    ], run: CountRun.run)
}

extension Option {
  static let fold = Option(
    name: "fold", value: Value("LEVEL", choices: Fold.allCases.map(\.rawValue)),
    summary: "Sum layers by parts of the spec, by stages, or by blocks")

  static let kinds = Option(
    name: "kinds", summary: "Print shares by kind of layer instead of layers")

  static let sort = Option(
    name: "sort", value: Value("COLUMN"), summary: "Sort by a column, the largest first")
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
      throw invocation.usageError("--fold and --kinds are two ways to sum layers; choose one")
    }
    let isReport =
      invocation.choice(of: .format) == Format.json && !isKinds && !invocation.isGiven(.fold)
    if isReport, invocation.isGiven(.sort) || invocation.isGiven(.columns) {
      throw invocation.usageError(
        "--sort and --columns are about tables, and JSON is the whole report",
        remedy: "use --format csv, or --fold blocks")
    }
    var grid = try (isKinds ? kinds(report) : layers(report, invocation)).headed(by: report.options)
    if let key = invocation.value(of: .sort) { grid = try invocation.sorted(grid, by: key) }
    let name = isReport ? "report" : isKinds ? "count-kinds" : "count-fold"
    try invocation.show(
      grid, report.head(name), json: isReport ? report.json() : nil, notes: report.notes())
  }

  private static func layers(
    _ report: Report, _ invocation: Invocation
  ) throws -> Grid {
    let shown = ["macs", "parameters", "activations", "fusedBytes", "intensity"]
    let costs = Metric.all.map { $0.column(showing: shown) }
    let name = Column(
      key: "layer", title: "Layer", alignment: .left, flexibility: .keepsEnd, priority: 10,
      isLabel: true)
    let output = Column(key: "output", title: "Output", alignment: .left, priority: 6)
    if let fold: Fold = invocation.choice(of: .fold) {
      let rows = try report.folded(by: fold).map { group -> [Cell] in
        [
          .text(group.path.joined(separator: ".")), .integer(Int128(group.rows.count)),
          .text(group.rows.last?.layer.output.shape.text ?? ""),
        ] + Metric.all.map { $0.cell(group.cost) }
      }
      return Grid(
        columns: [name, Column(key: "layers", title: "Layers", priority: 3), output] + costs,
        rows: rows,
        totals: [
          [.text("total"), .integer(Int128(report.rows.count)), .blank]
            + Metric.all.map { $0.cell(report.totals) }
        ])
    }
    let columns = [
      name,
      Column(key: "operator", title: "Operator", alignment: .left, priority: 7),
      Column(key: "then", title: "Then", alignment: .left, priority: 1),
      Column(key: "kind", title: "Kind", alignment: .left, isExtra: true),
      Column(key: "input", title: "Input", alignment: .left, isExtra: true),
      output,
    ]
    let rows = report.rows.map { row -> [Cell] in
      [
        .text(row.layer.label), .text(row.layer.operatorText), .text(row.layer.attachedText),
        .text(row.layer.operation.kind.rawValue),
        .text(row.layer.inputs.map(\.shape.text).joined(separator: " ")),
        .text(row.layer.output.shape.text),
      ] + Metric.all.map { $0.cell(row.cost) }
    }
    let blanks = [Cell](repeating: .blank, count: columns.count - 1)
    return Grid(
      columns: columns + costs, rows: rows,
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
      columns: [
        Column(key: "kind", title: "Kind", alignment: .left, priority: 9),
        Column(key: "layers", title: "Layers", priority: 5),
        Column(key: "macs", title: "MACs", priority: 8),
        Column(key: "macsShare", title: "Share", priority: 8),
        Column(key: "parameters", title: "Params", priority: 7),
        Column(key: "parametersShare", title: "Share", priority: 7),
        Column(key: "fusedBytes", title: "Traffic", priority: 6),
        Column(key: "fusedBytesShare", title: "Share", priority: 6),
      ], rows: rows,
      totals: [
        [
          .text("total"), .integer(Int128(report.rows.count)), .quantity(totals.macs), .blank,
          .quantity(totals.parameters), .blank, .size(totals.fused), .blank,
        ]
      ])
  }
}

extension Report {
  /// What is to be said of the network as a whole: whose numbers they are, and its sizes.
  func notes() throws -> [String] {
    let bytes = Cell.size(totals.modelBytes).text(.scaled)
    var notes = [
      "\(bytes) of \(options.weights.rawValue) parameters"
        + (options.batch > 1 ? ", batch \(options.batch)" : "")
    ]
    if let peak = try peakMemory() {
      let size = Cell.bytes(Int128(peak.bytes)).text(.scaled)
      let place = peak.layer.map { " at \($0.joined(separator: "."))" } ?? ""
      notes.append("\(size) of live \(options.activations.rawValue) tensors at most\(place)")
    }
    return options.conventionNotes + notes
  }
}

extension Layer {
  /// The path, and how many copies stand folded in this row.
  var label: String { copies == 1 ? name : "\(name) ×\(copies.text)" }

  var operatorText: String {
    operation.detail.isEmpty ? operation.name : "\(operation.name) \(operation.detail)"
  }

  var attachedText: String {
    [norm?.name, activation?.name].compactMap(\.self).joined(separator: " ")
  }
}

extension Formula {
  /// The part of a bound total.
  func share(of total: Formula) -> Double {
    guard let part = constantValue, let whole = total.constantValue, whole != .zero,
      let share = try? part / whole
    else { return 0 }
    return share.doubleValue
  }
}
