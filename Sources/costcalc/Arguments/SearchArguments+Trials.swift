import CostModel
import ScalingSearch
import Specs
import Symbolic

/// Accuracies, and several machines.
extension SearchArguments {
  /// The part of the search to run.
  func shard() throws -> Shard? {
    try invocation.value(of: .shard).map { text in
      guard let shard = Shard(text) else {
        throw invocation.usageError(
          "--shard takes a part such as 2/8, not \(quoted(text))")
      }
      return shard
    }
  }

  /// Checks that options for trials come with a command.
  ///
  /// - Parameter model: what is searched; it may have parameters that are called like them.
  func checkTrials(of model: Model) throws {
    if invocation.isGiven(.evaluate) {
      _ = try runner()
      _ = try plan()
      return
    }
    for option in Option.training where invocation.isGiven(option) {
      let isParameter = model.spec.parameters.contains { $0.name == option.name }
      throw invocation.usageError(
        "\(option.spelling) needs --evaluate",
        remedy: isParameter
          ? "--set \(option.name)=VALUE sets the parameter of \(model.name)" : nil)
    }
    if invocation.isGiven(.comparable), !invocation.isGiven(.reuse) {
      throw invocation.usageError("--comparable needs --evaluate or --reuse")
    }
    guard !invocation.isGiven(.accuracy), !invocation.isGiven(.reuse) else { return }
    for option in [Option.minimize, .maximize, .pareto]
    where invocation.value(of: option)?.mentions(.accuracy) ?? false {
      throw invocation.usageError(
        "\(option.spelling): no accuracy is known",
        remedy: "read accuracies with --accuracy, or run a command with --evaluate")
    }
  }

  /// The runner for the user's command.
  func runner() throws -> CommandRunner {
    CommandRunner(
      invocation.value(of: .evaluate) ?? "", jobs: min(try count(.jobs) ?? 1, 4096),
      timeLimit: try invocation.amount(.timeLimit, .time).map { .seconds($0.doubleValue) },
      retries: try count(.retries, atLeast: 0) ?? 0,
      grace: .seconds(try invocation.amount(.grace, .time)?.doubleValue ?? 30))
  }

  /// How often networks are trained.
  func plan() throws -> Trials.Plan {
    let most = 1_000_000
    if invocation.isGiven(.ofBest), !invocation.isGiven(.repeats) {
      throw invocation.usageError("--of-best needs --repeats", remedy: "such as --repeats 5")
    }
    return Trials.Plan(
      repeats: try count(.repeats, atMost: most) ?? 1, best: try count(.ofBest),
      firstSeed: try count(.firstSeed, atLeast: 0, atMost: Int(Int32.max) - most) ?? 1)
  }

  /// The accuracies of a file, or those that come with the tool.
  func measurements(_ file: String, of model: Model, columns: [String]) throws -> Measurements {
    guard file == "published" else {
      let bytes = try InputFile.bytes(of: file)
      return try Measurements(
        String(decoding: bytes, as: UTF8.self), file: file, known: columns)
    }
    let name = model.spec.name ?? model.name
    guard let known = Catalog.embedded.accuracies(of: name) else {
      throw invocation.usageError(
        "costcalc has no published accuracies for \(name)",
        remedy: "give a CSV file with --accuracy")
    }
    return try Measurements(known.text, file: "specs/\(known.path)", known: columns)
  }
}
