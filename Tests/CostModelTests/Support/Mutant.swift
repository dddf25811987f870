import JSON
import Symbolic

import CostModel
import Specs

/// A spec of which one cell says something else: what a slip of the hand makes of a table.
struct Mutant {
  /// The key of the spec that holds the cell: `body`, `blocks`, `let`…
  let part: String
  /// Where the cell stands.
  let position: SourcePosition
  /// What stands there, and what takes its place.
  let before, after: String
  /// The file with the change.
  let text: String

  /// `mobilenet_v2.json:17:24, body: 24 -> -1`
  var description: String { "\(position), \(part): \(before) -> \(after)" }

  /// The keys of a spec that hold cells; the others are words for people.
  private static let parts = [
    "let", "ranges", "input", "variants", "scale", "defaults", "blocks", "body", "outputs",
  ]

  /// All mutants of a spec, those of a cell together.
  static func all(of text: String, file: String) throws(Diagnostic) -> [[Mutant]] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Array($0.unicodeScalars) }
    let spec = try JSON.read(Array(text.utf8), file: file)
    var mutants: [[Mutant]] = []
    for part in parts {
      for cell in spec[part].map(cells) ?? [] {
        let (line, start) = (lines[cell.position.line - 1], cell.position.column - 1)
        let before = literal(in: line, from: start)
        mutants.append(
          changes(of: before).filter { $0 != before }.map { after in
            var changed = lines
            changed[cell.position.line - 1].replaceSubrange(
              start..<start + before.unicodeScalars.count, with: after.unicodeScalars)
            return Mutant(
              part: part, position: cell.position, before: before, after: after,
              text: changed.map { line in
                var text = String.UnicodeScalarView()
                text.append(contentsOf: line)
                return String(text)
              }.joined(separator: "\n"))
          })
      }
    }
    return mutants
  }

  /// The numbers, strings and flags within a value, in the order of the file.
  private static func cells(_ json: JSON) -> [JSON] {
    switch json.value {
    case .array(let elements): elements.flatMap(cells)
    case .object(let members):
      members.filter { !["note", "source"].contains($0.key) }.flatMap { cells($0.value) }
    case .null, .bool, .number, .string: [json]
    }
  }

  /// What is written at a place, quotes included. No cell of ours holds a quote.
  private static func literal(in line: [Unicode.Scalar], from start: Int) -> String {
    var text = String.UnicodeScalarView()
    let isString = line[start] == "\""
    for scalar in line[start...] {
      if !isString, ", ]}".unicodeScalars.contains(scalar) { break }
      text.append(scalar)
      if isString, text.count > 1, scalar == "\"" { break }
    }
    return String(text)
  }

  /// What a cell is changed to: numbers that can't be, a word and formulas that mean nothing, a
  /// list, another name, and nothing at all.
  private static func changes(of literal: String) -> [String] {
    let formula =
      literal.hasPrefix("\"") ? String(literal.dropFirst().dropLast()) : literal
    return [
      "-1", "0", "1.5", "1000000007", "\"zqx\"", "\"0\"", "\"\(formula) + zqx\"", "\"zqx(2)\"",
      "[\(literal), -1]", "true",
    ]
  }
}
