import CostModel
import JSON
import Symbolic

/// Which tensors the layers of a network make and read, and how large these are, as scripts read
/// it: `web/memory.js` says what each part means.
struct MemoryData {
  let json: JSONOutput

  /// - Throws: a diagnostic at the layer whose output can't be counted.
  init(
    _ network: Network, _ options: CountOptions, _ code: inout FormulaCode
  ) throws(Diagnostic) {
    var layers: [JSONOutput] = []
    for layer in network.layers {
      do throws(ArithmeticFault) {
        layers.append(
          .array([
            .integer(layer.output.id), try code.bytes(of: layer.output, options),
            .integer(layer.operation.isView ? 1 : 0),
            .integer(layer.operation.sources(layer.inputs.count)),
            .array(layer.inputs.map { .integer($0.id) }),
          ]))
      } catch {
        throw layer.fault(error)
      }
    }
    var inputs: [JSONOutput] = []
    for tensor in network.inputs {
      do throws(ArithmeticFault) {
        inputs.append(.array([.integer(tensor.id), try code.bytes(of: tensor, options)]))
      } catch {
        throw Diagnostic("an input of \(network.name): \(error)")
      }
    }
    json = .object([
      ("inputs", .array(inputs)), ("layers", .array(layers)),
      ("outputs", .array(network.outputs.map { .integer($0.id) })),
      ("choices", .array(network.open.choices.map { code.json($0) })),
      ("carries", .array(network.open.carries.map(\.json))),
    ])
  }
}

extension FormulaCode {
  fileprivate mutating func bytes(
    of tensor: Tensor, _ options: CountOptions
  ) throws(ArithmeticFault) -> JSONOutput {
    .integer(add(try options.type(of: tensor).bytes(tensor.shape.elements())))
  }

  fileprivate mutating func json(_ choice: OpenTensors.Choice) -> JSONOutput {
    let condition = add(choice.condition)
    return .array([choice.tensor, condition, choice.present, choice.absent].map { .integer($0) })
  }
}

extension OpenTensors.Carry {
  fileprivate var json: JSONOutput {
    .array([
      .array(path.map { .string($0) }),
      .array(tensors.map { .array([.integer($0.first), .integer($0.later)]) }),
    ])
  }
}

extension JSONOutput {
  fileprivate static func integer(_ value: Int) -> JSONOutput { .integer(Int128(value)) }
}
