import CostModel

extension Command {
  static let table = Command(
    name: "table", summary: "Tabulate a network over values of its parameters",
    usage: "costcalc table MODEL [--width 1,0.75 | --width 0.25:1:0.25]… [--resolution …]",
    operands: [Operand(name: "MODEL", summary: "An architecture, a variant, or a spec file")],
    options: Option.counting + [.format, .columns, .exact],
    takesParameters: true,
    discussion: """
      A row for every combination of the values given: a list such as 1,0.75, or FIRST:LAST:STEP. \
      Without any, the spec's own ranges are used. Beside our count stands what was published for \
      the same network, how far our count of MACs is from it, and where it is from; the sources \
      and their conventions follow below the table.

      --columns takes the parameters' names, publishedMacs, difference, publishedParameters, top1, \
      source, \(Metric.keys).
      """,
    examples: [
      ("costcalc table mobilenet_v1", "every width and resolution multiplier of the paper"),
      ("costcalc table mobilenet_v2 --width 0.35:1.4:0.35 --resolution 224", "a range of widths"),
      ("costcalc table resnet50 --groups 1,2,4 --exact", "any other parameter, in full numbers"),
    ], run: TableRun.run)
}

/// The command `table`: parameters to points, points to rows, published figures beside them.
enum TableRun {
  /// More rows than this are an error.
  static let rowLimit = 10_000
  /// The metrics that text shows.
  static let shown = ["macs", "parameters"]

  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let model = try arguments.model(invocation.operands[0])
    let base = try arguments.settings(for: model, among: [model])
    let axes = try axes(of: model, base)
    let count = axes.reduce(1.0) { $0 * Double($1.texts.count) }
    guard count <= Double(rowLimit) else {
      throw invocation.usageError("the table would have more than \(rowLimit) rows")
    }
    let options = try arguments.options()
    let published = PublishedFigures(try arguments.catalog.published(about: model.name), model)
    var rows: [(point: [Settings.Entry], report: Report, figures: [PublishedFigures.Match])] = []
    for point in ParameterValues.product(axes) {
      var settings = base
      settings.values = point
      let report = try arguments.report(model, settings, options)
      let figures =
        options.batch == 1 && options.convention == nil ? published.matches(of: report.network) : []
      rows.append((point, report, figures))
    }
    let hasFigures = rows.contains { !$0.figures.isEmpty }
    let columns =
      axes.map { Column(key: $0.name, title: $0.name, priority: 10) }
      + (hasFigures ? PublishedFigures.columns() : Metric.all.map { $0.column(showing: shown) })
    let grid = Grid(
      columns: columns,
      rows: rows.map { row in
        row.point.map { Cell.text($0.text) }
          + (hasFigures
            ? PublishedFigures.cells(row.figures, row.report.totals)
            : Metric.all.map { $0.cell(row.report.totals) })
      }, groupStarts: groups(rows.map(\.point)))
    let showsSource = invocation.value(of: .columns)?.contains("source") ?? hasFigures
    try invocation.show(
      grid, JSONHead("table", of: model, [("convention", options.conventionJSON)]),
      notes: options.conventionNotes
        + (showsSource ? PublishedFigures.legend(rows.compactMap(\.figures.first)) : []))
  }

  /// The parameters with their values: what the user gave, else the spec's ranges.
  private static func axes(of model: Model, _ base: Settings) throws -> [ParameterValues] {
    var axes: [ParameterValues] = []
    for range in model.spec.ranges
    where !base.values.contains(where: { $0.name == range.parameter }) {
      let isGivenByInput = base.input != nil && model.spec.takesInput(from: range.parameter)
      if !isGivenByInput {
        axes.append(ParameterValues(name: range.parameter, texts: range.values))
      }
    }
    for entry in base.values {
      let texts = try ParameterValues.read(entry.text, flag: entry.flag)
      axes.removeAll { $0.name == entry.name }
      axes.append(ParameterValues(name: entry.name, texts: texts))
    }
    // The order of the spec, whatever order they were typed in.
    let order = model.spec.parameters.map(\.name)
    return axes.sorted { a, b in
      (order.firstIndex(of: a.name) ?? 0) < (order.firstIndex(of: b.name) ?? 0)
    }
  }

  /// A group for each value of the first parameter, where that makes groups of several rows.
  private static func groups(_ points: [[Settings.Entry]]) -> Set<Int> {
    let starts = points.indices.dropFirst().filter {
      points[$0].first?.text != points[$0 - 1].first?.text
    }
    return starts.count + 1 < points.count ? Set(starts) : []
  }
}
