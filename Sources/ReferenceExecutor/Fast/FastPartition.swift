/// `windows`, `windows_to_space`, `space_to_batch`, `batch_to_space`.
struct FastPartition: FastKernel {
  let kernel: PartitionKernel

  func run(_ inputs: [PixelMap], into output: PixelMap, on threadPool: ThreadPool) {
    let (whole, pieces) = kernel.cuts ? (inputs[0], output) : (output, inputs[0])
    pieces.forEachRow(on: threadPool) { [kernel] row, channels in
      let (number, position) = row.quotientAndRemainder(dividingBy: pieces.area)
      let (sample, piece) = number.quotientAndRemainder(dividingBy: kernel.pieces)
      let place = kernel.source(piece: piece, position)
      if kernel.cuts, let place {
        output[row].update(from: whole[sample * whole.area + place], count: channels)
      } else if kernel.cuts {
        output[row].update(repeating: 0, count: channels)
      } else if let place {
        output[sample * whole.area + place].update(from: pieces[row], count: channels)
      }
    }
  }
}
