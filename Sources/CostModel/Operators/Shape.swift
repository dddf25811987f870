import Symbolic

/// A tensor's sizes, of any rank: the first axis is the batch, the second or the last one holds the
/// channels, and the rest is the map along which kernels slide.
///
/// Operators that slide, group or normalize know these parts by name, whatever their order; others
/// know axes by position.
public struct Shape: Hashable, Sendable {
  /// Where the channels are.
  package enum Layout: Sendable {
    /// Batch x channels x map, as in PyTorch and ONNX.
    case channelsFirst
    /// Batch x map x channels, as in TensorFlow.
    case channelsLast
  }

  /// The sizes of all axes, in the order of the tensor.
  public let sizes: [Formula]
  /// Where the channels are.
  package let layout: Layout

  /// A shape with these sizes; a scalar has none, and a list of samples only the batch.
  public init(_ sizes: [Formula]) { self.init(sizes, layout: .channelsFirst) }

  /// A shape with these sizes, and channels in their place.
  package init(_ sizes: [Formula], layout: Layout) {
    self.sizes = sizes
    self.layout = layout
  }

  /// A batch of maps with the channels first: batch x channels x map.
  public init(batch: Formula = 1, channels: Formula, map: [Formula]) {
    sizes = [batch, channels] + map
    layout = .channelsFirst
  }

  /// The axis of the channels; nil if there is only a batch.
  package var channelAxis: Int? {
    sizes.count < 2 ? nil : layout == .channelsFirst ? 1 : sizes.count - 1
  }

  /// The axes of the map, in order.
  package var mapAxes: Range<Int> {
    sizes.count < 3 ? 0..<0 : layout == .channelsFirst ? 2..<sizes.count : 1..<sizes.count - 1
  }

  /// The number of samples.
  package var batch: Formula { sizes.first ?? .one }

  /// The number of channels.
  package var channels: Formula { channelAxis.map { sizes[$0] } ?? .one }

  /// The sizes along which kernels slide, such as height and width.
  package var map: [Formula] { Array(sizes[mapAxes]) }

  /// The size along an axis of the map.
  func mapSize(_ axis: Int) -> Formula { sizes[mapAxes.lowerBound + axis] }

  /// The sizes of one sample as reports print them: channels x map.
  package var sample: [Formula] { channelAxis == nil ? [] : [channels] + map }

  /// The names of these sizes.
  package var sampleAxes: [String] {
    channelAxis == nil ? [] : ["channels"] + Shape.axisNames(mapAxes.count)
  }

  /// The same tensor with other channels or another map.
  func with(channels: Formula? = nil, map: [Formula]? = nil) -> Shape {
    let channels = channels ?? self.channels
    let map = map ?? self.map
    return layout == .channelsFirst
      ? Shape(batch: batch, channels: channels, map: map)
      : Shape([batch] + map + [channels], layout: layout)
  }

  /// The same tensor with another size of one axis.
  func with(_ size: Formula, along axis: Int) -> Shape {
    var sizes = sizes
    sizes[axis] = size
    return Shape(sizes, layout: layout)
  }

  /// Positions of one sample's map. - Throws: `overflow`.
  package func area() throws(ArithmeticFault) -> Formula { try .product(map) }

  /// Positions of the maps of all samples. - Throws: `overflow`.
  func positions() throws(ArithmeticFault) -> Formula { try batch * area() }

  /// The number of elements. - Throws: `overflow`.
  package func elements() throws(ArithmeticFault) -> Formula { try .product(sizes) }

  /// Whether the map is a single position.
  var isPoint: Bool { sizes[mapAxes].allSatisfy { $0 == 1 } }

  /// Requires that a map has as many axes as attributes. - Throws: `outsideDomain`.
  func requireAxes(_ count: Int, _ what: @autoclosure () -> String) throws(ArithmeticFault) {
    guard count == mapAxes.count else {
      throw .outsideDomain("\(what()) along \(count) axes, and a map of \(mapAxes.count)")
    }
  }

  /// Requires that an axis is there. - Throws: `outsideDomain`.
  func requireAxis(_ axis: Int) throws(ArithmeticFault) {
    guard sizes.indices.contains(axis) else {
      throw .outsideDomain("axis \(axis) of a tensor of \(sizes.count) axes")
    }
  }

  /// Requires that axes are there, and each once. - Throws: `outsideDomain`.
  func requireAxes(_ axes: [Int]) throws(ArithmeticFault) {
    for axis in axes { try requireAxis(axis) }
    guard Set(axes).count == axes.count else {
      throw .outsideDomain("an axis twice among \(axes.map(String.init).joined(separator: ", "))")
    }
  }

  /// `64x112x112`, without the batch.
  package var text: String { sample.map(\.text).joined(separator: "x") }

  /// `1x64x112x112`: the sizes of all axes, in order.
  package var allText: String {
    sizes.isEmpty ? "a scalar" : sizes.map(\.text).joined(separator: "x")
  }

  /// The names of the axes of a map.
  package static func axisNames(_ count: Int) -> [String] {
    names.indices.contains(count) ? names[count] : (0..<count).map { "axis \($0 + 1)" }
  }

  private static let names = [
    [], ["length"], ["height", "width"], ["frames", "height", "width"],
  ]
}
