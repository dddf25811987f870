/// What of a layer is compared, as numbers that are equal where the texts are.
package struct LayerKeys {
  /// All that counts: equal layers do and cost the same.
  let whole: Int32
  /// Operator and attributes, and how many channels are read and made.
  let channels: Int32
  /// Operator and attributes.
  let form: Int32
  /// What kind of thing it does, and the sizes that it makes.
  let place: Int32
  let family: Int32
  /// The sizes that are read and made.
  let sizes: Int32
  /// Normalization and activation.
  let attached: Int32
  let name: Int32
}

/// Numbers for texts, the same for both networks.
package struct KeyTable {
  private var numbers: [[String]: Int32] = [:]

  package init() {}

  private mutating func number(_ key: [String]) -> Int32 {
    let next = Int32(numbers.count)
    let known = numbers[key]
    if known == nil { numbers[key] = next }
    return known ?? next
  }

  package mutating func keys(of layer: ComparedLayer) -> LayerKeys {
    // Axes of one position are written by some formats and not by others, and where nothing slides
    // over them, their order is that of the format.
    let isOrdered = LayerForm.hasWindow(layer.operation)
    func sizes(_ sizes: [String]) -> String {
      let kept = sizes.filter { $0 != "1" }
      return (isOrdered ? kept : kept.sorted()).joined(separator: "x")
    }
    let family = LayerForm.family(layer.operation)
    let attached = [layer.norm ?? "", layer.activation ?? ""]
    let cost = layer.cost
    let read = layer.inputSizes.map(sizes)
    return LayerKeys(
      whole: number(
        ["whole", layer.form, sizes(layer.output), "\(cost)"] + attached + read),
      channels: number(
        ["channels", layer.form, layer.output.first ?? "", layer.inputSizes.first?.first ?? ""]),
      form: number(["form", layer.form]),
      place: number(["place", family, sizes(layer.output)]),
      family: number(["family", family]),
      sizes: number(["sizes", sizes(layer.output)] + read),
      attached: number(["attached"] + attached),
      name: number(["name", layer.name]))
  }
}

extension LayerKeys {
  /// What it costs to leave a layer without a counterpart.
  package static let gap: Int32 = 50
  /// More than two gaps: never chosen.
  private static let apart: Int32 = 1_000

  /// How unlike two layers are. Less than two gaps if they may be the same layer, changed.
  package static func distance(_ a: LayerKeys, _ b: LayerKeys) -> Int32 {
    let named: Int32 = a.name == b.name ? 0 : 1
    if a.whole == b.whole { return named }
    guard a.family == b.family else { return apart }
    let attached: Int32 = a.attached == b.attached ? 0 : 6
    if a.channels == b.channels { return 12 + attached + named }
    if a.form == b.form { return 24 + attached + 2 * named }
    if a.place == b.place { return 30 + attached + 2 * named }
    return 60 + 20 * named
  }
}
