import Symbolic

/// Sizes as PyTorch writes them: `Mul(Integer(2), Symbol('s25', positive=True, integer=True))`, or
/// `2*s25` in earlier versions. The first kind becomes text that formulas are read from.
///
/// Source: sympy's `srepr`; torch/utils/_sympy/functions.py for the functions.
package struct SymbolicSize {
  /// Deeper expressions are as good as unknown.
  private static let maximumDepth = 64

  private var rest: Substring
  private var depth = 0

  /// The size of an expression; unknown if it has functions without a formula.
  package static func of(_ text: String) -> FileSize {
    // Plain names and products have no function of a capital letter.
    guard text.contains("(") else { return Int(text).map(FileSize.init) ?? .named(text) }
    var reader = SymbolicSize(rest: text[...])
    guard let text = reader.expression(), reader.rest.isEmpty else {
      return text.hasPrefix("(") ? .named(text) : .unknown
    }
    return Int(text).map(FileSize.init) ?? .named(text)
  }

  private mutating func expression() -> String? {
    guard depth < Self.maximumDepth else { return nil }
    depth += 1
    defer { depth -= 1 }
    let name = rest.prefix { $0.isLetter || $0 == "." || $0 == "_" }
    rest = rest.dropFirst(name.count)
    guard take("(") else { return nil }
    switch name.split(separator: ".").last {
    case "Symbol":
      guard take("'") else { return nil }
      let symbol = rest.prefix { $0 != "'" }
      // Assumptions follow, which ranges tell as well.
      rest = rest.drop { $0 != ")" }
      return take(")") && !symbol.isEmpty ? String(symbol) : nil
    case "Integer":
      let digits = rest.prefix { $0.isNumber || $0 == "-" }
      rest = rest.dropFirst(digits.count)
      return take(")") ? Int(digits).map(String.init) : nil
    case let function?:
      guard let arguments = arguments(), !arguments.isEmpty else { return nil }
      return Self.formula(String(function), arguments)
    case nil: return nil
    }
  }

  private mutating func arguments() -> [String]? {
    var arguments: [String] = []
    repeat {
      while take(" ") {}
      guard let argument = expression() else { return nil }
      arguments.append(argument)
    } while take(",")
    return take(")") ? arguments : nil
  }

  private static func formula(_ function: String, _ arguments: [String]) -> String? {
    let (first, second) = (arguments[0], arguments.last ?? "")
    switch (function, arguments.count) {
    case ("Add", _): return "(" + arguments.joined(separator: " + ") + ")"
    case ("Mul", _): return arguments.joined(separator: " * ")
    case ("Max", _): return "max(" + arguments.joined(separator: ", ") + ")"
    case ("Min", _): return "min(" + arguments.joined(separator: ", ") + ")"
    case ("Pow", 2), ("PowByNatural", 2): return "(\(first)) ^ (\(second))"
    case ("FloorDiv", 2): return "floor((\(first)) / (\(second)))"
    case ("CleanDiv", 2): return "((\(first)) / (\(second)))"
    case ("CeilDiv", 2): return "ceil((\(first)) / (\(second)))"
    case ("Mod", 2), ("PythonMod", 2):
      return "((\(first)) - (\(second)) * floor((\(first)) / (\(second))))"
    case ("ToFloat", 1), ("Identity", 1): return first
    case ("IntTrueDiv", 2), ("FloatTrueDiv", 2): return "((\(first)) / (\(second)))"
    case ("CeilToInt", 1): return "ceil(\(first))"
    case ("FloorToInt", 1), ("TruncToInt", 1): return "floor(\(first))"
    default: return nil
    }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }
}
