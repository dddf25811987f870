import Foundation
import Symbolic
import TestSupport
import Testing

/// Searches that are shared: what docs/cluster.md shows is what runs here.
struct ClusterTests {
  /// A command that knows an accuracy at once, and keeps count of how often it is asked.
  private static let train = """
    #!/bin/sh
    echo "$COSTCALC_NETWORK" >>runs
    echo $((COSTCALC_ACTIVATIONS / 1000 % 97))

    """

  /// Searches, and how many parts: more than have anything to do among them.
  private static let searches: [(line: String, parts: Int)] = [
    ("grid-search --tolerance 1%", 5),
    ("grid-search mobilenet_v1 --vary width=0.25:1:0.25 --vary resolution=128:224:32", 3),
    ("grid-search --tolerance 1% --evaluate ./train --maximize 'accuracy - real'", 4),
    ("fit mobilenet_v1 --max-macs 60M --vary width=0.25:1:0.25 --vary resolution=128:224:32", 4),
    ("space detnas_space --sample 5 --seed 7 --columns macs,parameterCount,choices", 8),
    ("space mnasnet_space --sample 12 --max-macs 312M --evaluate ./train --columns accuracy", 2),
  ]

  @Test(arguments: searches) func partsJoinToWhatOneRunPrints(line: String, parts: Int) throws {
    let seed: UInt64 = 20_261_121
    var random = SplitMix64(seed: seed)
    let folder = try ClusterFolder()
    try folder.write(ClusterTests.train, to: "train", isExecutable: true)
    let whole = try folder.output("costcalc \(line) --journal whole.jsonl")
    var journals: [String] = []
    for part in 1...parts {
      let name = "part-\(part).jsonl"
      journals.append(name)
      _ = try folder.output("costcalc \(line) --shard \(part)/\(parts) --journal \(name)")
      // The same part on a machine that went down while it wrote: its last line is torn.
      let text = try folder.read(name)
      try folder.write(String(text.dropLast(Int.random(in: 1...9, using: &random))), to: "x\(name)")
      journals.append("x\(name)")
    }
    journals.append(try #require(journals.randomElement(using: &random)))
    journals.shuffle(using: &random)
    // How networks are shown is no part of a search.
    let columns = line.firstRange(of: "--columns").map { line[$0.lowerBound...] } ?? ""
    let merged = try folder.output("costcalc merge \(journals.joined(separator: " ")) \(columns)")
    #expect(merged == whole, "seed \(seed): merge \(journals.joined(separator: " "))")
  }

  @Test(
    .enabled(
      if: Installed.gnuParallel, "GNU parallel is not installed (Debian's package parallel)"))
  func theLineForParallelRuns() throws {
    let folder = try ClusterFolder()
    let whole = try folder.output("costcalc grid-search --tolerance 1%")
    try folder.write("", to: ".parallel/will-cite")
    let line = try ClusterTests.block(with: "| parallel ")
    _ = try folder.output("export PARALLEL_HOME=\"$PWD/.parallel\"; \(line)")
    #expect(try folder.names(like: "part-", ".jsonl").count == 8)
    #expect(try folder.output(ClusterTests.block(with: "costcalc merge")) == whole)
  }

  @Test(
    .enabled(
      if: Installed.missing(PrivateSlurm.programs).isEmpty,
      "not installed: \(Installed.missing(PrivateSlurm.programs)) (Debian's package slurm-wlm)"))
  func theSlurmScriptRuns() throws {
    let folder = try ClusterFolder()
    try folder.write(ClusterTests.train, to: "train", isExecutable: true)
    let whole = try folder.output(
      "costcalc grid-search --tolerance 1% --evaluate ./train --journal whole.jsonl")
    let networks = try folder.lineCount("runs")
    try folder.write("", to: "runs")
    try folder.write(try ClusterTests.block(with: "#SBATCH --array"), to: "search.sh")

    let slurm = try PrivateSlurm(in: folder)
    defer { slurm.stop() }
    try slurm.submit("search.sh")
    #expect(try folder.names(like: "part-", ".jsonl").count == 8)
    #expect(try folder.names(like: "part-", ".txt").count == 8)
    #expect(try folder.lineCount("runs") == networks, "each network is tried by one part")
    let merge = try ClusterTests.block(with: "costcalc merge")
    #expect(try folder.output(merge) == whole)

    // The node of one part goes down while it writes; the same script goes on.
    let torn = String(try folder.read("part-3.jsonl").dropLast(5))
    try folder.write(torn, to: "part-3.jsonl")
    #expect(try folder.output(merge) != whole)
    try slurm.submit("search.sh")
    #expect(try folder.lineCount("runs") == networks + 1, "what is known is not tried again")
    #expect(try folder.output(merge) == whole)
  }

  /// The shell block of docs/cluster.md that holds a text.
  private static func block(with text: String) throws -> String {
    let file = Repository.root.appending(path: "docs/cluster.md")
    let blocks = try String(contentsOf: file, encoding: .utf8)
      .components(separatedBy: "```sh\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```\n").first }
    return try #require(blocks.first { $0.contains(text) }, "docs/cluster.md shows no \(text)")
  }
}

/// What the machine has.
enum Installed {
  /// Programs that are not found; daemons lie outside the paths of users.
  static func missing(_ programs: [String]) -> String {
    programs.filter { path(of: $0) == nil }.joined(separator: ", ")
  }

  static func path(of program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders: [Substring] = path.split(separator: ":") + ["/usr/local/sbin", "/usr/sbin"]
    return folders.map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// There is another program of this name, in the package moreutils.
  static let gnuParallel =
    (try? Tool.run(shell: "parallel --version"))?.output.hasPrefix("GNU parallel") ?? false
}
