import CostModel
import Symbolic

/// Builds a network from its draft.
struct Emitter {
  private let draft: Draft
  /// Where weights are stored, by their keys.
  private let file: ModelFile
  private var tensors: [Int: Tensor] = [:]
  /// Constants that layers read, by the numbers that they are views of.
  private var trained: [Int: Tensor] = [:]
  /// The keys of layers' own weights, which count there.
  private let weights: Set<Int>

  /// The outputs of the network.
  var outputs: [Tensor] { draft.outputs.compactMap { tensors[$0.id] } }

  init(_ draft: Draft, of file: ModelFile) {
    self.draft = draft
    self.file = file
    weights = Set(draft.layers.compactMap { $0?.weights })
  }

  /// Adds all layers to a builder.
  mutating func emit(into builder: inout NetworkBuilder) throws(Diagnostic) {
    for input in draft.inputs {
      tensors[input.tensor] = builder.input(
        draft.tensors[input.tensor].shape, named: input.name, element: input.element)
    }
    for (index, layer) in draft.layers.enumerated() {
      guard let layer else { continue }
      var inputs: [Tensor] = []
      for operand in layer.inputs { inputs.append(try tensor(operand, &builder, layer)) }
      do throws(Diagnostic) {
        tensors[layer.output] = try builder.add(
          layer.operation, inputs, norm: layer.norm, activation: layer.activation,
          path: layer.path, weights: layer.weights, storage: storage(of: layer),
          numbers: numbers(of: draft[given: index]))
      } catch {
        throw Diagnostic(
          "\(quoted(layer.path.joined(separator: "."))): \(error.message)", at: layer.position,
          help: error.help)
      }
    }
  }

  /// How a layer's weights are stored. Biases of quantised weights are 32-bit sums; a scale takes 4
  /// bytes, and a zero point, which only some have, 8.
  private func storage(of layer: Draft.Layer) -> WeightStorage {
    guard let key = layer.weights, file.tensors.indices.contains(key) else {
      return WeightStorage()
    }
    let tensor = file.tensors[key]
    let scales = tensor.quantization?.scales.count ?? 0
    let zeroPoints = tensor.quantization?.zeroPoints.count ?? 0
    return WeightStorage(
      weights: tensor.element.dataType,
      biases: tensor.element.isInteger ? .int32 : tensor.element.dataType,
      bytesBeside: Formula(4 * scales + 8 * zeroPoints + (draft.bytesBeside[key] ?? 0)))
  }

  /// What a layer computes with; nil for nothing of its own.
  private func numbers(of given: Draft.Given) -> LayerNumbers? {
    let parts = [given.operation, given.norm, given.activation, given.zeros]
    guard parts.contains(where: { !$0.isEmpty }) || given.numerics != Numerics() else { return nil }
    let known = parts.map { constants in
      let numbers = constants.compactMap(file.numbers)
      return numbers.count == constants.count ? numbers : []
    }
    // What may not be zeros is as good as unknown weights.
    let isKnown = known[3].count == given.zeros.count
    return LayerNumbers(
      operation: isKnown ? known[0] : [], norm: known[1], activation: known[2], zeros: known[3],
      numerics: given.numerics)
  }

  private mutating func tensor(
    _ operand: Operand, _ builder: inout NetworkBuilder, _ layer: Draft.Layer
  ) throws(Diagnostic) -> Tensor {
    switch operand {
    case .tensor(let tensor):
      if let known = tensors[tensor.id] { return known }
    case .constant(let constant):
      let tensor = self.constant(constant, &builder)
      if let numbers = file.numbers(of: constant) { builder.fill(tensor, with: numbers) }
      return tensor
    case .unknown, .list: break
    }
    throw Diagnostic("a layer reads what nothing makes", at: layer.position)
  }

  private mutating func constant(
    _ constant: Constant, _ builder: inout NetworkBuilder
  ) -> Tensor {
    let element = constant.element.dataType
    guard let key = constant.key, constant.isTrained, !weights.contains(key) else {
      return builder.constant(constant.shape, element: element)
    }
    if let known = trained[key], known.shape == constant.shape { return known }
    // Another view of the same numbers, which count once.
    if trained[key] != nil { return builder.constant(constant.shape, element: element) }
    let tensor = builder.parameter(constant.shape, element: element)
    trained[key] = tensor
    return tensor
  }
}
