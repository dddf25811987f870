import ArenaPlanning
import Charts
import CostModel
import ModelFiles
import Specs
import Symbolic

extension Command {
  static let memory = Command(
    name: "memory", summary: "Show what a network keeps in memory, layer by layer, and the arena",
    usage: "costcalc memory MODEL|FILE [--activations int8] [--in-place engine] [--arena]",
    operands: [.model],
    options: [
      .inPlace, .order, .arena, .writePlan, .memorySVG, .patches, .until, .patchPeak, .weights,
      .activations,
    ] + Option.reading + [.format, .columns, .exact],
    columns: MemoryRun.columns.merging(PatchRun.columns),
    takesParameters: true,
    discussion: """
      A tensor lives from the layer that makes it to the last layer that reads it; outputs live to \
      the end. Normalization and activation in the same layer work in place, and a view takes \
      nothing. The peak is the largest sum of what lives at a time.

      Engines put all tensors into one block, the arena, and gaps in it cost more than the peak. For \
      a TFLite file the arena is the head that TensorFlow Lite Micro plans, scratch memory included, \
      to the byte; its tail is not predicted. A better plan is looked for, and --write-plan writes \
      it into a copy of the file.

      The first layers can run patch by patch: their tensors get smaller, and windows that overlap \
      are computed again. --patches, --until and --max-peak show peaks and work for what they leave \
      open. docs/memory.md explains all of it.
      """,
    examples: [
      ("costcalc memory mobilenet_v2", "what lives at each layer, and at the peak"),
      ("costcalc memory mobilenet_v2 --activations int8 --in-place engine", "as MCUNet counts"),
      ("costcalc memory inception_v3 --order best", "in the order that takes least"),
      ("costcalc memory vww.tflite --arena", "where TensorFlow Lite Micro puts each tensor"),
      ("costcalc memory vww.tflite --write-plan small.tflite", "with less RAM, if that is found"),
      ("costcalc memory mobilenet_v2 --patches 3x3", "in 3x3 patches, up to each layer"),
      ("costcalc memory resnet50 --svg memory.svg", "as a chart"),
    ], run: MemoryRun.run)
}

extension Option {
  static let inPlace = Option(
    name: "in-place", value: Value("POLICY", choices: InPlace.allCases.map(\.rawValue)),
    summary: "Which layers write over what they read (default none)")
  static let order = Option(
    name: "order", value: Value("ORDER", choices: ["given", "best"]),
    summary: "Run the layers in their own order, or in that with the least peak")
  static let arena = Option(
    name: "arena", summary: "Print where each tensor lies in the arena, instead of the layers")
  static let writePlan = Option(
    name: "write-plan", value: Value("FILE", offers: .files),
    summary: "Write a copy of a TFLite file with the best plan for TensorFlow Lite Micro")
  static let memorySVG = Option(
    name: svg.name, value: svg.value, summary: "Write the timeline as a chart; '-' prints it")
}

/// The command `memory`: from a network or a file to its timeline and its arena.
enum MemoryRun {
  /// What is shown of a subject.
  struct Result {
    let name: String
    /// What lives at each layer; nil for a TFLite file with operators that can't be counted.
    let timeline: MemoryTimeline?
    /// The order of its layers, if not their own.
    let order: ExecutionOrder?
    /// Why there is no timeline.
    let fault: Diagnostic?
    let study: ArenaStudy
    /// Whether the arena is TensorFlow Lite Micro's own for that file.
    let isMicro: Bool
  }

  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let subject = try arguments.subject(invocation.operands[0])
    if [Option.patches, .until, .patchPeak].contains(where: { invocation.isGiven($0) }) {
      let settings = try arguments.settings(for: subject, among: [subject])
      let network = try arguments.network(subject, settings)
      return try PatchRun.run(invocation, network, arguments.options())
    }
    // Once the subject has been read, it can't be named as an output by mistake.
    let plan = try invocation.value(of: .writePlan).map { path throws(Diagnostic) in
      (path: path, file: try OutputFile(path))
    }
    let svg = try invocation.value(of: .svg).map { path throws(Diagnostic) in
      (path: path, file: try OutputFile(path))
    }
    let result = try result(subject, arguments)
    var notes = notes(result)
    if let plan {
      guard case .file(let file) = subject, file.format == .tflite else {
        throw invocation.usageError(
          "--write-plan needs a TFLite file, not \(quoted(invocation.operands[0]))")
      }
      let offsets = try file.tensorOffsets(result.study.best)
      let operand = invocation.operands[0]
      try plan.file.write(
        operand == "-"
          ? ArenaMetadata.adding(offsets, to: InputFile.streamedModel(), name: operand)
          : ArenaMetadata.adding(offsets, to: operand))
      notes.append(
        "\(quoted(plan.path)) has the best plan: TensorFlow Lite Micro takes "
          + "\(exact(result.study.best.plan.bytes)) with it")
      if plan.path == "-" { return }
    }
    if let svg {
      try svg.file.write(chart(result).svg)
      if svg.path == "-" { return }
    }
    let isReport = invocation.choice(of: .format) == Format.json && !invocation.isGiven(.arena)
    if isReport, invocation.isGiven(.columns) {
      throw invocation.usageError(
        "--columns applies to tables; JSON holds the whole report",
        remedy: "use --format csv, or --arena")
    }
    let showsArena = invocation.isGiven(.arena) || result.timeline == nil
    try invocation.show(
      showsArena ? arena(result) : layers(result), head(result, isReport: isReport),
      json: isReport ? result.json : nil, notes: notes,
      appendix: showsArena ? nil : result.timeline.flatMap(peak))
  }

  private static func result(
    _ subject: Subject, _ arguments: ModelArguments
  ) throws -> Result {
    let invocation = arguments.invocation
    let settings = try arguments.settings(for: subject, among: [subject])
    let policy: InPlace = invocation.choice(of: .inPlace) ?? .none
    func timeline() throws -> (MemoryTimeline, ExecutionOrder?) {
      let (network, options) = (try arguments.network(subject, settings), try arguments.options())
      guard invocation.value(of: .order) == "best" else {
        return (try MemoryTimeline(network, options, inPlace: policy), nil)
      }
      let order = try network.bestOrder(options)
      return (try MemoryTimeline(network, options, inPlace: policy, in: order), order)
    }
    guard case .file(let file) = subject, file.format == .tflite else {
      let (timeline, order) = try timeline()
      return Result(
        name: subject.name, timeline: timeline, order: order, fault: nil,
        study: try timeline.arena(), isMicro: false)
    }
    // What TensorFlow Lite Micro does with a file does not depend on what we can count.
    let study = try file.arena()
    do {
      let (timeline, order) = try timeline()
      return Result(
        name: subject.name, timeline: timeline, order: order, fault: nil, study: study,
        isMicro: true)
    } catch let fault as Diagnostic {
      return Result(
        name: subject.name, timeline: nil, order: nil, fault: fault, study: study, isMicro: true)
    }
  }

  private static func head(_ result: Result, isReport: Bool) -> JSONHead {
    let name = isReport ? "memory" : "memory-arena"
    guard let timeline = result.timeline else {
      return JSONHead(name, about: [("model", .string(result.name))])
    }
    return JSONHead(
      name, of: timeline.network, timeline.options,
      [("inPlace", .string(timeline.inPlace.rawValue))])
  }

  private static func chart(_ result: Result) -> MemoryChart {
    MemoryChart(name: result.name, study: result.study, isMicro: result.isMicro)
  }

  static func exact(_ bytes: Int) -> String { Cell.bytes(Int128(bytes)).text(.grouped) }
}
