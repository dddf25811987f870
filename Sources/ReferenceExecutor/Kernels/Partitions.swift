import CostModel

/// `windows`, `windows_to_space`, `space_to_batch`, `batch_to_space`: a whole map and pieces of it,
/// which are samples of their own.
struct PartitionKernel: Kernel {
  let output: MapSize
  /// Whether the map is cut, rather than put together again.
  let cuts: Bool
  private let whole, piece: MapSize
  /// Pieces along each axis.
  private let counts: [Int]
  /// How far the map is rolled along each axis; nil if neighbors are in different pieces.
  private let shift: [Int]?

  init(_ partition: Partition<Int>, on inputs: [MapSize]) {
    let input = inputs[0]
    switch partition {
    case .windows(let sizes, let shift):
      cuts = true
      (whole, counts, self.shift) = (input, Self.counts(input.map, sizes), shift)
      piece = Self.piece(of: input, sizes, counts)
    case .windowsToSpace(let shift):
      cuts = false
      whole = input.with(batch: inputs[1].batch, map: inputs[1].map)
      (piece, counts, self.shift) = (input, Self.counts(whole.map, input.map), shift)
    case .spaceToBatch(let factors):
      cuts = true
      (whole, counts, shift) = (input, factors, nil)
      piece = Self.piece(of: input, zip(input.map, factors).map { $0 / $1 }, factors)
    case .batchToSpace(let factors):
      cuts = false
      (piece, counts, shift) = (input, factors, nil)
      whole = input.with(
        batch: input.batch / clampedProduct(factors),
        map: zip(input.map, factors).map { clampedProduct($0, $1) })
    }
    output = cuts ? piece : whole
  }

  private static func counts(_ map: [Int], _ sizes: [Int]) -> [Int] {
    zip(map, sizes).map { ($0 - 1) / $1 + 1 }
  }

  private static func piece(of whole: MapSize, _ map: [Int], _ counts: [Int]) -> MapSize {
    whole.with(batch: clampedProduct(whole.batch, clampedProduct(counts)), map: map)
  }

  /// The position in the whole map of a position of a piece; nil if that is padding.
  func source(piece number: Int, _ position: Int) -> Int? {
    var (index, rest, place, pitch) = (number, position, 0, 1)
    for axis in counts.indices.reversed() {
      let (count, size, whole) = (counts[axis], piece.map[axis], whole.map[axis])
      let along: Int
      if let shift {
        // A single window stays where it is.
        let rolled = count == 1 ? 0 : shift[axis] % (count * size)
        along = (index % count * size + rest % size + rolled) % (count * size)
      } else {
        along = rest % size * count + index % count
      }
      guard along < whole else { return nil }
      place += along * pitch
      (index, rest, pitch) = (index / count, rest / size, pitch * whole)
    }
    return place
  }

  /// How many pieces a sample has.
  var pieces: Int { clampedProduct(counts) }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    let pieces = pieces
    for sample in 0..<whole.batch {
      for number in 0..<pieces {
        let other = sample * pieces + number
        for channel in 0..<whole.channels {
          try task.checkCancellation()
          for position in 0..<piece.area {
            let place = source(piece: number, position)
            if cuts {
              let value = place.map { task.inputs[0].read(sample, channel, $0) } ?? 0
              task.write(value, other, channel, position)
            } else if let place {
              task.write(task.inputs[0].read(other, channel, position), sample, channel, place)
            }
          }
        }
      }
    }
  }
}
