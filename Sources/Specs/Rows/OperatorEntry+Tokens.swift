import CostModel
import Symbolic

// Rows of transformers: tokens are a map of one axis.
extension OperatorEntry {
  static let attention = [
    OperatorEntry(
      "matmul", "matrix product of positions x channels by heads; `transpose` turns the second",
      columns: ["transpose", "heads", "kv_heads", "called"], inputs: .two()
    ) { (cells, _) throws(Diagnostic) in
      let transposes = try cells.flag("transpose") ?? false
      let heads = try cells.optionalNumber("heads") ?? 1
      let kvHeads = try cells.optionalNumber("kv_heads") ?? heads
      let call = try cells.call(among: [.function, .infix])
      return (
        .product(MatrixProduct(transposes: transposes, heads: heads, kvHeads: kvHeads)), call
      )
    },
    OperatorEntry(
      "softmax", "softmax over the channels, or over those of each head",
      columns: ["heads", "called"]
    ) { (cells, _) throws(Diagnostic) in
      let call = try cells.call(among: [.module, .function])
      let heads = try cells.optionalNumber("heads") ?? 1
      return (.softmax(Softmax(.softmax, axis: nil, heads: heads)), call)
    },
    OperatorEntry(
      "relative_position",
      "a trained number for each head and distance between positions, added to scores",
      columns: ["heads"]
    ) { (cells, _) throws(Diagnostic) in
      (.embedding(.relativePosition(heads: try cells.optionalNumber("heads") ?? 1)), .module)
    },
  ]

  static let tokens = [
    OperatorEntry(
      "linear", "fully connected layer of c outputs at every position",
      columns: ["c", "bias", "norm", "act"]
    ) { (cells, _) throws(Diagnostic) in
      let channels = try cells.number("c")
      return (
        .dense(Dense(channels: channels, hasBias: try cells.hasBias(), axis: 1)), .module
      )
    },
    OperatorEntry("tokens", "the positions of a map along a single axis; a view", columns: []) {
      (_, inputs) throws(Diagnostic) in
      (.move(.reshape(to: try tokens(of: inputs[0]), layout: nil)), .module)
    },
    OperatorEntry("class_token", "a trained token before all others", columns: []) {
      (_, _) throws(Diagnostic) in (.embedding(.classToken), .module)
    },
    OperatorEntry(
      "position", "a trained number for each element of a sample, added to it", columns: []
    ) { (_, _) throws(Diagnostic) in (.embedding(.position), .module) },
    OperatorEntry(
      "pick", "the token at position `at` (0 unless given): the class token", columns: ["at"]
    ) { (cells, inputs) throws(Diagnostic) in
      guard inputs[0].map.count == 1 else {
        throw cells.fault("'pick' picks from a map of one axis, which 'tokens' makes")
      }
      let start = try cells.optionalNumber("at") ?? .zero
      return (.move(.slice(axis: 2, start: start, count: 1, step: 1)), .module)
    },
  ]

  /// The sizes of a tensor with all positions along one axis.
  private static func tokens(of shape: Shape) throws(Diagnostic) -> [Formula] {
    var length = Formula.one
    do throws(ArithmeticFault) {
      for size in shape.map { length = try length * size }
    } catch {
      throw Diagnostic("the number of positions: \(error)")
    }
    return [shape.batch, shape.channels, length]
  }
}
