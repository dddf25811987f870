import Symbolic

/// How a tool or a paper counts: which parts of a layer it sees, and how it weighs each.
///
/// Two tools rarely print the same number for one network, and each is right by its own rules. A
/// convention holds such rules as data, in a file of specs/conventions: for each term of the sum, a
/// formula over the quantities of a ``Component``. docs/conventions.md is the reference.
public struct Convention: Sendable {
  /// A term of the sum: the components that it counts, and the formula for each.
  struct Term: Sendable {
    let name: String
    let components: Set<String>
    let count: Expression
  }

  /// The unit of the sum: whether a multiply-add is one operation or two.
  public enum Unit: String, CaseIterable, Sendable {
    case macs = "MACs"
    case flops = "FLOPs"
  }

  /// The name for `--convention`.
  public let name: String
  /// The tool, or the practice, in words.
  public let title: String
  /// Where the rules come from.
  public let source: String
  /// A remark for the reader.
  public let note: String?
  /// The unit of its sum.
  public let unit: Unit
  /// Its rules for MACs; empty if it uses this library's.
  let macs: [Term]
  /// Its rules for parameters; empty if it counts the trainable ones.
  let parameters: [Term]

  /// Whether it has rules of its own for MACs.
  public var countsMACs: Bool { counts(.macs) }
  /// Whether it has rules of its own for parameters.
  public var countsParameters: Bool { counts(.parameters) }

  /// Replaces the MACs and parameters of a layer by its own.
  func apply(
    to cost: inout Cost, of layer: Layer, _ components: [Component]
  ) throws(Diagnostic) {
    if countsMACs { cost.macs = try sum(macs, over: components, of: layer) }
    if countsParameters {
      cost.parameters = try sum(parameters, over: components.filter { !$0.isShared }, of: layer)
    }
  }

  /// The sum of terms over components, with all copies of their layer.
  private func sum(
    _ terms: [Term], over components: [Component], of layer: Layer
  ) throws(Diagnostic) -> Formula {
    var sum = FormulaSum()
    for component in components {
      for (_, amount) in try component.amounts(of: terms) {
        try layer.exactly { () throws(ArithmeticFault) in try sum.add(amount) }
      }
    }
    return try layer.exactly { () throws(ArithmeticFault) in
      try sum.total() * layer.times()
    }
  }
}
