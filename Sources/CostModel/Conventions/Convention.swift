/// How a tool or a paper counts: which parts of a layer it sees, and what each is worth.
///
/// Two tools seldom print the same number for one network, and each is right by its own rules. A
/// convention is such rules as data, a file of specs/conventions: for each term of the sum a
/// formula over the quantities of a ``Component``. docs/conventions.md is the reference.
public struct Convention: Sendable {
  /// A term of the sum, the components that it counts, and what each of them is worth.
  struct Term: Sendable {
    let name: String
    let components: Set<String>
    let count: Expression
  }

  /// What a convention sums: whether a multiply-add is one operation or two.
  public enum Unit: String, CaseIterable, Sendable {
    case macs = "MACs"
    case flops = "FLOPs"
  }

  /// The name for `--convention`.
  public let name: String
  /// The tool, or the habit, in words.
  public let title: String
  /// Where the rules were found.
  public let source: String
  /// What is to be known about it.
  public let note: String?
  /// What it sums.
  public let unit: Unit
  /// What it calls MACs; empty where that is what this library counts.
  let macs: [Term]
  /// What it calls parameters; empty where that is what trains.
  let parameters: [Term]

  /// Whether it has its own idea of MACs.
  public var countsMACs: Bool { counts(.macs) }
  /// Whether it has its own idea of parameters.
  public var countsParameters: Bool { counts(.parameters) }

  /// Puts its own MACs and parameters in the place of those of a layer.
  func apply(
    to cost: inout Cost, of layer: Layer, _ components: [Component]
  ) throws(Diagnostic) {
    if countsMACs { cost.macs = try sum(macs, over: components, of: layer) }
    if countsParameters {
      cost.parameters = try sum(parameters, over: components.filter { !$0.isShared }, of: layer)
    }
  }

  /// What terms make of components, all copies of their layer together.
  private func sum(
    _ terms: [Term], over components: [Component], of layer: Layer
  ) throws(Diagnostic) -> Formula {
    var sum = FormulaSum()
    for component in components {
      for term in terms where term.components.contains(component.name) {
        let amount = try component.amount(of: term)
        try layer.exactly { () throws(ArithmeticFault) in try sum.add(amount) }
      }
    }
    return try layer.exactly { () throws(ArithmeticFault) in
      try sum.total() * layer.times()
    }
  }
}
