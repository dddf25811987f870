import Symbolic

/// Joins of any number of tensors.
package enum Join: Hashable, Sendable {
  /// How `add` weighs its inputs: not at all, or with a trained weight for each (BiFPN,
  /// arXiv:1911.09070, section 3.3).
  package enum Fusion: String, CaseIterable, Sendable {
    case sum, fast, softmax
  }

  /// The element-wise sum.
  case add(Fusion)
  /// The element-wise product; a map of a single position counts for every position.
  case multiply
  /// Concatenation along an axis; nil for the channels.
  case concat(axis: Int?)
}

extension Join: OperatorDefinition {
  var name: String {
    switch self {
    case .add: "add"
    case .multiply: "multiply"
    case .concat: "concat"
    }
  }

  func kind(_ inputs: [Shape]) -> LayerKind { .join }

  func reads(_ count: Int) -> Bool { count > 0 }

  func detail(_ inputs: [Shape]) -> String {
    switch self {
    case .add(let fusion) where fusion != .sum: fusion.rawValue
    case .concat(let axis?): "axis \(axis)"
    default: ""
    }
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    try requireOneLayout(inputs)
    switch self {
    case .add:
      for other in inputs.dropFirst() { try demands.requireEqual(inputs[0], other) }
      return inputs[0]
    case .multiply:
      let largest = inputs.first { !$0.isPoint } ?? inputs[0]
      for other in inputs { try demands.requireBroadcasts(other, to: largest) }
      return largest
    case .concat(nil):
      for other in inputs.dropFirst() { try demands.requireSameMap(inputs[0], other) }
      var channels = Formula.zero
      for input in inputs { channels = try channels + input.channels }
      return inputs[0].with(channels: channels)
    case .concat(let axis?):
      var size = Formula.zero
      for input in inputs {
        try input.requireAxis(axis)
        size = try size + input.sizes[axis]
        try demands.requireEqual(inputs[0].with(1, along: axis), input.with(1, along: axis))
      }
      return inputs[0].with(size, along: axis)
    }
  }

  /// Requires the channels at one place, unless positions are all that matters: where equal sizes
  /// are added or multiplied, and along an axis by its number.
  private func requireOneLayout(_ inputs: [Shape]) throws(ArithmeticFault) {
    if inputs.allSatisfy({ $0.layout == inputs[0].layout }) { return }
    let areEqual = inputs.allSatisfy { $0.sizes == inputs[0].sizes }
    switch self {
    case .concat(axis: .some): return
    case .add(.sum) where areEqual, .multiply where areEqual: return
    default: throw .outsideDomain("\(name) of channels first and channels last")
    }
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    var counts = Counts()
    for input in inputs { counts.read.append(try input.elements()) }
    if case .add(let fusion) = self, fusion != .sum { counts.weights = Formula(inputs.count) }
    return counts
  }
}
