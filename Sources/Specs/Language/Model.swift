import Symbolic

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

extension Variant {
  /// The parameters that it sets, sorted.
  public var parameterNames: [String] { values.keys.sorted() }
}
