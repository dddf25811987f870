import CostModel

/// `maxpool` and `avgpool`: the maximum or mean of the elements in a window. Padding does not count
/// as elements; a window without elements gives 0.
struct PoolingKernel: Kernel {
  let output: MapSize
  let input: MapSize
  let isMaximum: Bool
  /// The kernel and its windows; nil for one window over the whole map.
  let window: (kernel: KernelSize<Int>, rows: Axis, columns: Axis)?

  init(isMaximum: Bool, _ window: Window<Int>?, on input: MapSize) {
    self.isMaximum = isMaximum
    self.input = input
    self.window = window.map { window in
      let kernel = window.kernels[0]
      return (
        kernel, Axis(input: input.height, kernel: kernel.height, window.axes[0]),
        Axis(input: input.width, kernel: kernel.width, window.axes[1])
      )
    }
    output = MapSize(
      batch: input.batch, channels: input.channels, height: self.window?.rows.windows ?? 1,
      width: self.window?.columns.windows ?? 1)
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let source = task.inputs[0]
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        for row in 0..<output.height {
          try task.checkCancellation()
          for column in 0..<output.width {
            var (count, sum, largest) = (0, Float(0), -Float.infinity)
            forEachPosition(row, column) { y, x in
              let value = source.read(sample, channel, y, x)
              count += 1
              sum += value
              if value > largest || value.isNaN { largest = value }
            }
            let result = isMaximum ? largest : sum / Float(count)
            task.write(count == 0 ? 0 : result, sample, channel, row, column)
          }
        }
      }
    }
  }

  /// The elements in a window.
  func forEachPosition(_ row: Int, _ column: Int, _ body: (_ y: Int, _ x: Int) -> Void) {
    guard let (kernel, rows, columns) = window else {
      for y in 0..<input.height { for x in 0..<input.width { body(y, x) } }
      return
    }
    let real = columns.taps(window: column, kernel: kernel.width, input: input.width)
    for tapRow in rows.taps(window: row, kernel: kernel.height, input: input.height) {
      let y = rows.position(window: row, tap: tapRow)
      for tapColumn in real { body(y, columns.position(window: column, tap: tapColumn)) }
    }
  }
}
