import Charts
import CostModel
import Specs
import Symbolic

extension Command {
  package static let count = Command(
    name: "count", summary: "Count a network layer by layer, or several in a row each",
    usage: "costcalc count MODEL|FILE… [--width 0.75]… [--fold parts|stages|blocks] "
      + "[--sort COLUMN]",
    operands: [
      Operand(
        name: "MODEL",
        summary:
          "An architecture, a variant, a spec file, or a model file: ONNX, TFLite, .pt2, Core ML",
        isRepeatable: true, offers: .models)
    ],
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
      """,
    examples: [
      ("costcalc count mobilenet_v3_large", "the per-layer table and the totals"),
      ("costcalc count resnet50 --fold stages", "a row for each stage"),
      ("costcalc count mobilenet_v1 --width 0.25 --resolution 128", "at other multipliers"),
      ("costcalc count mine.json --format json", "every quantity in full, for other programs"),
      ("costcalc count mine.onnx --input 320x320", "a model file, at another input size"),
      ("costcalc count resnet18 resnet50", "a row for each"),
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
    guard invocation.operands.count == 1 else { return try CountNetworks.run(invocation) }
    let arguments = ModelArguments(invocation)
    let subject = try arguments.subject(invocation.operands[0])
    let settings = try arguments.settings(for: subject, among: [subject])
    let report = try arguments.report(subject, settings, arguments.options())
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
    let peak = Result { try report.peakMemory() }
    let table = try isKinds ? kinds(report) : layers(report, .peak(try? peak.get()), invocation)
    var grid = table.headed(by: report.options)
    if let key = invocation.value(of: .sort) { grid = try invocation.sorted(grid, by: key) }
    let name = isReport ? "report" : isKinds ? "count-kinds" : "count-fold"
    try invocation.show(
      grid, report.head(name), json: isReport ? report.json() : nil,
      notes: report.notes(on: peak.get()))
  }

  // MARK: Tables

  /// A layer, or the total of all.
  private struct LayerRow {
    var layer: Layer?
    let cost: Cost
    /// That of the network, if it is the total.
    var peak = Cell.blank
  }

  private static let attributes: [Column<LayerRow>] = [
    Column(layer) { .text($0.layer?.label ?? "total") },
    Column(
      "operator", "Operator", alignment: .left, priority: 2,
      meaning: "the operator, with its kernel and stride"
    ) { .text($0.layer?.operatorText) },
    Column(
      "then", "Then", alignment: .left, priority: 1,
      meaning: "normalization and activation in the same layer"
    ) { .text($0.layer?.attachedText) },
    Column(
      "kind", "Kind", alignment: .left, isExtra: true,
      meaning: "pointwise, depthwise, standard and so on"
    ) { .text($0.layer?.kind.rawValue) },
    Column(
      "input", "Input", alignment: .left, isExtra: true, meaning: "the shapes of the inputs"
    ) { .text($0.layer.map { $0.inputs.map(\.shape.text).joined(separator: " ") }) },
    Column(output) { .text($0.layer?.output.shape.text) },
  ]

  /// Layers summed by ``Fold``, or the total of all.
  private struct FoldRow {
    var path: [String]?
    let layers: Int
    /// The shape of the last one.
    var output: Shape?
    let cost: Cost
    /// That of the network, if it is the total.
    var peak = Cell.blank
  }

  private static let groupAttributes: [Column<FoldRow>] = [
    Column(layer) { .text($0.path?.joined(separator: ".") ?? "total") },
    Column("layers", "Layers", priority: 4, meaning: "how many are summed, with --fold or --kinds")
    {
      .integer(Int128($0.layers))
    },
    Column(output) { .text($0.output?.text) },
  ]

  /// Layers of a kind, or the total of all, which has no share.
  private struct KindRow {
    var kind: LayerKind?
    let layers: Int
    let cost: Cost
    let total: Cost

    func share(_ metric: Metric) -> Cell {
      guard kind != nil else { return .blank }
      guard let part = metric.value(of: cost), let whole = metric.value(of: total),
        whole != .zero, let share = try? part / whole
      else { return .share(0) }
      return .share(share.doubleValue)
    }
  }

  private static let shares: [Column<KindRow>] = [
    Column("kind", "Kind", alignment: .left, priority: 9) { .text($0.kind?.rawValue ?? "total") },
    Column("layers", "Layers", priority: 5) { .integer(Int128($0.layers)) },
    Column(.macs, priority: 8) { $0.cost },
    Column("macsShare", "Share", priority: 8, meaning: "of all MACs, with --kinds") {
      $0.share(.macs)
    },
    Column(.parameters, priority: 7) { $0.cost },
    Column("parametersShare", "Share", priority: 7, meaning: "of all parameters, with --kinds") {
      $0.share(.parameters)
    },
    Column(.fusedBytes, priority: 6) { $0.cost },
    Column("fusedBytesShare", "Share", priority: 6, meaning: "of all traffic, with --kinds") {
      $0.share(.fusedBytes)
    },
  ]

  private static let layer = Heading(
    key: "layer", title: "Layer", alignment: .left, flexibility: .keepsEnd, priority: 10,
    isLabel: true, meaning: "the path of spec rows to the layer")
  private static let output = Heading(
    key: "output", title: "Output", alignment: .left, priority: 3, meaning: "its shape")
  private static let shown: [Metric] = [
    .macs, .parameters, .activations, .fusedBytes, .intensity,
  ]

  private static let layerColumns =
    attributes + Metric.columns(showing: shown) { $1.cell($0.cost) }
    + [Column(.peak, priority: 4, isExtra: true) { $0.peak }]
  private static let foldColumns =
    groupAttributes + Metric.columns(showing: shown) { $1.cell($0.cost) }
    + [Column(.peak, priority: 4, isExtra: true) { $0.peak }]

  static let columns = layerColumns.headings().merging(foldColumns.headings())
    .merging(shares.headings()).merging(CountNetworks.columns.headings())

  private static func layers(
    _ report: Report, _ peak: Cell, _ invocation: Invocation
  ) throws -> Grid {
    guard let fold: Fold = invocation.choice(of: .fold) else {
      return Grid(
        layerColumns, report.rows.lazy.map { LayerRow(layer: $0.layer, cost: $0.cost) },
        totals: [LayerRow(cost: report.totals, peak: peak)])
    }
    let groups = try report.folded(by: fold).map { group in
      FoldRow(
        path: group.path, layers: group.rows.count, output: group.rows.last?.layer.output.shape,
        cost: group.cost)
    }
    return Grid(
      foldColumns, groups,
      totals: [FoldRow(layers: report.rows.count, cost: report.totals, peak: peak)])
  }

  private static func kinds(_ report: Report) throws -> Grid {
    let totals = report.totals
    return Grid(
      shares,
      try report.shares().map { share in
        KindRow(kind: share.kind, layers: share.layers, cost: share.cost, total: totals)
      }, totals: [KindRow(layers: report.rows.count, cost: totals, total: totals)])
  }
}

extension Report {
  /// The notes for the network as a whole: its convention and its sizes, with its peak if it is
  /// known.
  func notes(on peak: PeakMemory?) throws -> [String] {
    let bytes = Cell.size(totals.modelBytes).text(.scaled)
    var notes = [
      "\(bytes) of \(network.weightTypes(options)) parameters"
        + (network.batch != 1 ? ", batch \(network.batch)" : "")
    ]
    if let peak {
      let size = Cell.bytes(Int128(peak.bytes)).text(.scaled)
      let place = peak.layer.map { " at \($0.joined(separator: "."))" } ?? ""
      notes.append("peak of \(size) of live \(network.tensorTypes(options)) tensors\(place)")
    }
    return options.notes(on: [network]) + notes
  }
}
