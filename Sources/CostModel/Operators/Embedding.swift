import Symbolic

/// Tokens and the places of tokens, which are trained rather than computed.
package enum Embedding<Size: AttributeNumber>: Hashable, Sendable {
  /// A trained token before all others (ViT's class token, arXiv:2010.11929, section 3.1).
  case classToken
  /// A trained number for each element of a sample, added to it (the same section).
  case position
  /// A trained number for each head and each distance between two positions of the map, added to
  /// the scores of attention (Swin's relative position bias, arXiv:2103.14030, section 3.2).
  case relativePosition(heads: Size)
}

extension Embedding: OperatorDefinition where Size == Formula {
  var name: String {
    switch self {
    case .classToken: "class_token"
    case .position: "position"
    case .relativePosition: "relative_position"
    }
  }

  func kind(_ inputs: [Shape]) -> LayerKind { .join }

  func detail(_ inputs: [Shape]) -> String {
    if case .relativePosition(let heads) = self { "\(heads.text) heads" } else { "" }
  }

  func output(_ inputs: [Shape], _ demands: inout Demands) throws(ArithmeticFault) -> Shape {
    let input = inputs[0]
    switch self {
    case .classToken:
      guard input.map.count == 1 else {
        throw .outsideDomain("a class token stands before a map of one axis, which 'tokens' makes")
      }
      return input.with(map: [try input.map[0] + 1])
    case .position: return input
    case .relativePosition(let heads):
      try demands.require("heads", [heads])
      let scores = try heads * input.area()
      try demands.require(
        "\(input.channels.text) channels are not the scores of \(heads.text) heads for a map of "
          + input.map.axesText,
        .compare(.exact(input.channels), .equal, .exact(scores)))
      return input
    }
  }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    let input = inputs[0]
    let weights: Formula
    switch self {
    case .classToken: weights = input.channels
    case .position: weights = try input.channels * input.area()
    case .relativePosition(let heads):
      // Along an axis of m positions there are 2m - 1 distances.
      var distances = heads
      for size in input.map { distances = try distances * (2 * size - 1) }
      weights = distances
    }
    return Counts(weights: weights, read: [try input.elements()])
  }

  /// The operator in plain numbers. - Throws: as ``Formula/integer()``.
  func bound() throws(ArithmeticFault) -> Embedding<Int> {
    switch self {
    case .classToken: .classToken
    case .position: .position
    case .relativePosition(let heads): .relativePosition(heads: try heads.integer())
    }
  }
}
