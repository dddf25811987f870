import Symbolic

/// Buffers that share one block of memory, in the order in which they are asked for.
package struct Arena: Sendable {
  /// The buffers.
  package let buffers: [ArenaBuffer]
  /// For each buffer, those that live with it.
  let neighbours: [[Int]]

  /// More pairs of buffers that live together are not looked at.
  private static let pairLimit = 4_000_000

  /// - Throws: a diagnostic if all of them together exceed what can be counted, or are too many.
  package init(_ buffers: [ArenaBuffer]) throws(Diagnostic) {
    self.buffers = buffers
    var sum = 0
    for buffer in buffers {
      let end = (buffer.offset ?? 0).addingReportingOverflow(buffer.bytes)
      let total = sum.addingReportingOverflow(max(end.partialValue, buffer.bytes))
      guard buffer.bytes >= 0, (buffer.offset ?? 0) >= 0, !end.overflow, !total.overflow else {
        throw Diagnostic("the buffers of an arena are larger than 2^63 bytes together")
      }
      sum = total.partialValue
    }
    var neighbours = [[Int]](repeating: [], count: buffers.count)
    var live: [Int] = []
    var pairs = 0
    for index in buffers.indices.sorted(by: { buffers[$0].first < buffers[$1].first }) {
      live.removeAll { buffers[$0].last < buffers[index].first }
      // One that ends before it begins is never there.
      for other in live where buffers[other].lives(with: buffers[index]) {
        neighbours[index].append(other)
        neighbours[other].append(index)
      }
      live.append(index)
      pairs += live.count
      guard pairs <= Arena.pairLimit else {
        throw Diagnostic("\(buffers.count) buffers are too many to plan an arena for")
      }
    }
    self.neighbours = neighbours
  }

  /// The most bytes that are needed at the same time: no plan takes less.
  ///
  /// - Returns: the bytes, and the first time when they are needed; nil without buffers.
  package func bound() -> (bytes: Int, time: Int)? {
    // What lives at a time lives when the last of it begins.
    var most: (bytes: Int, time: Int)?
    for (index, buffer) in buffers.enumerated() {
      let living = neighbours[index].reduce(buffer.bytes) { sum, other in
        let other = buffers[other]
        return other.first <= buffer.first && buffer.first <= other.last ? sum + other.bytes : sum
      }
      let isMore = most.map { (living, $0.time) > ($0.bytes, buffer.first) } ?? true
      if isMore { most = (living, buffer.first) }
    }
    return most
  }

  /// The arena with some places given.
  package func fixing(_ offsets: [Int?]) throws(Diagnostic) -> Arena {
    try Arena(
      zip(buffers, offsets).map { buffer, offset in
        var buffer = buffer
        buffer.offset = offset
        return buffer
      })
  }
}

/// Where each buffer of an arena lies.
package struct ArenaPlan: Hashable, Sendable {
  /// The first byte of each buffer.
  package let offsets: [Int]
  /// The bytes of the arena.
  package let bytes: Int

  /// The plan with these places.
  init(_ offsets: [Int], of arena: Arena) {
    self.offsets = offsets
    bytes = zip(offsets, arena.buffers).map { $0 + $1.bytes }.max() ?? 0
  }

  /// Two buffers that live together and overlap; nil if there are none, as there should be.
  package func overlap(in arena: Arena) -> (Int, Int)? {
    for (index, neighbours) in arena.neighbours.enumerated() {
      let (start, end) = (offsets[index], offsets[index] + arena.buffers[index].bytes)
      for other in neighbours
      where other > index && start < offsets[other] + arena.buffers[other].bytes
        && offsets[other] < end
      {
        return (index, other)
      }
    }
    return nil
  }
}
