import VectorKernels

/// Weights in the order in which the product loops read them.
///
/// The inner index runs over taps and channels. It is cut into chunks, so that a panel of weights
/// stays in the first-level cache while blocks of rows are processed.
struct PackedWeights: Sendable {
  /// A part of the inner index: some whole taps, or some channels of one tap.
  struct Chunk: Sendable {
    let taps: Range<Int>
    let channels: Range<Int>
    /// The start of the chunk in the inner index.
    let start: Int

    var depth: Int { taps.count * channels.count }
  }

  /// With this depth and 16 columns, a panel has 16 KiB.
  private static let depthLimit = 256

  let groups: Int
  /// Taps, and input channels per group.
  let taps, channels: Int
  /// Results per row and group.
  let outputs: Int
  let chunks: [Chunk]
  /// Columns per panel, and panels per group.
  let columns, panels: Int
  private let storage: Storage
  private var depth: Int { taps * channels }

  /// Packs weights.
  ///
  /// - Parameters:
  ///   - channels: input channels per group.
  ///   - outputs: output channels per group.
  ///   - weight: the weight of a group, tap, input channel and output channel.
  init(
    groups: Int, taps: Int, channels: Int, outputs: Int, for loops: VectorLoops,
    _ weight: (_ group: Int, _ tap: Int, _ channel: Int, _ output: Int) -> Float
  ) {
    self.groups = groups
    self.outputs = outputs
    self.taps = taps
    self.channels = channels
    chunks = PackedWeights.chunks(taps: taps, channels: channels)
    let columns = Int(loops.calls.columns)
    self.columns = columns
    panels = (outputs + columns - 1) / columns
    storage = Storage(groups * panels * columns * taps * channels)
    var next = storage.elements
    for group in 0..<groups {
      for chunk in chunks {
        for panel in 0..<panels {
          for tap in chunk.taps {
            for channel in chunk.channels {
              for output in panel * columns..<min(outputs, (panel + 1) * columns) {
                next[output - panel * columns] = weight(group, tap, channel, output)
              }
              next += columns
            }
          }
        }
      }
    }
  }

  private static func chunks(taps: Int, channels: Int) -> [Chunk] {
    var chunks: [Chunk] = []
    var start = 0
    func append(_ taps: Range<Int>, _ channels: Range<Int>) {
      chunks.append(Chunk(taps: taps, channels: channels, start: start))
      start += taps.count * channels.count
    }
    let together = max(1, depthLimit / channels)
    let pieces = (channels + depthLimit - 1) / depthLimit
    for tap in stride(from: 0, to: taps, by: together) {
      for piece in 0..<pieces {
        append(
          tap..<min(taps, tap + together),
          piece * channels / pieces..<(piece + 1) * channels / pieces)
      }
    }
    return chunks
  }

  /// A panel of a chunk.
  func panel(_ panel: Int, _ chunk: Chunk, group: Int) -> UnsafePointer<Float> {
    UnsafePointer(
      storage.elements
        + (group * depth * panels + chunk.start * panels + panel * chunk.depth) * columns)
  }
}
