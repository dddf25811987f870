import CostModel
import Symbolic

// Maps in other sizes.
extension ONNXRule {
  /// A map read at places that a second tensor gives: N x C x H x W and N x H' x W' x 2.
  static func gridSample(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try translator.map(call[0], .channelsFirst)
    guard let shape = input.shape, let grid = try call[1].shape else { return .unknown }
    guard grid.sizes.count > 2, grid.sizes.count == shape.sizes.count else {
      throw .invalid(Diagnostic("its grid has \(grid.sizes.count) axes"))
    }
    return try translator.opaque(
      "grid", [input, call[1]], to: Array(shape.sizes[..<2]) + grid.sizes[1..<grid.sizes.count - 1])
  }

  /// `Resize` (from 11 on with a region before the scales), `Upsample`.
  static func resize(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try translator.map(call[0], .channelsFirst)
    guard let shape = input.shape else { return .unknown }
    let place = call.node.type == "Resize" && call.version > 10 ? 2 : 1
    var numerics = Numerics()
    numerics.sampling = try sampling(&translator, call)
    if let sizes = call.optional(3) {
      let sizes = try translator.sizes(sizes)
      return try resized(&translator, input, shape, sizes, call, numerics)
    }
    var scales: [Scalar] = []
    if let written = call.attribute("scales"), case .reals(let reals) = written {
      scales = reals.compactMap { KnownElement($0)?.scalar }
    } else {
      guard let constant = try call[place].constant, let known = try translator.known(constant)
      else { throw .undecided(.data) }
      scales = known.elements.map(\.scalar)
    }
    if let axes = try call.integers("axes") {
      var all = Array(repeating: Scalar.exact(1), count: shape.sizes.count)
      for (axis, scale) in zip(try translator.axes(axes, of: all.count), scales) {
        all[axis] = scale
      }
      scales = all
    }
    guard scales.count == shape.sizes.count, scales.count > 2,
      scales[..<2].allSatisfy({ $0.constantReal == 1 })
    else {
      throw .invalid(Diagnostic("it scales other axes than those of a map"))
    }
    if scales.allSatisfy({ $0.constantReal == 1 }) { return input }
    numerics.sampling?.factors = scales[2...].map { $0.constantReal ?? 1 }
    return try translator.add(.resize(.by(Array(scales[2...]))), [input], numerics: numerics)
  }

  /// How the attributes say that maps are read between positions. Up to version 10 both maps begin at
  /// the same corner.
  private static func sampling(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Numerics.Sampling {
    let isOld = call.node.type == "Upsample" || call.version < 11
    let coordinates: Numerics.Sampling.Coordinates
    switch try call.text("coordinate_transformation_mode")
      ?? (isOld ? "asymmetric" : "half_pixel")
    {
    case "half_pixel": coordinates = .halfPixel
    case "pytorch_half_pixel": coordinates = .halfPixelOfMany
    case "align_corners": coordinates = .corners
    case "asymmetric": coordinates = .asymmetric
    default:
      translator.standIn(call)
      coordinates = .halfPixel
    }
    for name in ["antialias", "exclude_outside"] where try call.integer(name) ?? 0 != 0 {
      translator.standIn(call)
    }
    switch try call.text("mode") ?? "nearest" {
    case "linear", "bilinear": return .init(.linear, coordinates)
    case "cubic": return .init(.cubic(try call.real("cubic_coeff_a") ?? -0.75), coordinates)
    default: break
    }
    switch try call.text("nearest_mode") ?? (isOld ? "floor" : "round_prefer_floor") {
    case "floor": return .init(.nearest(.down), coordinates)
    case "ceil": return .init(.nearest(.up), coordinates)
    case "round_prefer_ceil": return .init(.nearest(.halfUp), coordinates)
    default: return .init(.nearest(.halfDown), coordinates)
    }
  }

  private static func resized(
    _ translator: inout Translator, _ input: Operand, _ shape: Shape, _ sizes: [Formula],
    _ call: Call, _ numerics: Numerics
  ) throws(Refusal) -> Operand {
    var all = sizes
    if let axes = try call.integers("axes") {
      all = shape.sizes
      for (axis, size) in zip(try translator.axes(axes, of: all.count), sizes) { all[axis] = size }
    }
    guard all.count == shape.sizes.count, all.count > 2 else {
      throw .invalid(Diagnostic("it resizes \(all.count) axes of \(shape.sizes.count)"))
    }
    let policy = try call.text("keep_aspect_ratio_policy") ?? "stretch"
    if policy != "stretch" {
      let axes =
        try call.integers("axes").map { given throws(Refusal) in
          try translator.axes(given, of: all.count)
        } ?? Array(all.indices)
      let scales = try axes.map { axis throws(Refusal) in
        try translator.exactly { () throws(ArithmeticFault) in try all[axis] / shape.sizes[axis] }
      }
      for axis in axes {
        all[axis] = try translator.exactly { () throws(ArithmeticFault) in
          let function = policy == "not_larger" ? "min" : "max"
          var scale = scales[0]
          for other in scales.dropFirst() { scale = try Formula.of(function, scale, other) }
          return try Formula.of("round", scale * shape.sizes[axis])
        }
      }
    }
    for axis in 0..<2 {
      try translator.require(
        all[axis], equals: shape.sizes[axis], "it resizes other axes than those of a map")
    }
    if all == shape.sizes { return input }
    return try translator.add(
      .resize(.to(Array(all[2...]))), [input], numerics: numerics)
  }
}
