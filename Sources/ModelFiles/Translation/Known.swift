import CostModel
import Symbolic

/// A tensor whose elements are all known, as formulas at least: sizes, and what is made of them.
struct Known: Hashable {
  /// More elements than this are weights, or as good as weights: nobody works with them.
  static let limit = 4096

  var sizes: [Int]
  /// In row-major order.
  var elements: [KnownElement]
  /// What the elements are, which decides how they are divided.
  var type: ElementType

  /// A list of sizes.
  init(_ sizes: [Formula], type: ElementType = .int64) {
    self.init(sizes: [sizes.count], elements: sizes.map(KnownElement.init), type: type)
  }

  init(sizes: [Int], elements: [KnownElement], type: ElementType) {
    self.sizes = sizes
    self.elements = elements
    self.type = type
  }

  /// The elements as exact numbers; nil if one is not.
  var formulas: [Formula]? {
    let formulas = elements.compactMap(\.formula)
    return formulas.count == elements.count ? formulas : nil
  }

  /// The number of elements of a tensor of these sizes; nil if there are too many.
  static func count(_ sizes: [Int]) -> Int? {
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return nil }
      count = product
    }
    return count <= limit ? count : nil
  }

  /// For each element of a tensor of these sizes, the place of an element of another one whose axes
  /// are so far apart.
  static func places(_ sizes: [Int], strides: [Int], from start: Int = 0) -> [Int] {
    guard let count = count(sizes), count > 0 else { return [] }
    var places = [start]
    places.reserveCapacity(count)
    for (size, stride) in zip(sizes, strides) {
      places = places.flatMap { place in (0..<size).map { place + $0 * stride } }
    }
    return places
  }

  /// How far apart neighbors along each axis are.
  var strides: [Int] {
    var strides: [Int] = []
    var stride = 1
    for size in sizes.reversed() {
      strides.append(stride)
      stride *= max(size, 1)
    }
    return strides.reversed()
  }

  /// The elements at some places, in other sizes.
  func picking(_ places: [Int], sizes: [Int]) -> Known {
    Known(sizes: sizes, elements: places.map { elements[$0] }, type: type)
  }
}
