import Charts
import CostModel
import JSON
import Specs
import Symbolic

/// The beginning of every command's JSON: its schema, its subject, and its notes.
package struct JSONHead: Sendable {
  private let schema: String
  /// The subject: the model, the convention and the bindings, if any.
  private let subject: [(String, JSONOutput)]

  /// - Parameter name: `table` for `costcalc.table/1`.
  package init(_ name: String, about subject: [(String, JSONOutput)] = []) {
    schema = "costcalc.\(name)/1"
    self.subject = subject
  }

  /// The head for a model.
  init(_ name: String, of model: Model, _ others: [(String, JSONOutput)] = []) {
    self.init(name, about: [("model", .string(model.name))] + others)
  }

  /// The head for several networks of one subject that share these bindings.
  init(
    _ name: String, of subject: String, bindings: JSONOutput, batch: Formula,
    _ options: CountOptions
  ) {
    self.init(
      name,
      about: [("model", .string(subject))] + options.conventionJSON + [("bindings", bindings)]
        + options.storageJSON(batch: batch))
  }

  /// The head for a count: everything needed to repeat it.
  init(
    _ name: String, of network: Network, _ options: CountOptions,
    _ others: [(String, JSONOutput)] = []
  ) {
    self.init(
      name,
      about: [
        ("model", .string(network.name)),
        ("spec", .string(network.fingerprint)),
      ] + options.conventionJSON + [
        ("bindings", network.bindings),
        ("input", network.input.shape.json),
      ] + options.storageJSON(of: network) + others)
  }

  /// The whole document.
  ///
  /// - Parameters:
  ///   - version: the version of the program.
  ///   - notes: as printed in text; empty ones, which are blank lines there, are left out.
  ///   - body: the members after the head.
  func document(
    version: String, notes: [String], _ body: [(String, JSONOutput)]
  ) -> JSONOutput {
    .object(
      [("schema", .string(schema)), ("version", .string(version))] + subject
        + [("notes", .array(notes.filter { !$0.isEmpty }.map { .string($0) }))] + body)
  }
}

extension Network {
  /// The value of each bound parameter, by name.
  var bindings: JSONOutput {
    .object(parameters.filter { $0.value.isBound }.map { ($0.name, $0.value.json) })
  }
}

extension Model {
  /// The values of the parameters that an answer about many networks does not vary.
  ///
  /// - Throws: as ``parameters(_:)`` does.
  func bindings(_ settings: Settings, except varied: [String]) throws(Diagnostic) -> JSONOutput {
    let values = try parameters(settings)
    return .object(
      spec.parameters.map(\.name).filter { !varied.contains($0) }
        .compactMap { name in values[name].map { (name, $0.json) } })
  }
}

extension CountOptions {
  /// The batch of a network, and how its weights and tensors are stored.
  func storageJSON(of network: Network) -> [(String, JSONOutput)] {
    var members = storageJSON(batch: network.batch)
    members[1].1 = .string(network.weightTypes(self))
    members[2].1 = .string(network.tensorTypes(self))
    return members
  }

  /// The batch, and the storage of weights and tensors.
  func storageJSON(batch: Formula) -> [(String, JSONOutput)] {
    [
      ("batch", batch.integerValue.map { .integer(Int128($0)) } ?? .string(batch.text)),
      ("weights", .string((weights ?? unstated).rawValue)),
      ("activations", .string((activations ?? unstated).rawValue)),
    ]
  }

  /// The convention's name, or ours if there is none, and what it means by `macs`.
  var conventionJSON: [(String, JSONOutput)] {
    [("convention", .string(convention?.name ?? "costcalc")), ("macsUnit", .string(macsTitle))]
  }
}
