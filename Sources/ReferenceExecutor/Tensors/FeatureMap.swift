/// Elements in memory, optionally recorded in a ledger.
///
/// Unchecked: threads write to different elements, and only the counting executor, which has a
/// single thread, keeps a ledger.
package final class Storage: @unchecked Sendable {
  package let elements: UnsafeMutablePointer<Float>
  let count: Int
  private let ledger: Ledger?

  /// That many zeros.
  package init(_ count: Int, in ledger: Ledger? = nil) {
    elements = Pages.allocate(bytes: count * 4)
      .initializeMemory(as: Float.self, repeating: 0, count: count)
    self.count = count
    self.ledger = ledger
    ledger?.held(count)
  }

  deinit {
    UnsafeMutableRawPointer(elements).deallocate()
    ledger?.freed(count)
  }
}

/// How many tensor elements are held, and the most there have been.
package final class Ledger {
  private(set) var current = 0
  private(set) var peak = 0

  func held(_ count: Int) {
    current += count
    peak = max(peak, current)
  }

  func freed(_ count: Int) { current -= count }
}

/// A tensor of single-precision numbers: a storage, or a view of another one's.
package struct FeatureMap {
  /// The sizes.
  package let size: MapSize
  let storage: Storage
  /// The index of the first element in storage.
  private let offset: Int
  /// The elements in storage from one sample, channel or position to the next.
  private let samplePitch, channelPitch, positionPitch: Int
  /// The index of every element, in order, in a view of elements that are not in order in storage.
  private let table: [Int]?

  /// A map of zeros.
  package init(_ size: MapSize, in ledger: Ledger? = nil) {
    self.init(size, Storage(size.elements, in: ledger))
  }

  /// All of a storage.
  init(_ size: MapSize, _ storage: Storage, table: [Int]? = nil) {
    self.size = size
    self.storage = storage
    self.table = table
    let isFirst = size.layout == .channelsFirst
    offset = 0
    samplePitch = clampedProduct(size.channels, size.area)
    channelPitch = isFirst ? size.area : 1
    positionPitch = isFirst ? 1 : size.channels
  }

  /// A view of channels of another map.
  package init(viewing map: FeatureMap, channels: Range<Int>) {
    size = map.size.with(channels: channels.count)
    storage = map.storage
    offset = map.offset + channels.lowerBound * map.channelPitch
    (samplePitch, channelPitch) = (map.samplePitch, map.channelPitch)
    positionPitch = map.positionPitch
    table = map.table.map { table in
      var kept: [Int] = []
      MapOrder(map.size).forEach { sample, channel, position in
        if channels.contains(channel) {
          kept.append(table[map.place(sample, channel, position)])
        }
      }
      return kept
    }
  }

  /// The elements of another map in the same order, in other sizes.
  package init(viewing map: FeatureMap, as size: MapSize) {
    let isInOrder = map.table == nil && map.size.elements == map.storage.count
    if isInOrder {
      self.init(size, map.storage)
    } else {
      var table: [Int] = []
      map.forEachIndex { table.append($0) }
      self.init(size, map.storage, table: table)
    }
  }

  /// The place of an element among those of the map, in order.
  private func place(_ sample: Int, _ channel: Int, _ position: Int) -> Int {
    size.layout == .channelsFirst
      ? (sample * size.channels + channel) * size.area + position
      : (sample * size.area + position) * size.channels + channel
  }

  /// The index of an element in storage.
  func index(_ sample: Int, _ channel: Int, _ position: Int) -> Int {
    if let table { return table[place(sample, channel, position)] }
    return offset + sample * samplePitch + channel * channelPitch + position * positionPitch
  }

  /// The index of an element in storage.
  func index(_ sample: Int, _ channel: Int, _ row: Int, _ column: Int) -> Int {
    index(sample, channel, row * size.width + column)
  }

  /// The index in storage of the element at a place among all, in order.
  func index(at place: Int) -> Int {
    if let table { return table[place] }
    let (perSample, rest) = (size.channels * size.area, place)
    guard samplePitch != perSample else { return offset + place }
    let (sample, own) = rest.quotientAndRemainder(dividingBy: perSample)
    let (channel, position) =
      size.layout == .channelsFirst
      ? own.quotientAndRemainder(dividingBy: size.area)
      : { ($0.remainder, $0.quotient) }(own.quotientAndRemainder(dividingBy: size.channels))
    return index(sample, channel, position)
  }

  /// Visits the index of every element, in order.
  func forEachIndex(_ body: (Int) -> Void) {
    MapOrder(size).forEach { sample, channel, position in
      body(index(sample, channel, position))
    }
  }

  /// The elements in the order of the axes: samples, channels, rows, columns if the channels are
  /// first.
  package var values: [Float] {
    var values: [Float] = []
    values.reserveCapacity(size.elements)
    forEachIndex { values.append(storage.elements[$0]) }
    return values
  }

  /// The sizes of all axes, in order.
  package var sizes: [Int] { size.sizes }

  /// Fills in the elements in the order of ``values``.
  package func fill(_ next: () -> Float) { forEachIndex { storage.elements[$0] = next() } }
}

/// The elements of a tensor in the order of its layout.
private struct MapOrder {
  let size: MapSize

  init(_ size: MapSize) { self.size = size }

  func forEach(_ body: (_ sample: Int, _ channel: Int, _ position: Int) -> Void) {
    for sample in 0..<size.batch {
      if size.layout == .channelsFirst {
        for channel in 0..<size.channels {
          for position in 0..<size.area { body(sample, channel, position) }
        }
      } else {
        for position in 0..<size.area {
          for channel in 0..<size.channels { body(sample, channel, position) }
        }
      }
    }
  }
}
