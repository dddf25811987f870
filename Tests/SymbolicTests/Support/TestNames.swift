import Testing

import Symbolic

/// Names that stand for symbols, and a record of what an expression required.
struct TestNames: Names {
  static let symbols: [String: Symbol] = Dictionary(
    uniqueKeysWithValues: [
      ("a", true), ("b", true), ("c", true), ("r", true), ("in_channels", true),
      ("x", false), ("y", false), ("width", false),
    ].map { ($0, Symbol($0, isInteger: $1)) })

  var requirements: [Condition] = []

  mutating func value(named name: String) -> Value? {
    TestNames.symbols[name].map { .scalar(Scalar($0)) }
  }

  mutating func call(_ name: String, _ arguments: [Value], at position: SourcePosition?) -> Value? {
    nil
  }

  mutating func require(_ condition: Condition, _ message: String, at position: SourcePosition?) {
    requirements.append(condition)
  }

  var known: [String] { TestNames.symbols.keys.sorted() }
}

/// The number that a text means.
func scalar(_ text: String) throws -> Scalar {
  var names = TestNames()
  return try Expression(text).scalar(in: &names)
}

/// The exact formula that a text means.
func formula(_ text: String) throws -> Formula {
  try #require(try scalar(text).formula, "'\(text)' is not exact")
}

/// The condition that a text means.
func condition(_ text: String) throws -> Condition {
  var names = TestNames()
  return try Expression(text).condition(in: &names)
}

/// The message that a text gives as the fifth column of a file's second line; nil where it is fine.
func message(_ text: String) -> String? {
  do throws(Diagnostic) {
    var names = TestNames()
    let origin = SourcePosition(file: "spec", line: 2, column: 5)
    _ = try Expression(text, at: origin).value(in: &names)
    return nil
  } catch {
    return error.description
  }
}

/// The fault that a calculation ends with; nil where it succeeds.
func fault<Result>(_ body: () throws(ArithmeticFault) -> Result) -> ArithmeticFault? {
  do throws(ArithmeticFault) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}
