import CostModel
import Symbolic

extension LayerReading {
  /// The sizes that the layer makes.
  func made(_ row: LayerRow) throws(Unsayable) -> LayerGraph.Extent {
    let shape = layer.output.shape
    let sizes = try shape.sizes.known()
    switch row.word {
    case "dense", "linear":
      guard let channels = row.cells["c"]?.wholeNumber else {
        throw Unsayable("its outputs are not known")
      }
      return LayerGraph.Extent(
        channels: channels, map: row.word == "dense" ? [] : extents[0].map)
    case "avgpool" where row.cells["k"] == nil, "maxpool" where row.cells["k"] == nil:
      return LayerGraph.Extent(channels: extents[0].channels, map: [])
    case "tokens" where sizes.count == 3:
      return LayerGraph.Extent(channels: sizes[1], map: [sizes[2]])
    case "split":
      return LayerGraph.Extent(
        channels: row.cells["c"]?.wholeNumber ?? 1, map: extents[0].map)
    case "concat":
      let channels = extents.reduce(0) { $0 &+ $1.channels }
      return LayerGraph.Extent(channels: channels, map: extents[0].map)
    default:
      if keepsAxes(row) { return extents.first { !$0.map.isEmpty } ?? extents[0] }
      return LayerGraph.Extent(
        channels: try shape.channels.known(), map: try shape.map.known())
    }
  }

  /// Whether the layer works on elements where they are.
  private func keepsAxes(_ row: LayerRow) -> Bool {
    switch layer.operation {
    case .activation, .axisNormalization, .softmax, .join(.add), .join(.multiply), .elementwise:
      true
    default: false
    }
  }

  /// The labels of what the layer makes.
  func labels(of node: Int, _ row: LayerRow, _ extent: LayerGraph.Extent) -> AxisLabels {
    let widest = zip(views, extents).first { !$1.map.isEmpty }?.0 ?? views[0]
    switch layer.operation {
    case .activation, .axisNormalization, .softmax, .join, .elementwise:
      return AxisLabels(node: node, axes: widest.axes)
    case .dense where row.word == "linear": return AxisLabels(node: node, axes: widest.axes)
    case .dense(let dense):
      guard let axis = dense.axis else { break }
      var axes = [[Int]](repeating: [], count: views[0].axes.count)
      axes[0] = [0]
      axes[axis] = [1]
      return AxisLabels(node: node, axes: axes)
    case .reduction(let reduction):
      let kept = views[0].axes.indices.compactMap { axis in
        reduction.axes.contains(axis) ? (reduction.keeps ? [] : nil) : views[0].axes[axis]
      }
      return AxisLabels(node: node, axes: kept)
    case .move(.slice) where row.word == "split":
      return AxisLabels(node: node, axes: views[0].axes)
    default: break
    }
    return AxisLabels(node: node, of: layer.output.shape, extent)
  }
}

extension Value {
  /// The number, if it is a whole one that is known.
  package var wholeNumber: Int? {
    guard case .scalar(let scalar) = self else { return nil }
    if let formula = scalar.formula { return formula.integerValue }
    guard case .inexact(let tree) = scalar, let value = tree.constantValue else { return nil }
    return Int(exactly: value)
  }
}

extension LayerRow {
  /// Says whether there is a bias where that is not what the norm makes usual.
  mutating func setBias(_ hasBias: Bool, _ norm: Norm?) {
    if hasBias != (norm == nil) { cells["bias"] = .condition(.constant(hasBias)) }
  }
}
