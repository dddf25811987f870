import Symbolic

/// A JSON value with its position in the text.
///
/// Numbers keep their literals, so that the spec reader decides what they may be (usually an exact
/// integer), and nothing is lost to floating point. Equality includes the positions.
package struct JSON: Hashable, Sendable {
  /// The value itself.
  package enum Value: Hashable, Sendable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number: the literal as written, valid by RFC 8259, of any size.
    case number(String)
    /// A string with its escapes decoded.
    case string(String)
    /// The elements in order.
    case array([JSON])
    /// The members in order; no key occurs twice.
    case object([Member])
  }

  /// A key of an object with its value.
  package struct Member: Hashable, Sendable {
    /// The key with its escapes decoded.
    package let key: String

    /// The position of the key's opening quote.
    package let keyPosition: SourcePosition

    /// The value of the key.
    package let value: JSON
  }

  /// The value itself.
  package let value: Value

  /// The position of the value's first character.
  package let position: SourcePosition

  /// The value of `key` if this is an object that has it. Takes linear time.
  package subscript(key: String) -> JSON? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The kind of value with its article, for messages: "a number", "an array".
  package var kind: String {
    switch value {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
