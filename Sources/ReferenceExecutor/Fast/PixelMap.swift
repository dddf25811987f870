/// A feature map with the channels of each position together (NHWC): rows of a matrix.
///
/// Unlike in ``FeatureMap``, a vector then holds channels, which every operator treats alike.
struct PixelMap: Sendable {
  let size: MapSize
  let storage: Storage
  /// Elements from one position to the next; in a view, more than the map's channels.
  let pitch: Int
  /// The index of the first element.
  private let offset: Int

  private init(size: MapSize, storage: Storage, pitch: Int, offset: Int) {
    self.size = size
    self.storage = storage
    self.pitch = pitch
    self.offset = offset
  }

  /// A map of zeros, or of the contents of a storage that is large enough.
  init(_ size: MapSize, in storage: Storage? = nil) {
    self.init(
      size: size, storage: storage ?? Storage(size.elements), pitch: size.channels, offset: 0)
  }

  /// A view of channels of another map.
  init(viewing map: PixelMap, channels: Range<Int>) {
    self.init(
      size: map.size.with(channels: channels.count), storage: map.storage, pitch: map.pitch,
      offset: map.offset + channels.lowerBound)
  }

  /// A view of one sample of a map.
  func sample(_ index: Int) -> PixelMap {
    PixelMap(
      size: MapSize(batch: 1, channels: size.channels, map: size.map, layout: size.layout),
      storage: storage, pitch: pitch, offset: offset + index * area * pitch)
  }

  /// The number of positions of all samples.
  var positions: Int { size.batch * area }

  /// The number of positions of one sample.
  var area: Int { size.area }

  /// The channels of a position, counted through all samples.
  subscript(position: Int) -> UnsafeMutablePointer<Float> {
    storage.elements + position * pitch + offset
  }

  /// Copies the elements from a map, or to it.
  func copy(from map: FeatureMap) {
    forEach(map) { pixel, element in pixel.pointee = element.pointee }
  }

  func copy(to map: FeatureMap) {
    forEach(map) { pixel, element in element.pointee = pixel.pointee }
  }

  private func forEach(
    _ map: FeatureMap,
    _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    for sample in 0..<size.batch {
      for channel in 0..<size.channels {
        for position in 0..<area {
          let element = map.storage.elements + map.index(sample, channel, position)
          body(self[sample * area + position] + channel, element)
        }
      }
    }
  }
}
