import CostModel
import Symbolic

// Operators that move elements, and those about sizes.
extension ONNXRule {
  /// An exporter gives equal values one initializer, and reads copies of it by `Identity`: each copy
  /// is a parameter of its own.
  static func identity(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard case .constant(var constant) = try call[0] else { return try call[0] }
    if constant.key != nil { constant.key = call.node.outputs.first ?? nil }
    return .constant(constant)
  }

  /// 0 keeps a size, and -1 is what is left.
  static func reshape(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    var sizes: [Formula]
    if let written = try call.integers("shape") {
      sizes = written.map { Formula($0) }
    } else {
      sizes = try translator.sizes(call[1])
    }
    if try call.integer("allowzero") ?? 0 == 0 {
      for (axis, size) in sizes.enumerated() where size == 0 {
        guard shape.sizes.indices.contains(axis) else {
          throw .invalid(Diagnostic("it keeps size \(axis + 1) of \(shape.sizes.count)"))
        }
        sizes[axis] = shape.sizes[axis]
      }
    }
    return try translator.reshape(input, to: filled(sizes, of: shape, &translator))
  }

  /// The sizes with what is left for the one that is -1.
  private static func filled(
    _ sizes: [Formula], of shape: Shape, _ translator: inout Translator
  ) throws(Refusal) -> [Formula] {
    guard let open = sizes.firstIndex(of: -1) else { return sizes }
    var sizes = sizes
    sizes[open] = 1
    guard !sizes.contains(-1) else { throw .invalid(Diagnostic("two of its sizes are open")) }
    sizes[open] = try translator.exactly { () throws(ArithmeticFault) in
      // Sizes that stay need not be divided by.
      var (own, made) = (shape.sizes, sizes)
      for size in made where size != 1 {
        guard let place = own.firstIndex(of: size), let other = made.firstIndex(of: size) else {
          continue
        }
        own.remove(at: place)
        made.remove(at: other)
      }
      return try Formula.product(own) / Formula.product(made)
    }
    try translator.require(
      .isInteger(.exact(sizes[open])),
      "\(shape.sizes.map(\.text).joined(separator: "x")) can't be divided into parts of "
        + sizes.enumerated().map { $0 == open ? "?" : $1.text }.joined(separator: "x"))
    return sizes
  }

  static func flatten(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    let rank = shape.sizes.count
    let given = try call.integer("axis") ?? 1
    let axis = given == rank ? rank : try translator.axis(given, of: max(rank, 1))
    let sizes = try translator.exactly { () throws(ArithmeticFault) in
      [
        try Formula.product(Array(shape.sizes.prefix(axis))),
        try Formula.product(Array(shape.sizes.dropFirst(axis))),
      ]
    }
    return try translator.reshape(input, to: sizes)
  }

  /// Axes are inputs from version 13 on.
  private static func axes(
    _ translator: inout Translator, _ call: Call, of rank: Int
  ) throws(Refusal) -> [Int]? {
    if let axes = try call.integers("axes") { return try translator.axes(axes, of: rank) }
    guard let operand = call.optional(1) else { return nil }
    return try translator.axes(translator.integers(operand), of: rank)
  }

  static func squeeze(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    let axes = try axes(&translator, call, of: shape.sizes.count)
    if let axis = axes?.first(where: { shape.sizes[$0].constantValue.map { $0 != 1 } ?? false }) {
      throw .invalid(Diagnostic("axis \(axis) has size \(shape.sizes[axis].text), not 1"))
    }
    let sizes = shape.sizes.indices.filter { axis in
      axes.map { !$0.contains(axis) } ?? (shape.sizes[axis] != 1)
    }
    return try translator.reshape(input, to: sizes.map { shape.sizes[$0] })
  }

  static func unsqueeze(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    let given: [Int]
    if let written = try call.integers("axes") {
      given = written
    } else {
      given = try translator.integers(call[1])
    }
    guard given.count <= 16 else { throw .invalid(Diagnostic("it adds \(given.count) axes")) }
    let axes = try translator.axes(given, of: shape.sizes.count + given.count)
    guard axes.count == given.count else { throw .invalid(Diagnostic("it adds an axis twice")) }
    var rest = shape.sizes[...]
    let sizes = (0..<shape.sizes.count + axes.count).map { axis in
      axes.contains(axis) ? 1 : rest.popFirst() ?? 1
    }
    return try translator.reshape(input, to: sizes)
  }

  static func transpose(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let rank = input.shape?.sizes.count else { return .unknown }
    return try translator.transpose(
      input, call.integers("perm") ?? (0..<rank).reversed())
  }

  static func concatenation(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let operands = try call.all()
    guard let rank = operands.first?.shape?.sizes.count else { return .unknown }
    return try translator.concatenate(
      operands, axis: translator.axis(call.integer("axis") ?? 1, of: rank))
  }

