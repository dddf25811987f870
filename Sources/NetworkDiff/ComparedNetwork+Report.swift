import CostModel
import JSON
import Specs
import Symbolic

extension ComparedNetwork {
  /// A network as it was counted before.
  ///
  /// - Throws: a diagnostic at what the report lacks.
  package init(_ report: EarlierReport) throws(Diagnostic) {
    let json = report.json
    // Layers name tensors by number: those of the inputs, of stored tensors, and their own.
    let stored = Set(try json.elements("stored").compactMap { $0["id"] }.compactMap(\.literal))
    var makers: [String: Int] = [:]
    var layers: [ComparedLayer] = []
    for layer in try json.elements("layers") {
      let inputs = try layer.elements("inputs").compactMap(\.literal)
      layers.append(
        ComparedLayer(
          path: try layer.elements("path").compactMap(\.text),
          operation: try layer.word("operator"), detail: try layer.word("detail"),
          norm: layer["norm"]?.text, activation: layer["activation"]?.text,
          copies: layer["copies"].flatMap { $0.literal ?? $0.text } ?? "1",
          inputs: inputs.filter { !stored.contains($0) }.map { makers[$0] ?? -1 },
          inputSizes: try layer.elements("inputShapes").map(\.sizes),
          output: try layer.elements("outputShapes").first?.sizes ?? [],
          cost: LayerCost(
            macs: try layer.number("macs"), parameters: try layer.number("parameters"),
            activations: try layer.number("activations"))))
      if let own = layer["id"]?.literal { makers[own] = layers.count - 1 }
    }
    self.init(name: report.model, layers: layers)
  }
}

extension JSON {
  fileprivate var literal: String? { if case .number(let text) = value { text } else { nil } }

  /// A text of the report, which may come from anywhere.
  fileprivate var text: String? {
    if case .string(let text) = value { printable(text) } else { nil }
  }

  /// A shape: numbers, or formulas as text.
  fileprivate var sizes: [String] {
    guard case .array(let sizes) = value else { return [] }
    return sizes.compactMap { $0.literal ?? $0.text }
  }

  private func member(_ key: String) throws(Diagnostic) -> JSON {
    guard let member = self[key] else {
      throw Diagnostic("the report has no '\(key)' here", at: position)
    }
    return member
  }

  fileprivate func elements(_ key: String) throws(Diagnostic) -> [JSON] {
    let member = try member(key)
    guard case .array(let elements) = member.value else {
      throw Diagnostic("'\(key)' is a list, not \(member.kind)", at: member.position)
    }
    return elements
  }

  fileprivate func word(_ key: String) throws(Diagnostic) -> String {
    let member = try member(key)
    guard let text = member.text else {
      throw Diagnostic("'\(key)' is a string, not \(member.kind)", at: member.position)
    }
    return text
  }

  fileprivate func number(_ key: String) throws(Diagnostic) -> Int128 {
    let member = try member(key)
    guard let literal = member.literal, let number = Int128(literal), number >= 0,
      number < LayerCost.largest
    else {
      throw Diagnostic("'\(key)' is not a known whole number", at: member.position)
    }
    return number
  }
}
