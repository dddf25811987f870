import CostModel
import Foundation
import ScalingSearch
import Specs
import Symbolic

/// The questions of one model, timed.
struct Benchmarks {
  /// The model that is counted.
  let model: String
  /// The parameters left free in its formulas.
  let free: Set<String>

  func run() throws {
    print(Timing.header)
    try processes()
    try steps()
    try grids()
  }

  // MARK: Whole processes

  /// The tool that was built beside this; nil where it was not.
  private var tool: String? {
    let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "costcalc").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  private func processes() throws {
    let trivial = try Timing("/bin/true", repeats: 200) { try ChildProcess.run("/bin/true") }
    print(trivial)
    guard let tool else {
      print("costcalc is not built: run 'swift build -c release' first")
      return
    }
    let counting = try Timing("costcalc count \(model)", repeats: 200) {
      try ChildProcess.run(tool, "count", model)
    }
    print(counting)
    let ratio = counting.median / trivial.median
    print("  which is \(ratio.formatted(.number.precision(.fractionLength(1)))) times /bin/true")
    print(
      try Timing("costcalc grid-search --format json: all cells", repeats: 20) {
        try ChildProcess.run(tool, "grid-search", "--format", "json")
      })
    let filter = [
      "grid-search", "efficientnet_b0", "--vary", "depth=1:1.99:0.01", "--vary",
      "width=1:1.999:0.001", "--vary", "resolution=224:10223:1", "--macs", "1.98x:2.02x",
      "--max-parameters", "8M",
    ]
    print(
      try Timing("costcalc grid-search: 10^9 points within two budgets", repeats: 5) {
        try ChildProcess.run([tool] + filter)
      })
    print("  with \(ChildProcess.peakMegabytes) MB at the peak of any process so far")
    try budgets(tool)
  }

  /// A million points under each budget, as multiples of the time that one of MACs takes.
  private func budgets(_ tool: String) throws {
    let ranges = ["depth=0.5:1.49:0.01", "width=0.5:1.49:0.01", "resolution=128:227:1"]
    for model in ["mobilenet_v1", "efficientnet_b0"] {
      var first: Duration?
      for budget in [
        "--max-macs 200M", "--max-peak 1MB --activations int8",
        "--machine h100 --precision fp32 --max-latency 20us", "--max-model 3MB --weights int4",
      ] {
        let words =
          ["fit", model] + ranges.flatMap { ["--vary", $0] }
          + budget.split(separator: " ").map(String.init) + ["--top", "3"]
        let timing = try Timing("costcalc fit \(model) \(budget): 10^6 points", repeats: 3) {
          try ChildProcess.run([tool] + words)
        }
        print(timing)
        let ratio = timing.median / (first ?? timing.median)
        if first != nil {
          print(
            "  which is \(ratio.formatted(.number.precision(.fractionLength(1)))) times as long")
        }
        first = first ?? timing.median
      }
    }
  }

  // MARK: Steps

  private func steps() throws {
    let catalog = Catalog.embedded
    guard let file = catalog.file(defining: model) else {
      throw Diagnostic("no file defines \(model)")
    }
    let text = Array(file.text.utf8)
    let folded = Settings([], free: free, unfoldLimit: 0)
    let known = try catalog.model(named: model)
    let bound = try Network.expand(known, in: catalog)
    let symbolic = try Network.expand(known, folded, in: catalog)
    let macs = try Report(symbolic).totals.macs

    print(try Timing("read") { _ = try Spec.read(text, file: file.path) })
    print(try Timing("expand") { _ = try Network.expand(known, in: catalog) })
    print(
      try Timing("read and expand, blocks of the library included") {
        // One that has read nothing yet.
        let catalog = Catalog(Catalog.embedded.files)
        _ = try Network.expand(catalog.model(named: model), in: catalog)
      })
    print(try Timing("count") { _ = try Report(bound) })
    let symbols = free.sorted().joined(separator: " and ")
    print(
      try Timing("expand, \(symbols) free") { _ = try Network.expand(known, folded, in: catalog) })
    print(try Timing("count, \(symbols) free") { _ = try Report(symbolic) })
    print(Timing("print the formula of the MACs") { _ = macs.text })
    let names = catalog.modelNames
    print(
      try Timing("expand and count all \(names.count) networks of the zoo", repeats: 5) {
        // One that has read nothing yet.
        let catalog = Catalog(Catalog.embedded.files)
        for name in names {
          _ = try Report(Network.expand(catalog.model(named: name), in: catalog))
        }
      })
  }

  // MARK: Grids

  /// How many exact totals of EfficientNet-B0 a second.
  private func grids() throws {
    let catalog = Catalog.embedded
    let axes = [
      try Axis("depth", "1:1.99:0.01", flag: "depth"),
      try Axis("width", "1:1.999:0.001", flag: "width"),
      try Axis("resolution", "224:10223:1", flag: "resolution"),
    ]
    let settings = Settings([], free: Set(axes.map(\.name)), unfoldLimit: 0)
    let network = try Network.expand(
      catalog.model(named: "efficientnet_b0"), settings, in: catalog)
    let macs = try Report(network).totals.macs
    func compiled() throws -> CompiledGrid {
      try CompiledGrid(
        [macs], requirements: network.requirements,
        over: axes.map { axis in
          CompiledGrid.Input(axis, symbols: [axis.name]) { point in
            [axis.name == "resolution" ? .exact(point.exact) : .real(point.real)]
          }
        })
    }
    let grid = try compiled()
    print(
      try Timing("compile a grid of \(grid.pointCount) points", repeats: 3) { _ = try compiled() })
    for threads in [1, 2] {
      print(
        Timing("\(grid.validCount) totals, \(threads) threads", repeats: 3) {
          _ = grid.checksum(0, threads: threads)
        })
    }
  }
}
