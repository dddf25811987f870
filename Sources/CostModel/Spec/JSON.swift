/// A JSON value that knows where it stands in its text.
///
/// Numbers keep the literal as written, so that the reader of a spec decides what they may be (an
/// exact integer, mostly) and nothing is lost to floating point. Equality includes the positions.
public struct JSON: Hashable, Sendable {
  /// The value proper.
  public enum Value: Hashable, Sendable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number: the literal as written, valid by the grammar of RFC 8259, of any size.
    case number(String)
    /// A string, its escapes decoded.
    case string(String)
    /// The elements in order.
    case array([JSON])
    /// The members in order; no key occurs twice.
    case object([Member])
  }

  /// A key of an object with its value.
  public struct Member: Hashable, Sendable {
    /// The key, its escapes decoded.
    public let key: String

    /// Where the opening quote of the key stands.
    public let keyPosition: SourcePosition

    /// What the key maps to.
    public let value: JSON
  }

  /// The value proper.
  public let value: Value

  /// Where the first character of the value stands.
  public let position: SourcePosition

  /// The value of `key` if this is an object that has it. Takes linear time.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// What sort of value this is, with its article, for messages: "a number", "an array".
  public var kind: String {
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
