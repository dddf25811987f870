/// A mark for each element of a storage: whether a kernel has touched it.
final class Marks {
  let marks: UnsafeMutablePointer<UInt8>
  let count: Int

  init(_ count: Int) {
    marks = .allocate(capacity: count)
    marks.initialize(repeating: 0, count: count)
    self.count = count
  }

  deinit { marks.deallocate() }

  /// The number of distinct elements touched.
  var touched: Int {
    var sum = 0
    for index in 0..<count { sum &+= Int(marks[index]) }
    return sum
  }
}

/// Elements with marks, so that a kernel can't touch one unnoticed.
package struct Watched {
  private let elements: UnsafeMutablePointer<Float>
  private let marks: Marks
  private let mark: UnsafeMutablePointer<UInt8>

  init(_ storage: Storage) {
    elements = storage.elements
    marks = Marks(storage.count)
    mark = marks.marks
  }

  func read(_ index: Int) -> Float {
    assert(index >= 0 && index < marks.count)
    mark[index] = 1
    return elements[index]
  }

  func write(_ value: Float, to index: Int) {
    assert(index >= 0 && index < marks.count)
    mark[index] = 1
    elements[index] = value
  }

  /// Multiplies a number with consecutive elements, adds the products to sums, and counts each
  /// operation where it happens.
  ///
  /// - Parameter isReal: whether the number was read, rather than being padding.
  func multiply(
    _ start: Int, count: Int, by factor: Float, isReal: Bool,
    into sums: UnsafeMutablePointer<Float>, _ tally: inout Tally
  ) {
    assert(start >= 0 && start + count <= marks.count)
    let (weights, mark) = (elements + start, mark + start)
    let real = isReal ? 1 : 0
    var (macs, effectiveMACs) = (0, 0)
    for index in 0..<count {
      sums[index] += weights[index] * factor
      mark[index] = 1
      macs &+= 1
      effectiveMACs &+= real
    }
    tally.macs += macs
    tally.effectiveMACs += effectiveMACs
  }

  /// The number of distinct elements touched.
  var touched: Int { marks.touched }
}

/// A feature map as a kernel sees it.
package struct WatchedMap {
  let map: FeatureMap
  private let elements: Watched

  package init(_ map: FeatureMap) {
    self.map = map
    elements = Watched(map.storage)
  }

  var size: MapSize { map.size }

  func read(_ sample: Int, _ channel: Int, _ row: Int, _ column: Int) -> Float {
    elements.read(map.index(sample, channel, row, column))
  }

  /// An element by its position in the map.
  func read(_ sample: Int, _ channel: Int, _ position: Int) -> Float {
    elements.read(map.index(sample, channel, position))
  }

  /// An element by its place among all, in order.
  func read(at place: Int) -> Float { elements.read(map.index(at: place)) }

  func write(_ value: Float, _ sample: Int, _ channel: Int, _ row: Int, _ column: Int) {
    elements.write(value, to: map.index(sample, channel, row, column))
  }

  func write(_ value: Float, at place: Int) { elements.write(value, to: map.index(at: place)) }

  /// The number of distinct elements touched.
  var touched: Int { elements.touched }
}

/// What a kernel did besides touching elements.
package struct Tally {
  /// Multiply-accumulates, including those with padding.
  var macs = 0
  /// Multiply-accumulates with elements that exist.
  var effectiveMACs = 0
  /// Outputs that were written as sums of products.
  var sums = 0
}
