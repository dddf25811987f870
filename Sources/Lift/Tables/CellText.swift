import Symbolic

/// A cell as a spec file has it, in JSON.
package struct CellText: Hashable, Sendable {
  /// The JSON.
  let json: String

  /// The empty cell.
  static let none = CellText(json: "\"-\"")

  init(json: String) { self.json = json }

  /// An expression or a word.
  init(expression: String) { json = "\"\(expression)\"" }

  /// A number that a rule may scale.
  init(_ number: Int) { json = "\(number)" }

  /// A value that a row was found to need.
  init(_ value: Value) {
    switch value {
    case .scalar(let scalar):
      if let number = scalar.formula?.constantValue {
        json =
          number.isInteger
          ? number.description : "\"\(number.numerator) / \(number.denominator)\""
      } else {
        json = scalar.text
      }
    case .condition(let condition): json = condition.constantValue == true ? "true" : "false"
    case .word(let word): json = "\"\(word)\""
    case .perAxis: json = "\"\(value.text)\""
    case .list(let values):
      json = "[\(values.map { CellText($0).json }.joined(separator: ", "))]"
    }
  }

  /// The text within an expression: without quotes.
  var expression: String {
    json.hasPrefix("\"") ? String(json.dropFirst().dropLast()) : json
  }
}

/// A row of a table to be written.
package struct TableRow: Sendable {
  var word: String
  var cells: [String: CellText] = [:]
  /// What it reads: names, `in`, `-`; empty for the row above.
  var from: [String] = []
  var name: String?

  /// All cells by column, those of the table itself included.
  func cell(_ column: String) -> CellText? {
    switch column {
    case "operator": CellText(expression: word)
    case "name": name.map { CellText(expression: $0) }
    case "from":
      switch from.count {
      case 0: nil
      case 1: CellText(expression: from[0])
      default: CellText(json: "[\(from.map { "\"\($0)\"" }.joined(separator: ", "))]")
      }
    default: cells[column]
    }
  }
}
