import Symbolic

/// Elements stored as numbers of another kind.
public struct Conversion: Hashable, Sendable {
  /// How they are converted.
  public enum Method: String, CaseIterable, Sendable {
    case cast, quantize, dequantize
  }

  /// How they are converted.
  public let method: Method
  /// What they are stored as.
  public let type: DataType

  /// A conversion to a type.
  public init(_ method: Method, to type: DataType) {
    self.method = method
    self.type = type
  }
}

extension Conversion: OperatorDefinition {
  var name: String { method.rawValue }

  func kind(_ inputs: [Shape]) -> LayerKind { .conversion }

  func detail(_ inputs: [Shape]) -> String { "to \(type.rawValue)" }

  func output(_ inputs: [Shape], _ demands: inout Demands) -> Shape { inputs[0] }

  func counts(_ inputs: [Shape], _ output: Shape) throws(ArithmeticFault) -> Counts {
    Counts(read: [try inputs[0].elements()])
  }
}

extension Operator where Size == Formula {
  /// How the elements that it makes are stored: as those that it reads, unless it converts them or
  /// finds out something about them.
  func element(of inputs: [Tensor]) -> DataType? {
    switch self {
    case .conversion(let conversion): return conversion.type
    case .reduction(let reduction) where reduction.isPlace: return .int64
    case .move(.largest(_, _, givesPlaces: true)): return .int64
    case .elementwise(let elementwise):
      if elementwise.isComparison { return .bool }
      return elementwise.function == .select ? inputs.last?.element : inputs.first?.element
    default: return inputs.first?.element
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
