import CostModel

extension Layer {
  /// The path, and how many copies are folded into this row.
  package var label: String { copies == 1 ? name : "\(name) ×\(copies.text)" }

  /// The operator and its attributes in short: `conv 3x3 /2`.
  package var operatorText: String {
    let detail = detail
    return detail.isEmpty ? operation.name : "\(operation.name) \(detail)"
  }

  /// The normalization and the activation in the same layer.
  package var attachedText: String {
    [norm?.name, activation?.name].compactMap(\.self).joined(separator: " ")
  }
}
