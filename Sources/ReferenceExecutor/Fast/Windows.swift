import CostModel

/// The places of window taps in a map, as pointers to the channels of positions, so that loops need
/// no special case for padding, strides and dilations.
struct Windows: Sendable {
  let kernel: KernelSize<Int>
  let rows, columns: Axis
  let input, output: MapSize
  /// What taps on padding read.
  let zeros: Storage
  /// For each tap along a row, the windows in which it is not padding.
  private let realColumns: [Range<Int>]

  /// - Parameter positions: how many consecutive positions a tap reads, from its own.
  init(
    kernel: KernelSize<Int>, rows: Axis, columns: Axis, from input: MapSize, to output: MapSize,
    reading positions: Int = 1
  ) {
    self.kernel = kernel
    self.rows = rows
    self.columns = columns
    self.input = input
    self.output = output
    zeros = Storage(input.channels * positions)
    realColumns = (0..<kernel.width).map { tap in
      Windows.real(tap, columns, width: input.width, windows: output.width)
    }
  }

  /// One tap at each position.
  init(positionsOf size: MapSize) {
    self.init(
      kernel: KernelSize<Int>(height: 1, width: 1), rows: Axis(input: size.height, kernel: 1),
      columns: Axis(input: size.width, kernel: 1), from: size, to: size)
  }

  /// One window over a whole map.
  init(wholeOf size: MapSize) {
    let axis = SlidingAxis<Int>(stride: 1, dilation: 1, padding: .symmetric(0))
    self.init(
      kernel: KernelSize<Int>(height: size.height, width: size.width),
      rows: Axis(input: size.height, kernel: size.height, axis),
      columns: Axis(input: size.width, kernel: size.width, axis), from: size,
      to: MapSize(batch: size.batch, channels: size.channels, height: 1, width: 1))
  }

  /// The number of taps.
  var taps: Int { kernel.height * kernel.width }

  /// Calls the body with a pointer for each tap and each window of a range, tap by tap.
  ///
  /// - Parameter channel: the channel that the pointers point to.
  func withPointers(
    to map: PixelMap, channel: Int = 0, windows: Range<Int>,
    _ body: (UnsafePointer<UnsafePointer<Float>?>) -> Void
  ) {
    withUnsafeTemporaryAllocation(
      of: UnsafePointer<Float>?.self, capacity: taps * windows.count
    ) { pointers in
      guard var next = pointers.baseAddress else { return }
      for tapRow in 0..<kernel.height {
        for tapColumn in 0..<kernel.width {
          fill(next, map, channel, windows, tapRow, tapColumn)
          next += windows.count
        }
      }
      if let start = pointers.baseAddress { body(start) }
    }
  }

  private func fill(
    _ pointers: UnsafeMutablePointer<UnsafePointer<Float>?>, _ map: PixelMap, _ channel: Int,
    _ windows: Range<Int>, _ tapRow: Int, _ tapColumn: Int
  ) {
    let real = realColumns[tapColumn]
    let step = columns.stride * map.pitch
    var next = pointers
    var window = windows.lowerBound
    while window < windows.upperBound {
      // The windows of one row.
      let (line, first) = (window / output.width, window % output.width)
      let end = min(output.width, first + windows.upperBound - window)
      let (sample, row) = (line / output.height, line % output.height)
      let y = rows.position(window: row, tap: tapRow)
      let isReal = y >= 0 && y < input.height
      let start = isReal ? min(max(real.lowerBound, first), end) : end
      let stop = isReal ? min(max(real.upperBound, start), end) : end
      for index in 0..<start - first { next[index] = UnsafePointer(zeros.elements) }
      if start < stop {
        let x = columns.position(window: start, tap: tapColumn)
        let source = map[(sample * input.height + y) * input.width + x] + channel
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
