import Symbolic

/// A spec, and optionally one of its variants.
package struct Model: Sendable {
  /// The spec.
  package let spec: Spec
  /// The member of the family, or nil for the spec's own defaults.
  package let variant: Variant?
  /// What no count of it includes, in words: what was left out of the file that it was lifted from.
  package var uncounted: [String] = []
  /// What is assumed of it that its file says otherwise, in words.
  package var assumed: [String] = []

  /// The name that users type.
  package var name: String { variant?.name ?? spec.name ?? spec.file }

  /// The model of a spec, or of one of its variants.
  package init(_ spec: Spec, _ variant: Variant? = nil) {
    self.spec = spec
    self.variant = variant
  }
}

extension Model {
  /// The names of the same network, including its own; for a family, those of all members.
  package var synonyms: Set<String> {
    let aliases = spec.variants.filter(\.values.isEmpty).map(\.name)
    if spec.name == name { return Set(spec.definedNames) }
    return variant?.values.isEmpty == true ? Set(aliases + [spec.name ?? name]) : [name]
  }
}

extension Variant {
  /// The parameters that it sets, sorted.
  package var parameterNames: [String] { values.keys.sorted() }
}
