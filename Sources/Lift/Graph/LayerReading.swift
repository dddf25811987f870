import CostModel
import Symbolic

/// A layer with the labels of the axes that it reads, to be read as a row.
struct LayerReading {
  let layer: Layer
  let views: [AxisLabels]
  let extents: [LayerGraph.Extent]

  private var input: LayerGraph.Extent { extents[0] }

  /// Whether the axes of all that it reads are where specs have them.
  private var isStandard: Bool {
    let shapes = layer.inputs.filter { $0.role == .activation }.map(\.shape)
    return zip(zip(views, shapes), extents).allSatisfy { $0.0.isStandard($0.1, $1) }
  }

  /// Whether it reads nothing but what layers make.
  private var readsLayersOnly: Bool { views.count == layer.inputs.count }

  private func requireStandard() throws(Unsayable) {
    guard readsLayersOnly else { throw Unsayable("it reads numbers that are no layer's weights") }
    guard isStandard else { throw Unsayable("its channels and map are not where rows have them") }
  }

  /// The row, without norm and activation. - Throws: why there is none.
  func row() throws(Unsayable) -> LayerRow {
    switch layer.operation {
    case .dense(let dense): return try row(dense)
    case .axisNormalization(let norm): return try row(norm)
    case .reduction(let reduction): return try row(reduction)
    case .join(let join): return try row(join)
    case .elementwise(let function): return try row(function)
    case .softmax(let softmax): return try row(softmax)
    case .activation(let activation):
      guard readsLayersOnly else { throw Unsayable("it reads no layer") }
      return LayerRow(word: activation.name)
    case .move(let move): return try row(move)
    default:
      try requireStandard()
      return try standardRow()
    }
  }

  /// The row of an operator that knows channels and a map.
  private func standardRow() throws(Unsayable) -> LayerRow {
    switch layer.operation {
    case .convolution(let convolution): return try convolution.row(input, layer.norm)
    case .transposed(let convolution): return try convolution.row(input, layer.norm)
    case .pool(let pool): return try pool.row(input)
    case .normalization(let norm): return LayerRow(word: norm.name)
    case .rearrangement(let rearrangement): return try rearrangement.row()
    case .resize(let resize): return try resize.row(input)
    case .product(let product):
      var row = LayerRow(word: "matmul")
      if product.transposes { row.cells["transpose"] = .condition(.constant(true)) }
      let heads = try product.heads.known()
      row.set("heads", heads, unless: 1)
      row.set("kv_heads", try product.kvHeads.known(), unless: heads)
      return row
    case .embedding(let embedding): return try embedding.row()
    case .partition(let partition): return try partition.row()
    case .zeros: throw Unsayable("it only makes zeros")
    default: throw Unsayable("the language has no such operator")
    }
  }

  private func row(_ dense: Dense<Formula>) throws(Unsayable) -> LayerRow {
    guard readsLayersOnly else { throw Unsayable("it reads numbers that are no layer's weights") }
    var row = LayerRow(word: "dense")
    row.cells["c"] = .integer(try dense.channels.known())
    row.setBias(dense.hasBias, layer.norm)
    guard let axis = dense.axis, !views[0].isSample(axis, input) else { return row }
    guard views[0].isChannels(axis) else { throw Unsayable("its inputs are along no channels") }
    row.word = "linear"
    return row
  }

  private func row(_ norm: AxisNormalization<Formula>) throws(Unsayable) -> LayerRow {
    guard norm.axes.count == 1, norm.trainedAxes == norm.axes, norm.hasScale, norm.hasShift,
      norm.isCentered, norm.groups == nil, views[0].isChannels(norm.axes[0])
    else { throw Unsayable("rows normalize the channels of each position, with scales and shifts") }
    return LayerRow(word: "layernorm")
  }

  private func row(_ reduction: Reduction) throws(Unsayable) -> LayerRow {
    guard [.mean, .maximum].contains(reduction.function), views[0].areMap(reduction.axes, input)
    else { throw Unsayable("rows take the mean or the largest of a whole map only") }
    return LayerRow(word: reduction.function == .mean ? "avgpool" : "maxpool")
  }

