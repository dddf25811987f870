import Symbolic

/// A tensor's sizes, of any rank: the first axis is the batch, another one holds the channels, and
/// the rest is the map along which kernels slide.
///
/// Operators that slide, group or normalize know these parts by name, whatever their order; others
/// know axes by position.
public struct Shape: Hashable, Sendable {
  /// The sizes of all axes, in the order of the tensor.
  public let sizes: [Formula]
  /// The axis of the channels; 0 if there is only a batch.
  package let channelAxis: Int

  /// A shape with these sizes.
  ///
  /// - Parameter channelAxis: by default the second.
  package init(_ sizes: [Formula], channelAxis: Int = 1) {
    self.sizes = sizes
    self.channelAxis = sizes.indices.contains(channelAxis) ? channelAxis : 0
  }

  /// A batch of maps with the channels first: batch x channels x map.
  public init(batch: Formula = 1, channels: Formula, map: [Formula]) {
    sizes = [batch, channels] + map
    channelAxis = 1
  }

  /// A batch of maps of two axes.
  public init(batch: Formula = 1, channels: Formula, height: Formula, width: Formula) {
    self.init(batch: batch, channels: channels, map: [height, width])
  }

  /// The number of samples.
  public var batch: Formula { sizes.first ?? .one }

  /// The number of channels.
  public var channels: Formula { channelAxis == 0 ? .one : sizes[channelAxis] }

  /// The sizes along which kernels slide, such as height and width.
  public var map: [Formula] {
    channelAxis == 1 ? Array(sizes.dropFirst(2)) : mapAxes.map { sizes[$0] }
  }

  /// The axes of the map.
  package var mapAxes: [Int] { sizes.indices.filter { $0 != 0 && $0 != channelAxis } }

  /// The sizes of one sample as reports print them: channels x map.
  public var sample: [Formula] {
    channelAxis == 1 ? Array(sizes.dropFirst()) : channelAxis == 0 ? [] : [channels] + map
  }

  /// The names of these sizes.
  package var sampleAxes: [String] {
    channelAxis == 0 ? [] : ["channels"] + Shape.axisNames(sizes.count - 2)
  }

  /// The same tensor with other channels or another map.
  func with(channels: Formula? = nil, map: [Formula]? = nil) -> Shape {
    let channels = channels ?? self.channels
    let map = map ?? self.map
    if channelAxis == 1 { return Shape(batch: batch, channels: channels, map: map) }
    var sizes = [batch] + map
    sizes.insert(channels, at: min(channelAxis, sizes.count))
    return Shape(sizes, channelAxis: min(channelAxis, sizes.count - 1))
  }

  /// Positions of one sample's map. - Throws: `overflow`.
  func area() throws(ArithmeticFault) -> Formula { try .product(map) }

  /// Positions of the maps of all samples. - Throws: `overflow`.
  func positions() throws(ArithmeticFault) -> Formula { try batch * area() }

  /// The number of elements. - Throws: `overflow`.
  func elements() throws(ArithmeticFault) -> Formula { try .product(sizes) }

  /// Whether the map is a single position.
  var isPoint: Bool { mapAxes.allSatisfy { sizes[$0] == 1 } }

  /// Requires that a map has as many axes as attributes. - Throws: `outsideDomain`.
  func requireAxes(_ count: Int, _ what: @autoclosure () -> String) throws(ArithmeticFault) {
    let own = max(0, sizes.count - 2)
    guard count == own else {
      throw .outsideDomain("\(what()) along \(count) axes, and a map of \(own)")
    }
  }

  /// `64x112x112`, without the batch.
  public var text: String { sample.map(\.text).joined(separator: "x") }

  /// The names of the axes of a map.
  package static func axisNames(_ count: Int) -> [String] {
    names.indices.contains(count) ? names[count] : (0..<count).map { "axis \($0 + 1)" }
  }

  private static let names = [
    [], ["length"], ["height", "width"], ["frames", "height", "width"],
  ]
}
