import Specs
import costcalc

/// What is done with a command line, a word a line: it is parsed, and run where it neither writes
/// files, nor starts processes, nor measures, nor counts what is large. Of searches, which count
/// hundreds of networks, one in 8 is run.
struct CommandTrial: Trial {
  /// Networks whose size nobody here looks at. A look at the catalog for each word would take longer
  /// than most commands, because it works out what a wrong word may have meant.
  private let others: Set<String>
  private let commands: Set = [
    "list", "spec", "table", "count", "compare", "formula", "grid-search", "scale", "fit", "space",
    "roofline", "explain", "published", "check", "help", "completions",
  ]
  private let searches: Set = ["table", "grid-search", "scale", "fit", "space"]
  private let writing: Set = ["output", "svg", "journal", "evaluate", "run"]
  /// Small networks; `net.json` lies in the folder that `Fuzz/run.sh` runs in.
  private let models: Set = [
    "net.json", "separable", "standard", "grouped", "bottleneck", "inverted_residual", "alexnet",
  ]

  init() { others = Set(Catalog.embedded.modelNames).subtracting(models) }

  func run(_ input: [UInt8]) {
    let words = String(decoding: input, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if case .run(let invocation)? = try? program.request(words) {
      let isSearch = searches.contains(invocation.command.name)
      guard isHarmless(invocation), !isSearch || input.count.isMultiple(of: 8) else { return }
    }
    _ = program.run(words)
  }

  private func isHarmless(_ invocation: Invocation) -> Bool {
    // Without a network, they are about all that was ever published, or about EfficientNet.
    let isLarge =
      ["published", "grid-search", "scale"].contains(invocation.command.name)
      && invocation.operands.isEmpty
    guard commands.contains(invocation.command.name), !isLarge,
      writing.isDisjoint(with: invocation.options.keys)
    else { return false }
    // Files are named by paths; standard input by `-`.
    let texts = invocation.operands + invocation.options.values.joined().compactMap(\.self)
    guard texts.allSatisfy({ !$0.contains("/") && $0 != "-" }) else { return false }
    return others.isDisjoint(with: invocation.operands)
  }
}
