import Symbolic

extension NetworkBuilder {
  /// The shape that an operator makes of tensors.
  ///
  /// - Parameter place: the place of an attribute, or of the element of one that is a list.
  /// - Throws: what does not hold.
  package mutating func shape(
    of operation: Operator<Formula>, _ inputs: [Shape],
    at place: (_ attribute: String?, _ element: Int?) -> SourcePosition?
  ) throws(Diagnostic) -> Shape {
    guard operation.definition.reads(inputs.count) else {
      throw Diagnostic(
        "\(quoted(operation.name)) can't read \(inputs.count) tensor\(inputs.count == 1 ? "" : "s")",
        at: place(nil, nil))
    }
    var demands = Demands()
    let output: Shape
    do throws(ArithmeticFault) {
      output = try operation.definition.output(inputs, &demands)
      try demands.requireElements(output, of: inputs[0])
    } catch {
      // What was demanded may be why it failed.
      try require(demands, at: place)
      throw Diagnostic(error.description, at: place(nil, nil))
    }
    try require(demands, at: place)
    return output
  }

  private mutating func require(
    _ demands: Demands, at place: (_ attribute: String?, _ element: Int?) -> SourcePosition?
  ) throws(Diagnostic) {
    for demand in demands.all {
      try require(
        demand.condition, demand.message, at: place(demand.attribute, demand.element))
    }
  }

  /// Requires a condition for the next layers: an error if it fails, a requirement if free symbols
  /// leave it open.
  ///
  /// The message is built only when needed: printing formulas takes longer than most checks.
  package mutating func require(
    _ condition: Condition, _ message: @autoclosure () -> String, at position: SourcePosition?
  ) throws(Diagnostic) {
    // `add` with `if in == c` requires what its own condition states.
    if presence.includes(condition) { return }
    let needed = !(presence && isRepeated) || condition
    switch needed.constantValue {
    case true: return
    case false: throw Diagnostic(message(), at: position)
    case nil:
      let requirement = Requirement(condition: needed, message: message(), position: position)
      if seenRequirements.insert(requirement).inserted { requirements.append(requirement) }
    }
  }
}
