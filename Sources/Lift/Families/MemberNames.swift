/// The names of members and of their family, as the language wants them.
struct MemberNames {
  let members: [String]
  /// The name of the only member, or what the names begin with.
  let family: String

  init(_ networks: [String]) {
    var taken: Set<String> = []
    let members = networks.map { name in
      let name = Self.identifier(name)
      var (unique, number) = (name, 1)
      while !taken.insert(unique).inserted {
        number += 1
        unique = "\(name)_\(number)"
      }
      return unique
    }
    self.members = members
    guard members.count > 1 else {
      family = members.first ?? "network"
      return
    }
    var prefix = Substring(members[0])
    for name in members.dropFirst() {
      while !name.hasPrefix(prefix) { prefix.removeLast() }
    }
    // Half a number is none: `resnet1` of 18 and 101.
    if members.contains(where: { $0.dropFirst(prefix.count).first?.isNumber == true }) {
      while prefix.last?.isNumber == true { prefix.removeLast() }
    }
    while prefix.last == "_" { prefix.removeLast() }
    let name = prefix.isEmpty ? "family" : String(prefix)
    family = members.contains(name) ? "\(name)_family" : name
  }

  /// A name with other characters than letters, digits and `_` replaced.
  static func identifier(_ name: String) -> String {
    let letters = name.map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
    }
    let text = String(letters.prefix(100))
    return text.isEmpty || text.first?.isNumber == true ? "network_\(text)" : text
  }
}
