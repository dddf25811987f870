/// The positions along one axis of a tensor, among its elements in order: those before it, along it
/// and after it.
struct AxisWalk {
  let outer, count, inner: Int

  /// The walk along an axis of sizes.
  init(_ sizes: [Int], along axis: Int) {
    outer = clampedProduct(sizes[..<axis])
    count = sizes[axis]
    inner = clampedProduct(sizes[(axis + 1)...])
  }

  /// The place among all elements.
  func place(_ before: Int, _ position: Int, _ after: Int) -> Int {
    (before * count + position) * inner + after
  }
}

/// The elements from one position to the next along each axis, of elements in order.
func pitches(_ sizes: [Int]) -> [Int] {
  var (pitches, pitch) = ([Int](repeating: 0, count: sizes.count), 1)
  for axis in sizes.indices.reversed() {
    pitches[axis] = pitch
    pitch = clampedProduct(pitch, sizes[axis])
  }
  return pitches
}

/// Visits every combination of positions along some axes, the last one fastest, with the place that
/// it has in each of several tensors.
///
/// - Parameter pitches: for each tensor, the elements from one position to the next along each axis.
func forEachPlace(
  _ sizes: some Collection<Int>, _ pitches: [[Int]],
  _ body: (_ number: Int, _ places: [Int]) throws(ExecutionError) -> Void
) throws(ExecutionError) {
  let sizes = Array(sizes)
  guard !sizes.contains(0) else { return }
  var position = [Int](repeating: 0, count: sizes.count)
  var places = [Int](repeating: 0, count: pitches.count)
  var number = 0
  while true {
    try body(number, places)
    number += 1
    var axis = sizes.count - 1
    while axis >= 0 {
      position[axis] += 1
      for index in places.indices { places[index] += pitches[index][axis] }
      guard position[axis] == sizes[axis] else { break }
      for index in places.indices { places[index] -= pitches[index][axis] * sizes[axis] }
      position[axis] = 0
      axis -= 1
    }
    if axis < 0 { return }
  }
}
