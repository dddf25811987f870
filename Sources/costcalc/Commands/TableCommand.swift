import CostModel
import JSON
import Specs
import Symbolic

extension Command {
  package static let table = Command(
    name: "table", summary: "Tabulate a network over values of its parameters",
    usage: "costcalc table MODEL [--width 1,0.75 | --width 0.25:1:0.25]… [--resolution …]",
    operands: [.model],
    options: Option.counting + [.members, .task, .dataset, .format, .columns, .exact],
    columns: TableRun.columns,
    takesParameters: true,
    discussion: """
      Prints a row for every combination of the values given: a list such as 1,0.75, or \
      FIRST:LAST:STEP. Without values, uses the spec's own ranges, or the members of a family if \
      its name stands for nothing else: efficientnet, resnet. --members always lists the members.

      Next to our count is the figure printed for the same network on ImageNet or COCO, in the \
      unit of our count, with the verdict of 'costcalc published': as printed, under a convention, \
      truncated, a misprint, or unexplained. For an unexplained figure, the table also shows how \
      far our count exceeds it. The paper's own figures come first. A ~ marks a figure that was \
      printed with fewer digits. --task and --dataset select other figures. Sources follow below \
      the table.
      """,
    examples: [
      ("costcalc table mobilenet_v1", "every width and resolution multiplier of the paper"),
      ("costcalc table efficientnet", "the members of a family"),
      ("costcalc table mobilenet_v2 --width 0.35:1.4:0.35 --resolution 224", "a range of widths"),
      ("costcalc table resnet50 --groups 1,2,4 --exact", "any other parameter, integers in full"),
    ], run: { try TableRun($0).show() })
}

extension Option {
  static let members = Option(
    name: "members", summary: "Print a row for every member of MODEL's family")
}

/// The command `table`: parameters to points, points to rows, with published figures.
struct TableRun {
  /// More rows than this are an error.
  static let rowLimit = 10_000
  /// The metrics shown in text.
  private static let shown: [Metric] = [.macs, .parameters]

  static let columns =
    [member.heading, .parameter] + PublishedColumns(.text, []).columns(showing: shown).headings()
    + [peak.heading]
  private static let peak = Column<Row>(.peak, priority: 4, isExtra: true) { .peak(of: $0.report) }
  private static let member = Column<Row>(
    "model", "Model", alignment: .left, priority: 10, isLabel: true,
    meaning: "the member of the family, if there is a row for each"
  ) { .text($0.point.subject.name) }

  /// A network to be counted.
  private struct Point {
    let subject: Subject
    let settings: Settings
  }

  /// A network that was counted.
  private struct Row {
    let point: Point
    let report: Report
    /// The values of its parameters, by name.
    let values: [String: String]
    let published: PublishedColumns.Row
  }

