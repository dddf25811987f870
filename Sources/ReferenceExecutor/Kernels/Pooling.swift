import CostModel

/// `maxpool` and `avgpool`: the maximum or mean of the elements in a window. Padding does not count
/// as elements, unless a mean is to count it; a window without elements gives 0.
struct PoolingKernel: Kernel {
  let output: MapSize
  let input: MapSize
  let isMaximum: Bool
  let windows: MapWindows
  private let countsPadding: Bool

  init(
    isMaximum: Bool, _ window: Window<Int>?, _ numerics: Numerics = Numerics(), on input: MapSize
  ) {
    self.isMaximum = isMaximum
    countsPadding = numerics.countsPadding
    self.input = input
    windows =
      window.map { MapWindows($0.kernels[0], $0.axes, over: input.map) }
      ?? MapWindows(wholeOf: input.map)
    output = input.with(map: windows.output)
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let source = task.inputs[0]
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        for row in 0..<output.rows {
          try task.checkCancellation()
          for column in 0..<output.width {
            var (count, sum, largest) = (0, Float(0), -Float.infinity)
            forEachPosition(row, column) { y, x in
              let value = source.read(sample, channel, y, x)
              count += 1
              sum += value
              if value > largest || value.isNaN { largest = value }
            }
            if countsPadding { count = windows.paddedTaps(row, column) }
            let result = isMaximum ? largest : sum / Float(count)
            task.write(count == 0 ? 0 : result, sample, channel, row, column)
          }
        }
      }
    }
  }

  /// The elements in a window.
  func forEachPosition(_ row: Int, _ column: Int, _ body: (_ y: Int, _ x: Int) -> Void) {
    let columns = windows.columns
    let real = columns.taps(window: column, kernel: windows.width, input: input.width)
    windows.forEachRow(of: row) { y in
      for tap in real { body(y, columns.position(window: column, tap: tap)) }
    }
  }
}
