import CostModel
import JSON
import Specs
import Symbolic

extension SearchSpace {
  /// Networks of the space as a spec: one row that applies the space, and a member for each.
  ///
  /// - Parameters:
  ///   - candidates: at least one.
  ///   - source: their origin: the command that found them.
  /// - Throws: as counting the first of them does.
  package func spec(
    of candidates: [Candidate], source: String
  ) throws(Diagnostic) -> JSONOutput {
    let model = networks.model
    guard let first = candidates.first else {
      throw Diagnostic("no network of \(model.name) was found, so there is nothing to write")
    }
    // The user's settings join the choices; sizes of the input belong to the new spec.
    let values = try networks.report(first).network.parameters
    let settled = networks.settings.values.filter { !model.spec.takesInput(from: $0.name) }
    let sizes = values.filter { model.spec.takesInput(from: $0.name) }
    let own = choices.map { ($0.name, JSONOutput.array($0.values.map { JSONOutput(cell: $0) })) }
    let input: [JSONOutput] =
      if let sizes = networks.settings.input {
        sizes.map { .integer(Int128($0)) }
      } else {
        model.spec.inputTexts.map { JSONOutput(cell: $0) }
      }
    let header = ["operator"] + choices.map(\.name) + settled.map(\.name)
    let row =
      [JSONOutput.string(model.name)] + choices.map { .string($0.name) }
      + settled.map { JSONOutput(cell: $0.text) }
    let members = candidates.enumerated().map { index, candidate in
      [JSONOutput.string("\(model.name)_found_\(index + 1)")]
        + candidate.choices.map { JSONOutput(cell: $0.text) }
    }
    return .object([
      ("name", .string("\(model.name)_found")), ("source", .string(source)),
      (
        "let",
        .object(sizes.map { ($0.name, JSONOutput(cell: $0.value.text)) } + own)
      ),
      (
        "variants",
        .array(
          [.array((["variant"] + choices.map(\.name)).map { .string($0) })]
            + members.map { .array($0) })
      ),
      ("input", .array(input)),
      ("body", .array([.array(header.map { .string($0) }), .array(row)])),
    ])
  }
}

extension JSONOutput {
  /// A cell of a spec: a positive number, true or false, else a word or an expression.
  fileprivate init(cell text: String) {
    self = (Double(plain: text) ?? 1) > 0 ? JSONOutput(value: text) : .string(text)
  }

  /// A value: a number, true or false, else a word.
  package init(value text: String) {
    if let integer = Int128(text) {
      self = .integer(integer)
    } else if let real = Double(plain: text) {
      self = .number(real)
    } else {
      self = text == "true" || text == "false" ? .bool(text == "true") : .string(text)
    }
  }
}
