import Symbolic

/// How a tool or a paper counts: which parts of a layer it sees, and how it weighs each.
///
/// Two tools rarely print the same number for one network, and each is right by its own rules. A
/// convention holds such rules as data, in a file of specs/conventions: for each term of the sum, a
/// formula over the quantities of a `Component`. docs/conventions.md is the reference.
public struct Convention: Sendable {
  /// A term of the sum: the components that it counts, and the formula for each.
  package struct Term: Sendable {
    let name: String
    let components: Set<String>
    let count: Expression

    package init(
      name: String, components: Set<String>, count: Expression
    ) {
      self.name = name
      self.components = components
      self.count = count
    }
  }

  /// The unit of the sum: whether a multiply-add is one operation or two.
  package enum Unit: String, CaseIterable, Sendable {
    case macs = "MACs"
    case flops = "FLOPs"
  }

  /// The name for `--convention`.
  package let name: String
  /// The tool, or the practice, in words.
  package let title: String
  /// Where the rules come from.
  package let source: String
  /// A remark for the reader.
  package let note: String?
  /// The unit of its sum.
  package let unit: Unit
  /// Its rules for MACs; empty if it uses this library's.
  let macs: [Term]
  /// Its rules for parameters; empty if it counts the trainable ones.
  let parameters: [Term]

  /// A quantity that a convention counts: multiply-adds or operations, or parameters.
  package enum Quantity: String, CaseIterable, Sendable {
    case macs, parameters
  }

  /// The rules for a quantity; empty if it has none.
  func rules(about quantity: Quantity) -> [Term] {
    quantity == .macs ? macs : parameters
  }

  /// Whether it has rules of its own for a quantity.
  package func counts(_ quantity: Quantity) -> Bool { !rules(about: quantity).isEmpty }

  /// Its name for a quantity: `MACs`, `FLOPs` or `parameters`.
  package func name(of quantity: Quantity) -> String {
    quantity == .macs ? unit.rawValue : quantity.rawValue
  }

  /// What it counts in the components of a layer, with all copies; nil if it has no rules for the
  /// quantity.
  func count(
    _ quantity: Quantity, of layer: Layer, _ components: [Component]
  ) throws(Diagnostic) -> Formula? {
    guard counts(quantity) else { return nil }
    var sum = FormulaSum()
    for component in components where quantity == .macs || !component.isShared {
      for (_, amount) in try component.amounts(of: rules(about: quantity)) {
        try layer.exactly { () throws(ArithmeticFault) in try sum.add(amount) }
      }
    }
    return try layer.exactly { () throws(ArithmeticFault) in
      try sum.total() * layer.times()
    }
  }

  package init(
    name: String, title: String, source: String, note: String?, unit: Unit, macs: [Term],
    parameters: [Term]
  ) {
    self.name = name
    self.title = title
    self.source = source
    self.note = note
    self.unit = unit
    self.macs = macs
    self.parameters = parameters
  }
}
