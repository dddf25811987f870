import CostModel

/// The duration of repeated runs, in seconds.
package struct RunTimes: Hashable, Sendable {
  /// The median.
  package let median: Double
  /// The fastest run.
  package let fastest: Double
  /// The distance between the quartiles, relative to the median.
  package let spread: Double
  /// The number of runs.
  package let count: Int

  /// - Parameter seconds: the times, at least one.
  init(_ seconds: [Double]) {
    let sorted = seconds.sorted()
    func quantile(_ part: Double) -> Double {
      sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]
    }
    median = quantile(0.5)
    fastest = sorted.first ?? 0
    spread = median > 0 ? (quantile(0.75) - quantile(0.25)) / median : 0
    count = sorted.count
  }
}

/// The time of a network, and of each layer within it.
package struct NetworkTimes: Sendable {
  /// The whole network.
  package let total: RunTimes
  /// Layers by their index in the network, without those that do nothing.
  package let layers: [(index: Int, times: RunTimes)]

  /// Runs a network repeatedly, at least five times.
  ///
  /// - Parameters:
  ///   - seconds: roughly how long in total.
  ///   - isCancelled: asked before each layer.
  /// - Throws: `cancelled`.
  package init(
    _ executor: FastExecutor, seconds: Double = 1, isCancelled: () -> Bool = { false }
  ) throws(ExecutionError) {
    let clock = ContinuousClock()
    let layers = executor.layers
    var times = layers.map { _ in [Double]() }
    var totals: [Double] = []
    // The first run fills the caches and wakes the threads.
    try executor.run(isCancelled: isCancelled)
    let begin = clock.now
    while totals.count < 5 || totals.count < 10_000 && (clock.now - begin) / .seconds(1) < seconds {
      let start = clock.now
      var last = start
      try executor.run(
        isCancelled: isCancelled,
        finished: { layer in
          let now = clock.now
          times[layer].append((now - last) / .seconds(1))
          last = now
        })
      totals.append((last - start) / .seconds(1))
    }
    total = RunTimes(totals)
    self.layers = zip(layers, times).map { ($0, RunTimes($1)) }
  }
}
