import CostModel
import Symbolic

/// A forward pass as autograd records it: its steps, the memory that their tensors lie in, and what
/// is saved for the backward pass.
///
/// A layer is one step or several: its operator, its normalization, its activation. Views lie in the
/// memory of what they view. ReLU writes over its input where the layer has just made that.
struct Tape: Sendable {
  /// Memory that one or more tensors lie in.
  struct Value: Sendable {
    let bytes: LinearInBatch
    let type: DataType
    /// Whether it gets a gradient.
    let isGraded: Bool
    /// Whether it is there before the step and after it: parameters, constants and inputs.
    let isGiven: Bool
    /// Whether it holds trained numbers or constants, which count elsewhere.
    let isParameter: Bool
  }

  /// A function of the forward pass, with what its backward pass needs.
  struct Step: Sendable {
    /// The layer by its index.
    let layer: Int
    let reads: [Int]
    let makes: Int
    /// The values that are saved.
    var saves: [Int] = []
    /// Bytes saved beside these: statistics, indices, masks, copies of weights.
    var beside = LinearInBatch.zero
    /// Whether the gradient of its output is that of its inputs, or parts of it.
    var passesGradient = false
    /// Bytes of the gradients of trained numbers that it makes.
    var trained = 0
  }

  private(set) var values: [Value] = []
  private(set) var steps: [Step] = []
  /// The values of the inputs, and of the outputs.
  private(set) var inputs: [Int] = []
  private(set) var outputs: [Int] = []
  /// The layers whose kernels keep something that is not known.
  private(set) var unknown: [Int] = []

  private let precision: TrainingPrecision
  private let graded: Set<Int>
  private let batch: Symbol
  /// The value of each tensor, by the tensor's number.
  private var owners: [Int: Int] = [:]

  /// Records the forward pass of a network whose batch is free.
  ///
  /// - Parameter dropped: the layers, by index, whose first input goes through a dropout.
  /// - Throws: `outsideDomain` if sizes do not grow evenly with the batch; `overflow`.
  init(
    _ network: Network, _ counts: [Counts], _ precision: TrainingPrecision, dropped: Set<Int>
  ) throws(ArithmeticFault) {
    self.precision = precision
    graded = network.gradedTensors()
    batch = Network.freeBatch
    for input in network.inputs { inputs.append(try given(input)) }
    for (index, layer) in network.layers.enumerated() {
      var read: [Int] = []
      for tensor in layer.inputs { read.append(try value(of: tensor)) }
      if dropped.contains(index) {
        read[0] = try drop(read[0], layer.inputs[0], before: index)
      }
      try record(layer, counts[index], read, at: index)
    }
    for output in network.outputs { outputs.append(try value(of: output)) }
  }

  // MARK: Values

  private mutating func value(of tensor: Tensor) throws(ArithmeticFault) -> Int {
    if let owner = owners[tensor.id] { return owner }
    return try given(tensor)
  }

  private mutating func given(_ tensor: Tensor) throws(ArithmeticFault) -> Int {
    let type = tensor.element.flatMap { $0.isCounting ? $0 : nil } ?? .fp32
    let isTrained = tensor.role == .parameter
    let value = try take(tensor, type, isGraded: isTrained, isGiven: true)
    owners[tensor.id] = value
    return value
  }

  private mutating func take(
    _ tensor: Tensor, _ type: DataType, isGraded: Bool? = nil, isGiven: Bool = false
  ) throws(ArithmeticFault) -> Int {
    values.append(
      Value(
        bytes: try linear(type.bytes(tensor.shape.elements())), type: type,
        isGraded: isGraded ?? graded.contains(tensor.id), isGiven: isGiven,
        isParameter: tensor.role != .activation))
    return values.count - 1
  }

  private func linear(_ formula: Formula) throws(ArithmeticFault) -> LinearInBatch {
    try LinearInBatch(formula, in: batch)
  }

  /// The value in the type that products are computed in: a copy of its own, unless it is in that.
  private mutating func cast(
    _ value: Int, _ tensor: Tensor, to type: DataType, at layer: Int
  ) throws(ArithmeticFault) -> Int {
    guard values[value].type != type, !values[value].type.isCounting, precision == .amp else {
      return value
    }
    let copy = try take(tensor, type, isGraded: values[value].isGraded)
    steps.append(Step(layer: layer, reads: [value], makes: copy))
    return copy
  }

  /// A dropout: its mask is as large as what it drops from.
  private mutating func drop(
    _ value: Int, _ tensor: Tensor, before layer: Int
  ) throws(ArithmeticFault) -> Int {
    let result = try take(tensor, values[value].type, isGraded: values[value].isGraded)
    steps.append(
      Step(
        layer: layer, reads: [value], makes: result,
        beside: values[value].isGraded ? values[result].bytes : .zero))
    return result
  }

  // MARK: Layers

