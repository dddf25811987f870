import Symbolic

extension Operator where Size == Formula {
  /// How the elements that it makes are stored: as those that it reads, unless it converts them or
  /// finds out something about them.
  func element(of inputs: [DataType?]) -> DataType? {
    switch self {
    case .conversion(let conversion): return conversion.type
    case .opaque(let operation): return operation.element ?? inputs.first ?? nil
    case .reduction(let reduction) where reduction.isPlace: return .int64
    case .move(.largest(_, _, givesPlaces: true)): return .int64
    case .elementwise(let elementwise):
      if elementwise.isComparison { return .bool }
      return elementwise.function == .select ? inputs.last ?? nil : inputs.first ?? nil
    default: return inputs.first ?? nil
    }
  }
}

extension Reduction {
  /// Whether it gives places rather than elements.
  fileprivate var isPlace: Bool { function == .argmax || function == .argmin }
}

extension Elementwise {
  /// Whether it gives yes or no for each position.
  fileprivate var isComparison: Bool {
    switch function {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    case .and, .or, .xor, .not, .isNaN, .isInfinite: true
    default: false
    }
  }
}
