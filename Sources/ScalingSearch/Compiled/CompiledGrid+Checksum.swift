import CostModel

extension CompiledGrid {
  /// The sum of a formula's totals over all valid points, each of them computed: what `benchmarks`
  /// times, and tests compare.
  ///
  /// - Parameters:
  ///   - formula: the index of the formula.
  ///   - threads: how many threads share the lines; the result does not depend on it.
  package func checksum(_ formula: Int, threads: Int = 1) -> Int128 {
    let parts = Workers.map(count: threads, threads: threads) { worker in
      var scanner = LineScanner(self)
      return scanner.sum(
        formula, over: lineCount * worker / threads..<lineCount * (worker + 1) / threads)
    }
    return parts.reduce(0, +)
  }
}
