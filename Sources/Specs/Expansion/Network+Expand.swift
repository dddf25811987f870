import CostModel
import Symbolic

extension Network {
  /// Expands a model of the catalog or a spec.
  ///
  /// - Parameters:
  ///   - model: a spec, with the variant if a member of its family is wanted.
  ///   - settings: values for parameters, parameters to leave free, or another input.
  ///   - catalog: where blocks and other networks are looked up.
  /// - Throws: a diagnostic at the cell or setting that is wrong.
  package static func expand(
    _ model: Model, _ settings: Settings = Settings(), in catalog: Catalog
  ) throws(Diagnostic) -> Network {
    let expander = Expander(catalog: catalog, unfoldLimit: settings.unfoldLimit)
    return try expander.network(model, settings)
  }
}

extension Spec {
  /// The networks of the family, in the order of the variants. A network with two names has the
  /// first; the spec's own network comes first, unless a variant names it.
  package var members: [Model] {
    let own = Model(self)
    let variants = variants.filter { !$0.values.isEmpty }.map { Model(self, $0) }
    guard let defaults = try? own.parameters(Settings()) else { return [own] }
    var seen: [[String: Value]] = []
    let named = variants.filter { model in
      guard let values = try? model.parameters(Settings()), !seen.contains(values) else {
        return false
      }
      seen.append(values)
      return true
    }
    return (seen.contains(defaults) ? [] : [own]) + named
  }
}

extension Catalog {
  /// The first name of each network: a spec with the same parameter values is one network, under
  /// any name. Networks that can't be expanded count separately.
  ///
  /// - Throws: the first fault of a file.
  package func distinctModelNames() throws(Diagnostic) -> [String] {
    var seen: Set<String> = []
    var names: [String] = []
    for name in modelNames {
      let model = try model(named: name)
      guard let network = try? Network.expand(model, in: self) else {
        names.append(name)
        continue
      }
      let values = network.parameters.map { "\($0.name)=\($0.value.text)" }
      if seen.insert("\(network.fingerprint) \(values)").inserted { names.append(name) }
    }
    return names
  }
}
