/// Elements in memory, optionally recorded in a ledger.
///
/// Unchecked: threads write to different elements, and only the counting executor, which has a
/// single thread, keeps a ledger.
final class Storage: @unchecked Sendable {
  let elements: UnsafeMutablePointer<Float>
  let count: Int
  private let ledger: Ledger?

  /// That many zeros.
  init(_ count: Int, in ledger: Ledger? = nil) {
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
final class Ledger {
  private(set) var current = 0
  private(set) var peak = 0

  func held(_ count: Int) {
    current += count
    peak = max(peak, current)
  }

  func freed(_ count: Int) { current -= count }
}

/// A tensor of single-precision numbers: a storage, or a range of channels of another map.
public struct FeatureMap {
  /// The sizes.
  public let size: MapSize
  let storage: Storage
  /// The channels per sample in storage, and the first of them in the map.
  private let storedChannels, firstChannel: Int

  /// A map of zeros.
  init(_ size: MapSize, in ledger: Ledger? = nil) {
    self.size = size
    storage = Storage(size.elements, in: ledger)
    (storedChannels, firstChannel) = (size.channels, 0)
  }

  /// A view of channels of another map.
  init(viewing map: FeatureMap, channels: Range<Int>) {
    size = map.size.with(channels: channels.count)
    storage = map.storage
    storedChannels = map.storedChannels
    firstChannel = map.firstChannel + channels.lowerBound
  }

  /// The index of an element in storage.
  func index(_ sample: Int, _ channel: Int, _ row: Int, _ column: Int) -> Int {
    ((sample * storedChannels + firstChannel + channel) * size.rows + row) * size.width + column
  }

  /// Visits the index of every element: samples, channels, rows, columns.
  func forEachIndex(_ body: (Int) -> Void) {
    for sample in 0..<size.batch {
      for channel in 0..<size.channels {
        let start = index(sample, channel, 0, 0)
        for offset in 0..<size.area { body(start + offset) }
      }
    }
  }

  /// The elements: samples, channels, rows, columns.
  public var values: [Float] {
    var values: [Float] = []
    values.reserveCapacity(size.elements)
    forEachIndex { values.append(storage.elements[$0]) }
    return values
  }

  /// Fills in the elements in the order of ``values``.
  func fill(_ next: () -> Float) { forEachIndex { storage.elements[$0] = next() } }
}
