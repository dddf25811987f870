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
  func checkTrials() throws {
    if invocation.isGiven(.evaluate) {
      _ = try runner()
      guard !invocation.isGiven(.accuracy) else {
        throw invocation.usageError("--accuracy and --evaluate can't be combined; choose one")
      }
      return
    }
    for option in [Option.jobs, .timeLimit, .retries] where invocation.isGiven(option) {
      throw invocation.usageError("\(option.spelling) needs --evaluate")
    }
    guard !invocation.isGiven(.accuracy) else { return }
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
      retries: try count(.retries, atLeast: 0) ?? 0)
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
