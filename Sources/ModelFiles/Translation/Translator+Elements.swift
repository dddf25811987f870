import CostModel
import Symbolic

// Operators that every format spells in its own way.
extension Translator {
  /// A function of corresponding elements. Sums and products of maps are joins, as in specs; single
  /// numbers are written into the operator.
  package mutating func elementwise(
    _ function: Elementwise.Function, _ operands: [Operand]
  ) throws(Refusal) -> Operand {
    guard !operands.isEmpty else { throw .invalid(Diagnostic("it reads nothing")) }
    guard !operands.contains(where: \.isUnknown) else { return .unknown }
    let shapes = operands.compactMap(\.shape)
    if operands.count == 1, function != .identity || operands[0].tensor != nil {
      return try add(.elementwise(Elementwise(function)), operands)
    }
    let areComputed = operands.allSatisfy { $0.tensor != nil }
    if areComputed, function == .add, shapes.allSatisfy({ $0.sizes == shapes[0].sizes }),
      shapes[0].sizes.count > 1
    {
      return try add(.join(.add(.sum)), operands)
    }
    if areComputed, function == .multiply, operands.count == 2,
      shapes[0].gates(shapes[1]) || shapes[1].gates(shapes[0])
    {
      return try add(.join(.multiply), operands)
    }
    var list: [Elementwise.Operand] = []
    var tensors: [Operand] = []
    let rank = operands.map { $0.tensor?.shape.sizes.count ?? 0 }.max() ?? 0
    for operand in operands {
      if rank > 0 || operands.contains(where: { $0.tensor != nil }),
        (operand.shape?.sizes.count ?? 0) <= rank, let number = try real(operand), number.isFinite
      {
        list.append(.number(number))
      } else {
        list.append(.tensor)
        tensors.append(operand)
      }
    }
    return try add(.elementwise(Elementwise(function, list)), tensors)
  }

  /// The elements between two bounds; nil for none.
  mutating func clip(
    _ operand: Operand, _ least: Operand?, _ most: Operand?
  ) throws(Refusal) -> Operand {
    var bounds: [Double?] = []
    for (bound, none) in [(least, -Double.infinity), (most, Double.infinity)] {
      guard let bound else { bounds.append(none); continue }
      // The largest numbers of float32 mean that there is no bound.
      bounds.append(try real(bound).map { $0.magnitude > 3.4e38 ? none : $0 })
    }
    if operand.tensor != nil {
      if bounds == [0, 6] { return try add(.activation(.relu6), [operand]) }
      if bounds == [0, .infinity] { return try add(.activation(.relu), [operand]) }
      if let low = bounds[0], let high = bounds[1], low.isFinite, high.isFinite {
        return try add(
          .elementwise(Elementwise(.clip, [.tensor, .number(low), .number(high)])), [operand])
      }
    }
    var result = operand
    if let least, bounds[0] != -.infinity { result = try elementwise(.maximum, [result, least]) }
    if let most, bounds[1] != .infinity { result = try elementwise(.minimum, [result, most]) }
    return result
  }

  /// Elements stored as another type.
  mutating func cast(_ operand: Operand, to type: ElementType) throws(Refusal) -> Operand {
    switch operand {
    case .unknown, .list: return .unknown
    case .constant(var constant):
      guard constant.element != type else { return operand }
      // What is trained stays so, whatever it is stored as.
      if !constant.isTrained, let known = try known(constant) {
        let cast = try exactly { () throws(ArithmeticFault) in try known.cast(to: type) }
        if let cast { return .constant(Constant(cast)) }
      }
      if case .fill(let element) = constant.contents {
        let one = Known(sizes: [], elements: [element], type: constant.element)
        let cast = try exactly { () throws(ArithmeticFault) in try one.cast(to: type) }
        constant.contents = cast?.elements.first.map { .fill($0) } ?? .open
      } else if type.isInteger, !constant.element.isInteger {
        constant.contents = .open
      } else if constant.element.isInteger != type.isInteger {
        let cast = Conversion(.cast, to: type.dataType ?? .fp32)
        constant.contents = file.applying(
          .conversion(cast), to: [constant], making: constant.shape)
      }
      constant.element = type
      return .constant(constant)
    case .tensor:
      guard let type = type.dataType else { return operand }
      return try add(.conversion(Conversion(.cast, to: type)), [operand])
    }
  }

  /// The same elements in other sizes.
  mutating func reshape(
    _ operand: Operand, to sizes: [Formula], layout: Shape.Layout? = nil
  ) throws(Refusal) -> Operand {
    guard let shape = operand.shape else { return .unknown }
    if shape.sizes == sizes, layout == nil || layout == shape.layout { return operand }
    return try add(.move(.reshape(to: sizes, layout: layout ?? format.layout)), [operand])
  }

  /// Axis `i` of the result is axis `axes[i]`. Channels that move to the end, or from there to the
  /// second place, stay channels.
  mutating func transpose(_ operand: Operand, _ axes: [Int]) throws(Refusal) -> Operand {
    guard let shape = operand.shape else { return .unknown }
    let rank = shape.sizes.count
    guard axes.sorted() == Array(0..<rank) else {
      throw .invalid(Diagnostic("axes \(axes.text) of a tensor of \(rank)"))
    }
    if axes == Array(0..<rank) { return operand }
    var layout = format.layout
    if rank > 2, let channels = shape.channelAxis.flatMap(axes.firstIndex) {
      if channels == 1 { layout = .channelsFirst }
      if channels == rank - 1 { layout = .channelsLast }
    }
    if rank > 3, axes == [0, rank - 1] + Array(1..<rank - 1), let tensor = operand.tensor,
      draft.makers[tensor.id] == nil, draft.readers[tensor.id] == 0
    {
      draft.lay(out: tensor.id, .channelsLast)
    }
    return try add(.move(.transpose(axes, layout: layout)), [operand])
  }

