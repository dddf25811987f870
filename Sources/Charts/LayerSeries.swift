import CostModel

/// Kinds of layers as legends group them; the colors are those of Okabe and Ito, which color-blind
/// readers can tell apart.
package enum LayerSeries: String, CaseIterable {
  case pointwise, standard, depthwise, dense, other

  /// The group of a kind.
  package init(_ kind: LayerKind) { self = LayerSeries(rawValue: kind.rawValue) ?? .other }

  /// What legends call it.
  package var title: String {
    switch self {
    case .pointwise: "pointwise"
    case .standard: "standard convolution"
    case .depthwise: "depthwise"
    case .dense: "dense"
    case .other: "other"
    }
  }

  package var colour: String {
    switch self {
    case .pointwise: "#0072b2"
    case .standard: "#d55e00"
    case .depthwise: "#009e73"
    case .dense: "#cc79a7"
    case .other: "#555555"
    }
  }

  package var marker: Marker {
    switch self {
    case .pointwise: .circle
    case .standard: .square
    case .depthwise: .triangle
    case .dense: .diamond
    case .other: .cross
    }
  }
}
