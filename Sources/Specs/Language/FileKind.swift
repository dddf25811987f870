import JSON

/// What a JSON file holds: its first keys tell.
package enum FileKind: Sendable {
  /// A network, a family or a library of blocks.
  case spec
  /// Rules by which a tool or a paper counts.
  case convention
  /// What a machine can do at most.
  case machine
  /// Limits on what models may cost.
  case budgets

  /// The kind of a file; a spec if it is neither of the others, or no JSON at all.
  package init(of bytes: [UInt8]) {
    guard let json = try? JSON.read(bytes, file: ""), case .object(let members) = json.value else {
      self = .spec
      return
    }
    let keys = Set(members.map(\.key))
    if keys.contains("body") || keys.contains("blocks") {
      self = .spec
    } else if keys.contains("peaks") {
      self = .machine
    } else if keys.contains("budgets") {
      self = .budgets
    } else if !keys.isDisjoint(with: ["macs", "parameters"]) {
      self = .convention
    } else {
      self = .spec
    }
  }
}
