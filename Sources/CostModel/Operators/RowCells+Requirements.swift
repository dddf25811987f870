import Symbolic

/// Requirements of rows on their cells and tensors.
extension RowCells {
  /// Requires a condition, reported at the cell of a column or at the row.
  func require(
    _ message: @autoclosure () -> String, in column: String? = nil,
    _ condition: () throws(ArithmeticFault) -> Condition
  ) throws(Diagnostic) {
    let place = column.flatMap { cells[$0]?.position } ?? position
    try expander.require(try exactly(condition), message(), at: place)
  }

  func requireDivides(
    _ divisor: Formula, _ number: Formula, _ what: String
  ) throws(Diagnostic) {
    if divisor == 1 || divisor == number { return }
    try require("\(divisor.text) groups do not divide \(number.text) \(what)") {
      () throws(ArithmeticFault) in .isInteger(.exact(try number / divisor))
    }
  }

  /// Requires kernels that share the channels of a depthwise convolution to have at least one
  /// channel each, and the same output size.
  func requireMixes(_ kernels: [Kernel], _ sliding: Sliding, _ input: Shape) throws(Diagnostic) {
    let count = Formula(kernels.count)
    try require("\(count.text) kernels need more than \(input.channels.text) channels", in: "k") {
      () throws(ArithmeticFault) in
      try .compare(.exact(count), .lessOrEqual, .exact(input.channels))
    }
    for kernel in kernels.dropFirst() {
      try require(
        "kernels of \(kernels[0].text) and \(kernel.text) give maps of two sizes", in: "k"
      ) { () throws(ArithmeticFault) in
        var isEqual = Condition.constant(true)
        for (index, axis) in sliding.axes.enumerated() {
          let (first, other) = (kernels[0].sizes[index], kernel.sizes[index])
          isEqual =
            try isEqual
            && .compare(
              .exact(axis.output(input.map[index], first)), .equal,
              .exact(axis.output(input.map[index], other)))
        }
        return isEqual
      }
    }
  }

  func requireFits(
    _ kernel: Kernel, _ sliding: Sliding, _ input: Shape
  ) throws(Diagnostic) {
    for (index, axis) in sliding.axes.enumerated() {
      let (size, taps) = (input.map[index], kernel.sizes[index])
      try require("a kernel of \(taps.text) is larger than its input of \(size.text)") {
        () throws(ArithmeticFault) in try axis.fits(size, taps)
      }
    }
  }

  func requireWithin(
    _ start: Formula, _ count: Formula, _ all: Formula
  ) throws(Diagnostic) {
    try require("\(count.text) channels from \(start.text) on are more than \(all.text)") {
      () throws(ArithmeticFault) in
      try .compare(.exact(start + count), .lessOrEqual, .exact(all))
    }
    try require("a split can't start at channel \(start.text)") { () throws(ArithmeticFault) in
      try .compare(.exact(0), .lessOrEqual, .exact(start))
    }
  }

  func requireEqual(_ a: Shape, _ b: Shape) throws(Diagnostic) {
    try requireSizes(a, b, zip(a.sizes, b.sizes).map { ($0, $1) })
  }

  /// Requires the same height and width.
  func requireSameMap(_ a: Shape, _ b: Shape) throws(Diagnostic) {
    try requireSizes(a, b, [(a.height, b.height), (a.width, b.width)])
  }

  private func requireSizes(
    _ a: Shape, _ b: Shape, _ pairs: [(Formula, Formula)]
  ) throws(Diagnostic) {
    for (x, y) in pairs where x != y {
      try require("the shapes \(a.text) and \(b.text) do not join") {
        () throws(ArithmeticFault) in try .compare(.exact(x), .equal, .exact(y))
      }
    }
  }

  /// Requires the same channels, and the same map or a single position.
  func requireBroadcasts(_ gate: Shape, to map: Shape) throws(Diagnostic) {
    if gate.height == 1, gate.width == 1 {
      try requireSizes(gate, map, [(gate.channels, map.channels)])
    } else {
      try requireEqual(gate, map)
    }
  }
}
