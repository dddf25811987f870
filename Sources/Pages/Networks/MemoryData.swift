import CostModel
import JSON
import Symbolic

/// Which tensors the layers of a network make and read, and how large these are, as scripts read
/// it: `web/memory.js` says what each part means.
struct MemoryData {
  let json: JSONOutput

  /// Nil if scripts could not follow the tensors: where free parameters decide which one is read.
  init?(_ network: Network, _ options: CountOptions, _ code: inout FormulaCode) {
    guard let carries = Carries(network) else { return nil }
    guard network.layers.allSatisfy(\.passesItsInput) else { return nil }
    func bytes(_ tensor: Tensor, _ code: inout FormulaCode) -> JSONOutput? {
      let bytes = try? options.type(of: tensor).bytes(tensor.shape.elements())
      return bytes.map { .integer(Int128(code.add($0))) }
    }
    var inputs: [JSONOutput] = []
    for tensor in network.inputs {
      guard let bytes = bytes(tensor, &code) else { return nil }
      inputs.append(.array([.integer(Int128(tensor.id)), bytes]))
    }
    var layers: [JSONOutput] = []
    for layer in network.layers {
      guard let bytes = bytes(layer.output, &code) else { return nil }
      layers.append(
        .array([
          .integer(Int128(layer.output.id)), bytes, .integer(layer.operation.isView ? 1 : 0),
          .integer(Int128(layer.operation.sources(layer.inputs.count))),
          .array(layer.inputs.map { .integer(Int128($0.id)) }),
        ]))
    }
    json = .object([
      ("inputs", .array(inputs)), ("layers", .array(layers)),
      ("outputs", .array(network.outputs.map { .integer(Int128($0.id)) })),
      ("carries", carries.json),
    ])
  }
}

extension Layer {
  /// Whether what it reads first can stand for what it makes where it is absent.
  fileprivate var passesItsInput: Bool {
    presence.constantValue != nil || inputs.first?.shape == output.shape
  }
}

/// What copies of folded blocks hand to the next copy.
private struct Carries {
  /// For the path of each folded copy, the tensors that it reads from the copy before it, each with
  /// the one that it makes in its place.
  private var pairs: [(path: [String], tensors: [(first: Int, later: Int)])] = []

  /// Nil if that can't be told.
  init?(_ network: Network) {
    var makers: [Int: Layer] = [:]
    for layer in network.layers { makers[layer.output.id] = layer }
    let given = Set(network.inputs.map(\.id))
    for tensor in network.layers.flatMap(\.inputs) + network.outputs
    where tensor.role == .activation && makers[tensor.id] == nil && !given.contains(tensor.id) {
      return nil
    }
    for path in Carries.folds(network.layers) {
      let before = Array(path.dropLast()) + ["1"]
      var (read, made): ([Int], [Int]) = ([], [])
      func note(_ tensor: Tensor, in list: inout [Int]) {
        if !list.contains(tensor.id) { list.append(tensor.id) }
      }
      for layer in network.layers {
        let isInside = layer.path.starts(with: path)
        for tensor in layer.inputs where tensor.role == .activation {
          let isMadeInside = makers[tensor.id]?.path.starts(with: path) ?? false
          if isInside, !isMadeInside {
            guard makers[tensor.id]?.path.starts(with: before) == true else { return nil }
            note(tensor, in: &read)
          } else if !isInside, isMadeInside {
            note(tensor, in: &made)
          }
        }
      }
      for tensor in network.outputs where makers[tensor.id]?.path.starts(with: path) ?? false {
        note(tensor, in: &made)
      }
      func rest(_ tensor: Int) -> [String] {
        Array((makers[tensor]?.path ?? []).dropFirst(path.count))
      }
      guard read.count == made.count else { return nil }
      if read.count > 1 {
        made = read.compactMap { first in made.first { rest($0) == rest(first) } }
        guard read.count == made.count else { return nil }
      }
      pairs.append((path, zip(read, made).map { (first: $0, later: $1) }))
    }
  }

  /// The paths of folded copies, outermost first.
  private static func folds(_ layers: [Layer]) -> [[String]] {
    var seen: Set<[String]> = []
    return layers.flatMap { layer in
      layer.path.indices.filter { layer.path[$0].hasSuffix("…") }.map { Array(layer.path[...$0]) }
    }.filter { seen.insert($0).inserted }
  }

  var json: JSONOutput {
    .array(
      pairs.map { path, tensors in
        .array([
          .array(path.map { .string($0) }),
          .array(
            tensors.map { .array([.integer(Int128($0.first)), .integer(Int128($0.later))]) }),
        ])
      })
  }
}
