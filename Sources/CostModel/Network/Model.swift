import Symbolic

extension Network {
  /// Expands a model of the catalog or a spec.
  ///
  /// - Parameters:
  /// - model: a spec, with the variant if a member of its family is wanted.
  /// - settings: values for parameters, parameters to leave free, or another input.
  ///   - catalog: where blocks and other networks are looked up.
  /// - Throws: a diagnostic at the cell or setting that is wrong.
  public static func expand(
    _ model: Model, _ settings: Settings = Settings(), in catalog: Catalog
  ) throws(Diagnostic) -> Network {
    let expander = Expander(catalog: catalog, unfoldLimit: settings.unfoldLimit)
    return try expander.network(model, settings)
  }
}

/// A spec, and optionally one of its variants.
public struct Model: Sendable {
  /// The spec.
  public let spec: Spec
  /// The member of the family, or nil for the spec's own defaults.
  public let variant: Variant?

  /// The name that users type.
  public var name: String { variant?.name ?? spec.name ?? spec.file }

  /// The model of a spec, or of one of its variants.
  public init(_ spec: Spec, _ variant: Variant? = nil) {
    self.spec = spec
    self.variant = variant
  }
}

extension Model {
  /// The names of the same network, including its own; for a family, those of all members.
  public var synonyms: Set<String> {
    let aliases = spec.variants.filter(\.values.isEmpty).map(\.name)
    if spec.name == name { return Set(spec.definedNames) }
    return variant?.values.isEmpty == true ? Set(aliases + [spec.name ?? name]) : [name]
  }
}

extension Spec {
  /// The networks of the family, in the order of the variants. A network with two names has the
  /// first; the spec's own network comes first, unless a variant names it.
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
  /// The first name of each network: a spec with the same parameter values is one network, under
  /// any name. Networks that can't be expanded count separately.
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

/// A user's settings for a model.
public struct Settings: Sendable {
  /// A value as typed, with its flag.
  public struct Entry: Sendable {
    /// The parameter.
    public let name: String
    /// The text, such as `0.75`.
    public let text: String
    /// The flag for errors: `--width`.
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
  /// An input that replaces the spec's: channels, height and width.
  public var input: (channels: Int, height: Int, width: Int)?
  /// Numeric repeats up to this count are listed copy by copy.
  public var unfoldLimit = 1000
  /// Replacements for operators or blocks in the model's own rows, by name.
  public var replacements: [String: String] = [:]

  /// No settings.
  public init() {}

  /// Values by name.
  public init(_ values: [(String, String)], free: Set<String> = [], unfoldLimit: Int = 1000) {
    self.values = values.map { Entry(name: $0.0, text: $0.1, flag: "--\($0.0)") }
    self.free = free
    self.unfoldLimit = unfoldLimit
  }
}
