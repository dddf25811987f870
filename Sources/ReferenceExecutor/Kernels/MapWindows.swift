import CostModel

/// Windows over a map: those along each axis, together.
///
/// All axes but the last are walked together, as the rows of the map.
struct MapWindows: Sendable {
  /// Taps along each axis.
  let kernel: [Int]
  /// Windows along each axis.
  let axes: [Axis]
  /// The map that is read, and the map of the windows.
  let input, output: [Int]

  init(_ kernel: [Int], _ axes: [Axis], over input: [Int]) {
    // A map without axes is a single position.
    self.kernel = kernel.isEmpty ? [1] : kernel
    self.axes = axes.isEmpty ? [Axis(input: 1, kernel: 1)] : axes
    self.input = input.isEmpty ? [1] : input
    output = axes.map(\.windows)
  }

  /// Walks the windows of a kernel.
  init(_ kernel: KernelSize<Int>, _ axes: [SlidingAxis<Int>], over input: [Int]) {
    let windows = input.indices.map {
      Axis(input: input[$0], kernel: kernel.sizes[$0], axes[$0])
    }
    self.init(kernel.sizes, windows, over: input)
  }

  /// One tap at each position.
  init(positionsOf input: [Int]) {
    self.init(input.map { _ in 1 }, input.map { Axis(input: $0, kernel: 1) }, over: input)
  }

  /// One window over the whole map.
  init(wholeOf input: [Int]) {
    let axis = SlidingAxis<Int>(stride: 1, dilation: 1, padding: .symmetric(0))
    self.init(KernelSize<Int>(input), input.map { _ in axis }, over: input)
  }

  /// The windows along a row.
  var columns: Axis { axes[axes.count - 1] }
  /// Taps along a row.
  var width: Int { kernel[kernel.count - 1] }
  /// Rows of taps.
  var tapRows: Int { clampedProduct(kernel.dropLast()) }
  /// All taps.
  var taps: Int { clampedProduct(kernel) }
  /// Positions along a row of the map that is read.
  var inputWidth: Int { input[input.count - 1] }

  /// The row that a row of taps reads for a row of windows; nil for padding.
  func row(of windows: Int, tap: Int) -> Int? {
    var (windows, tap, row, pitch) = (windows, tap, 0, 1)
    for index in axes.indices.dropLast().reversed() {
      let axis = axes[index]
      let position = axis.position(
        window: windows % axis.windows, tap: tap % kernel[index])
      guard position >= 0 && position < input[index] else { return nil }
      row += position * pitch
      windows /= axis.windows
      tap /= kernel[index]
      pitch *= input[index]
    }
    return row
  }

  /// The taps of a window that read elements or padding, not what is beyond.
  func paddedTaps(_ rowOfWindows: Int, _ column: Int) -> Int {
    var (rest, taps) = (rowOfWindows, 1)
    for (index, axis) in axes.enumerated().reversed() {
      var window = column
      if index < axes.count - 1 {
        window = rest % axis.windows
        rest /= axis.windows
      }
      taps *=
        axis.taps(window: window, kernel: kernel[index], input: input[index], padded: true).count
    }
    return taps
  }

  /// Visits the rows that a row of windows reads; it takes no time for padding.
  func forEachRow(of windows: Int, _ body: (_ row: Int) -> Void) {
    forEachRow(of: windows, along: 0, from: 0, body)
  }

  private func forEachRow(
    of windows: Int, along index: Int, from row: Int, _ body: (Int) -> Void
  ) {
    guard index < axes.count - 1 else { return body(row) }
    let axis = axes[index]
    var pitch = 1
    for later in index + 1..<max(index + 1, axes.count - 1) { pitch *= axes[later].windows }
    let (window, rest) = windows.quotientAndRemainder(dividingBy: pitch)
    for tap in axis.taps(window: window, kernel: kernel[index], input: input[index]) {
      let position = axis.position(window: window, tap: tap)
      forEachRow(of: rest, along: index + 1, from: row * input[index] + position, body)
    }
  }
}

/// A transposed convolution over a map: where the taps of each input position land.
struct TransposedMap: Sendable {
  /// Taps along each axis.
  let kernel: [Int]
  private let axes: [TransposedAxis]
  private let input: [Int]
  let output: [Int]

  init(_ kernel: KernelSize<Int>, _ axes: [SlidingAxis<Int>], over input: [Int]) {
    self.kernel = kernel.sizes
    self.input = input
    self.axes = input.indices.map {
      TransposedAxis(input: input[$0], kernel: kernel.sizes[$0], axes[$0])
    }
    output = self.axes.map(\.output)
  }

  /// All taps.
  var taps: Int { clampedProduct(kernel) }

  /// The output position on which a tap of an input position lands; nil if it is cut off.
  func position(of position: Int, tap: Int) -> Int? {
    combine(position, tap, input, output) { $0.position(input: $1, tap: $2) }
  }

  /// The input position whose tap lands on an output position; nil if there is none.
  func source(of position: Int, tap: Int) -> Int? {
    combine(position, tap, output, input) { $0.source(of: $1, tap: $2) }
  }

  private func combine(
    _ position: Int, _ tap: Int, _ from: [Int], _ to: [Int],
    _ along: (TransposedAxis, _ position: Int, _ tap: Int) -> Int?
  ) -> Int? {
    var (position, tap, result, pitch) = (position, tap, 0, 1)
    for index in axes.indices.reversed() {
      guard let place = along(axes[index], position % from[index], tap % kernel[index]),
        place >= 0 && place < to[index]
      else { return nil }
      result += place * pitch
      position /= from[index]
      tap /= kernel[index]
      pitch *= to[index]
    }
    return result
  }
}
