import Symbolic

/// Bytes that move between memory and a layer.
public struct Traffic: Hashable, Sendable {
  /// Bytes read from tensors: distinct elements touched.
  public package(set) var input = Formula.zero
  /// Bytes read from weights, biases and normalizations.
  public package(set) var weights = Formula.zero
  /// Bytes written.
  public package(set) var output = Formula.zero

  package init(input: Formula = .zero, weights: Formula = .zero, output: Formula = .zero) {
    self.input = input
    self.weights = weights
    self.output = output
  }

  /// The sum of all three. - Throws: `overflow`.
  public func total() throws(ArithmeticFault) -> Formula { try input + weights + output }
}

/// The cost of a layer, a part or a network, as formulas in its free parameters.
///
/// docs/formulas.md defines each quantity.
public struct Cost: Hashable, Sendable {
  /// Multiply-accumulates, including taps on padding; under a ``Convention``, what it calls MACs.
  public package(set) var macs = Formula.zero
  /// Floating-point operations: two for each multiply-accumulate, whatever the convention.
  public package(set) var flops = Formula.zero
  /// Multiply-accumulates without taps on padding.
  package var effectiveMACs = Formula.zero
  /// Trainable parameters: weights, biases, and the scale and shift of a normalization.
  public package(set) var parameters = Formula.zero
  /// Output elements of convolutions, dense layers and matrix products.
  public package(set) var activations = Formula.zero
  /// Bytes with normalization and activation folded into their convolution.
  public package(set) var fused = Traffic()
  /// Bytes if every operator runs separately.
  package var unfused = Traffic()
  /// Bytes of the parameters.
  public package(set) var modelBytes = Formula.zero
  /// Bytes that im2col would write and read again; 0 if none is needed.
  package var im2colBytes = Formula.zero

  /// No cost.
  package init() {}

  /// FLOPs per byte of fused traffic; nil if there is no traffic.
  ///
  /// - Throws: `overflow`.
  package func intensity() throws(ArithmeticFault) -> Ratio? {
    let bytes = try fused.total()
    return bytes == .zero ? nil : try Ratio(flops, bytes)
  }

  /// Every formula of a cost, so that sums and substitutions treat all of them alike.
  package static let fields: [WritableKeyPath<Cost, Formula> & Sendable] = [
    \.macs, \.flops, \.effectiveMACs, \.parameters, \.activations, \.fused.input, \.fused.weights,
    \.fused.output, \.unfused.input, \.unfused.weights, \.unfused.output, \.modelBytes,
    \.im2colBytes,
  ]

  /// The same formulas, read-only: ten times as fast as through key paths.
  var formulas: [Formula] {
    [
      macs, flops, effectiveMACs, parameters, activations, fused.input, fused.weights,
      fused.output, unfused.input, unfused.weights, unfused.output, modelBytes, im2colBytes,
    ]
  }

  /// Applies the same change to every formula.
  func map(
    _ change: (Formula) throws(ArithmeticFault) -> Formula
  ) throws(ArithmeticFault) -> Cost {
    var result = Cost()
    for field in Cost.fields { result[keyPath: field] = try change(self[keyPath: field]) }
    return result
  }

  /// The sum of many costs. - Throws: `overflow`, `tooManyTerms`.
  package static func sum(_ costs: some Sequence<Cost>) throws(ArithmeticFault) -> Cost {
    var sums = [FormulaSum](repeating: FormulaSum(), count: fields.count)
    for cost in costs {
      for (index, formula) in cost.formulas.enumerated() { try sums[index].add(formula) }
    }
    var result = Cost()
    for (field, sum) in zip(fields, sums) { result[keyPath: field] = try sum.total() }
    return result
  }

  /// The cost with symbols replaced by values. - Throws: `ArithmeticFault`.
  package func substituting(_ values: [String: Scalar]) throws(ArithmeticFault) -> Cost {
    try map { (formula) throws(ArithmeticFault) in try formula.substituting(values) }
  }
}

extension Layer {
  /// The cost of all copies of the layer together.
  ///
  /// - Throws: ``ArithmeticFault``.
  func cost(_ counts: Counts, _ options: CountOptions) throws(ArithmeticFault) -> Cost {
    var cost = Cost()
    cost.macs = counts.macs
    cost.flops = try cost.macs * 2
    cost.effectiveMACs = counts.effectiveMACs
    let elements = try output.shape.elements()
    if counts.isActivation { cost.activations = elements }
    cost.parameters = try parameters(counts)
    cost.modelBytes = try modelBytes(counts, options)
    let alone = try operatorMovement(counts, elements, options)
    cost.fused = try fused(alone, counts, elements, options)
    cost.unfused = try unfused(alone, counts, elements)
    let read = inputs.first.map(options.type) ?? options.unstated
    cost.im2colBytes = try read.bytes(counts.im2col) * 2
    let factor = try times()
    return factor == 1
      ? cost
      : try cost.map { (formula) throws(ArithmeticFault) in
        try formula * factor
      }
  }

