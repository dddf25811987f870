import CostModel
import Specs
import Symbolic

/// A known network of a family: a released member, or one for which a paper or a release prints
/// figures.
package struct ReleasedNetwork: Sendable {
  /// A member's name, or the family's with distinguishing values: `mobilenet_v1 width 0.5`.
  package let name: String
  /// The member; nil for values without a name of their own.
  package let member: Model?
  /// The values of the parameters that distinguish networks of the family.
  package let values: [(name: String, value: Number)]

  /// The networks of a model's family that differ from it only in some parameters: members and the
  /// spec's own defaults in the order of the spec, then rows of `specs/accuracies` and
  /// `specs/published`, without duplicates.
  ///
  /// - Parameters:
  ///   - settings: values for the parameters that are the same.
  ///   - parameters: those in which they may differ; settings for them do not affect members.
  /// - Throws: a diagnostic if a setting or a file of the catalog is wrong.
  package static func all(
    like model: Model, _ settings: Settings, differingIn parameters: Set<String>,
    in catalog: Catalog
  ) throws(Diagnostic) -> [ReleasedNetwork] {
    var collector = Collector(
      model: model, settings: settings.dropping(parameters), parameters: parameters)
    collector.others = collector.others(of: try model.parameters(collector.settings))
    let spec = model.spec
    for variant in spec.variants { collector.add(Model(spec, variant), name: variant.name) }
    if let name = spec.name { collector.add(Model(spec), name: name) }
    if let file = spec.name.flatMap(catalog.accuracies) {
      let table = try Measurements(
        file.text, file: "specs/\(file.path)", known: spec.parameters.map(\.name))
      for row in table.rows where row.variant == nil { collector.add(Model(spec), row.values) }
    }
    for (_, table) in try catalog.published(about: Set(spec.definedNames)) where table.isBenchmark {
      for row in table.rows where row.isWholeNetwork {
        guard let own = row.model.flatMap(spec.model) else { continue }
        collector.add(own, row.values)
      }
    }
    return collector.networks
  }
}

/// The networks found for a family.
private struct Collector {
  let model: Model
  let settings: Settings
  let parameters: Set<String>
  /// The values of the parameters that are the same in all networks.
  var others: [String: Value] = [:]
  private(set) var networks: [ReleasedNetwork] = []
  private var seen: Set<[Double]> = []

  init(model: Model, settings: Settings, parameters: Set<String>) {
    self.model = model
    self.settings = settings
    self.parameters = parameters
  }

  func others(of values: [String: Value]) -> [String: Value] {
    values.filter { !parameters.contains($0.key) }
  }

  /// Adds a network under its name, or under its values.
  mutating func add(
    _ own: Model, _ further: [(name: String, text: String)] = [], name: String? = nil
  ) {
    // A row may set what the user's own settings rule out, such as a size.
    guard let bound = try? own.parameters(settings.replacing(further)), others(of: bound) == others
    else { return }
    let names = own.spec.parameters.map(\.name).filter(parameters.contains)
    let values = names.compactMap { name in bound[name]?.number.map { (name: name, value: $0) } }
    guard values.count == names.count, seen.insert(values.map(\.value.doubleValue)).inserted else {
      return
    }
    networks.append(
      ReleasedNetwork(
        name: name ?? told(own, further), member: name == nil ? nil : own, values: values))
  }

  /// `mobilenet_v1 width 0.5, resolution 160`: the differences from the defaults.
  private func told(_ own: Model, _ further: [(name: String, text: String)]) -> String {
    let defaults = (try? own.parameters(settings)) ?? [:]
    let values = further.filter { entry in
      parameters.contains(entry.name)
        && defaults[entry.name]?.number?.doubleValue != Double(plain: entry.text)
    }
    let base = own.variant == nil ? own.spec.name ?? own.name : own.name
    return "\(base) \(values.map { "\($0.name) \($0.text)" }.joined(separator: ", "))"
  }
}

extension Settings {
  /// The settings without values for some parameters.
  func dropping(_ names: Set<String>) -> Settings {
    var own = self
    own.values.removeAll { names.contains($0.name) }
    return own
  }
}