  /// Parts of given sizes, or as many as there are outputs.
  static func split(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let input = try call[0]
    guard let shape = input.shape else { return .made([]) }
    let axis = try translator.axis(call.integer("axis") ?? 0, of: shape.sizes.count)
    let count = call.node.outputs.count
    var sizes: [Formula]
    if let written = try call.integers("split") {
      sizes = written.map { Formula($0) }
    } else if let operand = call.optional(1) {
      sizes = try translator.sizes(operand)
    } else {
      let size = shape.sizes[axis]
      let part = try translator.exactly { () throws(ArithmeticFault) in
        try Formula.of("ceil", size / Formula(max(count, 1)))
      }
      let last = try translator.exactly { () throws(ArithmeticFault) in
        try size - part * Formula(max(count, 1) - 1)
      }
      sizes = Array(repeating: part, count: max(count - 1, 0)) + [last]
    }
    guard sizes.count >= count else {
      throw .invalid(Diagnostic("it has \(count) outputs and \(sizes.count) sizes"))
    }
    var parts: [Operand] = []
    var start = Formula.zero
    for size in sizes.prefix(count) {
      parts.append(try translator.slice(input, axis: axis, start: start, count: size))
      start = try translator.exactly { () throws(ArithmeticFault) in try start + size }
    }
    return .made(parts)
  }

  /// Starts, ends, axes and steps are inputs from version 10 on.
  static func slice(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var result = try call[0]
    guard let rank = result.shape?.sizes.count else { return .unknown }
    func list(
      _ translator: inout Translator, _ name: String, _ index: Int
    ) throws(Refusal) -> [Formula]? {
      if let written = try call.integers(name) { return written.map { Formula($0) } }
      guard let operand = call.optional(index) else { return nil }
      return try translator.sizes(operand)
    }
    guard let starts = try list(&translator, "starts", 1),
      let ends = try list(&translator, "ends", 2), starts.count == ends.count
    else { throw .invalid(Diagnostic("it has no starts and ends that belong together")) }
    let axes = try list(&translator, "axes", 3)?.numbers ?? Array(starts.indices)
    let steps = try list(&translator, "steps", 4)?.numbers ?? starts.map { _ in 1 }
    guard axes.count == starts.count, steps.count == starts.count else {
      throw .invalid(Diagnostic("it has \(starts.count) starts, and not as many axes and steps"))
    }
    for (place, axis) in axes.enumerated() {
      let axis = try translator.axis(axis, of: rank)
      guard let size = result.shape?.sizes[axis] else { return .unknown }
      let range = try translator.exactly { () throws(ArithmeticFault) in
        try SliceRange(size, from: starts[place], to: ends[place], by: steps[place])
      }
      guard let range else { throw .undecided(.data) }
      result = try translator.slice(
        result, axis: axis, start: range.start, count: range.count, step: range.step)
    }
    return result
  }

  static func pad(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    let rank = shape.sizes.count
    let pads: [Formula]
    // `paddings` is the name in version 1.
    let (old, new) = (try call.integers("paddings"), try call.integers("pads"))
    if let written = new ?? old {
      pads = written.map { Formula($0) }
    } else {
      pads = try translator.sizes(call[1])
    }
    var axes = Array(0..<rank)
    if let operand = call.optional(3) {
      axes = try translator.axes(translator.integers(operand), of: rank)
    }
    guard pads.count == 2 * axes.count else {
      throw .invalid(Diagnostic("it has \(pads.count) numbers for \(axes.count) axes"))
    }
    var (before, after) = (Array(repeating: Formula.zero, count: rank), [Formula]())
    after = before
    for (place, axis) in axes.enumerated() {
      (before[axis], after[axis]) = (pads[place], pads[axes.count + place])
    }
    if before.allSatisfy({ $0 == 0 }), after.allSatisfy({ $0 == 0 }) { return input }
    let mode = try call.text("mode") ?? "constant"
    let border: Border? = mode == "constant" ? .zeros : Border(rawValue: mode)
    guard let border else {
      throw .invalid(Diagnostic("there is no padding called \(quoted(mode))"))
    }
    var value = try call.real("value")
    if let operand = call.optional(2) { value = try translator.real(operand) ?? .nan }
    return try translator.add(
      .move(.pad(before: before, after: after, border)), [input],
      staysAlone: value ?? 0 != 0)
  }

  /// Broadcast in both directions.
  static func expand(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    var sizes = try translator.sizes(call[1])
    guard sizes.count <= 16 else { throw .invalid(Diagnostic("it makes \(sizes.count) axes")) }
    while sizes.count < shape.sizes.count { sizes.insert(1, at: 0) }
    for (axis, size) in shape.sizes.enumerated() {
      let place = sizes.count - shape.sizes.count + axis
      if sizes[place] == 1 { sizes[place] = size }
    }
    if sizes == shape.sizes { return input }
    return try translator.add(.move(.expand(to: sizes)), [input])
  }

  static func tile(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let repeats = try translator.sizes(call[1])
    if repeats.allSatisfy({ $0 == 1 }) { return try call[0] }
    return try translator.add(.move(.tile(repeats)), [call[0]])
  }

