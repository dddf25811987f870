import CostModel
import JSON
import Symbolic

// What a network is made from, as one text: its spec and the blocks and networks of the catalog that
// the spec names. Layout, notes, titles, sources and the ranges of tables are not part of it, nor
// are other members of the family and other blocks of a library.

extension Catalog {
  /// A hash of all that decides what the networks of a model are. Unlike ``Spec/fingerprint`` it
  /// stays the same if a note is reworded, and covers the blocks and networks that the spec names.
  ///
  /// - Throws: the first fault of a file that the spec names.
  package func contentFingerprint(of model: Model) throws(Diagnostic) -> String {
    var contents: [String: JSONOutput] = [:]
    var open = [(name: "", entry: Entry.model(model))]
    while let (name, entry) = open.popLast() {
      let content = entry.content
      contents[name] = content
      for word in content.words where contents[word] == nil && !entry.defines(word) {
        guard let next = try find(word) else { continue }
        open.append((word, next))
      }
    }
    let text = JSONOutput.object(contents.sorted { $0.key < $1.key }.map { ($0, $1) }).line
    return "content-" + Spec.fingerprint(of: Array(text.utf8))
  }
}

extension Catalog.Entry {
  /// What it is made from, without what other files hold.
  fileprivate var content: JSONOutput {
    switch self {
    case .model(let model):
      let variant = model.variant.map { model.spec.tree.row(of: $0) } ?? .null
      return .object(model.spec.tree.spec(without: Self.aside) + [("variant", variant)])
    case .block(let block, let library):
      let own = library.tree["blocks"]?[block.name].map(\.block) ?? .null
      return .object(library.tree.spec(without: Self.aside + ["blocks"]) + [("block", own)])
    }
  }

  /// The keys of a spec that decide nothing about a network, or only by the row of its variant.
  private static let aside = ["name", "title", "source", "note", "ranges", "variants"]

  /// Whether a word means something else than a block or network of the catalog.
  fileprivate func defines(_ word: String) -> Bool {
    if OperatorEntry.named(word) != nil { return true }
    if case .model(let model) = self { return model.spec.blocks[word] != nil }
    return false
  }
}

extension JSON {
  /// The members of a spec, those objects sorted whose order means nothing.
  fileprivate func spec(without keys: [String]) -> [(String, JSONOutput)] {
    members(without: keys).sorted { $0.key < $1.key }.map { member in
      let value = member.value
      switch member.key {
      // Later parameters refer to earlier ones.
      case "let": return (member.key, .object(value.members(without: ["note"]).map(\.plain)))
      case "blocks": return (member.key, value.sorted(without: ["note"]) { $0.block })
      case "scale", "defaults": return (member.key, value.sorted(without: ["note"]) { $0.output })
      default: return member.plain
      }
    }
  }

  /// A block without what is only to be read.
  fileprivate var block: JSONOutput { sorted(without: ["note", "source"]) { $0.output } }

  /// The parameters that a member's row of `variants` sets.
  fileprivate func row(of variant: Variant) -> JSONOutput {
    let cells = cells(of: variant)
    guard !cells.isEmpty else { return self["variants"] == nil ? .null : .array([]) }
    return .array(
      cells.map { JSONOutput.array([.string($0.0), $0.1]) }.sorted { $0.line < $1.line })
  }

  /// The parameters that a member's row of `variants` sets, in its order.
  func cells(of variant: Variant) -> [(String, JSONOutput)] {
    guard case .array(let rows)? = self["variants"]?.value,
      case .array(let columns)? = rows.first?.value,
      case .array(let cells)? = rows.dropFirst().map(\.value).first(where: { row in
        if case .array(let cells) = row {
          cells.first?.value == .string(variant.name)
        } else {
          false
        }
      })
    else { return [] }
    return zip(columns, cells).dropFirst().compactMap { column, cell in
      guard case .string(let name) = column.value, cell.value != .string("-") else { return nil }
      return (name, cell.output)
    }
  }

  private func sorted(
    without keys: [String], _ output: (JSON) -> JSONOutput
  ) -> JSONOutput {
    .object(
      members(without: keys).sorted { $0.key < $1.key }.map { ($0.key, output($0.value)) })
  }

  private func members(without keys: [String]) -> [Member] {
    guard case .object(let members) = value else { return [] }
    return members.filter { !keys.contains($0.key) }
  }

  /// The value as the reader of specs takes it: whole numbers are integers, others are real.
  var output: JSONOutput {
    switch value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let literal):
      Int(literal).map { .integer(Int128($0)) } ?? .number(Double(literal) ?? .nan)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(\.output))
    case .object(let members): .object(members.map(\.plain))
    }
  }
}

extension JSON.Member {
  fileprivate var plain: (String, JSONOutput) { (key, value.output) }
}

extension JSONOutput {
  /// The names in its texts: whatever in a spec may name a block or a network.
  fileprivate var words: Set<String> {
    switch self {
    case .object(let members): members.reduce(into: []) { $0.formUnion($1.1.words) }
    case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.words) }
    case .string(let text):
      Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    case .integer, .number, .decimal, .bool, .null: []
    }
  }
}
