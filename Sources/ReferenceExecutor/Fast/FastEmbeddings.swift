/// `class_token`.
struct FastClassToken: FastKernel {
  let token: Storage

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let area = output.area
    output.forEachRow(on: threadPool) { [token] row, channels in
      let (sample, position) = row.quotientAndRemainder(dividingBy: area)
      let source =
        position == 0 ? token.elements : inputs[0][sample * (area - 1) + position - 1]
      output[row].update(from: source, count: channels)
    }
  }
}

/// `position`.
struct FastPosition: FastKernel {
  /// A number for each element of a sample, channel by channel.
  let numbers: Storage

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let area = output.area
    output.forEachRow(on: threadPool) { [numbers] row, channels in
      let (source, result) = (inputs[0][row], output[row])
      for channel in 0..<channels {
        result[channel] = source[channel] + numbers.elements[channel * area + row % area]
      }
    }
  }
}

/// `relative_position`.
struct FastRelativePosition: FastKernel {
  let kernel: RelativePositionKernel
  let numbers: Storage

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let area = output.area
    output.forEachRow(on: threadPool) { [kernel, numbers] row, _ in
      let (source, result) = (inputs[0][row], output[row])
      for head in 0..<kernel.heads {
        for key in 0..<area {
          let channel = head * area + key
          result[channel] =
            source[channel] + numbers.elements[kernel.place(head, row % area, key)]
        }
      }
    }
  }
}
