import CostModel
import JSON
import Symbolic

extension Convention {
  /// Reads a file of specs/conventions strictly.
  ///
  /// - Throws: up to `Diagnostics.limit` faults.
  package static func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> Convention {
    let json: JSON
    do throws(Diagnostic) {
      json = try JSON.read(bytes, file: file)
    } catch {
      throw Diagnostics([error])
    }
    var reader = ConventionReader(reader: SpecReader(file: file))
    let convention = reader.convention(json)
    guard let convention, reader.reader.faults.isEmpty else {
      throw Diagnostics(reader.reader.faults.inOrder)
    }
    return convention
  }
}

/// Turns JSON into a ``Convention``, with the tools of the spec reader.
private struct ConventionReader {
  var reader: SpecReader

  mutating func convention(_ json: JSON) -> Convention? {
    let keys = ["name", "title", "source", "note", "unit", "macs", "parameters"]
    guard let members = reader.object(json, keys: keys, in: "a convention") else { return nil }
    let missing = ["name", "title", "source"].filter { members[$0] == nil }
    // A key that is misspelt is not missing.
    if !missing.isEmpty, !reader.faults.isEmpty { return nil }
    guard missing.isEmpty else {
      reader.fault(
        "a convention needs a 'name', a 'title' and a 'source'", at: json.position,
        help: "\(missing.map { quoted($0) }.joined(separator: ", ")) "
          + (missing.count == 1 ? "is" : "are") + " missing")
      return nil
    }
    guard let name = members["name"].flatMap({ reader.string($0) }),
      let title = members["title"].flatMap({ reader.string($0) }),
      let source = members["source"].flatMap({ reader.string($0) })
    else { return nil }
    return Convention(
      name: name, title: title, source: source,
      note: members["note"].flatMap { reader.string($0) },
      unit: members["unit"].flatMap { unit($0) } ?? .macs,
      macs: members["macs"].map { terms($0) } ?? [],
      parameters: members["parameters"].map { terms($0) } ?? [])
  }

  private mutating func unit(_ json: JSON) -> Convention.Unit? {
    guard let word = reader.string(json) else { return nil }
    let words = Convention.Unit.allCases.map(\.rawValue)
    if !words.contains(word) {
      reader.fault(
        "unknown unit \(quoted(word))", at: json.position,
        help: "it is \(words.joined(separator: " or "))")
    }
    return Convention.Unit(rawValue: word)
  }

  private mutating func terms(_ json: JSON) -> [Convention.Term] {
    guard case .array(let rows) = json.value, let header = rows.first,
      reader.headerNames(header) == ["term", "of", "count"]
    else {
      reader.fault("rules are a table of \"term\", \"of\" and \"count\"", at: json.position)
      return []
    }
    return rows.dropFirst().compactMap { term($0) }
  }

  private mutating func term(_ json: JSON) -> Convention.Term? {
    guard case .array(let cells) = json.value, cells.count == 3 else {
      reader.fault("a rule has three cells", at: json.position)
      return nil
    }
    guard let name = reader.string(cells[0]), let count = reader.expression(cells[2]) else {
      return nil
    }
    let known = Component.quantities.map(\.name) + Call.allCases.map(\.rawValue)
    count.root.forEachName { name in
      guard !known.contains(name) else { return }
      reader.fault(
        "unknown quantity \(quoted(name))", at: cells[2].position, help: didYouMean(name, in: known)
      )
    }
    return Convention.Term(name: name, components: components(cells[1]), count: count)
  }

  private mutating func components(_ json: JSON) -> Set<String> {
    let list: [JSON]
    if case .array(let elements) = json.value { list = elements } else { list = [json] }
    var names: Set<String> = []
    for element in list {
      guard let name = reader.string(element) else { continue }
      if !Component.names.contains(name) {
        reader.fault(
          "unknown component \(quoted(name))", at: element.position,
          help: didYouMean(name, in: Component.names))
      }
      names.insert(name)
    }
    return names
  }
}
