import CostModel
import Symbolic

// What constants hold, for whoever runs the network. Nothing is read here.
extension ModelFile {
  /// The numbers of a constant; nil if nobody knows them.
  func numbers(of constant: Constant) -> Numbers? {
    let shape = constant.shape
    switch constant.contents {
    case .file(let index):
      let tensor = tensors[index]
      return Numbers(shape) { [name] () throws(Diagnostic) in try tensor.floats(besides: name) }
    case .known(let known):
      return Numbers(shape) { () throws(Diagnostic) in try known.elements.floats() }
    case .fill(let element):
      return Numbers(shape) { () throws(Diagnostic) in
        guard let count = shape.sizes.numbers.flatMap(Self.count) else {
          throw Diagnostic("a constant has \(shape.sizes.map(\.text)) elements")
        }
        return Array(repeating: try [element].floats()[0], count: count)
      }
    case .made(let numbers): return numbers.laid(out: shape.layout)
    case .open: return nil
    }
  }

  /// The number of elements; nil if there are more than anyone runs.
  private static func count(_ sizes: [Int]) -> Int? {
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow, product <= 1 << 28 else { return nil }
      count = product
    }
    return count
  }

  /// A constant that an operator makes of others, if it is known what they hold.
  func applying(
    _ operation: Operator<Formula>, to inputs: [Constant], making shape: Shape
  ) -> Constant.Contents {
    let numbers = inputs.compactMap { self.numbers(of: $0) }
    guard numbers.count == inputs.count else { return .open }
    return Numbers(shape, making: operation, of: numbers).map { .made($0) } ?? .open
  }
}

extension Translator {
  /// A constant with its axes in another order.
  func transposed(_ constant: Constant, _ axes: [Int]) -> Constant {
    let sizes = constant.shape.sizes
    guard axes.sorted() == Array(sizes.indices) else { return constant }
    return made(constant, .move(.transpose(axes, layout: .channelsFirst)), axes.map { sizes[$0] })
  }

  /// A constant times a number.
  func scaled(_ constant: Constant, by factor: Double) -> Constant {
    guard factor != 1 else { return constant }
    return made(
      constant, .elementwise(Elementwise(.multiply, [.tensor, .number(factor)])),
      constant.shape.sizes)
  }

  /// Positions of a constant along an axis.
  func part(_ constant: Constant, axis: Int, _ start: Formula, _ count: Formula) -> Constant {
    var sizes = constant.shape.sizes
    guard sizes.indices.contains(axis), sizes[axis] != count else { return constant }
    sizes[axis] = count
    return made(constant, .move(.slice(axis: axis, start: start, count: count, step: 1)), sizes)
  }

  /// Constants one after the other along their first axis.
  func joined(_ constants: [Constant]) -> Constant? {
    guard var result = constants.first else { return nil }
    guard constants.count > 1 else { return result }
    var sizes = result.shape.sizes
    let total = try? constants.dropFirst().reduce(sizes.first ?? 1) { sum, constant in
      try sum + (constant.shape.sizes.first ?? 1)
    }
    guard !sizes.isEmpty, let total else { return nil }
    sizes[0] = total
    result.shape = Shape(sizes)
    result.contents = file.applying(
      .join(.concat(axis: 0)), to: constants, making: result.shape)
    return result
  }

  private func made(
    _ constant: Constant, _ operation: Operator<Formula>, _ sizes: [Formula]
  ) -> Constant {
    var result = constant
    result.shape = Shape(sizes)
    result.contents = file.applying(operation, to: [constant], making: result.shape)
    return result
  }
}

extension [KnownElement] {
  /// The numbers themselves. - Throws: a diagnostic if one depends on a size without a value.
  fileprivate func floats() throws(Diagnostic) -> [Float] {
    var floats: [Float] = []
    for element in self {
      guard let real = element.real else {
        throw Diagnostic("\(element.scalar.text) has no value")
      }
      floats.append(Float(real))
    }
    return floats
  }
}