  private mutating func record(
    _ layer: Layer, _ counts: Counts, _ read: [Int], at index: Int
  ) throws(ArithmeticFault) {
    var read = read
    let sources = layer.operation.sources(read.count)
    if layer.operation.isView, let viewed = read.first {
      owners[layer.output.id] = viewed
    } else {
      if precision == .amp, let wanted = Tape.inputType(of: layer.operation) {
        for place in 0..<sources {
          read[place] = try cast(read[place], layer.inputs[place], to: wanted, at: index)
        }
      }
      let made = try take(layer.output, outputType(layer, read.prefix(sources)))
      var step = Step(layer: index, reads: Array(read.prefix(sources)), makes: made)
      step.trained = try trainedBytes(layer, counts)
      try note(layer, counts, read.map { values[$0].isGraded }, in: &step)
      steps.append(step)
      owners[layer.output.id] = made
    }
    if layer.norm != nil { try normalize(layer, counts, at: index) }
    if let activation = layer.activation {
      try activate(activation, layer, at: index, isFresh: !layer.operation.isView)
    }
  }

  /// The bytes of the gradients of trained numbers; those that layers share are counted once.
  private func trainedBytes(_ layer: Layer, _ counts: Counts) throws(ArithmeticFault) -> Int {
    guard !layer.weights.isShared else { return 0 }
    let (weights, biases) = (try linear(counts.weights), try linear(counts.biases))
    return try (weights + biases + linear(layer.slopes)).at(0) * 4
  }

  private func outputType(_ layer: Layer, _ read: ArraySlice<Int>) -> DataType {
    if let element = layer.output.element, element.isCounting { return element }
    guard precision == .amp else { return .fp32 }
    if let wanted = Tape.inputType(of: layer.operation) { return wanted }
    let types = read.map { values[$0].type }.filter { !$0.isCounting }
    return types.contains(.fp32) ? .fp32 : types.first ?? .fp32
  }

  /// The type that autocast brings the inputs of an operator to; nil if it leaves them.
  private static func inputType(of operation: Operator<Formula>) -> DataType? {
    switch operation {
    case .convolution, .transposed, .dense, .product, .contraction, .recurrent: .fp16
    case .softmax, .axisNormalization, .normalization(.layernorm): .fp32
    default: nil
    }
  }

  private mutating func normalize(
    _ layer: Layer, _ counts: Counts, at index: Int
  ) throws(ArithmeticFault) {
    guard let norm = layer.norm, let raw = owners[layer.output.id] else { return }
    let isSeparate = norm != .batch && norm != .frozen
    let read = isSeparate ? try cast(raw, layer.output, to: .fp32, at: index) : raw
    let made = try take(layer.output, values[read].type)
    var step = Step(layer: index, reads: [read], makes: made)
    let shape = layer.output.shape
    if norm != .frozen { step.saves = [read] }
    switch norm {
    case .batch: step.beside = try linear(shape.channels * 8)
    case .frozen: step.beside = try linear(shape.channels * 4)
    case .layer: step.beside = try linear(shape.elements() / shape.channels * 8)
    case .instance: step.beside = try linear(shape.batch * shape.channels * 8)
    case .group: step.beside = try linear(shape.batch * Formula(Tape.groups) * 8)
    }
    if !values[made].isGraded { (step.saves, step.beside) = ([], .zero) }
    if let trained = counts.norm?.trained, !layer.normWeights.isShared {
      step.trained = try linear(shape.channels * Formula(trained)).at(0) * 4
    }
    steps.append(step)
    owners[layer.output.id] = made
  }

  /// The groups of an attached group normalization (arXiv:1803.08494, section 3.1).
  private static let groups = 32

  private mutating func activate(
    _ activation: Activation, _ layer: Layer, at index: Int, isFresh: Bool
  ) throws(ArithmeticFault) {
    guard let read = owners[layer.output.id] else { return }
    let writesOver = activation == .relu && isFresh
    let made = writesOver ? read : try take(layer.output, values[read].type)
    var step = Step(layer: index, reads: [read], makes: made)
    if values[made].isGraded {
      step.saves = [activation.needsOutput ? made : read]
    }
    steps.append(step)
    owners[layer.output.id] = made
  }

  /// What the operator of a layer saves.
  private mutating func note(
    _ layer: Layer, _ counts: Counts, _ gradients: [Bool], in step: inout Step
  ) throws(ArithmeticFault) {
    step.passesGradient = layer.operation.passesGradient
    guard graded.contains(layer.output.id) else { return }
    let saved = layer.operation.saved(gradients, isFixed: layer.call == .fixed)
    step.saves = (saved.inputs ?? Array(step.reads.indices)).map { step.reads[$0] }
    if saved.output { step.saves.append(step.makes) }
    step.saves.removeAll { values[$0].isParameter }
    if saved.isUnknown { unknown.append(step.layer) }
    let shape = layer.output.shape
    var beside = try Formula(saved.bytesPerOutput) * shape.elements()
    if saved.bytesPerRow != 0, let input = layer.inputs.first?.shape {
      beside =
        try beside + Formula(saved.bytesPerRow) * layer.operation.rows(of: input)
    }
    if saved.bytesPerChannel != 0 {
      beside = try beside + Formula(saved.bytesPerChannel) * shape.channels
    }
    if precision == .amp, Tape.inputType(of: layer.operation) == .fp16, !layer.weights.isShared {
      beside = try beside + counts.weights * 2
    }
    step.beside = try linear(beside)
  }
}
