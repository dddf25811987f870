import CostModel
import Symbolic

/// What each axis of a tensor holds: axes of the node that made it, whatever moves came between.
///
/// A transpose permutes labels, a reshape merges and splits them; a layer that reads the tensor then
/// knows which axis holds the channels, so layouts and flattening need no patterns.
struct AxisLabels: Hashable {
  /// The node.
  let node: Int
  /// For each axis of the tensor, the node's axes that it runs over: 0 is the batch, 1 the channels,
  /// then the map. Axes of the map with a size of 1 are in no list.
  let axes: [[Int]]

  init(node: Int, axes: [[Int]]) {
    self.node = node
    self.axes = axes
  }

  /// The labels of a tensor as its maker has it.
  init(node: Int, of shape: Shape, _ extent: LayerGraph.Extent) {
    self.node = node
    var axes = [[Int]](repeating: [], count: shape.sizes.count)
    if !axes.isEmpty { axes[0] = [0] }
    if let channel = shape.channelAxis { axes[channel] = [1] }
    for (index, axis) in shape.mapAxes.enumerated() where extent.size(of: index + 2) != 1 {
      axes[axis] = [index + 2]
    }
    self.axes = axes
  }

  /// Whether axes are where a layer that knows channels and a map expects them.
  func isStandard(_ shape: Shape, _ extent: LayerGraph.Extent) -> Bool {
    self == AxisLabels(node: node, of: shape, extent)
      && LayerGraph.Extent(channels: extent.channels, map: shape.map.compactMap(\.integerValue))
        == extent
  }

  /// Whether an axis holds the channels alone.
  func isChannels(_ axis: Int) -> Bool { axes.indices.contains(axis) && axes[axis] == [1] }

  /// Whether an axis runs over all that a sample has.
  func isSample(_ axis: Int, _ extent: LayerGraph.Extent) -> Bool {
    axes.indices.contains(axis) && Set(axes[axis]) == Set([1] + extent.wideAxes)
  }

  /// Whether axes hold the map and nothing else.
  func areMap(_ axes: [Int], _ extent: LayerGraph.Extent) -> Bool {
    let held = axes.flatMap { self.axes.indices.contains($0) ? self.axes[$0] : [0] }
    return Set(held) == Set(extent.wideAxes)
  }

  func transposed(_ order: [Int]) -> AxisLabels? {
    guard order.allSatisfy(axes.indices.contains) else { return nil }
    return AxisLabels(node: node, axes: order.map { axes[$0] })
  }

  /// The labels in other sizes; nil if an axis would hold a part of one.
  func reshaped(to sizes: [Int], _ extent: LayerGraph.Extent) -> AxisLabels? {
    var rest = axes.joined().map { (axis: $0, size: extent.size(of: $0)) }[...]
    var result: [[Int]] = []
    for size in sizes {
      var (held, product) = ([Int](), 1)
      while product < size, let next = rest.popFirst() {
        held.append(next.axis)
        let (larger, overflow) = product.multipliedReportingOverflow(by: next.size)
        guard !overflow else { return nil }
        product = larger
      }
      // An axis of size 1 that is listed at all is the batch or a single channel.
      while held.isEmpty, size == 1, let next = rest.first, next.size == 1 {
        held.append(next.axis)
        rest.removeFirst()
      }
      guard product == size else { return nil }
      result.append(held)
    }
    if let last = rest.first, last.size == 1, rest.count == 1, !result.isEmpty {
      result[result.count - 1].append(last.axis)
      rest.removeFirst()
    }
    return rest.isEmpty ? AxisLabels(node: node, axes: result) : nil
  }
}

extension LayerGraph.Extent {
  /// The size of an axis: 0 is the batch of one.
  func size(of axis: Int) -> Int {
    axis == 0 ? 1 : axis == 1 ? channels : map.indices.contains(axis - 2) ? map[axis - 2] : 1
  }

  /// The axes of the map that are wider than one position.
  var wideAxes: [Int] { map.indices.filter { map[$0] != 1 }.map { $0 + 2 } }
}
