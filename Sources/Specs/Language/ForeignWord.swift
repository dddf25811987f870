/// Names from frameworks and other languages with their equivalents here, for those too different
/// to be suggested by spelling.
enum ForeignWord {
  /// Help for a word in the column `operator`.
  static func operation(_ word: String) -> String? { operations[plain(word)] }

  /// Help for a word in another column that holds words.
  static func word(_ word: String, in column: String) -> String? {
    let known = column == "act" ? activations : column == "norm" ? norms : [:]
    return known[plain(word)]
  }

  /// Without case, underscores, hyphens, and the axes in PyTorch's and Keras's names.
  private static func plain(_ word: String) -> String {
    let letters = word.lowercased().filter { $0 != "_" && $0 != "-" }
    for axes in ["1d", "2d", "3d"] where letters.contains(axes) {
      return letters.split(separator: axes).joined()
    }
    return letters
  }

  private static func table(_ rows: [(words: String, help: String)]) -> [String: String] {
    let pairs = rows.flatMap { row in
      row.words.split(separator: " ").map { (String($0), row.help) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private static func named(_ word: String) -> String { "it is called '\(word)' here" }

  private static let operations = table([
    ("convolution convolutional", named("conv")),
    ("dwconv depthwiseconv depthwiseconvolution dw", named("depthwise")),
    ("pointwise pwconv", "it is a 'conv' with a 'k' of 1"),
    (
      "deconv deconvolution convtranspose convtransposed transposedconv convolutiontranspose upconv",
      named("transposed")
    ),
    ("fc fullyconnected innerproduct gemm", named("dense")),
    (
      "flatten",
      "'dense' flattens its input by itself, and 'tokens' puts the positions along one axis"
    ),
    ("averagepool averagepooling avgpooling meanpool", named("avgpool")),
    ("maxpooling", named("maxpool")),
    (
      "gap globalpool globalavgpool globalaveragepool globalaveragepooling adaptiveavgpool",
      "'avgpool' without 'k' pools the whole map"
    ),
    (
      "globalmaxpool globalmaxpooling adaptivemaxpool", "'maxpool' without 'k' pools the whole map"
    ),
    (
      "upsample upsampling interpolate unpool unpooling",
      "it is called 'resize' here, which reads a second tensor of the size, or takes a factor in 'by'"
    ),
    (
      "identity skip skipconnect passthrough noop",
      "name the tensor itself in 'from'; where a word must stand, 'split' with a 'c' of \"in\" is a view"
    ),
    ("zero zeros zeroize", named("none")),
    ("pixelshuffle depthtospace", named("depth_to_space")),
    ("pixelunshuffle spacetodepth reorg", named("space_to_depth")),
    ("channelshuffle", named("shuffle")),
    ("cat concatenate concatenation merge", named("concat")),
    ("sum plus elementwiseadd residual", named("add")),
    ("mul scale elementwisemul", named("multiply")),
    ("slice chunk narrow", named("split")),
    ("bmm mm einsum", named("matmul")),
    ("mha mhsa selfattention multiheadattention", "it is the block 'attention'"),
    ("mlpblock ffn feedforward", "it is the block 'mlp'"),
    ("transformerblock transformerencoder encoderlayer", "it is the block 'encoder'"),
    ("clstoken cls classembedding", named("class_token")),
    ("posembed positionembedding positionalembedding posemb", named("position")),
    ("relativepositionbias relposbias", named("relative_position")),
    ("windowpartition", named("windows")), ("windowreverse", named("windows_to_space")),
    ("roll cyclicshift", "'windows' rolls the map by 'shift' first"),
    ("unfold", named("space_to_batch")), ("fold", named("batch_to_space")),
    ("bn batchnormalization", named("batchnorm")), ("ln layernormalization", named("layernorm")),
    ("groupnorm gn", "it stands in the column 'norm' of a layer, as 'group'"),
    ("instancenorm", "it stands in the column 'norm' of a layer, as 'instance'"),
    ("dropout droppath stochasticdepth", "it does nothing at inference; leave the row out"),
    ("silu", named("swish")), ("leakyrelu lrelu", named("leaky")),
    ("hardswish", named("hswish")), ("hardsigmoid", named("hsigmoid")),
  ])

  private static let activations = table([
    ("silu", named("swish")), ("leakyrelu lrelu", named("leaky")),
    ("hardswish", named("hswish")), ("hardsigmoid", named("hsigmoid")),
    ("linear identity", "'none' is not an activation"),
  ])

  private static let norms = table([
    ("batchnorm bn batchnormalization syncbn", named("batch")),
    ("layernorm ln layernormalization", named("layer")),
    ("groupnorm gn", named("group")), ("instancenorm", named("instance")),
  ])
}
