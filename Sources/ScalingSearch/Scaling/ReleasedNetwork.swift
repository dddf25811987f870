import CostModel

/// A network of a family that somebody knows: a member that was released, or one that a paper or a
/// release prints figures of.
public struct ReleasedNetwork: Sendable {
  /// A member's name, or else the family's with the values that tell it: `mobilenet_v1 width 0.5`.
  public let name: String
  /// The member; nil for values that have no name of their own.
  public let member: Model?
  /// The values of the parameters that networks of the family are told by.
  public let values: [(name: String, value: Number)]

  /// The networks of a model's family that differ from it in some parameters alone: members and
  /// the spec's own defaults in the order of the spec, then rows of `specs/accuracies` and of
  /// `specs/published`; each network once.
  ///
  /// - Parameters:
  ///   - settings: values for the parameters in which they are the same.
  ///   - parameters: those in which they may differ; settings for them say nothing about members.
  /// - Throws: a diagnostic where a setting is wrong, or a file of the catalog is.
  public static func all(
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

/// What has been found of a family.
private struct Collector {
  let model: Model
  let settings: Settings
  let parameters: Set<String>
  /// The values of the parameters in which all networks are the same.
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

  /// Adds a network that has a name, or else is told by its values.
  mutating func add(
    _ own: Model, _ further: [(name: String, text: String)] = [], name: String? = nil
  ) {
    // A row may set what the user's own settings leave no room for, such as a size.
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

  /// `mobilenet_v1 width 0.5, resolution 160`: what differs from the defaults.
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
