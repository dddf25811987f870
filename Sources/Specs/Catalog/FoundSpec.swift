import CostModel
import JSON
import Symbolic

extension Model {
  /// The spec of some networks of the model: its own, with a member for each of them.
  ///
  /// - Parameters:
  ///   - members: the values that tell the networks apart.
  ///   - settings: what was set for all of them.
  ///   - source: where they come from: the command that found them.
  package func spec(
    of members: [[(name: String, text: String)]], _ settings: Settings, source: String
  ) -> JSONOutput {
    let own = variant.map { spec.tree.cells(of: $0) } ?? []
    let rows = members.map { values -> [String: JSONOutput] in
      var row = Dictionary(own, uniquingKeysWith: { $1 })
      for (name, text) in settings.values.map({ ($0.name, $0.text) }) + values.map({ $0 }) {
        row[name] = cell(text, of: name)
      }
      return row
    }
    let names = spec.parameters.map(\.name).filter { name in
      rows.contains { $0[name] != nil }
    }
    let table = zip(members.indices, rows).map { index, row in
      JSONOutput.array(
        [.string("\(name)_found_\(index + 1)")] + names.map { row[$0] ?? .string("-") })
    }
    let header = JSONOutput.array((["variant"] + names).map { .string($0) })
    var result: [(String, JSONOutput)] = [
      ("name", .string("\(name)_found")), ("source", .string(source)),
    ]
    guard case .object(let all) = spec.tree.value else { return .object(result) }
    for member in all {
      switch member.key {
      case "name", "title", "source", "ranges", "variants": continue
      case "input":
        let sizes = settings.input.map { JSONOutput.array($0.map { .integer(Int128($0)) }) }
        result += [
          ("variants", .array([header] + table)), ("input", sizes ?? member.value.output),
        ]
      default: result.append((member.key, member.value.output))
      }
    }
    return .object(result)
  }

  /// A value as a cell of its parameter's column: a real number has a decimal point.
  private func cell(_ text: String, of name: String) -> JSONOutput {
    guard let number = Double(plain: text), number > 0 else {
      return text == "true" || text == "false" ? .bool(text == "true") : .string(text)
    }
    if spec.parameters.first(where: { $0.name == name })?.domain == .real { return .number(number) }
    return Int128(text).map { .integer($0) } ?? .number(number)
  }
}
