import Charts
import CostModel
import JSON
import Specs
import Symbolic

extension Command {
  package static let compare = Command(
    name: "compare", summary: "Compare layers or networks and show why they differ",
    usage: "costcalc compare A [vs] B… [--in 512 --out 512 --kernel 3 --size 14]",
    operands: [
      Operand(
        name: "MODEL",
        summary: "Architectures, variants, spec files or model files; 'vs' is optional",
        isRepeatable: true, offers: .models)
    ],
    options: [.replace] + Option.counting
      + [.layers, .run, .cores, .task, .dataset, .format, .columns, .exact],
    columns: CompareRun.columns.merging(MeasuredComparison.headings)
      .merging(LayerComparison.columns),
    takesParameters: true,
    discussion: """
      Compares every model with the last one; the ratios follow below the counts, and CSV has them \
      as columns. A parameter applies to every model that has it; if some do not, it stands with \
      the names of those that do. For single layers, the closed form of the ratio follows, \
      with a table of how stride and output channels change it. 'depthwise' means depthwise \
      separable: a depthwise convolution and a pointwise one. im2col is the number of bytes that \
      lowering to a matrix product would write and read. Top-1 on ImageNet and AP on COCO are \
      published figures; --task and --dataset select others.

      --layers shows what has to be done to the layers of A to get those of B: which are added, \
      removed, resized, changed or regrouped, with what each adds to the totals. Layers correspond \
      by what they do and by their place, not by name, so that formats and specs can be compared; \
      A or B may also be the JSON that 'count' printed earlier.

      --run also times the models in fp32 with this tool's kernels, on one core and on all cores \
      (or --threads of them). Models of up to eight layers are timed layer by layer, too. Each \
      time is compared with the roof, measured in the same run: the machine's peak, or the \
      bandwidth of the cache or memory that can hold the data. CSV and Markdown then print the \
      table of times.
      """,
    examples: [
      (
        "costcalc compare depthwise vs standard --in 512 --out 512 --kernel 3 --size 14",
        "a depthwise separable convolution against a standard one"
      ),
      ("costcalc compare mobilenet_v3_large mobilenet_v2 resnet50", "three networks"),
      (
        "costcalc compare mobilenet_v1 --replace separable=standard",
        "a network against itself with a block swapped"
      ),
      ("costcalc compare main.json vs mine.onnx --layers", "what a change did, layer by layer"),
      (
        "costcalc compare depthwise vs standard --in 512 --out 512 --size 14 --run",
        "the same, timed on this machine"
      ),
    ], run: CompareRun.run)
}

extension Option {
  static let replace = Option(
    name: "replace", value: Value("BLOCK=OTHER", offers: .replacements),
    summary: "Compare with the same model with BLOCK replaced by OTHER", isRepeatable: true)
}

/// The command `compare`.
struct CompareRun {
  /// A model in the comparison.
  struct Candidate {
    /// The name, and the replacements.
    let name: String
    /// The parameters that other models do not have, as the user set them: `width 0.5`.
    let ownSettings: [String]
    let subject: Subject
    let settings: Settings

    var label: String {
      ownSettings.isEmpty ? name : "\(name) (\(ownSettings.joined(separator: ", ")))"
    }
  }

  let invocation: Invocation
  let arguments: ModelArguments
  let options: CountOptions
  let candidates: [Candidate]

