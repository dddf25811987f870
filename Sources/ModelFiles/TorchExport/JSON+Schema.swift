import JSON
import Symbolic

// What the schema of torch.export says of a value, or a diagnostic that names the value's place.

extension JSON {
  func member(_ key: String) throws(Diagnostic) -> JSON {
    guard let value = self[key] else { throw unexpected("an object with \(quoted(key))") }
    return value
  }

  var elements: [JSON] {
    get throws(Diagnostic) {
      guard case .array(let elements) = value else { throw unexpected("an array") }
      return elements
    }
  }

  var members: [Member] {
    get throws(Diagnostic) {
      guard case .object(let members) = value else { throw unexpected("an object") }
      return members
    }
  }

  var text: String {
    get throws(Diagnostic) {
      guard case .string(let text) = value else { throw unexpected("a string") }
      return text
    }
  }

  var integer: Int {
    get throws(Diagnostic) {
      guard case .number(let literal) = value, let integer = Int(literal) else {
        throw unexpected("an integer of 64 bits")
      }
      return integer
    }
  }

  /// A number, or the word that stands for one that JSON can't write.
  var real: Double {
    get throws(Diagnostic) {
      switch value {
      case .number(let literal), .string(let literal):
        guard let real = Double(literal.replacing("Infinity", with: "inf")) else { break }
        return real
      default: break
      }
      throw unexpected("a number")
    }
  }

  var isTrue: Bool {
    get throws(Diagnostic) {
      guard case .bool(let bool) = value else { throw unexpected("true or false") }
      return bool
    }
  }

  /// Which of several kinds a value is: `{"as_int": 3}`. Early versions wrote all kinds with null
  /// for those that it isn't, or the kind as a value.
  var union: (kind: String, value: JSON) {
    get throws(Diagnostic) {
      let members = try members
      if members.count == 1 { return (members[0].key, members[0].value) }
      if let kind = self["$type"], let value = self["$value"] { return (try kind.text, value) }
      guard let member = members.first(where: { $0.value.value != .null }) else {
        throw unexpected("an object with one member")
      }
      return (member.key, member.value)
    }
  }

  func unexpected(_ wanted: String) -> Diagnostic {
    Diagnostic("\(kind) where torch.export writes \(wanted)", at: position)
  }
}
