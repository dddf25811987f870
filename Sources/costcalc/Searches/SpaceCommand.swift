import Charts
import CostModel
import JSON
import ScalingSearch
import Specs
import Symbolic
import Synchronization

extension Command {
  static let space = Command(
    name: "space", summary: "Search the choices of a search space",
    usage: "costcalc space MODEL [--sample N | --evolve N] [--max-macs 300M] [--maximize FORMULA]",
    operands: [
      Operand(
        name: "MODEL", summary: "An architecture with lists of values, or a file", offers: .models)
    ],
    options: [.sample, .evolve, .population, .tournament, .seed, .output] + Option.budgets
      + Option.searching + [.set, .input, .variant] + Option.showing,
    columns: SpaceRun.choiceColumns.headings() + SearchAnswer.columns,
    takesParameters: true,
    discussion: """
      A search space is an architecture whose parameters are lists, such as the kernel of every \
      block. Each list that no flag sets is a choice. Without --sample or --evolve, shows the \
      choices and the number of networks they span.

      --sample draws random networks within the budgets; every point of the space is equally \
      likely. --evolve runs regularized evolution: the best of a few members of the population \
      becomes a parent, its child differs from it in one choice, and the oldest member dies. \
      --minimize, --maximize or an accuracy defines what is best. The same --seed gives the same \
      networks.

      \(Amount.spellings) 1.98x means 1.98 times the baseline's count.

      --output writes the networks shown as a spec with one member for each, which count and all \
      other commands read.
      """,
    examples: [
      ("costcalc space detnas_space", "4^20 networks, and the choices between them"),
      ("costcalc space detnas_space --sample 100 --max-macs 300M", "a hundred of them"),
      (
        "costcalc space mnasnet_space --evolve 1000 --max-macs 312M --maximize parameters "
          + "-o found.json", "the largest within a budget, as a spec"
      ),
    ], run: { try SpaceRun.run($0, merging: nil) })
}

extension Option {
  static let sample = Option(
    name: "sample", value: Value("N"), summary: "Draw N networks at random")
  static let evolve = Option(
    name: "evolve", value: Value("N"), summary: "Evolve N networks in all")
  static let population = Option(
    name: "population", value: Value("N"), summary: "Size of the population (default 100)")
  static let tournament = Option(
    name: "tournament", value: Value("N"),
    summary: "Pick each parent as the best of N (default 25)")
  static let seed = Option(
    name: "seed", value: Value("N"), summary: "Seed of the random numbers (default 1)")
  static let output = Option(
    name: "output", short: "o", value: Value("FILE", offers: .files),
    summary: "Write the networks shown as a spec")
}

/// The command `space`.
struct SpaceRun {
  private let invocation: Invocation
  private let words: SearchArguments
  private let space: SearchSpace
  private let ranking: Ranking
  private let seed: UInt64

  /// Runs the search, or joins the results of its parts.
  static func run(_ invocation: Invocation, merging journals: [Journal.Contents]?) throws {
    let run = try SpaceRun(invocation)
    switch (invocation.isGiven(.sample), invocation.isGiven(.evolve)) {
    case (true, true):
      throw invocation.usageError("--sample and --evolve can't be combined; choose one")
    case (true, false): try run.sample(merging: journals)
    case (false, true): try run.evolve(merging: journals)
    case (false, false): try run.choices()
    }
  }

  private init(_ invocation: Invocation) throws {
    self.invocation = invocation
    words = SearchArguments(invocation)
    let arguments = ModelArguments(invocation)
    let model = try arguments.model(invocation.operands[0])
    let settings = try arguments.settings(for: model)
    let device = try words.device()
    ranking = try words.ranking()
    seed = UInt64(try words.count(.seed, atLeast: 0) ?? 1)
    space = try SearchSpace(
      CandidateNetworks(
        model, settings, in: arguments.catalog, words.storage(device), for: device?.profile,
        under: device?.roofline),
      budgets: try words.budgets(nil, device))
  }

  // MARK: Choices

  static let choiceColumns: [Column<SearchSpace.Choice>] = [
    Column(
      "choice", "Choice", alignment: .left, priority: 10,
      meaning: "only without --sample and --evolve, like values and count"
    ) { .text($0.name) },
    Column("values", "Values", alignment: .left, priority: 9) {
      .text($0.values.joined(separator: " "))
    },
    Column("count", "Count", priority: 8, meaning: "how many values there are") {
      .integer(Int128($0.values.count))
    },
  ]

  private func choices() throws {
    let others =
      [Option.population, .tournament, .seed, .output] + Option.budgets + Option.searching
    if let option = others.first(where: invocation.isGiven) {
      throw invocation.usageError("\(option.spelling) needs --sample or --evolve")
    }
    let size = space.size.map { String($0) }
    try invocation.show(
      Grid(SpaceRun.choiceColumns, space.choices), JSONHead("space", of: space.networks.model),
      json: [
        ("size", size.map { .string($0) } ?? .null),
        (
          "choices",
          .array(
            space.choices.map { choice in
              .object([
                ("name", .string(choice.name)),
                ("values", .array(choice.values.map { JSONOutput(value: $0) })),
              ])
            })
        ),
      ],
      notes: [
        "\(counted(space.choices.count, "choice")), "
          + (space.size.map { counted($0, "network") } ?? "more than 2^127 networks")
      ])
  }

