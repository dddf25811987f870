extension Arena {
  /// The plan of TensorFlow Lite Micro's greedy planner, to the byte.
  ///
  /// Buffers with a place come first, as asked for. The others follow by size, the largest first, and
  /// of equal ones the one asked for last; each goes to the lowest gap between those placed already
  /// that live with it.
  ///
  /// Source: tflite-micro, tensorflow/lite/micro/memory_planner/greedy_memory_planner.cc.
  package func greedy() -> ArenaPlan { ArenaPlan(placing(greedyOrder), of: self) }

  /// The order in which the greedy planner places buffers.
  var greedyOrder: [Int] {
    let fixed = buffers.indices.filter { buffers[$0].offset != nil }
    let free = buffers.indices.filter { buffers[$0].offset == nil }
    return fixed
      + free.sorted { a, b in (buffers[a].bytes, a) > (buffers[b].bytes, b) }
  }

  /// Offsets that come about if buffers are placed one by one, each in the lowest gap for it.
  ///
  /// - Parameter order: the index of each buffer once.
  func placing(_ order: [Int]) -> [Int] {
    var offsets = [Int](repeating: -1, count: buffers.count)
    for index in order { offsets[index] = buffers[index].offset ?? lowest(for: index, offsets) }
    return offsets
  }

  /// The lowest place for a buffer beside those that have one; the others are at -1.
  func lowest(for index: Int, _ offsets: [Int]) -> Int {
    var taken: [(start: Int, end: Int)] = []
    for other in neighbours[index] where offsets[other] >= 0 {
      taken.append((offsets[other], offsets[other] + buffers[other].bytes))
    }
    taken.sort { $0.start < $1.start }
    var place = 0
    for (start, end) in taken {
      if start - place >= buffers[index].bytes { break }
      place = max(place, end)
    }
    return place
  }
}