  private func parameters(_ counts: Counts) throws(ArithmeticFault) -> Formula {
    var own = weights.isShared ? Formula.zero : try counts.weights + counts.biases + slopes
    for tensor in ownedParameters { own = try own + tensor.shape.elements() }
    guard let norm = counts.norm, !normWeights.isShared else { return own }
    return try own + Formula(norm.trained) * output.shape.channels
  }

  /// Trained parameters of the activation; layers that share weights share these, too.
  package var slopes: Formula { activation?.trained(output.shape.channels) ?? .zero }

  /// The bytes of the parameters, and of what is stored beside them.
  private func modelBytes(
    _ counts: Counts, _ options: CountOptions
  ) throws(ArithmeticFault) -> Formula {
    var numbers = StoredNumbers()
    let weightType = options.weights(storage.weights)
    if !weights.isShared {
      try numbers.add(counts.weights + slopes, weightType)
      try numbers.add(counts.biases, options.weights(storage.biases))
    }
    for tensor in ownedParameters {
      try numbers.add(tensor.shape.elements(), options.type(of: tensor))
    }
    if let norm = counts.norm, !normWeights.isShared {
      try numbers.add(Formula(norm.trained) * output.shape.channels, weightType)
    }
    let bytes = try numbers.bytes()
    return weights.isShared || options.weights != nil ? bytes : try bytes + storage.bytesBeside
  }

  /// What moves if the operator, its norm and its activation each read and write.
  private func unfused(
    _ alone: LayerMovement, _ counts: Counts, _ elements: Formula
  ) throws(ArithmeticFault) -> Traffic {
    var moved = alone
    if let norm = counts.norm {
      try moved.pass(elements, norm.numbers(output.shape.channels))
    }
    if activation != nil { try moved.pass(elements, slopes) }
    return try moved.bytes()
  }

  /// What moves if a foldable norm is merged into weights and a bias, and the activation is applied
  /// before the result is written.
  private func fused(
    _ alone: LayerMovement, _ counts: Counts, _ elements: Formula, _ options: CountOptions
  ) throws(ArithmeticFault) -> Traffic {
    var moved = alone
    try moved.weights.add(slopes, moved.weightType)
    guard let norm = counts.norm else { return try moved.bytes() }
    let channels = output.shape.channels
    if norm.folds {
      // The folded normalization has a bias of its own, which replaces the old one.
      try moved.weights.add(.zero - counts.biases, options.weights(storage.biases))
      try moved.weights.add(channels, options.weights(storage.biases))
    } else {
      try moved.pass(elements, norm.numbers(channels))
    }
    return try moved.bytes()
  }

  private func operatorMovement(
    _ counts: Counts, _ elements: Formula, _ options: CountOptions
  ) throws(ArithmeticFault) -> LayerMovement {
    var moved = LayerMovement(
      outputType: options.type(of: output), weightType: options.weights(storage.weights))
    for (tensor, elements) in zip(inputs, counts.read) {
      if tensor.role == .activation {
        try moved.input.add(elements, options.type(of: tensor))
      } else {
        try moved.weights.add(elements, options.type(of: tensor))
      }
    }
    try moved.weights.add(counts.weights + counts.statistics, moved.weightType)
    try moved.weights.add(counts.biases, options.weights(storage.biases))
    if !counts.isView { try moved.output.add(elements, moved.outputType) }
    return moved
  }
}

extension NormCounts {
  /// Elements read at inference.
  fileprivate func numbers(_ channels: Formula) throws(ArithmeticFault) -> Formula {
    try Formula(trained + statistics) * channels
  }
}

/// Numbers that move between memory and a layer.
private struct LayerMovement {
  let outputType, weightType: DataType
  var input = StoredNumbers()
  var weights = StoredNumbers()
  var output = StoredNumbers()

  /// Another step reads the results and some parameters, and writes the results again.
  mutating func pass(_ elements: Formula, _ parameters: Formula) throws(ArithmeticFault) {
    try input.add(elements, outputType)
    try weights.add(parameters, weightType)
    try output.add(elements, outputType)
  }

  /// Their bytes. - Throws: `overflow`.
  func bytes() throws(ArithmeticFault) -> Traffic {
    Traffic(input: try input.bytes(), weights: try weights.bytes(), output: try output.bytes())
  }
}