  // MARK: Searching

  /// More networks than this are not held at a time.
  private static let countLimit = 10_000_000

  private func sample(merging journals: [Journal.Contents]?) throws {
    let count = try words.count(.sample, atMost: SpaceRun.countLimit) ?? 1
    if let option = [Option.population, .tournament].first(where: invocation.isGiven) {
      throw invocation.usageError("\(option.spelling) needs --evolve")
    }
    let session = try SearchSession(
      invocation, space.networks, ranking: ranking, merging: journals)
    let output = try invocation.output()
    let sample = RandomSample(space, seed: seed)
    let found = try session.found(sample, count)
    var candidates = sample.candidates(of: found)
    try session.fillAccuracies(&candidates)
    try show(candidates, found.tally, session, writingTo: output)
  }

  private func evolve(merging journals: [Journal.Contents]?) throws {
    guard !invocation.isGiven(.shard) else {
      throw invocation.usageError(
        "--shard: an evolution can't be split", remedy: "run several with different --seed values")
    }
    let isTold = invocation.isGiven(.evaluate) || invocation.isGiven(.accuracy)
    guard ranking.objective != nil || isTold else {
      throw invocation.usageError(
        "--evolve needs an objective", remedy: "such as --maximize parameters, or --evaluate")
    }
    func count(_ option: Option) throws -> Int? {
      try words.count(option, atMost: SpaceRun.countLimit)
    }
    let total = try count(.evolve) ?? 1
    let evolution = Evolution(
      space, population: try count(.population) ?? 100,
      tournament: try count(.tournament) ?? 25, seed: seed)
    let session = try SearchSession(
      invocation, space.networks, ranking: ranking, merging: journals)
    let output = try invocation.output()
    var born = 0
    let outcome = try evolution.run(
      total, batch: invocation.isGiven(.evaluate) ? try words.count(.jobs) ?? 1 : 1,
      score: { candidates in
        try session.fillAccuracies(&candidates)
        born += candidates.count
        session.progress.show(born, of: total, "network")
        return try words.ranking(ranking) { (ranking) throws(Diagnostic) in
          var scores: [Double?] = []
          for candidate in candidates { scores.append(try ranking.score(candidate)) }
          return scores
        }
      }, goesOn: { !Interruption.isWanted })
    session.progress.clear()
    try show(outcome.candidates, outcome.tally, session, writingTo: output)
  }

  // MARK: The answer

  private func show(
    _ candidates: [Candidate], _ tally: SearchSpace.Tally, _ session: SearchSession,
    writingTo output: OutputFile?
  ) throws {
    var footer =
      "\(counted(tally.drawn, "point")) drawn, \(Int128(tally.feasible).grouped) feasible"
    if tally.invalid > 0 { footer += ", \(Int128(tally.invalid).grouped) without a network" }
    footer += ", \(counted(candidates.count, "network"))"
    // Journals do not hold it.
    let scarcity =
      candidates.isEmpty && session.looksAtAll ? tally.scarcity ?? space.scarcity() : nil
    let answer = SearchAnswer(
      session: session, candidates: candidates, choices: space.choices.map(\.name),
      criterion: "in the order drawn", limits: space.budgets.texts(for: space.networks),
      facts: [
        ("size", space.size.map { .string(String($0)) } ?? .null),
        ("examined", .integer(Int128(tally.drawn))),
        ("invalid", .integer(Int128(tally.invalid))),
        ("feasible", .integer(Int128(tally.feasible))),
      ], footer: footer, failure: scarcity?.share == 0 ? "is feasible" : "was found",
      place: scarcity == nil ? tally.reason?.position : nil,
      unmet: scarcity.map { [$0.summary] }
        ?? [tally.reason].compactMap(\.self).map { reason in
          "the first point without one: \(reason.message)" + (reason.help.map { "; \($0)" } ?? "")
        })
    try answer.show(writingTo: output)
    try session.end()
  }
}

extension Scarcity {
  /// `the smallest network found has 231 M MACs`, and how rare others are that keep the limit.
  fileprivate var summary: String {
    let whole = Int128(min(nearest, 0x1p126))
    let amount =
      switch quantity {
      case .metric(let metric): "has \(whole.scaled()) \(metric.noun)"
      case .memory: "needs \(whole.scaled(unit: "B")) of memory"
      case .peak: "needs \(whole.scaled(unit: "B")) for its live tensors"
      case .latency: "takes \(Cell.time(nearest).text(.scaled))"
      }
    let end = !isAbove ? "largest" : quantity == .latency ? "fastest" : "smallest"
    let extreme = "the \(end) network found \(amount)"
    guard share > 0 else { return extreme }
    let points = min((1 / share).rounded(), 1e30)
    return extreme + ", and at most about one point in \(Int128(points).scaled()) keeps the limit"
  }
}
