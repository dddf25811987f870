/// How many bytes per second the cores move, by how many bytes are touched: data in a cache moves
/// faster than data in memory.
package struct Bandwidths: Sendable {
  /// The rate of the fastest loop over data of one size.
  package struct Level: Hashable, Sendable {
    /// How many bytes all threads touch together.
    package let bytes: Int
    /// Bytes per second, read or written.
    package let rate: Double
  }

  /// From the smallest size to one far beyond the caches, each twice the previous one. Rates never
  /// increase with size.
  package let levels: [Level]

  /// The maximum bytes per second for a task that touches that many bytes once: the rate of the
  /// largest measured size that is not larger.
  package func rate(over bytes: Double) -> Double {
    (levels.last { Double($0.bytes) <= bytes } ?? levels[0]).rate
  }

  /// Bytes per second far beyond the caches.
  package var memory: Double { levels[levels.count - 1].rate }

  /// The most bytes touched.
  static let largest = 1 << 28

  /// Measures for less than half a second.
  ///
  /// Data is read only, and half read and half written; the faster rate counts, because layers do
  /// either.
  init(_ threadPool: ThreadPool, _ loops: VectorLoops) {
    let sizes = sequence(first: 1 << 14) { $0 * 2 }.prefix { $0 <= Bandwidths.largest }
    let parts = (0..<threadPool.size).map { _ in
      Storage(Bandwidths.largest / 4 / threadPool.size)
    }
    var levels: [Level] = []
    for size in sizes.reversed() {
      let count = size / 4 / threadPool.size
      // A run must be long compared with handing out the work.
      let repeats = max(1, (16 << 20) / size)
      let reading = MachineRates.fastest(of: 8) {
        threadPool.forEach(threadPool.size) { part in
          for _ in 0..<repeats { _ = loops.calls.sum(parts[part].elements, count) }
        }
      }
      let copying = MachineRates.fastest(of: 8) {
        threadPool.forEach(threadPool.size) { part in
          let (source, result) = (parts[part].elements, parts[part].elements + count / 2)
          for _ in 0..<repeats { loops.calls.clamp(source, result, count / 2, -1, 1) }
        }
      }
      let rate = Double(4 * count * threadPool.size * repeats) / min(reading, copying)
      levels.append(Level(bytes: size, rate: max(rate, levels.last?.rate ?? 0)))
    }
    self.levels = levels.reversed()
  }
}
