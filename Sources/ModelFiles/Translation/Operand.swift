import CostModel
import Symbolic

/// What a tensor of a file is to the nodes that read it.
package indirect enum Operand {
  /// The same whatever the network is given: weights, and arithmetic over sizes.
  case constant(Constant)
  /// Computed from what the network is given.
  case tensor(Draft.Tensor)
  /// The result of an operator that can't be translated, which is reported once, at the end.
  case unknown
  /// Several of them, which operators over lists take apart.
  case list([Operand])

  /// Its sizes; nil if it is unknown, or a list.
  package var shape: Shape? {
    switch self {
    case .constant(let constant): constant.shape
    case .tensor(let tensor): tensor.shape
    case .unknown, .list: nil
    }
  }

  var constant: Constant? { if case .constant(let constant) = self { constant } else { nil } }
  var tensor: Draft.Tensor? { if case .tensor(let tensor) = self { tensor } else { nil } }
  var isUnknown: Bool { if case .unknown = self { true } else { false } }

  /// A constant with its channels where those of a tensor are.
  func laid(out layout: Shape.Layout) -> Operand {
    guard case .constant(var constant) = self, constant.shape.layout != layout else { return self }
    constant.shape = Shape(constant.shape.sizes, layout: layout)
    return .constant(constant)
  }
}

/// A tensor that does not depend on what the network is given.
package struct Constant {
  /// What is known of its elements.
  enum Contents {
    /// They are in the file, at this index of its tensors, and read only if somebody asks.
    case file(Int)
    case known(Known)
    /// All of them are the same.
    case fill(KnownElement)
    /// There are too many to be worked out before somebody asks for them.
    indirect case made(Numbers)
    /// They are the result of what nobody computes.
    case open
  }

  var shape: Shape
  var element: ElementType
  var contents: Contents
  /// Tells the trained numbers apart of which it is a view; nil if it is none of them.
  var key: Int?
  /// Whether its integers stand for real numbers.
  var isQuantized = false

  init(_ shape: Shape, _ element: ElementType, _ contents: Contents, key: Int? = nil) {
    self.shape = shape
    self.element = element
    self.contents = contents
    self.key = key
  }

  init(_ known: Known) {
    self.init(Shape(known.sizes.map { Formula($0) }), known.type, .known(known))
  }

  /// Whether it is a single element.
  var isSingle: Bool { shape.sizes.allSatisfy { $0 == 1 } }

  /// Whether it is a view of trained numbers. Integers are not trained, nor are the single numbers
  /// that formulas are written with.
  var isTrained: Bool { key != nil && (!element.isInteger || isQuantized) && !isSingle }
}
