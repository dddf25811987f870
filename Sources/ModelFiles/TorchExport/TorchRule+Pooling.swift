import CostModel
import Symbolic

// Pooling, resizing, and what else rearranges maps.
extension TorchRule {
  /// The map, and, of some pools, the places of the largest elements.
  static func pool(
    isMaximum: Bool, axes rank: Int
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      try overMap(&translator, call, axes: rank) { (translator, input) throws(Refusal) in
        let kernel = try call.list("kernel_size", rank, or: 1, &translator)
        let strides = try translator.sizes(call, "stride") ?? []
        let axes = try axes(&translator, call, rank, strides: strides.isEmpty ? kernel : nil)
        if try call.number("divisor_override") != nil { translator.standIn(call) }
        var numerics = Numerics()
        let countsPadding = try call.isTrue("count_include_pad", or: true)
        numerics.countsPadding = !isMaximum && countsPadding
        return try translator.add(
          .pool(Pool(isMaximum: isMaximum, Window([KernelSize(kernel)], axes))), [input],
          numerics: numerics)
      }
    }
  }

  /// The maxima, and the places that they were taken from where these are asked for.
  static func maximumPool(
    axes: Int
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Rule.Outcome {
    { (translator, call) throws(Refusal) in
      let made = try pool(isMaximum: true, axes: axes)(&translator, call)
      guard call.node.outputs.count > 1, call.node.outputs[1] != nil, let sizes = made.shape?.sizes
      else { return .made([made]) }
      return .made([made, try translator.opaque("places", [call.subject()], to: sizes)])
    }
  }

  /// A pool to a map of given sizes. Where these do not divide the map, PyTorch's windows differ
  /// in size by one; ours overlap, and read as much.
  static func adaptivePool(
    isMaximum: Bool, axes rank: Int
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      try overMap(&translator, call, axes: rank) { (translator, input) throws(Refusal) in
        guard let map = input.shape?.map else { return .unknown }
        let made = try call.list("output_size", rank, or: 1, &translator)
        if made == map { return input }
        if made.allSatisfy({ $0 == 1 }) {
          return try translator.add(.pool(Pool(isMaximum: isMaximum, nil)), [input])
        }
        var (kernel, axes) = ([Formula](), [SlidingAxis<Formula>]())
        for (size, count) in zip(map, made) {
          let windows = try translator.exactly { () throws(ArithmeticFault) in try size / count }
          if !(windows.constantValue?.isInteger ?? true) { translator.standIn(call) }
          let stride = try translator.exactly { () throws(ArithmeticFault) in
            try Formula.of("max", Formula.of("floor", size / count), 1)
          }
          kernel.append(
            try translator.exactly { () throws(ArithmeticFault) in
              try size - (count - 1) * stride
            })
          axes.append(SlidingAxis(stride: stride, dilation: 1, padding: .symmetric(0)))
        }
        return try translator.add(
          .pool(Pool(isMaximum: isMaximum, Window([KernelSize(kernel)], axes))), [input])
      }
    }
  }

  /// What is made of a batch of maps; a map without a batch is one of one.
  private static func overMap(
    _ translator: inout Translator, _ call: Call, axes rank: Int,
    _ make: (inout Translator, Operand) throws(Refusal) -> Operand
  ) throws(Refusal) -> Operand {
    let subject = try call.subject()
    guard let count = subject.shape?.sizes.count else { return .unknown }
    guard count == rank + 1 else {
      return try make(&translator, translator.map(subject, .channelsFirst))
    }
    let batch = try translator.unsqueeze(subject, [0])
    return try translator.squeeze(make(&translator, batch), [0])
  }

  // MARK: Resizing, rearranging

  /// To sizes, or by factors.
  static func resize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try translator.map(call.subject(), .channelsFirst)
    guard let shape = input.shape else { return .unknown }
    var numerics = Numerics()
    numerics.sampling = try sampling(call)
    if let sizes = try translator.sizes(call, "output_size"), !sizes.isEmpty {
      if sizes == shape.map { return input }
      return try translator.add(.resize(.to(sizes)), [input], numerics: numerics)
    }
    guard case .reals(let factors)? = call.attribute("scale_factors"),
      factors.count == shape.map.count
    else { throw .invalid(Diagnostic("it has neither sizes nor factors for its map")) }
    let scalars = factors.map { KnownElement($0)?.scalar ?? .inexact(.literal($0)) }
    numerics.sampling?.factors = factors
    return try translator.add(.resize(.by(scalars)), [input], numerics: numerics)
  }

  /// How the name of a kernel says that maps are read between positions.
  private static func sampling(_ call: Call) throws(Refusal) -> Numerics.Sampling {
    let name = call.node.type
    let coordinates: Numerics.Sampling.Coordinates =
      try call.isTrue("align_corners") ? .corners : .halfPixel
    if name.contains("bicubic") { return .init(.cubic(-0.75), coordinates) }
    if name.contains("linear") { return .init(.linear, coordinates) }
    return name.contains("exact")
      ? .init(.nearest(.halfUp), .halfPixel) : .init(.nearest(.down), .asymmetric)
  }

  static func pixelShuffle(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let by = try translator.size(call, "upscale_factor") ?? 1
    return try translator.add(
      .rearrangement(.depthToSpace(by: [by, by])),
      [translator.map(call.subject(), .channelsFirst)])
  }

  static func pixelUnshuffle(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let by = try translator.size(call, "downscale_factor") ?? 1
    return try translator.add(
      .rearrangement(.spaceToDepth(by: [by, by])),
      [translator.map(call.subject(), .channelsFirst)])
  }

  static func channelShuffle(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    try translator.add(
      .rearrangement(.shuffle(groups: translator.size(call, "groups") ?? 1)),
      [translator.map(call.subject(), .channelsFirst)])
  }
}
