import CostModel

/// Elements moved along axes by position.
struct MoveKernel: LoopedKernel {
  let output: MapSize
  let sources: Int
  private let move: Move<Int>
  private let input: MapSize
  /// What is outside a tensor that is padded.
  private let border: Float
  /// Whether indices are real ones.
  private let hasIndices: Bool
  private let ascends: Bool

  /// - Parameter numerics: nil for seeded data, which indices can't be: each asks for the next
  ///   position.
  init(_ move: Move<Int>, _ numerics: Numerics? = nil, on inputs: [MapSize]) {
    self.move = move
    border = Float(numerics?.border ?? 0)
    hasIndices = numerics != nil
    ascends = numerics?.ascends ?? false
    let input = inputs[0]
    self.input = input
    sources = inputs.count
    let sizes = input.sizes
    switch move {
    case .reshape(let sizes, let layout): output = MapSize(sizes, layout: layout ?? input.layout)
    case .transpose(let axes, let layout):
      output = MapSize(axes.map { sizes[$0] }, layout: layout ?? input.layout)
    case .slice(let axis, _, let count, _):
      var sizes = sizes
      sizes[axis] = count
      output = MapSize(sizes, layout: input.layout)
    case .pad(let before, let after, _):
      output = MapSize(
        sizes.indices.map { clampedSum(sizes[$0], before[$0], after[$0]) }, layout: input.layout)
    case .expand(let sizes): output = MapSize(sizes, layout: input.layout)
    case .tile(let repeats):
      output = MapSize(zip(sizes, repeats).map { clampedProduct($0, $1) }, layout: input.layout)
    case .gather(let axis):
      output = MapSize(
        sizes[..<axis] + inputs[1].sizes + sizes[(axis + 1)...], layout: input.layout)
    case .gatherElements: output = MapSize(inputs[1].sizes, layout: input.layout)
    case .gatherPoints(let batch):
      let places = inputs[1].sizes
      output = MapSize(
        places.dropLast() + sizes[(batch + (places.last ?? 0))...], layout: input.layout)
    case .scatter: output = input
    case .largest(let axis, let count, _):
      var sizes = sizes
      sizes[axis] = count
      output = MapSize(sizes, layout: input.layout)
    }
  }

  func run(_ task: inout KernelTask) throws(ExecutionError) {
    switch move {
    case .gather(let axis): try gather(axis, &task)
    case .gatherElements(let axis) where hasIndices: try gatherElements(axis, &task)
    case .gatherPoints(let batch) where hasIndices: try gatherPoints(batch, &task)
    case .gatherElements, .gatherPoints:
      // As many elements as there are, one after the other, and then again from the first.
      task.readAll(1)
      for place in 0..<output.elements {
        try task.checkCancellation()
        task.write(task.inputs[0].read(at: place % input.elements), at: place)
      }
    case .scatter:
      task.readAll(1)
      task.readAll(2)
      let updates = task.inputs[2]
      for place in 0..<output.elements {
        try task.checkCancellation()
        let old = task.inputs[0].read(at: place)
        task.write(place < updates.size.elements ? updates.read(at: place) : old, at: place)
      }
    case .largest(let axis, _, let givesPlaces): try sort(axis, givesPlaces, &task)
    default:
      let (source, finished) = (task.inputs[0], task)
      let (inner, outer) = (pitches(input.sizes), output.sizes)
      var place = [Int](repeating: 0, count: outer.count)
      try forEachPlace(outer, []) { (number, _) throws(ExecutionError) in
        if number & 0xfff == 0 { try finished.checkCancellation() }
        let origin = origin(of: place).map { zip($0, inner).reduce(0) { $0 + $1.0 * $1.1 } }
        finished.write(origin.map { source.read(at: $0) } ?? border, at: number)
        for axis in outer.indices.reversed() {
          place[axis] += 1
          if place[axis] < outer[axis] { break }
          place[axis] = 0
        }
      }
    }
  }