  /// Known positions that are a range are a slice.
  static func gather(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (data, indices) = (try call[0], try call[1])
    guard let shape = data.shape, let list = indices.shape else { return .unknown }
    let axis = try translator.axis(call.integer("axis") ?? 0, of: shape.sizes.count)
    guard data.tensor != nil, list.sizes.count <= 1,
      let index = try translator.formulas(indices), index.count == 1
    else { return try translator.add(.move(.gather(axis: axis)), [data, indices]) }
    let start = try translator.exactly { () throws(ArithmeticFault) in
      index[0].constantValue.map { $0 < .zero } ?? false
        ? try index[0] + shape.sizes[axis] : index[0]
    }
    let part = try translator.slice(data, axis: axis, start: start, count: 1)
    guard list.sizes.isEmpty else { return part }
    var sizes = shape.sizes
    sizes.remove(at: axis)
    return try translator.reshape(part, to: sizes)
  }

  static func gatherElements(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    let axis = try translator.axis(call.integer("axis") ?? 0, of: rank)
    return try translator.add(.move(.gatherElements(axis: axis)), [call[0], call[1]])
  }

  static func gatherPoints(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let batch = try call.integer("batch_dims") ?? 0
    return try translator.add(.move(.gatherPoints(batch: batch)), [call[0], call[1]])
  }

  static func scatter(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.add(.move(.scatter), [call[0], call[1], call[2]])
  }

  /// The largest elements, and their places.
  static func largest(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome
  {
    let input = try call[0]
    guard let shape = input.shape else { return .made([]) }
    let axis = try translator.axis(call.integer("axis") ?? -1, of: shape.sizes.count)
    let given = try call.integer("k").map { [Formula($0)] }
    let asked = if let given { given } else { try translator.sizes(call[1]) }
    guard let count = asked.first else { throw .invalid(Diagnostic("it has no k")) }
    var made: [Operand] = []
    for (index, output) in call.node.outputs.prefix(2).enumerated() {
      guard output != nil else { made.append(.unknown); continue }
      made.append(
        try translator.add(
          .move(.largest(axis: axis, count: count, givesPlaces: index == 1)), [input]))
    }
    return .made(made)
  }

  /// A comparison of each index with all of them.
  static func oneHot(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    let rank = shape.sizes.count + 1
    let axis = try translator.axis(call.integer("axis") ?? -1, of: rank)
    guard let depth = try translator.sizes(call[1]).first else {
      throw .invalid(Diagnostic("it has no depth"))
    }
    var sizes = shape.sizes
    sizes.insert(1, at: axis)
    let indices = try translator.reshape(call[0], to: sizes)
    var all = Array(repeating: Formula.one, count: rank)
    all[axis] = depth
    return try translator.elementwise(
      .equal, [indices, .constant(Constant(Shape(all), .int64, .open))])
  }

  static func reverse(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    let axis = try translator.axis(call.integer("time_axis") ?? 0, of: shape.sizes.count)
    let last = try translator.exactly { () throws(ArithmeticFault) in try shape.sizes[axis] - 1 }
    return try translator.slice(
      call[0], axis: axis, start: last, count: shape.sizes[axis], step: -1)
  }

  // MARK: Sizes

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

  /// A constant with the sizes of what it reads.
  static func like(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let shape = try call[0].shape else { return .unknown }
    return .constant(Constant(Shape(shape.sizes), .float32, .open))
  }

  /// One triangle of a matrix: a product with a constant mask.
  static func triangle(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let shape = input.shape else { return .unknown }
    if case .constant(var constant) = input {
      constant.contents = .open
      constant.key = nil
      return .constant(constant)
    }
    let mask = Operand.constant(Constant(Shape(shape.sizes.suffix(2)), .float32, .open))
    return try translator.elementwise(.multiply, [input, mask])
  }

  // MARK: Types

  static func cast(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.cast(call[0], to: .onnx(call.integer("to") ?? 1))
  }

  static func castLike(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let type = try call[1].constant?.element else { return try call[0] }
    return try translator.cast(call[0], to: type)
  }

  static func quantize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let type = call.optional(2)?.constant?.element ?? .uint8
    return try converted(&translator, call[0], .quantize, type)
  }

  static func dequantize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try converted(&translator, call[0], .dequantize, .float32)
  }

  /// Also the scale and the zero point that it finds.
  static func dynamicQuantize(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    let input = try call[0]
    guard let rank = input.shape?.sizes.count else { return .made([]) }
    var made = [try converted(&translator, input, .quantize, .uint8)]
    for function in [Reduction.Function.maximum, .minimum] {
      made.append(
        try translator.add(
          .reduction(Reduction(function, axes: Array(0..<rank), keeps: false)), [input]))
    }
    return .made(made)
  }

  /// Weights stay stored as they are.
  private static func converted(
    _ translator: inout Translator, _ operand: Operand, _ method: Conversion.Method,
    _ type: ElementType
  ) throws(Refusal) -> Operand {
    if case .constant(var constant) = operand {
      (constant.contents, constant.element) = (.open, type)
      return .constant(constant)
    }
    guard let type = type.dataType else { return operand }
    return try translator.add(.conversion(Conversion(method, to: type)), [operand])
  }
}
