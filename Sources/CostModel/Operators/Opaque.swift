import Symbolic

/// An operator of which only the sizes are known here, not the arithmetic: a Fourier transform, parts
/// of a map resampled for boxes, boxes sorted out. It reads every element of its inputs once, and has
/// no multiply-accumulates of a layer.
package struct Opaque<Size: AttributeNumber>: Hashable, Sendable {
  /// What reports call it: `fourier`.
  package let name: String
  /// The sizes that it makes.
  package let sizes: [Size]
  /// Where these have channels.
  package let layout: Shape.Layout
  /// How their elements are stored; nil as those that it reads.
  package let element: DataType?

  /// An operator that makes these sizes.
  package init(
    _ name: String, to sizes: [Size], layout: Shape.Layout = .channelsFirst,
    as element: DataType? = nil
  ) {
    self.name = name
    self.sizes = sizes
    self.layout = layout
    self.element = element
  }
}

extension Opaque: OperatorDefinition where Size == Formula {
  func kind(_ inputs: [Shape]) -> LayerKind { .rearrangement }

  func reads(_ count: Int) -> Bool { count > 0 }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    Shape(sizes, layout: layout)
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    var counts = Counts()
    for input in inputs { counts.read.append(try input.elements()) }
    return counts
  }

  /// The operator in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Opaque<Int> {
    Opaque<Int>(name, to: try sizes.integers(), layout: layout, as: element)
  }
}