  /// The position of the input that a position of the output is taken from; nil for a zero.
  private func origin(of place: [Int]) -> [Int]? {
    switch move {
    case .transpose(let axes, _):
      var origin = place
      for (axis, other) in axes.enumerated() { origin[other] = place[axis] }
      return origin
    case .slice(let axis, let start, _, let step):
      var origin = place
      origin[axis] = start + place[axis] * step
      return origin
    case .expand:
      let first = place.count - input.rank
      return input.sizes.enumerated().map { $1 == 1 ? 0 : place[first + $0] }
    case .tile: return zip(place, input.sizes).map { $0 % $1 }
    case .pad(let before, _, let border):
      var origin: [Int] = []
      for (axis, size) in input.sizes.enumerated() {
        guard let position = border.position(place[axis] - before[axis], in: size) else {
          return nil
        }
        origin.append(position)
      }
      return origin
    default: return place
    }
  }

  private func sort(
    _ axis: Int, _ givesPlaces: Bool, _ task: inout KernelTask
  ) throws(ExecutionError) {
    let (from, to) = (AxisWalk(input.sizes, along: axis), AxisWalk(output.sizes, along: axis))
    for before in 0..<from.outer {
      for after in 0..<from.inner {
        try task.checkCancellation()
        let values = (0..<from.count).map { task.inputs[0].read(at: from.place(before, $0, after)) }
        let order = values.indices.sorted {
          ascends ? values[$0] < values[$1] : values[$0] > values[$1]
        }
        for position in 0..<to.count {
          let value = givesPlaces ? Float(order[position]) : values[order[position]]
          task.write(value, at: to.place(before, position, after))
        }
      }
    }
  }

  /// The position along an axis that an index asks for; negative ones count from the end.
  private func position(_ index: Float, of count: Int) -> Int {
    let whole = Int(exactly: index.rounded()) ?? 0
    return min(max(0, whole < 0 ? whole + count : whole), count - 1)
  }

  private func gatherElements(_ axis: Int, _ task: inout KernelTask) throws(ExecutionError) {
    let pitches = pitches(input.sizes)
    for number in 0..<output.elements {
      try task.checkCancellation()
      let index = position(task.inputs[1].read(at: number), of: input.sizes[axis])
      var (rest, place) = (number, 0)
      for other in output.sizes.indices.reversed() {
        let own = rest % output.sizes[other]
        rest /= output.sizes[other]
        place += (other == axis ? index : own) * pitches[other]
      }
      task.write(task.inputs[0].read(at: place), at: number)
    }
  }

  private func gatherPoints(_ batch: Int, _ task: inout KernelTask) throws(ExecutionError) {
    let (pitches, places) = (pitches(input.sizes), task.inputs[1])
    let depth = places.size.sizes.last ?? 0
    let part = clampedProduct(input.sizes[(batch + depth)...])
    let perSample = clampedProduct(places.size.sizes[batch...].dropLast())
    for point in 0..<places.size.elements / max(1, depth) {
      try task.checkCancellation()
      var place = point / max(1, perSample) * (batch > 0 ? pitches[batch - 1] : 0)
      for axis in 0..<depth {
        let index = places.read(at: point * depth + axis)
        place += position(index, of: input.sizes[batch + axis]) * pitches[batch + axis]
      }
      for offset in 0..<part {
        task.write(task.inputs[0].read(at: place + offset), at: point * part + offset)
      }
    }
  }

  private func gather(_ axis: Int, _ task: inout KernelTask) throws(ExecutionError) {
    let (data, indices) = (task.inputs[0], task.inputs[1])
    let walk = AxisWalk(input.sizes, along: axis)
    var number = 0
    for before in 0..<walk.outer {
      for index in 0..<indices.size.elements {
        try task.checkCancellation()
        let value = indices.read(at: index)
        let asked = hasIndices ? position(value, of: walk.count) : index % walk.count
        for after in 0..<walk.inner {
          let place = walk.place(before, asked, after)
          task.write(data.read(at: place), at: number)
          number += 1
        }
      }
    }
  }
}

extension KernelTask {
  /// Reads all elements of an input.
  fileprivate func readAll(_ index: Int) {
    for place in 0..<inputs[index].size.elements { _ = inputs[index].read(at: place) }
  }
}

extension Border {
  /// The position along an axis that is seen at one outside; nil for zero.
  fileprivate func position(_ position: Int, in size: Int) -> Int? {
    if (0..<size).contains(position) { return position }
    switch self {
    case .zeros: return nil
    case .edge: return position < 0 ? 0 : size - 1
    case .wrap: return ((position % size) + size) % size
    case .reflect:
      let period = max(1, 2 * (size - 1))
      let place = ((position % period) + period) % period
      return place < size ? place : period - place
    }
  }
}
