/// How many bytes a second the cores move, by how many bytes there are: what a cache holds moves
/// faster than what memory does.
public struct Bandwidths: Sendable {
  /// What the fastest loop reaches over data of one size.
  public struct Level: Hashable, Sendable {
    /// How many bytes are touched, by all threads together.
    public let bytes: Int
    /// Bytes a second, read or written.
    public let rate: Double
  }

  /// From the smallest size to one far beyond the caches, each twice the one before. Rates never
  /// grow with the size.
  public let levels: [Level]

  /// Bytes a second at most where a task touches so many bytes, each once: the rate of the largest
  /// size measured that is no larger.
  public func rate(over bytes: Double) -> Double {
    (levels.last { Double($0.bytes) <= bytes } ?? levels[0]).rate
  }

  /// Bytes a second far beyond the caches.
  public var memory: Double { levels[levels.count - 1].rate }

  /// Measures for less than half a second.
  ///
  /// Data is read alone, and read and written half by half; the faster counts, because layers do
  /// either.
  init(_ team: Team, _ loops: VectorLoops) {
    let sizes = (14...28).map { 1 << $0 }
    let largest = sizes[sizes.count - 1] / 4 / team.size
    let parts = (0..<team.size).map { _ in Storage(largest) }
    var levels: [Level] = []
    for size in sizes.reversed() {
      let count = size / 4 / team.size
      // A run takes long beside handing out the work.
      let repeats = max(1, (16 << 20) / size)
      let reading = MachineRates.fastest(of: 8) {
        team.forEach(team.size) { part in
          for _ in 0..<repeats { _ = loops.calls.sum(parts[part].elements, count) }
        }
      }
      let copying = MachineRates.fastest(of: 8) {
        team.forEach(team.size) { part in
          let (source, result) = (parts[part].elements, parts[part].elements + count / 2)
          for _ in 0..<repeats { loops.calls.clamp(source, result, count / 2, -1, 1) }
        }
      }
      let rate = Double(4 * count * team.size * repeats) / min(reading, copying)
      levels.append(Level(bytes: size, rate: max(rate, levels.last?.rate ?? 0)))
    }
    self.levels = levels.reversed()
  }
}
