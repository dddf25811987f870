import CostModel
import Foundation
import ReferenceExecutor
import Specs
import Symbolic

/// How long a network and its layers take with fast kernels: medians of runs, in seconds.
struct LayerTimings {
  /// The layers that do something, by their numbers in the network.
  let layers: [(index: Int, seconds: Double)]
  /// A whole run.
  let total: Double

  /// Runs a bound network once to warm up, then again and again.
  init(_ network: Network, repeats: Int, threads: Int = 1) throws {
    let executor = try FastExecutor(network, threads: threads)
    let clock = ContinuousClock()
    var times = executor.layers.map { _ in [Double]() }
    var totals: [Double] = []
    for round in 0...repeats {
      let start = clock.now
      var last = start
      try executor.run(finished: { layer in
        let now = clock.now
        if round > 0 { times[layer].append((now - last) / .seconds(1)) }
        last = now
      })
      if round > 0 { totals.append((clock.now - start) / .seconds(1)) }
    }
    layers = zip(executor.layers, times).map { ($0, LayerTimings.median($1)) }
    total = LayerTimings.median(totals)
  }

  private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
}

/// Times the layers of one network and prints them as CSV, for other programs.
struct LayerBenchmark {
  /// A model of the catalog, or a file with `/` or `.json` in its name.
  private let model: String
  private var repeats = 100
  private var threads = 1

  /// Reads `MODEL [--repeats N] [--threads N]`.
  ///
  /// - Throws: a diagnostic with the usage.
  init(_ arguments: some Sequence<String>) throws {
    var words = Array(arguments)
    func take(_ flag: String, or value: Int) throws -> Int {
      guard let index = words.firstIndex(of: flag) else { return value }
      guard index + 1 < words.count, let number = Int(words[index + 1]), number > 0 else {
        throw Diagnostic("\(flag) takes a number from 1 on")
      }
      words.removeSubrange(index...index + 1)
      return number
    }
    repeats = try take("--repeats", or: repeats)
    threads = try take("--threads", or: threads)
    guard words.count == 1 else {
      throw Diagnostic("usage: benchmarks layers MODEL [--repeats N] [--threads N]")
    }
    model = words[0]
  }

  func run() throws {
    let catalog = Catalog.embedded
    var settings = Settings()
    settings.unfoldLimit = .max
    let network = try Network.expand(found(in: catalog), settings, in: catalog)
    let timings = try LayerTimings(network, repeats: repeats, threads: threads)
    print("layer,operator,output,microseconds")
    for (index, seconds) in timings.layers {
      let layer = network.layers[index]
      let kind = "\(layer.operation.name) \(layer.detail)"
      print("\(layer.name),\(kind),\(layer.output.shape.text),\(microseconds(seconds))")
    }
    print("total,,,\(microseconds(timings.total))")
  }

  private func found(in catalog: Catalog) throws -> Model {
    guard model.contains("/") || model.hasSuffix(".json") else {
      return try catalog.model(named: model)
    }
    let text = try Data(contentsOf: URL(filePath: model))
    return Model(try Spec.read(Array(text), file: model))
  }

  private func microseconds(_ seconds: Double) -> String {
    (seconds * 1e6).formatted(.number.precision(.fractionLength(2)).grouping(.never))
  }
}
