import CostModel
import Symbolic

// Operators about sizes, reductions and types.
extension TFLiteRule {
  static func rank(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    return .constant(
      Constant(Known(sizes: [], elements: [KnownElement(Formula(rank))], type: .int32)))
  }

  static func fill(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (sizes, value) = (try translator.sizes(call[0]), try call[1])
    guard sizes.count <= 16 else { throw .invalid(Diagnostic("it makes \(sizes.count) axes")) }
    guard let constant = value.constant,
      let element = try translator.known(constant)?.elements.first
    else { return try translator.expand(value, to: sizes) }
    return translator.filled(sizes, element, constant.element)
  }

  /// Boxes, classes and scores of as many detections as the options ask for at most, and how many
  /// there are.
  static func detections(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Rule.Outcome {
    guard let most = try call.integer("max_detections"), most > 0 else {
      return try translator.opaqueAsStated("boxes", call)
    }
    let classes = max(try call.integer("max_classes_per_detection") ?? 1, 1)
    let (count, overflow) = most.multipliedReportingOverflow(by: classes)
    guard !overflow, let batch = try call[0].shape?.sizes.first else { return .made([]) }
    var made: [Operand] = []
    for sizes in [
      [batch, Formula(count), 4], [batch, Formula(count)], [batch, Formula(count)], [batch],
    ] {
      made.append(try translator.opaque("boxes", call.all(), to: sizes))
    }
    return .made(made)
  }

  /// Random numbers of sizes that are an input.
  static func random(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    .constant(Constant(Shape(try translator.sizes(call[0])), translator.statedElement(call), .open))
  }

  static func zerosLike(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = try call[0].shape?.sizes else { return .unknown }
    return translator.filled(sizes, KnownElement(Formula.zero), translator.statedElement(call))
  }

  /// Whether each index is each of the numbers below a known one.
  static func oneHot(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let depth = try translator.sizes(call[1]).first else {
      throw .invalid(Diagnostic("it has no depth"))
    }
    return try translator.oneHot(call[0], axis: call.integer("axis") ?? -1, depth: depth)
  }

  // MARK: Reductions

  static func reduction(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard let rank = try call[0].shape?.sizes.count else { return .unknown }
      let axes = try translator.axes(translator.integers(call[1]), of: rank)
      return try translator.reduce(
        call[0], function, axes: axes, keeps: call.integer("keep_dims") ?? 0 != 0)
    }
  }

  static func place(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard let rank = try call[0].shape?.sizes.count else { return .unknown }
      let axis = try axis(&translator, call[1], of: rank)
      return try translator.add(
        .reduction(Reduction(function, axes: [axis], keeps: false)), [call[0]])
    }
  }

  /// Over the last axis.
  static func softmax(
    _ function: SharesFunction
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard let rank = try call[0].shape?.sizes.count else { return .unknown }
      if try call.real("beta") ?? 1 != 1 { translator.standIn(call) }
      return try translator.add(
        .softmax(Softmax(function, axis: translator.axis(-1, of: rank))), [call[0]])
    }
  }

  static func l2Normalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let rank = try call[0].shape?.sizes.count else { return .unknown }
    let norm = try translator.add(
      .reduction(Reduction(.l2, axes: [translator.axis(-1, of: rank)], keeps: true)), [call[0]])
    return try translator.elementwise(.divide, [call[0], norm])
  }

  static func localResponse(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    var numerics = Numerics()
    let radius = try call.integer("radius") ?? 5
    numerics.response.size = max(1, min(radius, 1 << 20) * 2 + 1)
    numerics.response.alpha = try call.real("alpha") ?? 1
    numerics.response.beta = try call.real("beta") ?? 0.5
    numerics.response.bias = try call.real("bias") ?? 1
    return try translator.add(
      .normalization(.lrn), [translator.map(call[0], .channelsLast)], numerics: numerics)
  }

  // MARK: Types

  static func cast(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.cast(call[0], to: translator.statedElement(call))
  }

  /// Constants are stored as what they become.
  static func quantize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let type = translator.statedElement(call)
    if case .constant(var constant) = try call[0] {
      (constant.contents, constant.element) = (.open, type)
      return .constant(constant)
    }
    guard let type = type.dataType else { return try call[0] }
    return try translator.add(.conversion(Conversion(.quantize, to: type)), [call[0]])
  }

  /// Constants stay stored as they are: a kernel reads them once, before anything is run.
  static func dequantize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard try call[0].tensor != nil, let type = translator.statedElement(call).dataType else {
      return try call[0]
    }
    return try translator.add(.conversion(Conversion(.dequantize, to: type)), [call[0]])
  }
}
