import CostModel
import JSON
import Symbolic

// What a layer computes, in numbers: enough to build the network in a framework. docs/json.md says
// what each member means; Tests/oracle/buildnetwork.py builds a network from them.

/// The numbers by which a document names tensors: the inputs, then what no layer makes, then what
/// each layer makes, whose number is the layer's.
struct TensorNumbers {
  private var numbers: [Int: Int] = [:]
  /// Trained numbers and constants that layers read, in the order in which they do.
  let stored: [Tensor]

  init(_ network: Network) {
    var seen = Set<Int>()
    stored = network.layers.flatMap(\.inputs).filter {
      $0.role != .activation && seen.insert($0.id).inserted
    }
    for tensor in network.inputs + stored + network.layers.map(\.output) {
      numbers[tensor.id] = numbers.count
    }
  }

  func callAsFunction(_ tensor: Tensor) -> JSONOutput {
    numbers[tensor.id].map { .integer(Int128($0)) } ?? .null
  }
}

extension Network {
  /// The tensors that no layer makes, and the outputs.
  func tensorsJSON(_ number: TensorNumbers) -> [(String, JSONOutput)] {
    func name(_ names: [String], _ index: Int) -> JSONOutput {
      names.indices.contains(index) ? .string(names[index]) : .null
    }
    return [
      (
        "inputs",
        .array(
          inputs.enumerated().map { index, tensor in
            .object([
              ("id", number(tensor)), ("name", name(inputNames, index)),
              ("shape", tensor.shape.json),
            ])
          })
      ),
      (
        "stored",
        .array(
          number.stored.map { tensor in
            .object([
              ("id", number(tensor)), ("sizes", .list(tensor.shape.sizes)),
              ("isTrained", .bool(tensor.role == .parameter)),
            ])
          })
      ),
      ("outputs", .array(outputs.map { number($0) })),
    ]
  }

  /// What makes a layer buildable: its place in the graph, and its attributes.
  func graphJSON(ofLayer index: Int, _ number: TensorNumbers) throws -> [(String, JSONOutput)] {
    let layer = layers[index]
    let numerics = numbers.layers[index]?.numerics ?? Numerics()
    func owner(_ index: Int?) -> JSONOutput { index.map { number(layers[$0].output) } ?? .null }
    return [
      ("id", number(layer.output)), ("inputs", .array(layer.inputs.map { number($0) })),
      ("weightsOf", owner(layer.weights.owner)), ("normOf", owner(layer.normWeights.owner)),
      ("attributes", .object(try layer.attributes(numerics))),
    ]
  }
}

extension Layer {
  /// The attributes of its operator, of its norm and of its activation.
  fileprivate func attributes(_ numerics: Numerics) throws -> [(String, JSONOutput)] {
    var all = try operatorAttributes(numerics)
    if norm != nil || operation.isNormalization {
      all.append(("epsilon", .number(numerics.epsilon)))
    }
    if activation == .leaky || operation == .activation(.leaky) {
      all.append(("slope", .number(numerics.slope)))
    }
    return all
  }

  private func operatorAttributes(_ numerics: Numerics) throws -> [(String, JSONOutput)] {
    switch operation {
    case .convolution(let convolution):
      return try convolution.window.json(inputs[0].shape, output.shape) + [
        ("groups", convolution.groupCount(inputs[0].shape).json),
        ("bias", .bool(convolution.hasBias)),
      ]
    case .transposed(let convolution):
      return try convolution.window.json(output.shape, inputs[0].shape) + [
        ("groups", convolution.groups.json), ("bias", .bool(convolution.hasBias)),
      ]
    case .dense(let dense): return [("bias", .bool(dense.hasBias)), ("axis", .axis(dense.axis))]
    case .pool(let pool): return try pool.window?.json(inputs[0].shape, output.shape) ?? []
    case .normalization(.lrn):
      let response = numerics.response
      return [
        ("size", .integer(Int128(response.size))), ("alpha", .number(response.alpha)),
        ("beta", .number(response.beta)), ("bias", .number(response.bias)),
      ]
    case .softmax(let softmax):
      return [("axis", .axis(softmax.axis)), ("heads", softmax.heads.json)]
    case .join(.add(let fusion)): return [("fusion", .string(fusion.rawValue))]
    case .join(.concat(let axis)): return [("axis", .axis(axis))]
    case .rearrangement(let rearrangement): return rearrangement.json
    case .resize(let resize): return resize.json(numerics)
    case .product(let product):
      return [
        ("transposes", .bool(product.transposes)), ("heads", product.heads.json),
        ("kvHeads", product.kvHeads.json),
      ]
    case .embedding(.relativePosition(let heads)): return [("heads", heads.json)]
    case .partition(let partition): return partition.json
    case .contraction(let contraction):
      return [
        ("labels", .array(contraction.inputs.map { .list($0) })),
        ("outputLabels", .list(contraction.output)), ("scale", .number(numerics.scale)),
      ]
    case .elementwise(let elementwise):
      return [("operands", .array(elementwise.operands.map(\.json)))]
    case .reduction(let reduction):
      return [("axes", .list(reduction.axes)), ("keeps", .bool(reduction.keeps))]
    case .axisNormalization(let norm):
      return [
        ("axes", .list(norm.axes)), ("trainedAxes", .list(norm.trainedAxes)),
        ("hasScale", .bool(norm.hasScale)), ("hasShift", .bool(norm.hasShift)),
        ("isCentered", .bool(norm.isCentered)), ("groups", norm.groups?.json ?? .null),
      ]
    case .move(let move): return move.json
    case .recurrent(let recurrent): return recurrent.json
    case .rankConstrainedFilter(let filter):
      return [
        ("units", filter.units.json), ("rank", filter.rank.json), ("memory", filter.memory.json),
        ("bias", .bool(filter.hasBias)),
      ]
    case .conversion(let conversion): return [("type", .string(conversion.type.rawValue))]
    case .opaque(let opaque): return [("sizes", .list(opaque.sizes))]
    case .normalization, .activation, .join(.multiply), .zeros, .embedding: return []
    }
  }
}