  /// Positions along an axis, from one on.
  mutating func slice(
    _ operand: Operand, axis: Int, start: Formula, count: Formula, step: Int = 1
  ) throws(Refusal) -> Operand {
    guard let shape = operand.shape else { return .unknown }
    guard shape.sizes.indices.contains(axis) else {
      throw .invalid(Diagnostic("axis \(axis) of a tensor of \(shape.sizes.count)"))
    }
    if step == 1, start == 0, count == shape.sizes[axis] { return operand }
    if count == 0 {
      // Nothing is left, which loops start with.
      var sizes = shape.sizes
      sizes[axis] = 0
      return .constant(Constant(Shape(sizes, layout: shape.layout), .unknown, .open))
    }
    if step == 1, axis == shape.channelAxis, operand.tensor != nil {
      return try add(.rearrangement(.split(channels: count, start: start)), [operand])
    }
    return try add(.move(.slice(axis: axis, start: start, count: count, step: step)), [operand])
  }

  /// Tensors one after the other along an axis, which may be counted from the end.
  mutating func concatenate(_ parts: [Operand], axis: Int) throws(Refusal) -> Operand {
    guard let rank = parts.first?.shape?.sizes.count else { return .unknown }
    let axis = try self.axis(axis, of: rank)
    let filled = parts.filter { part in
      !(part.constant?.shape.sizes.indices.contains(axis) ?? false)
        || part.constant?.shape.sizes[axis] != 0
    }
    let operands = filled.isEmpty ? parts : filled
    guard let shape = operands.first?.shape else { return .unknown }
    if operands.count == 1 { return operands[0] }
    let isChannels =
      axis == shape.channelAxis
      && operands.allSatisfy { $0.tensor?.shape.layout == shape.layout }
    return try add(.join(.concat(axis: isChannels ? nil : axis)), operands)
  }

  /// One number from all elements along some axes; the mean over a map is a pool.
  mutating func reduce(
    _ operand: Operand, _ function: Reduction.Function, axes: [Int], keeps: Bool,
    numerics: Numerics = Numerics()
  ) throws(Refusal) -> Operand {
    guard let shape = operand.shape else { return .unknown }
    if axes.isEmpty { return operand }
    let isPool = function == .mean || function == .maximum
    guard isPool, shape.sizes.count > 3, Array(shape.mapAxes) == axes.sorted(),
      operand.tensor != nil
    else {
      return try add(
        .reduction(Reduction(function, axes: axes, keeps: keeps)), [operand], numerics: numerics)
    }
    let pooled = try add(.pool(Pool(isMaximum: function == .maximum, nil)), [operand])
    guard !keeps else { return pooled }
    return try reshape(pooled, to: [shape.batch, shape.channels], layout: .channelsFirst)
  }

  /// The tensor with its channels where an operator over maps expects them.
  ///
  /// Which axis holds the channels is only a reading: whatever gave the tensor its axes is told.
  mutating func map(
    _ operand: Operand, _ layout: Shape.Layout
  ) throws(Refusal) -> Operand {
    guard let tensor = operand.tensor, tensor.shape.layout != layout, tensor.shape.sizes.count > 2
    else { return operand }
    if draft.readers[tensor.id] == 0, draft.relay(tensor.id, layout) {
      return .tensor(draft.tensors[tensor.id])
    }
    return try add(.move(.reshape(to: tensor.shape.sizes, layout: layout)), [operand])
  }

  /// An axis counted from either end. - Throws: `invalid` if there is no such axis.
  func axis(_ axis: Int, of rank: Int) throws(Refusal) -> Int {
    guard -rank..<rank ~= axis else {
      throw .invalid(Diagnostic("axis \(axis) of a tensor of \(rank)"))
    }
    return axis < 0 ? axis + rank : axis
  }

  /// Axes counted from either end, each once. - Throws: as ``axis(_:of:)``.
  func axes(_ axes: [Int], of rank: Int) throws(Refusal) -> [Int] {
    var found: Set<Int> = []
    for axis in axes { found.insert(try self.axis(axis, of: rank)) }
    return found.sorted()
  }
}

extension Shape {
  /// Whether the tensor multiplies every position of another: it has the same channels, at a single
  /// position, or the same sizes.
  fileprivate func gates(_ other: Shape) -> Bool {
    guard sizes.count == other.sizes.count, layout == other.layout, sizes.count > 1 else {
      return false
    }
    if sizes == other.sizes { return true }
    return sizes.count > 2 && batch == other.batch && channels == other.channels
      && map.allSatisfy { $0 == 1 }
  }
}

extension [Int] {
  /// `0, 2, 1`.
  var text: String { map(String.init).joined(separator: ", ") }
}

extension ElementType {
  /// How the count calls the type; nil for what has no size.
  var dataType: DataType? {
    switch self {
    case .float64: .fp64
    case .float32: .fp32
    case .float16: .fp16
    case .bfloat16: .bf16
    case .float8e4m3fn, .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz, .float8e8m0: .fp8
    case .int64, .uint64: .int64
    case .int32, .uint32: .int32
    case .int16, .uint16: .int16
    case .int8, .uint8: .int8
    case .int4, .uint4, .float4e2m1: .int4
    case .int2, .uint2: .int2
    case .bool: .bool
    default: nil
    }
  }
}