  private func row(_ softmax: Softmax<Formula>) throws(Unsayable) -> LayerRow {
    guard softmax.function == .softmax, softmax.axis.map(views[0].isChannels) ?? isStandard else {
      throw Unsayable("rows take shares of the channels only")
    }
    var row = LayerRow(word: "softmax")
    row.set("heads", try softmax.heads.known(), unless: 1)
    return row
  }

  private func row(_ join: Join) throws(Unsayable) -> LayerRow {
    if !readsLayersOnly {
      let word = join == .multiply ? "layerscale" : join == .add(.sum) ? "biasadd" : nil
      return try trainedRow(word)
    }
    switch join {
    case .add(let fusion):
      try requireAligned()
      var row = LayerRow(word: "add")
      if fusion != .sum { row.cells["fusion"] = .word(fusion.rawValue) }
      return row
    case .multiply:
      if !isStandard { try requireAligned() }
      return LayerRow(word: "multiply")
    case .concat(let axis):
      if let axis {
        guard views.allSatisfy({ $0.isChannels(axis) }) else {
          throw Unsayable("rows concatenate channels only")
        }
        try requireOrder()
      } else {
        try requireStandard()
      }
      return LayerRow(word: "concat")
    }
  }

  /// Sums and products as files have them, with broadcasting.
  private func row(_ function: Elementwise) throws(Unsayable) -> LayerRow {
    guard [.add, .multiply].contains(function.function),
      function.operands.allSatisfy({ $0 == .tensor })
    else { throw Unsayable("the language has no such operator") }
    if !readsLayersOnly {
      return try trainedRow(function.function == .multiply ? "layerscale" : "biasadd")
    }
    try requireAligned()
    return LayerRow(word: function.function == .add ? "add" : "multiply")
  }

  /// The row of a product or a sum with a trained number for each channel; nil for what has none.
  private func trainedRow(_ word: String?) throws(Unsayable) -> LayerRow {
    let others = layer.inputs.filter { $0.role != .activation }
    guard others.count == 1, views.count == 1, others[0].role == .parameter else {
      throw Unsayable("it reads numbers that are not trained")
    }
    guard let word, isPerChannel(others[0].shape) else {
      throw Unsayable(
        "it reads trained numbers, and rows only multiply by one or add one for each channel")
    }
    return LayerRow(word: word)
  }

  /// Requires equal extents in equal orders.
  private func requireAligned() throws(Unsayable) {
    guard Set(extents).count == 1 else { throw Unsayable("it broadcasts") }
    try requireOrder()
  }

  private func requireOrder() throws(Unsayable) {
    guard Set(views.map(\.axes)).count == 1 else {
      throw Unsayable("its inputs are laid out apart")
    }
  }

  /// Whether a tensor of numbers has one for each channel of the layer's input.
  private func isPerChannel(_ shape: Shape) -> Bool {
    let sizes = shape.sizes.compactMap(\.integerValue)
    let rank = views[0].axes.count
    guard sizes.count == shape.sizes.count, sizes.count <= rank else { return false }
    return sizes.enumerated().allSatisfy { index, size in
      let axis = rank - sizes.count + index
      return views[0].isChannels(axis) ? size == input.channels : size == 1
    } && sizes.contains { $0 == input.channels }
  }

  private func row(_ move: Move<Formula>) throws(Unsayable) -> LayerRow {
    switch move {
    case .reshape: return LayerRow(word: "tokens")
    case .slice(let axis, let start, let count, 1):
      let (start, count) = (try start.known(), try count.known())
      if views[0].isChannels(axis) {
        var row = LayerRow(word: "split", cells: ["c": .integer(count)])
        row.set("at", start, unless: 0)
        return row
      }
      guard isStandard, axis == 2, count == 1, layer.inputs[0].shape.map.count == 1 else {
        throw Unsayable("rows cut channels only, or pick one token")
      }
      var row = LayerRow(word: "pick")
      row.set("at", start, unless: 0)
      return row
    default: throw Unsayable("rows move no elements like that")
    }
  }
}
