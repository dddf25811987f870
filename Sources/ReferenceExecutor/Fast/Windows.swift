import CostModel

/// Where the taps of windows lie in a map, as pointers to the channels of positions: so that loops
/// need no case for padding, strides and dilations.
struct Windows: Sendable {
  let kernel: Attributes.Kernel
  let rows, columns: Axis
  let input, output: MapSize
  /// What taps on padding read.
  private let zeros: Storage

  init(
    kernel: Attributes.Kernel, rows: Axis, columns: Axis, from input: MapSize, to output: MapSize
  ) {
    self.kernel = kernel
    self.rows = rows
    self.columns = columns
    self.input = input
    self.output = output
    zeros = Storage(input.channels)
  }

  /// One tap on each position.
  init(positionsOf size: MapSize) {
    let window = Attributes.Window(kernels: [Attributes.Kernel(height: 1, width: 1)])
    self.init(
      kernel: window.kernels[0], rows: Axis(input: size.height, kernel: 1, window),
      columns: Axis(input: size.width, kernel: 1, window), from: size, to: size)
  }

  /// One window over a whole map.
  init(wholeOf size: MapSize) {
    let window = Attributes.Window(
      kernels: [Attributes.Kernel(height: size.height, width: size.width)], padding: .symmetric(0))
    self.init(
      kernel: window.kernels[0], rows: Axis(input: size.height, kernel: size.height, window),
      columns: Axis(input: size.width, kernel: size.width, window), from: size,
      to: MapSize(batch: size.batch, channels: size.channels, height: 1, width: 1))
  }

  /// The number of taps.
  var taps: Int { kernel.height * kernel.width }

  /// Calls with a pointer for each tap and each window of a range of positions: tap by tap.
  ///
  /// - Parameter channel: the channel at which pointers point.
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
    var column = windows.lowerBound % output.width
    var row = windows.lowerBound / output.width % output.height
    var sample = windows.lowerBound / output.width / output.height
    for index in 0..<windows.count {
      let y = rows.position(window: row, tap: tapRow)
      let x = columns.position(window: column, tap: tapColumn)
      let isReal = y >= 0 && y < input.height && x >= 0 && x < input.width
      pointers[index] = UnsafePointer(
        isReal
          ? map[(sample * input.height + y) * input.width + x] + channel : zeros.elements)
      column += 1
      guard column == output.width else { continue }
      (column, row) = (0, row + 1)
      guard row == output.height else { continue }
      (row, sample) = (0, sample + 1)
    }
  }
}