  static func run(_ invocation: Invocation) throws {
    guard !invocation.isGiven(.layers) else { return try LayerComparison.run(invocation) }
    let run = try CompareRun(invocation)
    try run.show()
  }

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    arguments = ModelArguments(invocation)
    options = try arguments.options()
    let names = invocation.operands.filter { $0 != "vs" }
    let subjects = try names.map(arguments.subject)
    var candidates: [Candidate] = []
    for (name, subject) in zip(names, subjects) {
      let settings = try arguments.settings(for: subject, among: subjects)
      // 'depthwise' is what people call a separable layer, of which it is half.
      let own = CompareRun.isLayer(subject) ? subject.model?.spec.name ?? name : name
      let settled = settings.values.filter { entry in
        subjects.contains { !$0.parameterNames.contains(entry.name) }
      }
      candidates.append(
        Candidate(
          name: own, ownSettings: settled.map { "\($0.name) \($0.text)" }, subject: subject,
          settings: settings))
    }
    let replacements = try CompareRun.replacements(invocation)
    if !replacements.isEmpty {
      for candidate in candidates {
        var settings = candidate.settings
        settings.replacements = replacements
        let label = invocation.values(of: .replace).joined(separator: ", ")
        candidates.append(
          Candidate(
            name: "\(candidate.name) with \(label)", ownSettings: candidate.ownSettings,
            subject: candidate.subject, settings: settings))
      }
    }
    guard candidates.count >= 2 else {
      throw invocation.usageError("a comparison needs two models, or --replace")
    }
    self.candidates = candidates
  }

  static func replacements(_ invocation: Invocation) throws -> [String: String] {
    var replacements: [String: String] = [:]
    for text in invocation.values(of: .replace) {
      let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw invocation.usageError("--replace takes BLOCK=OTHER, not \(quoted(text))")
      }
      guard replacements.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw invocation.usageError("--replace replaces \(quoted(parts[0])) twice")
      }
    }
    return replacements
  }

  private func show() throws {
    let reports = try candidates.map { candidate in
      try arguments.report(candidate.subject, candidate.settings, options)
    }
    guard let reference = reports.last, let last = candidates.last else { return }
    let format = invocation.choice(of: .format) ?? Format.text
    let entries = try published(reports)
    let rows = zip(zip(candidates, reports), entries).map { pair, entry in
      Row(
        label: pair.0.label, published: PublishedColumns.Row(entry: entry, totals: pair.1.totals),
        report: pair.1, reference: reference)
    }
    let ratios = rows.dropLast().map { row in
      var row = row
      row.isRatio = true
      if reports.count == 2 { row.label = "ratio" }
      return row
    }
    let measured = try measured(reports)
    if let measured, format == .csv || format == .markdown {
      return try invocation.show(measured.grid, head)
    }
    let bent = try measured == nil ? bent() : nil
    try invocation.show(
      Grid(
        CompareRun.columns(format, rows), rows, totals: ratios
      ).hidingEmptyColumns(PublishedColumns.optional).hiding(["source"]).headed(by: options),
      head, json: json(reports, entries, closedFormText(), measured, bent),
      notes: options.notes(on: reports.map(\.network)) + legend(last) + closedForm(reports)
        + sources(entries),
      appendix: measured.map {
        Appendix(title: "Measured on this machine, in fp32:", grid: $0.grid, notes: $0.notes)
      }
        ?? bent.map {
          Appendix(title: "Ratios by stride and output channels:", grid: $0)
        })
  }

  /// A network, or its ratios to the reference.
  private struct Row {
    var label: String
    let published: PublishedColumns.Row
    let report: Report
    /// What ratios are relative to.
    let reference: Report
    var isRatio = false

    func ratio(of metric: Metric) -> Cell {
      .ratio(metric.cell(published.totals), metric.cell(reference.totals))
    }
  }

  static let columns = columns(.text, []).headings()

  private static func columns(_ format: Format, _ rows: [Row]) -> [Column<Row>] {
    let shown: [Metric] = [
      .macs, .parameters, .activations, .fusedBytes, .intensity, .im2colBytes,
    ]
    // No numbered sources: text has them in its notes.
    let published = PublishedColumns(
      format == .text ? .markdown : format, rows.map(\.published))
    let label = Column<Row>(
      "model", "Model", alignment: .left, flexibility: .keepsStart, priority: 10, isLabel: true
    ) { .text($0.label) }
    let metrics = Metric.allCases.map { metric in
      Column<Row>(metric) { row in
        row.isRatio ? row.ratio(of: metric) : metric.cell(row.published.totals)
      }.shown(if: shown.contains(metric))
    }
    let accuracies = published.accuracyColumns.map { column in
      Column<Row>(column.heading) { $0.isRatio ? .blank : column.cell($0.published) }
    }
    // Formats for programs have no rows of ratios.
    let ratios = Metric.allCases.map { metric in
      Column<Row>(
        "\(metric.rawValue)Ratio", "\(metric.name.heading) ×", isExtra: true,
        meaning: "relative to the last model"
      ) { $0.isRatio ? .blank : $0.ratio(of: metric) }
    }
    let peak = Column<Row>(.peak, priority: 4, isExtra: true) {
      $0.isRatio ? .ratio(.peak(of: $0.report), .peak(of: $0.reference)) : .peak(of: $0.report)
    }
    let peakRatio = Column<Row>(
      "peakRatio", "Peak ×", isExtra: true, meaning: "relative to the last model"
    ) { $0.isRatio ? .blank : .ratio(.peak(of: $0.report), .peak(of: $0.reference)) }
    return [label] + metrics + [peak] + accuracies + ratios + [peakRatio]
  }

  private var head: JSONHead {
    JSONHead("compare", about: options.conventionJSON)
  }

  /// The times of the networks on this machine, if requested.
  private func measured(_ reports: [Report]) throws -> MeasuredComparison? {
    guard invocation.isGiven(.run) else {
      if invocation.isGiven(.cores) { throw invocation.usageError("--threads needs --run") }
      return nil
    }
    let networks = try candidates.map { candidate in
      var settings = candidate.settings
      settings.unfoldLimit = Int.max
      return (candidate.label, try arguments.network(candidate.subject, settings))
    }
    return try MeasuredComparison(networks, invocation)
  }

  /// The published figures for each network.
  private func published(_ reports: [Report]) throws -> [PublishedFigures.Entry?] {
    let benchmark = try BenchmarkArguments(invocation, arguments.catalog)
    return try zip(candidates, reports).map { candidate, report in
      guard candidate.settings.replacements.isEmpty else { return nil }
      return try PublishedFigures(candidate.subject.model?.spec, benchmark, in: arguments.catalog)
        .entry(of: report.network)
    }
  }

  /// Where the accuracies shown are printed.
  private func sources(_ entries: [PublishedFigures.Entry?]) -> [String] {
    guard [.top1, .averagePrecision].contains(where: invocation.shows) else { return [] }
    return zip(candidates, entries).reduce(into: []) { notes, pair in
      guard let citation = pair.1?.accuracyCitation else { return }
      let metric = pair.1?.accuracies["ap"] == nil ? "Top-1" : "AP"
      notes.append("\(metric) of \(pair.0.label): \(citation.text)")
    }
  }

  /// What the ratios are relative to.
  private func legend(_ last: Candidate) -> [String] {
    candidates.count == 2
      ? ["ratio: \(candidates[0].label) / \(last.label)"] : ["× is the ratio to \(last.label)"]
  }

  // MARK: JSON

  private func json(
    _ reports: [Report], _ entries: [PublishedFigures.Entry?], _ closedForm: String?,
    _ measured: MeasuredComparison?, _ bent: Grid?
  ) -> [(String, JSONOutput)] {
    [
      (
        "models",
        .array(
          zip(zip(candidates, reports), entries).map { pair, entry in
            .object(
              [("model", .string(pair.0.name)), ("bindings", pair.1.network.bindings)]
                + pair.1.totals.json + PublishedFigures.json(entry))
          })
      ),
      ("macsRatio", closedForm.map { .string($0) } ?? .null),
    ] + (bent.map { [("ratios", .array($0.rows.map($0.object)))] } ?? [])
      + (measured.map { [("measured", $0.json)] } ?? [])
  }
}
