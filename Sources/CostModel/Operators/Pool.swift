import Symbolic

/// Pooling: no multiply-accumulates and no parameters, but traffic.
package struct Pool<Size: AttributeNumber>: Hashable, Sendable {
  /// Whether it takes the largest value, rather than the mean.
  package let isMaximum: Bool
  /// nil pools the whole feature map.
  package let window: Window<Size>?

  /// Pooling over a window with one kernel, or over the whole map.
  package init(isMaximum: Bool, _ window: Window<Size>?) {
    self.isMaximum = isMaximum
    self.window = window
  }
}

extension Pool: OperatorDefinition where Size == Formula {
  var name: String { isMaximum ? "maxpool" : "avgpool" }

  func kind(_ inputs: [Shape]) -> LayerKind { .pooling }

  func detail(_ inputs: [Shape]) -> String { window?.detail ?? "global" }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let input = inputs[0]
    guard let window else { return input.with(map: input.map.map { _ in 1 }) }
    try window.check(&demands, over: input)
    try window.checkFit(input, &demands)
    return input.with(map: try window.output(input, window.kernels[0]))
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    guard let window else { return Counts(read: [try input.elements()]) }
    return Counts(
      read: [try input.batch * input.channels * window.touched(input, output, window.kernels[0])])
  }

  /// The pooling in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Pool<Int> {
    guard let window else { return Pool<Int>(isMaximum: isMaximum, nil) }
    return Pool<Int>(isMaximum: isMaximum, try window.bound())
  }
}
