import CostModel
import Symbolic

// Maps read at places that other tensors say, and operators known by the sizes that they make.
extension TorchRule {
  /// `roi_align`, `roi_pool`: a small map for each box.
  static func regions(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let (input, boxes) = (try call.subject(), try call.tensor("rois"))
    guard let shape = input.shape, let count = boxes.shape?.sizes.first else { return .unknown }
    guard shape.sizes.count == 4, let height = try translator.size(call, "pooled_height"),
      let width = try translator.size(call, "pooled_width")
    else { throw .invalid(Diagnostic("it has no size of the maps that it makes")) }
    return try translator.opaque(
      "regions", [translator.map(input, .channelsFirst), boxes],
      to: [count, shape.sizes[1], height, width])
  }

  /// `deform_conv2d`: a convolution, whose taps the offsets move.
  static func deformedConvolution(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try translator.map(call.subject(), .channelsFirst)
    guard let shape = input.shape else { return .unknown }
    let groups = try translator.size(call, "groups") ?? 1
    let filter = try Filter(
      translator.weights(call.tensor("weight")), over: shape, groups: groups,
      bias: call.optional("bias"))
    var axes: [SlidingAxis<Formula>] = []
    for side in ["h", "w"] {
      let stride = try translator.size(call, "stride_\(side)")
      let dilation = try translator.size(call, "dilation_\(side)")
      let padding = try translator.size(call, "pad_\(side)")
      axes.append(
        SlidingAxis(
          stride: stride ?? 1, dilation: dilation ?? 1, padding: .symmetric(padding ?? 0)))
    }
    return try translator.convolve(input, filter, axes, groups: groups)
  }

  /// The places of an affine map: the batch, channels and sizes of the map are written down.
  static func affineGrid(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = try translator.sizes(call, "size"), sizes.count > 2 else {
      throw .invalid(Diagnostic("it has no size"))
    }
    return try translator.affineGrid(call.tensor("theta"), over: Array(sizes[2...]))
  }

  /// `outer`: the products of all pairs of elements.
  static func outer(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.elementwise(
      .multiply,
      [
        translator.unsqueeze(call.subject(), [1]),
        translator.unsqueeze(call.tensor("vec2"), [0]),
      ])
  }

  /// `bilinear`: for each output, a product of both inputs with a matrix between them.
  static func bilinear(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let made = try translator.einsum(
      "...i,oij,...j->...o",
      [call.tensor("input1"), call.tensor("weight"), call.tensor("input2")])
    guard let bias = call.optional("bias") else { return made }
    return try translator.elementwise(.add, [made, bias])
  }

  /// `while_loop`: its condition, its body, and what they are given.
  static func loop(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Rule.Outcome {
    let graphs = call.attributes.compactMap { attribute in
      if case .graph(let graph) = attribute.value { graph } else { nil }
    }
    guard graphs.count == 2 else {
      throw .invalid(Diagnostic("it has no condition and no body"))
    }
    return .loop(while: graphs[0], graphs[1], inputs: try call.all())
  }

  /// Operators without products, whose sizes the file states.
  static let stated: [String: Rule] = {
    let names = [
      "grid": ["grid_sampler", "grid_sampler_2d", "grid_sampler_3d"],
      "unfold": ["im2col", "unfold"], "fold": ["col2im"],
      "unpool": ["max_unpool2d", "max_unpool3d"],
      "fourier": [
        "stft", "istft", "fft_fft", "fft_ifft", "fft_rfft", "fft_irfft", "fft_hfft", "fft_fft2",
        "fft_ifft2", "fft_rfft2", "fft_irfft2", "fft_fftn", "fft_ifftn", "fft_rfftn",
        "fft_irfftn", "_fft_r2c", "_fft_c2r", "_fft_c2c",
      ],
      "part": ["real", "imag", "complex", "polar", "view_as_real", "view_as_complex", "angle"],
      "diagonal": ["diag_embed", "diagonal", "diagonal_copy", "diag"],
      "window": ["as_strided", "unfold_copy"],
      "scan": ["cumprod", "cummax", "cummin", "logcumsumexp"],
      "scatter": [
        "scatter_reduce", "index_add", "index_copy", "index_fill", "masked_scatter", "put",
        "slice_scatter", "select_scatter", "diagonal_scatter",
      ],
      "order": ["median", "mode", "kthvalue", "argsort", "msort"],
      "distance": ["cdist", "_cdist_forward", "pdist"],
      "inverse": ["inverse", "linalg_inv", "linalg_inv_ex"],
      "determinant": ["det", "linalg_det", "logdet"],
      "buckets": ["bucketize", "searchsorted"],
      "bags": ["embedding_bag", "_embedding_bag_forward_only"],
    ]
    var rules: [String: Rule] = [:]
    for (name, operators) in names {
      for entry in operators { rules[entry] = .opaque(name) }
    }
    return rules
  }()
}
