import CostModel

/// The sizes of a tensor: a batch of maps with channels, in the order of its layout.
///
/// A row of a map is what its last axis holds; a map of one axis has one row, and one of three axes
/// has as many rows as its first two axes have positions together.
package struct MapSize: Hashable, Sendable, CustomStringConvertible {
  /// Samples.
  package let batch: Int
  /// Channels per sample.
  package let channels: Int
  /// The sizes along which kernels slide, such as height and width.
  package let map: [Int]
  /// Where the channels are among the axes.
  package let layout: Shape.Layout
  /// The number of axes: a list of numbers has 1, a single number none.
  let rank: Int

  /// A size from its parts.
  package init(
    batch: Int, channels: Int, map: [Int], layout: Shape.Layout = .channelsFirst
  ) {
    self.batch = batch
    self.channels = channels
    self.map = map
    self.layout = layout
    rank = map.count + 2
  }

  /// A size from those of all axes.
  init(_ sizes: [Int], layout: Shape.Layout) {
    batch = sizes.first ?? 1
    channels = sizes.count < 2 ? 1 : layout == .channelsFirst ? sizes[1] : sizes[sizes.count - 1]
    map =
      sizes.count < 3
      ? [] : Array(layout == .channelsFirst ? sizes.dropFirst(2) : sizes.dropFirst().dropLast())
    self.layout = layout
    rank = sizes.count
  }

  /// The same tensor with other samples, other channels or another map.
  func with(batch: Int? = nil, channels: Int? = nil, map: [Int]? = nil) -> MapSize {
    MapSize(
      batch: batch ?? self.batch, channels: channels ?? self.channels, map: map ?? self.map,
      layout: layout)
  }

  /// The sizes of all axes, in order.
  var sizes: [Int] {
    guard rank > 1 else { return rank == 0 ? [] : [batch] }
    return layout == .channelsFirst ? [batch, channels] + map : [batch] + map + [channels]
  }

  /// The axis of the channels; nil if there is only a batch.
  var channelAxis: Int? { rank < 2 ? nil : layout == .channelsFirst ? 1 : rank - 1 }

  /// The number of rows of a map, at most `Int.max`.
  var rows: Int { clampedProduct(map.dropLast()) }

  /// The positions of a row.
  var width: Int { map.last ?? 1 }

  /// The positions of a map, at most `Int.max`.
  package var area: Int { clampedProduct(map) }

  /// The number of elements, at most `Int.max`.
  var elements: Int { clampedProduct(batch, channels, area) }

  /// The sizes of a sample: channels, then the map.
  var sample: [Int] { rank > 1 ? [channels] + map : [] }

  /// `64x112x112`, without the batch.
  package var description: String { sample.map(\.description).joined(separator: "x") }
}

/// The product of sizes, at most `Int.max`, so that a product that is too large stays so.
func clampedProduct(_ sizes: Int...) -> Int { clampedProduct(sizes) }

/// The product of sizes, at most `Int.max`.
func clampedProduct(_ sizes: some Sequence<Int>) -> Int {
  sizes.reduce(1) { product, size in
    let (value, overflows) = product.multipliedReportingOverflow(by: size)
    return overflows ? Int.max : value
  }
}

/// The sum of sizes, at most `Int.max`.
func clampedSum(_ sizes: Int...) -> Int {
  sizes.reduce(0) { sum, size in
    let (value, overflows) = sum.addingReportingOverflow(size)
    return overflows ? Int.max : value
  }
}
