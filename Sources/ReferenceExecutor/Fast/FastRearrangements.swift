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
    let (read, written) = (kernel.input.area, kernel.output.area)
    output.forEachRow(on: threadPool) { position, channels in
      let (sample, place) = position.quotientAndRemainder(dividingBy: written)
      output[position].update(
        from: inputs[0][sample * read + kernel.source(of: place)], count: channels)
    }
  }
}

/// `depth_to_space` and `space_to_depth`.
struct FastBlock: FastKernel {
  let kernel: BlockKernel

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (spreads, block) = (kernel.spreads, kernel.positions)
    let (fine, deep) = spreads ? (output, inputs[0]) : (inputs[0], output)
    // Each position of the larger map has channels of its own in the other one.
    fine.forEachRow(on: threadPool) { position, channels in
      let (sample, rest) = position.quotientAndRemainder(dividingBy: fine.area)
      let (place, offset) = kernel.place(of: rest)
      let (one, other) = (fine[position], deep[sample * deep.area + place] + offset)
      for channel in 0..<channels {
        if spreads {
          one[channel] = other[channel * block]
        } else {
          other[channel * block] = one[channel]
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
