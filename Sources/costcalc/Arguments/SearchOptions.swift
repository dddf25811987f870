import CostModel
import ScalingSearch
import Symbolic

extension Option {
  /// `--alpha`, `--beta` and `--gamma`.
  static let coefficients = ScaleFactors.Dimension.allCases.map { dimension in
    (
      dimension: dimension,
      option: Option(
        name: dimension.coefficient, value: Value("RANGE"),
        summary:
          "Values of the \(dimension.rawValue) coefficient (default \(dimension.coefficients))")
    )
  }
  static let phi = Option(
    name: "phi", value: Value("NUMBER"), summary: "The step of the compound scale (default 1)")
  static let vary = Option(
    name: "vary", value: Value("NAME=RANGE", offers: .assignments),
    summary: "Search the values of a parameter",
    isRepeatable: true)
  static let constraint = Option(
    name: "constraint", value: Value("FORMULA"),
    summary: "The ideal factor (default \(GridSearch.Constraint.compound))")
  static let target = Option(
    name: "target", value: Value("NUMBER"),
    summary: "Target for the ideal factor (default \(GridSearch.Constraint.compoundTarget.text))")
  static let tolerance = Option(
    name: "tolerance", value: Value("SHARE"),
    summary:
      "Allowed distance from the target: \(GridSearch.Constraint.standardTolerance) of it (the "
      + "default), or a distance such as 0.1")
  static let condition = Option(
    name: "where", value: Value("CONDITION"), summary: "A further condition on the coefficients")
  static let rounding = Option(
    name: "round", value: Value("RULE"),
    summary: "Round the resolution down, up, nearest (the default), or to a multiple such as 8")
  static let maxMACs = Option(
    name: "max-macs", value: Value("COUNT"), summary: "Maximum MACs: 600M")
  static let maxParameters = Option(
    name: "max-parameters", value: Value("COUNT"), summary: "Maximum parameters: 10M")
  static let maxActivations = Option(
    name: "max-activations", value: Value("COUNT"), summary: "Maximum activations: 20M")
  static let maxMemory = Option(
    name: "max-memory", value: Value("BYTES"),
    summary: "Maximum bytes of parameters and live tensors together: 20MB")
  static let maxPeak = Option(
    name: "max-peak", value: Value("BYTES"),
    summary: "Maximum bytes of live tensors, the RAM: 256KiB")
  static let maxModel = Option(
    name: "max-model", value: Value("BYTES"),
    summary: "Maximum bytes of parameters, the flash: 1MiB")
  static let device = Option(
    name: machine.name, short: machine.short, value: machine.value,
    summary: "Fit into the RAM and flash of a machine, and tell times on it")
  static let maxLatency = Option(
    name: "max-latency", value: Value("TIME"),
    summary: "Maximum time on --machine, by its roofline or as calibrated: 20ms")
  static let searchedWeights = Option(
    name: weights.name, value: Value("TYPE", choices: DataType.choices.map(\.rawValue)),
    summary: "Data type of weights (default fp32, or what the machine computes with)")
  static let searchedActivations = Option(
    name: activations.name, value: Value("TYPE", choices: DataType.choices.map(\.rawValue)),
    summary: "Data type of tensors (default fp32, or what the machine computes with)")
  static let macsWindow = Option(
    name: "macs", value: Value("FROM:TO"),
    summary: "Range for the MACs: 500M:600M, or 1.98x:2.02x the baseline's")
  static let minimize = Option(
    name: "minimize", value: Value("FORMULA"), summary: "Rank by the smallest value")
  static let maximize = Option(
    name: "maximize", value: Value("FORMULA"), summary: "Rank by the largest value")
  static let pareto = Option(
    name: "pareto", value: Value("METRICS", words: Criterion.all.map(\.key)),
    summary: "Only networks that no other beats in all of these: macs,-accuracy (- for maximum)")
  static let top = Option(
    name: "top", value: Value("N"), summary: "Maximum rows to print (default 20 in text, else all)")
  static let threads = Option(
    name: "threads", value: Value("N"), summary: "Threads to use (default 2)")

  // MARK: Accuracy, and several machines

  static let accuracy = Option(
    name: "accuracy", value: Value("FILE", offers: .files),
    summary: "Read accuracies from a CSV file, or use 'published' ones")
  static let evaluate = Option(
    name: "evaluate", value: Value("COMMAND"),
    summary: "Run a command for each network; the last line of its output is the accuracy, or JSON "
      + "with it and other metrics")
  static let reuse = Option(
    name: "reuse", value: Value("FILE…", offers: .files),
    summary: "Use the trainings in journals of other searches, too", takesSeveral: true)
  static let tag = Option(
    name: "tag", value: Value("TEXT"),
    summary: "What else decides whether answers can be compared, such as 'epochs 30'")
  static let comparable = Option(
    name: "comparable", summary: "Compare answers of different commands and tags")
  static let journal = Option(
    name: "journal", value: Value("FILE", offers: .files),
    summary: "Keep results in a file, from which the search can resume")
  static let jobs = Option(
    name: "jobs", short: "j", value: Value("N"), summary: "Commands to run in parallel (default 1)")
  static let timeLimit = Option(
    name: "time-limit", value: Value("TIME"), summary: "End a command after 90s, 15m or 12h")
  static let retries = Option(
    name: "retries", value: Value("N"),
    summary: "How often to rerun a command that fails (default 0)")
  static let repeats = Option(
    name: "repeats", value: Value("N"),
    summary: "Train each network N times, with seeds from --first-seed on (default 1)")
  static let ofBest = Option(
    name: "of-best", value: Value("K"),
    summary: "Only the K best networks, after one training of each")
  static let firstSeed = Option(
    name: "first-seed", value: Value("N"), summary: "The first COSTCALC_SEED (default 1)")
  static let grace = Option(
    name: "grace", value: Value("TIME"),
    summary: "Kill a command that does not end so long after it was asked to (default 30s)")
  static let logs = Option(
    name: "logs", value: Value("DIR", offers: .files),
    summary: "Keep the output of each training in a folder")
  static let shard = Option(
    name: "shard", value: Value("I/N"), summary: "Run part I of N, such as 2/8; 'merge' joins them"
  )

  /// The options of every search that concern its candidates.
  static let searching = [
    minimize, maximize, pareto, top, accuracy, evaluate, journal, reuse, tag, comparable, repeats,
    ofBest, firstSeed, jobs, timeLimit, grace, retries, logs, shard, threads, searchPage,
  ]
  /// Options about trainings, which only a command gives.
  static let training = [
    tag, repeats, ofBest, firstSeed, jobs, timeLimit, grace, retries, logs,
  ]
  /// The options for printing an answer.
  static let showing = [format, columns, exact]
  /// Budgets for the real network.
  static let budgets =
    [
      maxMACs, maxParameters, maxActivations, maxMemory, maxPeak, maxModel, maxLatency, macsWindow,
      device, searchedWeights, searchedActivations,
    ] + rates

  /// The options that only determine the order of networks.
  static let ranking: Set<String> = [minimize, maximize, pareto].reduce(into: []) {
    $0.insert($1.name)
  }
  /// The options that affect neither what is searched nor the order.
  static let incidental = Set(
    [
      top, journal, reuse, comparable, repeats, ofBest, firstSeed, jobs, timeLimit, grace, retries,
      logs, shard, threads, output, searchPage, format, columns, exact, color,
    ].map(\.name))
}
