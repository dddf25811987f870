import Symbolic

/// A tensor's sizes without the batch: `[channels, height, width]`.
public struct Shape: Hashable, Sendable {
  /// The number of channels.
  public let channels: Formula
  /// Rows of the feature map.
  public let height: Formula
  /// Columns of the feature map.
  public let width: Formula

  /// A shape with the given sizes.
  public init(channels: Formula, height: Formula, width: Formula) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// A shape with the sizes of its map: height, then width.
  init(channels: Formula, map: [Formula]) {
    self.init(channels: channels, height: map[0], width: map[1])
  }

  /// The axes along which kernels slide.
  package static let axes = ["height", "width"]

  /// The sizes along these axes.
  var map: [Formula] { [height, width] }

  /// The sizes in the order of reports.
  public var sizes: [Formula] { [channels, height, width] }

  /// Positions of the feature map: height times width. - Throws: `overflow`.
  func area() throws(ArithmeticFault) -> Formula { try height * width }

  /// The number of elements. - Throws: `overflow`.
  func elements() throws(ArithmeticFault) -> Formula { try channels * height * width }

  /// Whether the map is a single position.
  var isPoint: Bool { height == 1 && width == 1 }

  /// The values of the sizes of a bound shape.
  ///
  /// - Throws: `unbound` if a symbol has no value; `notAnInteger`, `overflow`.
  public func numbers() throws(ArithmeticFault) -> (channels: Int, height: Int, width: Int) {
    (try channels.integer(), try height.integer(), try width.integer())
  }

  /// `64x112x112`.
  public var text: String { sizes.map(\.text).joined(separator: "x") }
}
