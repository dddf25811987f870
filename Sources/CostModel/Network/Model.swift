extension Network {
  /// Expands a model of the catalog or a spec.
  ///
  /// - Parameters:
  ///   - model: a spec and, if a member of its family is meant, the variant.
  ///   - settings: values for parameters, which are free, or another input.
  ///   - catalog: where blocks and other networks are looked up.
  /// - Throws: a diagnostic at the cell or setting that is wrong.
  public static func expand(
    _ model: Model, _ settings: Settings = Settings(), in catalog: Catalog
  ) throws(Diagnostic) -> Network {
    let expander = Expander(catalog: catalog, unfoldLimit: settings.unfoldLimit)
    return try expander.network(model, settings)
  }
}

/// A spec, and the variant of it that is meant.
public struct Model: Sendable {
  /// The spec.
  public let spec: Spec
  /// The member of the family, or nil for the spec's own defaults.
  public let variant: Variant?

  /// The name that users say.
  public var name: String { variant?.name ?? spec.name ?? spec.file }

  /// The model of a spec, or of one of its variants.
  public init(_ spec: Spec, _ variant: Variant? = nil) {
    self.spec = spec
    self.variant = variant
  }
}

extension Model {
  /// The names that mean the same network, its own among them; of a family those of all members.
  public var synonyms: Set<String> {
    let aliases = spec.variants.filter(\.values.isEmpty).map(\.name)
    if spec.name == name { return Set(spec.definedNames) }
    return variant?.values.isEmpty == true ? Set(aliases + [spec.name ?? name]) : [name]
  }
}

extension Spec {
  /// The networks of the family, in the order of the variants. A network with two names has the
  /// first; the spec's own is there, and comes first, where no variant gives it another name.
  public var members: [Model] {
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

extension Variant {
  /// The parameters that it sets, sorted.
  public var parameterNames: [String] { values.keys.sorted() }
}

extension Catalog {
  /// The first name of each network: a spec under the same values of its parameters is one network,
  /// by whichever name. What can't be expanded stands for itself.
  ///
  /// - Throws: the first fault of a file.
  public func distinctModelNames() throws(Diagnostic) -> [String] {
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

/// What a user sets about a model.
public struct Settings: Sendable {
  /// A value as typed, with the flag it was typed under.
  public struct Entry: Sendable {
    /// The parameter.
    public let name: String
    /// The text, such as `0.75`.
    public let text: String
    /// What to name in an error: `--width`.
    public let flag: String

    /// A value for a parameter.
    public init(name: String, text: String, flag: String) {
      self.name = name
      self.text = text
      self.flag = flag
    }
  }

  /// Values for parameters.
  public var values: [Entry] = []
  /// Parameters left free.
  public var free: Set<String> = []
  /// The input in place of the spec's: channels, height and width.
  public var input: (channels: Int, height: Int, width: Int)?
  /// Numeric repeats up to this count are listed copy by copy.
  public var unfoldLimit = 1000
  /// Operators or blocks of the model's own rows, by the names that take their place.
  public var replacements: [String: String] = [:]

  /// Nothing set.
  public init() {}

  /// Values by name.
  public init(_ values: [(String, String)], free: Set<String> = [], unfoldLimit: Int = 1000) {
    self.values = values.map { Entry(name: $0.0, text: $0.1, flag: "--\($0.0)") }
    self.free = free
    self.unfoldLimit = unfoldLimit
  }
}
