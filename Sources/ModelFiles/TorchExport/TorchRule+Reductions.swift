import CostModel
import Symbolic

// Reductions and normalizations.
extension TorchRule {
  static func reduction(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      try reduced(&translator, call, function)
    }
  }

  private static func reduced(
    _ translator: inout Translator, _ call: Call, _ function: Reduction.Function
  ) throws(Refusal) -> Operand {
    let input = try call.subject()
    guard let rank = input.shape?.sizes.count else { return .unknown }
    var numerics = Numerics()
    if [.variance, .standardDeviation].contains(function) {
      // By the number of elements less 1, unless told otherwise.
      let isUnbiased = try call.isTrue("unbiased", or: true)
      numerics.correction = try call.number("correction") ?? (isUnbiased ? 1 : 0)
    }
    return try translator.reduce(
      input, function, axes: translator.allAxes(call, "dim", of: rank),
      keeps: call.isTrue("keepdim"), numerics: numerics)
  }

  /// By the order of the norm; 2 unless told otherwise.
  static func norm(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    var order = try call.number("ord")
    if order == nil { order = try call.number("p") }
    switch order ?? 2 {
    case 1: return try reduced(&translator, call, .l1)
    case 2: return try reduced(&translator, call, .l2)
    case .infinity: return try reduced(&translator, call, .maximum)
    default: throw .undecided(.unknown)
    }
  }

  /// The largest elements along an axis, and their places; without an axis, of all.
  static func extreme(
    _ function: Reduction.Function, _ places: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      let values = try reduced(&translator, call, function)
      let outputs = call.node.outputs
      guard outputs.count > 1, outputs[1] != nil else { return .made([values]) }
      return .made([values, try reduced(&translator, call, places)])
    }
  }

  /// The variance, or the deviation, and the mean.
  static func moments(
    _ function: Reduction.Function
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      .made([
        try reduced(&translator, call, function), try reduced(&translator, call, .mean),
      ])
    }
  }

  /// Along an axis, the last one unless told otherwise.
  static func softmax(
    _ function: SharesFunction
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try call.subject()
      guard let rank = input.shape?.sizes.count else { return .unknown }
      let axis = try translator.axis(call, "dim", or: -1, of: rank)
      return try translator.add(.softmax(Softmax(function, axis: axis)), [input])
    }
  }

  // MARK: Normalizations

  /// Some forms give the statistics, too, which nobody reads.
  static func batchNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.normalizeBatch(
      call.subject(), scale: call.optional("weight"), shift: call.optional("bias"),
      mean: call.optional("running_mean"), variance: call.optional("running_var"),
      epsilon: epsilon(call).epsilon)
  }

  /// Over as many of the last axes as the shape that is normalized has.
  static func layerNormalization(
    isCentered: Bool
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      let input = try call.subject()
      guard let rank = input.shape?.sizes.count else { return .unknown }
      let count = try translator.sizes(call, "normalized_shape")?.count ?? 1
      guard 1...rank ~= count else {
        throw .invalid(Diagnostic("it normalizes \(count) axes of \(rank)"))
      }
      return try translator.add(
        .axisNormalization(
          AxisNormalization(
            axes: Array(rank - count..<rank), hasScale: call.optional("weight") != nil,
            hasShift: call.optional("bias") != nil, isCentered: isCentered)), [input],
        weights: call.optional("weight")?.constant?.key,
        parameters: scaleAndShift(call),
        numerics: epsilon(call, or: isCentered ? 1e-5 : 0x1p-23))
    }
  }

  private static func scaleAndShift(_ call: Call) -> [Constant] {
    ["weight", "bias"].compactMap { call.optional($0)?.constant }
  }

  /// What is added to a variance: the machine's precision for RMS normalization, unless told
  /// otherwise.
  private static func epsilon(
    _ call: Call, or usual: Double = 1e-5
  ) throws(Refusal) -> Numerics {
    var numerics = Numerics()
    numerics.epsilon = usual
    for name in ["eps", "epsilon"] {
      if let epsilon = try call.number(name) { numerics.epsilon = epsilon }
    }
    return numerics
  }

  static func groupNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    var groups = try translator.size(call, "num_groups")
    if groups == nil { groups = try translator.size(call, "group") }
    return try normalized(&translator, call, groups: groups ?? 1)
  }

  static func instanceNormalization(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try normalized(&translator, call, groups: nil)
  }

  private static func normalized(
    _ translator: inout Translator, _ call: Call, groups: Formula?
  ) throws(Refusal) -> Operand {
    let input = try translator.map(call.subject(), .channelsFirst)
    guard let rank = input.shape?.sizes.count else { return .unknown }
    guard rank > 2 || (rank == 2 && groups != nil) else {
      throw .invalid(Diagnostic("it reads a tensor without a map"))
    }
    return try translator.add(
      .axisNormalization(
        AxisNormalization(
          axes: Array(2..<rank), trainedAxes: [1], hasScale: call.optional("weight") != nil,
          hasShift: call.optional("bias") != nil, groups: groups)), [input],
      weights: call.optional("weight")?.constant?.key, parameters: scaleAndShift(call),
      numerics: epsilon(call))
  }
}
