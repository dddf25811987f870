import Charts
import CostModel
import JSON
import PatchPlanning
import Specs
import Symbolic

extension Option {
  static let patches = Option(
    name: "patches", value: Value("GRID", words: ["2x2", "3x3", "all"]),
    summary: "Run the first layers patch by patch: 3x3, or all up to 8x8")
  static let until = Option(
    name: "until", value: Value("LAYER"),
    summary: "The layer whose output is put together of patches; all that can be, without it")
  static let patchPeak = Option(
    name: maxPeak.name, value: maxPeak.value,
    summary: "Only patches whose peak is at most this, the least work first")
}

/// `memory` with `--patches` or `--until`: the peak and the work of patches.
struct PatchRun {
  let network: Network
  let options: CountOptions
  let inPlace: InPlace
  let limit: Int?
  /// The peak without patches.
  let plainPeak: Int
  let plans: [PatchPlan]
  /// Whether there are more layers at which patches could end.
  let isCut: Bool

  static func run(_ invocation: Invocation, _ network: Network, _ options: CountOptions) throws {
    for option in [Option.order, .arena, .writePlan, .svg] where invocation.isGiven(option) {
      throw invocation.usageError(
        "\(option.spelling) and patches can't be combined: patches change what lives")
    }
    try PatchRun(invocation, network, options).show(invocation)
  }

  private init(
    _ invocation: Invocation, _ network: Network, _ options: CountOptions
  ) throws {
    (self.network, self.options) = (network, options)
    inPlace = invocation.choice(of: .inPlace) ?? .none
    limit = try invocation.amount(.patchPeak, .size).map { Int(clamping: $0.floor) }
    let ends = try PatchRun.ends(invocation, network)
    let grid = try PatchRun.grid(invocation)
    let search = try PatchSearch(network, ends: ends, options, inPlace)
    plainPeak = search.plain.peak
    isCut = ends.count > PatchSearch.mostEnds
    let showsAll = (ends.count == 1 || grid != nil) && limit == nil
    let plans = showsAll ? try search.all(grid) : try search.undominated(grid)
    guard let limit else {
      self.plans = plans
      return
    }
    self.plans = plans.filter { $0.peak <= limit }
    // More work takes less memory, or no plan would be among them.
    if self.plans.isEmpty, let least = plans.last {
      throw Diagnostic(
        "--max-peak \(MemoryRun.exact(limit)): no patches of \(network.name) fit",
        help: "the least peak is \(MemoryRun.exact(least.peak)), with \(least.grid.text) until "
          + network.layers[least.until].name)
    }
  }

  private static func ends(_ invocation: Invocation, _ network: Network) throws -> [Int] {
    let ends = PatchStage.ends(of: network)
    guard let name = invocation.value(of: .until) else {
      guard !ends.isEmpty else {
        throw Diagnostic(
          "\(network.name) can't run in patches",
          help: "patches need one image, and layers that read windows of it")
      }
      return ends
    }
    guard let index = network.layers.firstIndex(where: { $0.name == name }) else {
      let names = ends.map { network.layers[$0].name }
      throw invocation.usageError(
        "--until: \(network.name) has no layer \(quoted(name))",
        remedy: didYouMean(name, in: names)
          ?? "'costcalc memory \(invocation.operands[0])' lists them")
    }
    return [index]
  }

  /// The grid of `--patches`; nil for all.
  private static func grid(_ invocation: Invocation) throws -> PatchGrid? {
    guard let text = invocation.value(of: .patches), text != "all" else { return nil }
    let sizes = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sizes.count <= 2, let rows = sizes[0], let columns = sizes[sizes.count - 1],
      rows >= 1, columns >= 1
    else {
      throw invocation.usageError(
        "--patches takes ROWSxCOLUMNS such as 3x3, or all, not \(quoted(text))")
    }
    return PatchGrid(rows: rows, columns: columns)
  }

  // MARK: Output

  private struct Row {
    let plan: PatchPlan
    let network: Network
  }

  private static let tableColumns: [Column<Row>] = [
    Column(
      "until", "Until", alignment: .left, flexibility: .keepsEnd, priority: 10, isLabel: true,
      meaning: "the layer whose output is put together of patches"
    ) { .text($0.network.layers[$0.plan.until].name) },
    Column("patches", "Patches", alignment: .left, priority: 9, meaning: "rows x columns of it") {
      .text($0.plan.grid.text)
    },
    Column(
      "inputPatch", "Reads", alignment: .left, priority: 3,
      meaning: "the largest patch of the image"
    ) { .text($0.plan.inputPatch.map(String.init).joined(separator: "x")) },
    Column(
      "outputPatch", "Makes", alignment: .left, isExtra: true,
      meaning: "the largest patch of the output"
    ) { .text($0.plan.outputPatch.map(String.init).joined(separator: "x")) },
    Column(
      "peak", "Peak", priority: 9, meaning: "bytes of live tensors at the peak, with patches"
    ) { .bytes(Int128($0.plan.peak)) },
    Column(
      "streamedPeak", "Streamed", priority: 8,
      meaning: "the peak if only a patch of the image is in memory at a time"
    ) { .bytes(Int128($0.plan.streamedPeak)) },
    Column("stagePeak", "Stage", priority: 5, meaning: "the peak of the layers in patches") {
      .bytes(Int128($0.plan.stagePeak))
    },
    Column(
      "streamedStagePeak", "Stage streamed", isExtra: true,
      meaning: "the same with a patch of the image"
    ) { .bytes(Int128($0.plan.streamedStagePeak)) },
    Column("restPeak", "Rest", priority: 5, meaning: "the peak of the layers after them") {
      .bytes(Int128($0.plan.restPeak))
    },
    Column("macs", "MACs", priority: 7, meaning: "MACs of the network, with patches") {
      .count(Int128($0.plan.macs))
    },
    Column(
      "recomputed", "Again", priority: 4,
      meaning: "MACs that are done again because windows of neighbors overlap"
    ) { .count(Int128($0.plan.recomputed)) },
    Column("overhead", "More", priority: 6, meaning: "these by the MACs without patches") {
      .share($0.plan.overhead)
    },
  ]

  static let columns = tableColumns.headings()

  private func show(_ invocation: Invocation) throws {
    var notes = [
      "peak of \(MemoryRun.exact(plainPeak)) of live \(network.tensorTypes(options)) tensors "
        + "without patches"
    ]
    if limit != nil, let first = plans.first {
      notes.append(
        "the least work in this memory: \(first.grid.text) patches until "
          + network.layers[first.until].name)
    }
    if isCut {
      notes.append(
        "patches can end at more layers: only the first \(PatchSearch.mostEnds) were tried, and "
          + "--until names any")
    }
    let head = JSONHead(
      "memory-patches", of: network, options,
      [
        ("inPlace", .string(inPlace.rawValue)),
        ("plainPeak", .integer(Int128(plainPeak))),
      ])
    try invocation.show(
      Grid(PatchRun.tableColumns, plans.map { Row(plan: $0, network: network) }), head,
      notes: notes)
  }
}
