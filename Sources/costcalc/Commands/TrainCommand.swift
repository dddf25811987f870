import CostModel
import JSON
import Specs
import Symbolic
import TrainingCost

extension Command {
  static let train = Command(
    name: "train", summary: "Show what a step of training costs: work, saved tensors, memory",
    usage: "costcalc train MODEL|FILE [--batch 32] [--optimizer adam] [--precision amp] "
      + "[--memory 24GB]",
    operands: [.model],
    options: [
      .optimizer, .trainingPrecision, .trainingMemory, .dropout,
    ] + Option.reading + [.format, .columns, .exact],
    columns: TrainRun.columns,
    takesParameters: true,
    discussion: """
      Forward, backward and update, as PyTorch runs them: the backward pass multiplies once for \
      the gradients of the weights and once for those of the input, which an image does not need. \
      Saved are the tensors that autograd keeps for the backward pass, each once. All numbers are \
      formulas in the batch, so the largest batch that fits is one, too.

      Memory is that of tensors: parameters, gradients, optimizer state, statistics, inputs, and \
      what lives at the peak. Workspaces of kernels and gaps of the allocator come on top. \
      docs/training-step.md has the rules.
      """,
    examples: [
      ("costcalc train resnet50 --batch 32 --optimizer momentum", "a step, layer by layer"),
      ("costcalc train resnet50 --memory 24GB --precision amp", "the largest batch for 24 GB"),
      ("costcalc train vgg16 --dropout dense2,dense3", "with dropouts before two layers"),
    ], run: TrainRun.run)
}

extension Option {
  static let optimizer = Option(
    name: "optimizer",
    value: Value("NAME", choices: Optimizer.allCases.map(\.rawValue)),
    summary: "How weights are updated (default sgd)")
  static let trainingPrecision = Option(
    name: "precision", value: Value("NAME", choices: TrainingPrecision.allCases.map(\.rawValue)),
    summary: "32 bits, or mixed precision as PyTorch's autocast (default fp32)")
  static let trainingMemory = Option(
    name: "memory", value: Value("BYTES"),
    summary: "Find the largest batch for this much memory: 24GB or 16GiB")
  static let dropout = Option(
    name: "dropout", value: Value("LAYERS"),
    summary: "Layers whose input goes through a dropout, separated by commas",
    isRepeatable: true)
}

/// The command `train`: from a network to the cost of a step of training.
struct TrainRun {
  let cost: TrainingCost
  /// Samples in a step.
  let batch: Int
  /// The layers with a dropout before them.
  let dropped: [String]
  let peak: (moment: TrainingMoment, bytes: LinearInBatch)
  /// The memory that was asked about.
  let limit: Int?
  /// The largest batch in it; nil if every batch fits.
  let largest: (batch: Int, moment: TrainingMoment, bytes: LinearInBatch)?
  /// The sums of the work.
  let forward, backward: LinearInBatch
  /// What lives all the time.
  let standing: LinearInBatch

  static func run(_ invocation: Invocation) throws {
    let arguments = ModelArguments(invocation)
    let subject = try arguments.subject(invocation.operands[0])
    var settings = try arguments.settings(for: subject, among: [subject])
    settings.free = [Network.freeBatch.name]
    let limit = try invocation.amount(.trainingMemory, .size)
    let network = try arguments.network(subject, settings)
    let dropped = try dropouts(network, invocation)
    let cost = try TrainingCost(
      network, invocation.choice(of: .optimizer) ?? .sgd,
      invocation.choice(of: .trainingPrecision) ?? .fp32, dropped: Set(dropped))
    let run: TrainRun
    do {
      run = try TrainRun(
        cost, batch: settings.batch, dropped: dropped.map { network.layers[$0].name },
        limit: limit.map { Int(clamping: $0.floor) })
    } catch let fault as ArithmeticFault {
      throw Diagnostic(
        "training \(network.name) with --batch \(settings.batch): \(fault)",
        help: "choose a smaller batch")
    }
    try run.show(invocation)
  }

  private init(
    _ cost: TrainingCost, batch: Int, dropped: [String], limit: Int?
  ) throws {
    (self.cost, self.batch, self.dropped, self.limit) = (cost, batch, dropped, limit)
    (forward, backward, standing) = (try cost.forward(), try cost.backward(), try cost.standing())
    peak = try cost.peak(batch: batch)
    largest = try limit.flatMap { try cost.largestBatch(within: $0) }
    // Everything that is printed for this batch has a value.
    for number in try [forward * 2, backward * 2, peak.bytes, cost.saved] {
      _ = try number.at(batch)
    }
    if let largest, largest.batch == 0 {
      let least = try cost.peak(batch: 1).bytes.at(1)
      throw Diagnostic(
        "--memory: no batch of \(cost.network.name) fits, because a single sample takes "
          + MemoryRun.exact(least),
        help: "give more, or choose another --optimizer or --precision")
    }
  }

  /// The layers of `--dropout`, by index.
  private static func dropouts(_ network: Network, _ invocation: Invocation) throws -> [Int] {
    var places: [Int] = []
    for name in invocation.values(of: .dropout).flatMap({
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }) {
      guard let index = network.layers.firstIndex(where: { $0.name == name }) else {
        let names = network.layers.map(\.name)
        throw invocation.usageError(
          "--dropout: \(network.name) has no layer \(quoted(name))",
          remedy: didYouMean(name, in: names)
            ?? "'costcalc count \(invocation.operands[0])' lists them")
      }
      if !places.contains(index) { places.append(index) }
    }
    return places
  }

  private func show(_ invocation: Invocation) throws {
    let isReport = invocation.choice(of: .format) == Format.json
    if isReport, invocation.isGiven(.columns) {
      throw invocation.usageError(
        "--columns applies to tables; JSON holds the whole report", remedy: "use --format csv")
    }
    try invocation.show(
      Grid(TrainRun.layerColumns, rows, totals: [total]), head,
      json: isReport ? json : nil, notes: notes,
      appendix: Appendix(title: "A step at batch \(batch):", grid: summary))
  }

  private var head: JSONHead {
    JSONHead(
      "train",
      about: [
        ("model", .string(cost.network.name)), ("spec", .string(cost.network.fingerprint)),
        ("bindings", cost.network.bindings), ("batch", .integer(Int128(batch))),
        ("optimizer", .string(cost.optimizer.rawValue)),
        ("precision", .string(cost.precision.rawValue)),
        ("dropout", .array(dropped.map { .string($0) })),
      ])
  }
}
