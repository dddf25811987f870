import Symbolic

/// The taps of a kernel along each axis of a map: its height, then its width.
package struct KernelSize<Size: AttributeNumber>: Hashable, Sendable {
  /// Taps along each axis.
  package let sizes: [Size]

  /// A kernel with a size for each axis.
  package init(_ sizes: [Size]) { self.sizes = sizes }
}

/// Kernels, and how they slide over a map along each axis independently.
package struct Window<Size: AttributeNumber>: Hashable, Sendable {
  /// One kernel, or several for a mixed depthwise convolution.
  package let kernels: [KernelSize<Size>]
  /// One for each axis of the map.
  package let axes: [SlidingAxis<Size>]

  /// A window with these kernels.
  package init(_ kernels: [KernelSize<Size>], _ axes: [SlidingAxis<Size>]) {
    self.kernels = kernels
    self.axes = axes
  }
}

extension KernelSize where Size == Formula {
  /// Taps over all axes. - Throws: `overflow`.
  func taps() throws(ArithmeticFault) -> Formula { try .product(sizes) }

  /// Whether it has a single tap. - Throws: ``ArithmeticFault``.
  func isPointwise() throws(ArithmeticFault) -> Condition {
    var isOne = Condition.constant(true)
    for size in sizes { isOne = try isOne && .compare(.exact(size), .equal, .exact(1)) }
    return isOne
  }

  /// `3x3`.
  package var text: String { sizes.map(\.text).joined(separator: "x") }
}

extension Window where Size == Formula {
  /// The map for windows of a kernel, one of its own or another. - Throws: ``ArithmeticFault``.
  func output(_ input: Shape, _ kernel: KernelSize<Formula>) throws(ArithmeticFault) -> [Formula] {
    try alongAxes { (axis, index) throws(ArithmeticFault) in
      try axis.output(input.mapSize(index), kernel.sizes[index])
    }
  }

  /// The output map of a transposed convolution. - Throws: ``ArithmeticFault``.
  func transposed(_ input: Shape) throws(ArithmeticFault) -> [Formula] {
    try alongAxes { (axis, index) throws(ArithmeticFault) in
      try axis.transposed(input.mapSize(index), kernels[0].sizes[index])
    }
  }

  /// Output positions along each axis of a convolution with this padding.
  ///
  /// - Throws: ``ArithmeticFault``.
  func convolved(_ input: Shape) throws(ArithmeticFault) -> [Formula] {
    try alongAxes { (axis, index) throws(ArithmeticFault) in
      try axis.convolved(input.mapSize(index), kernels[0].sizes[index])
    }
  }

  /// Pairs of an output position and a tap that fall inside the input.
  ///
  /// - Throws: ``ArithmeticFault``.
  func taps(
    _ input: Shape, _ output: Shape, _ kernel: KernelSize<Formula>
  ) throws(ArithmeticFault) -> Formula {
    try .product(
      alongAxes { (axis, index) throws(ArithmeticFault) in
        try axis.taps(input.mapSize(index), output.mapSize(index), kernel.sizes[index])
      })
  }

  /// Distinct positions of the input that are read. - Throws: ``ArithmeticFault``.
  func touched(
    _ input: Shape, _ output: Shape, _ kernel: KernelSize<Formula>
  ) throws(ArithmeticFault) -> Formula {
    try .product(
      alongAxes { (axis, index) throws(ArithmeticFault) in
        try axis.touched(input.mapSize(index), output.mapSize(index), kernel.sizes[index])
      })
  }

  private func alongAxes(
    _ value: (SlidingAxis<Formula>, Int) throws(ArithmeticFault) -> Formula
  ) throws(ArithmeticFault) -> [Formula] {
    var values: [Formula] = []
    values.reserveCapacity(axes.count)
    for (index, axis) in axes.enumerated() { values.append(try value(axis, index)) }
    return values
  }

  /// The kernels, and what differs from the defaults: `3x3 /2`, `3x3,5x5 d6`, `7x7 p1x0 ceil`.
  var detail: String {
    var parts = [kernels.map(\.text).joined(separator: ",")]
    let (strides, dilations) = (axes.map(\.stride), axes.map(\.dilation))
    if strides.contains(where: { $0 != 1 }) { parts.append("/\(strides.axesText)") }
    if dilations.contains(where: { $0 != 1 }) { parts.append("d\(dilations.axesText)") }
    let padding = axes.compactMap(\.padding.sizes)
    let ceils = axes.contains(where: \.padding.ceils)
    if !padding.isEmpty, !ceils || padding.contains(where: { $0 != 0 || $1 != 0 }) {
      parts.append("p\(Window.text(of: padding))")
    }
    if ceils { parts.append("ceil") }
    return parts.joined(separator: " ")
  }

  /// Padding as one number for all axes, or `1x0`; `0+1` where the sides differ.
  private static func text(of padding: [(before: Formula, after: Formula)]) -> String {
    let texts = padding.map { $0 == $1 ? $0.text : "\($0.text)+\($1.text)" }
    return Set(texts).count == 1 ? texts[0] : texts.joined(separator: "x")
  }

  /// The window in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Window<Int> {
    var bound: (kernels: [KernelSize<Int>], axes: [SlidingAxis<Int>]) = ([], [])
    for kernel in kernels { bound.kernels.append(KernelSize(try kernel.sizes.integers())) }
    for axis in axes { bound.axes.append(try axis.bound()) }
    return Window<Int>(bound.kernels, bound.axes)
  }

  /// Demands that sizes are positive, and padding is not negative.
  ///
  /// - Throws: `outsideDomain` if the map has other axes.
  func check(_ demands: inout Demands, over input: Shape) throws(ArithmeticFault) {
    try input.requireAxes(axes.count, "windows")
    guard !kernels.isEmpty, kernels.allSatisfy({ $0.sizes.count == axes.count }) else {
      throw .outsideDomain("kernels along other than \(axes.count) axes")
    }
    try demands.require("s", axes.lazy.map(\.stride))
    try demands.require("d", axes.lazy.map(\.dilation))
    let padding = axes.lazy.compactMap(\.padding.sizes)
    try demands.require("p", padding.map(\.before), atLeast: 0)
    try demands.require("p", padding.map(\.after), atLeast: 0)
    for (index, kernel) in kernels.enumerated() {
      try demands.require("k", kernel.sizes, element: kernels.count > 1 ? index : nil)
    }
  }

  /// Demands that the kernels fit into the input.
  func checkFit(_ input: Shape, _ demands: inout Demands) throws(ArithmeticFault) {
    for kernel in kernels {
      for (index, axis) in axes.enumerated() {
        let (size, taps) = (input.mapSize(index), kernel.sizes[index])
        demands.require(
          "a kernel of \(taps.text) is larger than its input of \(size.text)",
          try axis.fits(size, taps))
      }
    }
  }
}
