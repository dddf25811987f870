import CostModel
import Symbolic

/// What only one format of model files knows.
package struct FormatRules: Sendable {
  /// The rule of each operator, by its name; that of another domain than the format's own has the
  /// domain before it: `com.microsoft.Gelu`.
  let rules: [String: Rule]
  /// Where the channels of inputs are, unless the graph tells otherwise.
  let layout: Shape.Layout
  /// The operator that a node's is a variant of, in a format whose names tell variants apart. A
  /// variant may have a rule of its own.
  var variants: @Sendable (FileNode) -> String? = { _ in nil }

  /// Whether conversions from integers and back around an operator say that it works on integers,
  /// rather than being run themselves.
  var conversionsAreMarks = true

  /// Operators that are counted as others that cost the same, but compute something else.
  var standIns: Set<String> = []

  /// The rule of a node's operator, and whether the layers that it makes only cost what the operator
  /// costs.
  func rule(of node: FileNode) -> (rule: Rule, standsIn: Bool)? {
    let name = node.domain.isEmpty ? node.type : "\(node.domain).\(node.type)"
    if let rule = rules[name] { return (rule, standIns.contains(name)) }
    guard let other = variants(node), let rule = rules[other] else { return nil }
    return (rule, standIns.contains(other))
  }
}
