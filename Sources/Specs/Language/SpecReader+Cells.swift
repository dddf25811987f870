import JSON
import Symbolic

extension SpecReader {
  mutating func fault(_ message: String, at position: SourcePosition, help: String? = nil) {
    // Faults beyond the limit are not shown, and those of a huge broken file would fill memory.
    guard faults.count < Diagnostics.limit else { return }
    faults.append(Diagnostic(message, at: position, help: help))
  }

  // MARK: Objects, lists, strings

  mutating func object(_ json: JSON, keys: [String], in place: String) -> [String: JSON]? {
    guard case .object(let members) = json.value else {
      fault("\(place) is an object, not \(json.kind)", at: json.position)
      return nil
    }
    var values: [String: JSON] = [:]
    for member in members {
      if keys.contains(member.key) {
        values[member.key] = member.value
      } else {
        fault(
          "unknown key \(quoted(member.key)) in \(place)", at: member.keyPosition,
          help: didYouMean(member.key, in: keys))
      }
    }
    return values
  }

  /// The members of an object, without its notes.
  mutating func membersInOrder(_ json: JSON, _ place: String) -> [JSON.Member] {
    guard case .object(let members) = json.value else {
      fault("\(place) is an object, not \(json.kind)", at: json.position)
      return []
    }
    return members.filter { $0.key != "note" }
  }

  mutating func string(_ json: JSON) -> String? {
    if case .string(let text) = json.value { return text }
    fault("expected a string, not \(json.kind)", at: json.position)
    return nil
  }

  mutating func strings(_ json: JSON) -> [String] {
    guard case .array(let elements) = json.value else {
      fault("expected a list of names, not \(json.kind)", at: json.position)
      return []
    }
    return elements.compactMap { identifier($0, "a name") }
  }

  mutating func list(_ json: JSON) -> [Cell] {
    guard case .array(let elements) = json.value else {
      fault("expected a list, not \(json.kind)", at: json.position)
      return []
    }
    return elements.compactMap { element in
      let value = cell(element)
      if value == nil, faults.isEmpty { fault("an empty place in a list", at: element.position) }
      return value
    }
  }

  // MARK: Names

  mutating func identifier(_ json: JSON, _ what: String) -> String? {
    guard let name = string(json) else { return nil }
    guard name.isIdentifier else {
      fault(
        "\(what) can't be \(quoted(name))", at: json.position,
        help: "names are letters, digits and underscores, a letter first")
      return nil
    }
    return name
  }

  /// Names with another meaning in expressions, which can't be parameters.
  private static let reserved: Set<String> = [
    "batch", "name", "operator", "from", "if", "n", "each", "and", "or", "not", "true", "false",
    "scale", "select", "isInteger",
  ]

  mutating func checkName(_ name: String, _ what: String, at position: SourcePosition) -> Bool {
    guard name.isIdentifier else {
      fault(
        "\(what) can't be named \(quoted(name))", at: position,
        help: "names are letters, digits and underscores, a letter first")
      return false
    }
    guard !SpecReader.reserved.contains(name), Function.named(name) == nil else {
      fault(
        "\(what) can't be named \(quoted(name)), which means something else in expressions",
        at: position)
      return false
    }
    return true
  }

  mutating func checkColumn(_ name: String, at position: SourcePosition) -> Bool {
    guard name.isIdentifier, name != "in",
      !["operator", "name", "from", "if", "n", "each"].contains(name)
    else {
      fault("a block's column can't be named \(quoted(name))", at: position)
      return false
    }
    return true
  }

  // MARK: Cells

  mutating func expression(_ json: JSON) -> Expression? {
    guard let text = string(json) else { return nil }
    return expression(text, at: json.position.advanced(by: 1))
  }

  mutating func expression(_ text: String, at origin: SourcePosition) -> Expression? {
    do throws(Diagnostic) {
      return try Expression(text, at: origin)
    } catch {
      if faults.count < Diagnostics.limit { faults.append(error) }
      return nil
    }
  }

  /// A cell, or nil if it is empty.
  mutating func cell(_ json: JSON) -> Cell? {
    switch json.value {
    case .string("-"): return nil
    case .string(let text):
      if text.isPerAxis {
        return perAxis(text, at: json.position).map {
          Cell(content: .perAxis($0), text: text, position: json.position)
        }
      }
      return expression(json).map {
        Cell(content: .expression($0), text: text, position: json.position)
      }
    case .bool(let value):
      return Cell(content: .bool(value), text: "\(value)", position: json.position)
    case .number(let literal):
      return number(literal, at: json.position).map {
        Cell(content: .number($0), text: literal, position: json.position)
      }
    case .array(let elements):
      let cells = elements.map { cell($0) }
      let text = "[\(cells.map { $0?.text ?? "-" }.joined(separator: ", "))]"
      return Cell(content: .list(cells), text: text, position: json.position)
    case .null, .object:
      fault(
        "a cell is a number, a string, true or false, or a list, not \(json.kind)",
        at: json.position, help: json.value == .null ? "an empty cell is written \"-\"" : nil)
      return nil
    }
  }

  private mutating func perAxis(_ text: String, at position: SourcePosition) -> [Int]? {
    if let sizes = text.perAxis { return sizes }
    if text.contains(".") {
      fault("a number for each axis is whole, as in '2x1', not \(quoted(text))", at: position)
      return nil
    }
    fault("\(quoted(text)) is outside the range of integers (2^63)", at: position)
    return nil
  }

  private mutating func number(_ literal: String, at position: SourcePosition) -> Scalar? {
    if let integer = Int(literal) { return .exact(Formula(integer)) }
    if literal.allSatisfy({ $0.isNumber || $0 == "-" }) {
      fault("\(quoted(literal)) is outside the range of integers (2^63)", at: position)
      return nil
    }
    guard let value = Double(literal), value.isFinite else {
      fault("\(quoted(literal)) is too large for a real number", at: position)
      return nil
    }
    return .inexact(.literal(value))
  }
}

extension SourcePosition {
  func advanced(by columns: Int) -> SourcePosition {
    SourcePosition(file: file, line: line, column: column + columns)
  }
}

extension String {
  /// Whether it is like `2x1`: a number, an x, a number.
  var isPerAxis: Bool {
    let parts = split(separator: "x", omittingEmptySubsequences: false)
    return parts.count > 1
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
          }
      }
  }

  /// The numbers of `2x1`; nil for other texts, for fractions, and for numbers that overflow.
  var perAxis: [Int]? {
    guard isPerAxis else { return nil }
    let numbers = split(separator: "x").compactMap { Int($0) }
    return numbers.count == split(separator: "x").count ? numbers : nil
  }
}
