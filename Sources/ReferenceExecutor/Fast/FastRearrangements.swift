/// `shuffle`.
struct FastShuffle: FastKernel {
  let groups: Int

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let members = output.size.channels / groups
    output.forEachRow(on: threadPool) { [groups] row, _ in
      let (source, result) = (inputs[0][row], output[row])
      for group in 0..<groups {
        for member in 0..<members {
          result[member * groups + group] = source[group * members + member]
        }
      }
    }
  }
}

/// `resize`.
struct FastResize: FastKernel {
  let kernel: ResizeKernel

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (input, size) = (kernel.input, kernel.output)
    output.forEachRow(on: threadPool) { position, channels in
      let row = position / size.width % size.height * input.height / size.height
      let column = position % size.width * input.width / size.width
      let sample = position / size.width / size.height
      output[position].update(
        from: inputs[0][(sample * input.height + row) * input.width + column], count: channels)
    }
  }
}

/// `depth_to_space`.
struct FastDepthToSpace: FastKernel {
  let kernel: DepthToSpaceKernel

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (height, width, size) = (kernel.height, kernel.width, kernel.output)
    output.forEachRow(on: threadPool) { position, channels in
      let (line, column) = position.quotientAndRemainder(dividingBy: size.width)
      // Rows are counted through all samples, whose heights the factor divides.
      let source = inputs[0][line / height * (size.width / width) + column / width]
      let first = line % height * width + column % width
      let result = output[position]
      for channel in 0..<channels { result[channel] = source[channel * height * width + first] }
    }
  }
}

/// `space_to_depth`.
struct FastSpaceToDepth: FastKernel {
  let kernel: SpaceToDepthKernel

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (height, width, size) = (kernel.height, kernel.width, kernel.output)
    output.forEachRow(on: threadPool) { position, channels in
      let (line, column) = position.quotientAndRemainder(dividingBy: size.width)
      let result = output[position]
      for offset in 0..<height * width {
        let row = line * height + offset / width
        let source = inputs[0][row * size.width * width + column * width + offset % width]
        for channel in 0..<channels / (height * width) {
          result[channel * height * width + offset] = source[channel]
        }
      }
    }
  }
}

/// `none`.
struct FastZeros: FastKernel {
  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    output.forEachRow(on: threadPool) { row, channels in
      output[row].update(repeating: 0, count: channels)
    }
  }
}
