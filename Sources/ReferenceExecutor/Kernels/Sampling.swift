import CostModel

// Maps read between their positions.
extension ResizeKernel {
  /// Every output is a sum of the elements around the place where it lies, along each axis.
  func run(_ task: inout KernelTask, _ sampling: Numerics.Sampling) throws(ExecutionError) {
    let taps = input.map.indices.map { axis in
      let factors = sampling.factors.map { $0[axis] }
      return (0..<output.map[axis]).map {
        sampling.taps(of: $0, from: input.map[axis], to: output.map[axis], by: factors)
      }
    }
    for sample in 0..<output.batch {
      for channel in 0..<output.channels {
        try task.checkCancellation()
        for position in 0..<output.area {
          let value = sum(task.inputs[0], sample, channel, position, taps)
          task.write(value, sample, channel, position)
        }
      }
    }
  }

  private func sum(
    _ source: WatchedMap, _ sample: Int, _ channel: Int, _ position: Int,
    _ taps: [[[(position: Int, share: Float)]]]
  ) -> Float {
    var (rest, pitch) = (position, 1)
    var terms: [(position: Int, share: Float)] = [(0, 1)]
    for axis in output.map.indices.reversed() {
      let own = taps[axis][rest % output.map[axis]]
      rest /= output.map[axis]
      terms = terms.flatMap { term in
        own.map { (term.position + $0.position * pitch, term.share * $0.share) }
      }
      pitch *= input.map[axis]
    }
    return terms.reduce(0) { $0 + $1.share * source.read(sample, channel, $1.position) }
  }
}

extension Numerics.Sampling {
  /// The positions along an axis that a position of the output is made of, and their shares.
  fileprivate func taps(
    of position: Int, from size: Int, to made: Int, by factor: Double?
  ) -> [(position: Int, share: Float)] {
    let place = place(of: position, from: size, to: made, by: factor)
    func inside(_ position: Int) -> Int { min(max(0, position), size - 1) }
    switch method {
    case .nearest(let rounding):
      let nearest =
        switch rounding {
        case .down: place.rounded(.down)
        case .up: place.rounded(.up)
        case .halfDown: (place - 0.5).rounded(.up)
        case .halfUp: (place + 0.5).rounded(.down)
        }
      return [(inside(Int(nearest)), 1)]
    case .linear:
      let place = min(max(0, place), Double(size - 1))
      let first = Int(place)
      let share = Float(place - Double(first))
      return [(first, 1 - share), (inside(first + 1), share)]
    case .cubic(let coefficient):
      let first = place.rounded(.down)
      return (-1...2).map { step in
        let distance = abs(place - first - Double(step))
        return (inside(Int(first) + step), Float(Self.weight(distance, coefficient)))
      }
    }
  }

  /// Where a position of the output lies along an axis of the input.
  private func place(of position: Int, from size: Int, to made: Int, by factor: Double?) -> Double {
    let (position, ratio) = (Double(position), 1 / (factor ?? Double(made) / Double(size)))
    let place =
      switch coordinates {
      case .asymmetric: position * ratio
      case .halfPixel: (position + 0.5) * ratio - 0.5
      case .halfPixelOfMany: made == 1 ? 0 : (position + 0.5) * ratio - 0.5
      case .corners: made == 1 ? 0 : position * Double(size - 1) / Double(made - 1)
      }
    // A file may give any factor.
    return place.isFinite ? min(max(-4, place), Double(size) + 4) : 0
  }

  /// The share of an element at a distance (Keys, 1981, equation 4).
  private static func weight(_ distance: Double, _ a: Double) -> Double {
    let (d, square) = (distance, distance * distance)
    if d <= 1 { return (a + 2) * square * d - (a + 3) * square + 1 }
    return d < 2 ? a * (square * d - 5 * square + 8 * d - 4) : 0
  }
}