  private let invocation: Invocation
  private let arguments: ModelArguments
  private let subject: Subject
  /// The members of the family, if each has a row.
  private let members: [Model]?
  private let axes: [ParameterValues]
  private let points: [Point]
  private let batch: Int

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    arguments = ModelArguments(invocation)
    subject = try arguments.subject(invocation.operands[0])
    let base = try arguments.settings(for: subject, among: [subject])
    members = try TableRun.members(of: subject, base, invocation)
    batch = base.batch
    axes = try TableRun.axes(of: subject, base, hasRanges: members == nil)
    let subjects = members?.map(Subject.model) ?? [subject]
    let count = axes.reduce(Double(subjects.count)) { $0 * Double($1.texts.count) }
    guard count <= Double(TableRun.rowLimit) else {
      throw invocation.usageError("the table would have more than \(TableRun.rowLimit) rows")
    }
    let combinations = ParameterValues.product(axes)
    points = subjects.flatMap { subject in
      combinations.map { values in
        var settings = base
        settings.values = values
        return Point(subject: subject, settings: settings)
      }
    }
  }

  func show() throws {
    let options = try arguments.options()
    let benchmark = try BenchmarkArguments(invocation, arguments.catalog)
    let figures = try PublishedFigures(subject.model?.spec, benchmark, in: arguments.catalog)
    let isPublished = batch == 1 && options.convention == nil
    let rows = try points.map { point in
      let report = try arguments.report(point.subject, point.settings, options)
      return Row(
        point: point, report: report,
        values: Dictionary(
          report.network.parameters.map { ($0.name, $0.value.text) },
          uniquingKeysWith: { first, _ in first }),
        published: PublishedColumns.Row(
          entry: isPublished ? try figures.entry(of: report.network) : nil,
          totals: report.totals))
    }
    let networks = rows.prefix(1).map(\.report.network)
    let published = PublishedColumns(
      invocation.choice(of: .format) ?? Format.text, rows.map(\.published))
    let grid = Grid(
      labels + published.columns(showing: TableRun.shown).map { $0.of(\.published) }
        + [TableRun.peak], rows,
      groupStarts: groups, legend: published.legend(rows.map(\.published))
    ).hidingEmptyColumns(PublishedColumns.optional)
    try invocation.show(
      grid.headed(by: options),
      JSONHead("table", of: subject.name, bindings: try bindings(), batch: Formula(batch), options),
      notes: options.notes(on: networks)
        + (invocation.shows(PublishedColumns.source)
          ? published.sourceNotes + published.notes(about: subject.name) : [])
        + benchmark.notes(isFound: published.hasEntries, about: subject.name))
  }

  /// The parameters that are the same in all rows.
  private func bindings() throws -> JSONOutput {
    guard let point = points.first else { return .object([]) }
    return try point.subject.bindings(point.settings, except: axes.map(\.name) + memberParameters)
  }

  // MARK: Points

  /// The members of the family, if the user asks for them or gives only the family's name.
  private static func members(
    of subject: Subject, _ base: Settings, _ invocation: Invocation
  ) throws -> [Model]? {
    guard let model = subject.model else { return nil }
    let members = model.spec.members
    if invocation.isGiven(.members) {
      guard members.count > 1 else {
        throw invocation.usageError("\(model.name) has no members")
      }
      return members
    }
    let isName = model.variant == nil && base.values.isEmpty && base.input == nil
    let isFamily = members.count > 1 && !members.contains { $0.variant == nil }
    return isName && isFamily && model.spec.ranges.isEmpty ? members : nil
  }

  /// The parameters with their values: those given by the user, or else the spec's ranges for
  /// parameters that the variant leaves open.
  private static func axes(
    of subject: Subject, _ base: Settings, hasRanges: Bool
  ) throws -> [ParameterValues] {
    var axes = hasRanges ? subject.ranges(base) : []
    for entry in base.values {
      axes.append(
        ParameterValues(
          name: entry.name,
          texts: try ParameterValues.read(entry.text, flag: entry.flag ?? "--\(entry.name)")))
    }
    // In the order of the spec, however they were typed.
    let order = subject.parameterNames
    return axes.sorted { a, b in
      (order.firstIndex(of: a.name) ?? 0) < (order.firstIndex(of: b.name) ?? 0)
    }
  }

  // MARK: Columns

  /// The values that members set and no column shows, for programs.
  private var memberParameters: [String] {
    let names = Set((members ?? []).compactMap(\.variant).flatMap(\.parameterNames))
    return subject.parameterNames.filter { name in
      names.contains(name) && !axes.contains { $0.name == name }
    }
  }

  private var labels: [Column<Row>] {
    let typed = axes.enumerated().map { index, axis in
      Column<Row>(axis.name, axis.name, priority: 10) {
        .typed($0.point.settings.values[index].text)
      }
    }
    let set = memberParameters.map { name in
      Column<Row>(name, name, isExtra: true) { $0.values[name].map { .typed($0) } ?? .missing }
    }
    return (members == nil ? [] : [TableRun.member]) + typed + set
  }

  /// The rows that start a group: one for each value of the first parameter, or for each member, if
  /// groups then have several rows.
  private var groups: Set<Int> {
    let starts = points.indices.dropFirst().filter { index in
      let (point, before) = (points[index], points[index - 1])
      return members == nil
        ? point.settings.values.first?.text != before.settings.values.first?.text
        : point.subject.name != before.subject.name
    }
    return starts.count + 1 < points.count ? Set(starts) : []
  }
}
