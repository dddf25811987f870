import CostModel
import Symbolic

/// The scope of one application of a table: its file's parameters, its block's columns, its inputs,
/// and the preceding rows.
final class TableScope {
  let spec: Spec
  /// The values of the file's parameters.
  var parameters: [String: Value]
  /// Parameters for the input, hidden if another network provides the input.
  let hidden: Set<String>
  /// The values of the block's columns; empty in the body of a network.
  var columns: [String: Value] = [:]
  /// Whether literal numbers pass through the rules of `scale`.
  let isNetworkBody: Bool
  let inputs: [Tensor]
  let path: [String]
  /// How many components of the path name rows of network bodies.
  let stageDepth: Int
  /// How many components of its rows' paths name rows of network bodies.
  var rowDepth: Int { stageDepth + (isNetworkBody ? 1 : 0) }
  /// The tensors of the preceding row.
  var above: [Tensor]
  /// The results of named rows, and the named inputs.
  var instances: [String: Copies] = [:]

  init(
    spec: Spec, parameters: [String: Value], hidden: Set<String> = [], inputs: [Tensor],
    isNetworkBody: Bool, path: [String], stageDepth: Int
  ) {
    self.spec = spec
    self.parameters = parameters
    self.hidden = hidden
    self.inputs = inputs
    self.isNetworkBody = isNetworkBody
    self.path = path
    self.stageDepth = stageDepth
    above = inputs
  }
}

/// The result of one application of a row: its tensors, and the named rows within.
final class Instance {
  let outputs: [Tensor]
  let rows: [String: Copies]

  init(outputs: [Tensor], rows: [String: Copies] = [:]) {
    self.outputs = outputs
    self.rows = rows
  }
}

/// The copies of a row. If repeats are folded, only the first and the last are kept.
struct Copies {
  let listed: [Instance]
  let last: Instance

  init(_ listed: [Instance], last: Instance) {
    self.listed = listed
    self.last = last
  }

  init(_ instance: Instance) { self.init([instance], last: instance) }
}