extension Operator {
  fileprivate var isNormalization: Bool {
    switch self {
    case .normalization(.batchnorm), .normalization(.layernorm), .axisNormalization: true
    default: false
    }
  }
}

extension Window where Size == Formula {
  /// The kernels with the padding that each needs over a map, and how they slide.
  fileprivate func json(_ over: Shape, _ windows: Shape) throws -> [(String, JSONOutput)] {
    let kernels = try kernels.map { kernel -> JSONOutput in
      let pads = try axes.indices.map { axis -> JSONOutput in
        let pads = try axes[axis].pads(over.map[axis], windows.map[axis], kernel.sizes[axis])
        return .list([pads.before, pads.after])
      }
      return .object([("size", .list(kernel.sizes)), ("pads", .array(pads))])
    }
    return [
      ("kernels", .array(kernels)), ("stride", .list(axes.map(\.stride))),
      ("dilation", .list(axes.map(\.dilation))),
    ]
  }
}

extension Rearrangement where Size == Formula {
  fileprivate var json: [(String, JSONOutput)] {
    switch self {
    case .split(let channels, let start): [("start", start.json), ("channels", channels.json)]
    case .shuffle(let groups): [("groups", groups.json)]
    case .depthToSpace(let factors), .spaceToDepth(let factors): [("by", .list(factors))]
    }
  }
}

extension Resize where Size == Formula {
  fileprivate func json(_ numerics: Numerics) -> [(String, JSONOutput)] {
    let mode: String
    switch numerics.sampling?.method {
    case nil, .nearest: mode = "nearest"
    case .linear: mode = "linear"
    case .cubic: mode = "cubic"
    }
    let coordinates: String
    switch numerics.sampling?.coordinates {
    case nil, .asymmetric: coordinates = "asymmetric"
    case .halfPixel, .halfPixelOfMany: coordinates = "half_pixel"
    case .corners: coordinates = "align_corners"
    }
    return [("mode", .string(mode)), ("coordinates", .string(coordinates))]
  }
}

extension Partition where Size == Formula {
  fileprivate var json: [(String, JSONOutput)] {
    switch self {
    case .windows(let sizes, let shift): [("sizes", .list(sizes)), ("shift", .list(shift))]
    case .windowsToSpace(let shift): [("shift", .list(shift))]
    case .spaceToBatch(let factors), .batchToSpace(let factors): [("by", .list(factors))]
    }
  }
}

extension Elementwise.Operand {
  /// A number, or null for a tensor.
  fileprivate var json: JSONOutput {
    if case .number(let number) = self { .number(number) } else { .null }
  }
}

extension Move where Size == Formula {
  fileprivate var json: [(String, JSONOutput)] {
    switch self {
    case .reshape(let sizes, _), .expand(let sizes): [("sizes", .list(sizes))]
    case .transpose(let axes, _): [("axes", .list(axes))]
    case .slice(let axis, let start, let count, let step):
      [
        ("axis", .axis(axis)), ("start", start.json), ("count", count.json),
        ("step", .integer(Int128(step))),
      ]
    case .pad(let before, let after, let border):
      [
        ("before", .list(before)), ("after", .list(after)), ("border", .string(border.rawValue)),
      ]
    case .tile(let repeats): [("repeats", .list(repeats))]
    case .gather(let axis): [("axis", .axis(axis)), ("by", .string("slices"))]
    case .gatherElements(let axis): [("axis", .axis(axis)), ("by", .string("elements"))]
    case .gatherPoints(let batch):
      [("batch", .integer(Int128(batch))), ("by", .string("points"))]
    case .scatter: []
    case .largest(let axis, let count, let givesPlaces):
      [("axis", .axis(axis)), ("count", count.json), ("givesPlaces", .bool(givesPlaces))]
    }
  }
}

extension Recurrent where Size == Formula {
  fileprivate var json: [(String, JSONOutput)] {
    [
      ("hidden", hidden.json), ("directions", .integer(Int128(directions))),
      ("timeAxis", .axis(timeAxis)), ("biases", .integer(Int128(biases))),
      ("projection", projection?.json ?? .null), ("couplesGates", .bool(couplesGates)),
      ("scales", .integer(Int128(scales))),
    ]
  }
}

extension JSONOutput {
  fileprivate static func list(_ values: [Formula]) -> JSONOutput { .array(values.map(\.json)) }

  fileprivate static func list(_ values: [Int]) -> JSONOutput {
    .array(values.map { .integer(Int128($0)) })
  }

  /// An axis by its place in the tensor; null for the usual one.
  fileprivate static func axis(_ axis: Int?) -> JSONOutput {
    axis.map { .integer(Int128($0)) } ?? .null
  }
}
