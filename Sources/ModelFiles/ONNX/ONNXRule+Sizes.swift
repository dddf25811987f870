import CostModel
import Symbolic

// Operators about sizes, and constants that are written as one.
extension ONNXRule {
  /// A window of that many samples.
  static func window(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    .constant(Constant(Shape(try translator.sizes(call[0])), .float32, .open))
  }

  static func shape(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = try call[0].shape?.sizes else { return .unknown }
    func place(_ name: String, _ usual: Int) throws(Refusal) -> Int {
      let place = try call.integer(name) ?? usual
      return min(max(place < 0 ? place &+ sizes.count : place, 0), sizes.count)
    }
    let (start, end) = (try place("start", 0), try place("end", sizes.count))
    return .constant(Constant(Known(start < end ? Array(sizes[start..<end]) : [])))
  }

  static func size(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    let count = try translator.exactly { () throws(ArithmeticFault) in
      try Formula.product(shape.sizes)
    }
    return .constant(Constant(Known(sizes: [], elements: [KnownElement(count)], type: .int64)))
  }

  /// A tensor of one number, which may stand for weights that were left out of the file.
  static func filled(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let sizes = try translator.sizes(call[0])
    guard sizes.count <= 16 else { throw .invalid(Diagnostic("it makes \(sizes.count) axes")) }
    var (element, type) = (KnownElement(Formula.zero), ElementType.float32)
    if case .tensor(let index)? = call.attribute("value") {
      let value = translator.operand(index)
      type = value.constant?.element ?? type
      guard let constant = value.constant, let known = try translator.known(constant),
        let first = known.elements.first
      else { throw .invalid(Diagnostic("its value is no number")) }
      element = first
    }
    return .constant(
      Constant(Shape(sizes), type, .fill(element), key: call.node.outputs.first ?? nil))
  }

  /// Numbers from one on, which are listed if it is known how many there are.
  static func range(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var ends: [Scalar] = []
    for index in 0..<3 {
      guard let constant = try call[index].constant,
        let known = try translator.known(constant)?.elements.first
      else { throw .undecided(.data) }
      ends.append(known.scalar)
    }
    let type = try call[0].constant?.element ?? .int64
    let count = try translator.exactly { () throws(ArithmeticFault) -> Formula? in
      let steps = try (ends[1] - ends[0]) / ends[2]
      guard let ceil = Function.named("ceil"), let count = try ceil.call([steps]).formula else {
        return nil
      }
      return count.constantValue.map { $0 < .zero } ?? false ? 0 : count
    }
    guard let count else { throw .undecided(.data) }
    guard let number = count.integerValue, number <= Known.limit else {
      return .constant(Constant(Shape([count]), type, .open))
    }
    try translator.spend(number)
    let elements = try translator.exactly { () throws(ArithmeticFault) in
      var elements: [KnownElement] = []
      for place in 0..<number {
        elements.append(.number(try ends[0] + ends[2] * .exact(Formula(place))))
      }
      return elements
    }
    return .constant(Constant(Known(sizes: [number], elements: elements, type: type)))
  }

  /// Random numbers of sizes that are written down.
  static func random(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let sizes = try call.integers("shape") ?? []
    return .constant(Constant(Shape(sizes.map { Formula($0) }), .float32, .open))
  }

  /// What it reads, and a mask that is true throughout.
  static func dropout(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    guard let sizes = try call[0].shape?.sizes else { return .made([]) }
    return .made([try call[0], translator.filled(sizes, .truth(.constant(true)), .bool)])
  }

  /// A constant with the sizes of what it reads.
  static func like(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    return .constant(Constant(Shape(shape.sizes), .float32, .open))
  }

  /// One triangle of a matrix: a product with a constant mask.
  static func triangle(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    var mask = Constant(Shape(shape.sizes.suffix(2)), .float32, .open)
    if let kept = try self.kept(&translator, call, mask.shape) { mask.contents = .made(kept) }
    if case .constant(var constant) = input {
      // What is left out may be infinite, so that it can't be multiplied.
      constant.contents = translator.file.applying(
        .elementwise(Elementwise(.select, [.tensor, .tensor, .number(0)])), to: [mask, constant],
        making: shape)
      constant.key = nil
      return .constant(constant)
    }
    return try translator.elementwise(.multiply, [input, .constant(mask)])
  }

  /// Which elements of a matrix the operator keeps; nil if nobody knows.
  private static func kept(
    _ translator: inout Translator, _ call: Call, _ shape: Shape
  ) throws(Refusal) -> Numbers? {
    var (isUpper, diagonal) = (try call.integer("upper") ?? 1 != 0, 0)
    switch call.node.type.prefix(4) {
    case "Tril":
      if call.optional(1) != nil { diagonal = try translator.integers(call[1]).first ?? 0 }
    case "tril", "triu":
      isUpper = call.node.type.hasPrefix("triu")
      diagonal = try call.integer("diagonal") ?? 0
    default: return nil
    }
    guard let sizes = shape.sizes.numbers, sizes.count == 2, sizes.allSatisfy({ $0 <= 1 << 12 })
    else { return nil }
    return Numbers(shape) { [isUpper, diagonal] () throws(Diagnostic) in
      (0..<sizes[0]).flatMap { row in
        (0..<sizes[1]).map { column in
          (isUpper ? column - row >= diagonal : column - row <= diagonal) ? 1 : 0
        }
      }
    }
  }
}
