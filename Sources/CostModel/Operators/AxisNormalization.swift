import Symbolic

/// Elements along some axes brought to mean 0 and variance 1, then scaled and shifted: layer
/// normalization (arXiv:1607.06450) over trailing axes, instance and group normalization
/// (arXiv:1607.08022, arXiv:1803.08494) over a map.
package struct AxisNormalization<Size: AttributeNumber>: Hashable, Sendable {
  /// The axes whose elements are normalized together.
  package let axes: [Int]
  /// The axes along which scales and shifts differ.
  package let trainedAxes: [Int]
  /// Whether there are scales, and shifts.
  package let hasScale, hasShift: Bool
  /// Whether the mean is subtracted; not by RMS normalization (arXiv:1910.07467).
  package let isCentered: Bool
  /// Groups of channels, each normalized by itself; nil if the channels' axis is not divided.
  package let groups: Size?

  /// A normalization with the given attributes; scales and shifts differ along the same axes unless
  /// told otherwise.
  package init(
    axes: [Int], trainedAxes: [Int]? = nil, hasScale: Bool = true, hasShift: Bool = true,
    isCentered: Bool = true, groups: Size? = nil
  ) {
    self.axes = axes.sorted()
    self.trainedAxes = trainedAxes ?? axes.sorted()
    self.hasScale = hasScale
    self.hasShift = hasShift
    self.isCentered = isCentered
    self.groups = groups
  }
}

extension AxisNormalization: OperatorDefinition where Size == Formula {
  var name: String {
    if groups != nil { return "groupnorm" }
    return !isCentered ? "rmsnorm" : axes == trainedAxes ? "layernorm" : "instancenorm"
  }

  func kind(_ inputs: [Shape]) -> LayerKind { .normalization }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    try inputs[0].requireAxes(axes)
    try inputs[0].requireAxes(trainedAxes)
    if let groups {
      guard let channels = inputs[0].channelAxis, !axes.contains(channels) else {
        throw .outsideDomain("groups of channels that are no axis of their own")
      }
      try demands.require("g", [groups])
      try demands.requireDivides(groups, inputs[0].channels, "channels")
    }
    return inputs[0]
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let trained = try Formula.product(trainedAxes.map { inputs[0].sizes[$0] })
    return Counts(
      weights: hasScale ? trained : .zero, biases: hasShift ? trained : .zero,
      read: [try inputs[0].elements()])
  }

  /// The normalization in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> AxisNormalization<Int> {
    var bound: Int?
    if let groups { bound = try groups.integer() }
    return AxisNormalization<Int>(
      axes: axes, trainedAxes: trainedAxes, hasScale: hasScale, hasShift: hasShift,
      isCentered: isCentered, groups: bound)
  }
}
