import CostModel

/// The places of window taps in a map, as pointers to the channels of positions, so that loops need
/// no special case for padding, strides and dilations.
struct Windows: Sendable {
  let map: MapWindows
  let input, output: MapSize
  /// What taps on padding read.
  let zeros: Storage
  /// For each tap along a row, the windows in which it is not padding.
  private let realColumns: [Range<Int>]

  /// - Parameter positions: how many consecutive positions a tap reads, from its own.
  init(
    _ map: MapWindows, from input: MapSize, to output: MapSize, reading positions: Int = 1
  ) {
    self.map = map
    self.input = input
    self.output = output
    zeros = Storage(input.channels * positions)
    realColumns = (0..<map.width).map { tap in
      Windows.real(tap, map.columns, width: input.width, windows: output.width)
    }
  }

  /// One tap at each position.
  init(positionsOf size: MapSize) {
    self.init(MapWindows(positionsOf: size.map), from: size, to: size)
  }

  /// One window over a whole map.
  init(wholeOf size: MapSize) {
    self.init(
      MapWindows(wholeOf: size.map), from: size, to: size.with(map: size.map.map { _ in 1 }))
  }

  /// The number of taps.
  var taps: Int { map.taps }

  /// Calls the body with a pointer for each tap and each window of a range, tap by tap.
  ///
  /// - Parameter channel: the channel that the pointers point to.
  func withPointers(
    to pixels: PixelMap, channel: Int = 0, windows: Range<Int>,
    _ body: (UnsafePointer<UnsafePointer<Float>?>) -> Void
  ) {
    withUnsafeTemporaryAllocation(
      of: UnsafePointer<Float>?.self, capacity: taps * windows.count
    ) { pointers in
      guard var next = pointers.baseAddress else { return }
      for tapRow in 0..<map.tapRows {
        for tapColumn in 0..<map.width {
          fill(next, pixels, channel, windows, tapRow, tapColumn)
          next += windows.count
        }
      }
      if let start = pointers.baseAddress { body(start) }
    }
  }

  private func fill(
    _ pointers: UnsafeMutablePointer<UnsafePointer<Float>?>, _ pixels: PixelMap, _ channel: Int,
    _ windows: Range<Int>, _ tapRow: Int, _ tapColumn: Int
  ) {
    let real = realColumns[tapColumn]
    let step = map.columns.stride * pixels.pitch
    var next = pointers
    var window = windows.lowerBound
    while window < windows.upperBound {
      // The windows of one row.
      let (line, first) = (window / output.width, window % output.width)
      let end = min(output.width, first + windows.upperBound - window)
      let (sample, row) = (line / output.rows, line % output.rows)
      let y = map.row(of: row, tap: tapRow)
      let isReal = y != nil
      let start = isReal ? min(max(real.lowerBound, first), end) : end
      let stop = isReal ? min(max(real.upperBound, start), end) : end
      for index in 0..<start - first { next[index] = UnsafePointer(zeros.elements) }
      if start < stop {
        let x = map.columns.position(window: start, tap: tapColumn)
        let source = pixels[(sample * input.rows + (y ?? 0)) * input.width + x] + channel
        for index in 0..<stop - start {
          next[start - first + index] = UnsafePointer(source + index * step)
        }
      }
      for index in stop - first..<end - first { next[index] = UnsafePointer(zeros.elements) }
      next += end - first
      window += end - first
    }
  }

  /// The windows along a row whose tap is not padding.
  private static func real(_ tap: Int, _ columns: Axis, width: Int, windows: Int) -> Range<Int> {
    let isReal = { (0..<width).contains(columns.position(window: $0, tap: tap)) }
    let first = (0..<windows).first(where: isReal) ?? windows
    return first..<((first..<windows).last(where: isReal) ?? first - 1) + 1
  }
}
