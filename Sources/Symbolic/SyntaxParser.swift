/// A recursive-descent parser for expressions, loosest level first:
///
///     or      = and { "or" and }
///     and     = not { "and" not }
///     not     = "not" not | relation
///     relation = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum ]
///     sum     = product { ("+" | "-") product }
///     product = unary { ("*" | "/") unary }
///     unary   = "-" unary | power
///     power   = operand [ "^" unary ]
///     operand = number | name | name "(" [ or { "," or } ] ")" | "(" or ")" | "[" or "]"
struct SyntaxParser {
  /// Deeper nesting is an error, so that recursion can't exhaust the stack.
  static let nestingLimit = 64
  /// Longer expressions are an error.
  static let lengthLimit = 10_000
  /// More numbers and names are an error: their sum is a tree of that depth.
  static let operandLimit = 1000

  private let bytes: [UInt8]
  private let origin: SourcePosition?
  private var index = 0
  private var depth = 0
  private var operandCount = 0

  init(_ text: String, origin: SourcePosition?) {
    bytes = Array(text.utf8)
    self.origin = origin
  }

  mutating func parse() throws(Diagnostic) -> Syntax {
    guard bytes.count <= SyntaxParser.lengthLimit else {
      throw fault("an expression of more than \(SyntaxParser.lengthLimit) characters", at: 0)
    }
    let root = try disjunction()
    skipSpace()
    guard index == bytes.count else {
      throw fault("expected an operator before \(found())", at: index)
    }
    return root
  }

  // MARK: Levels
  //
  // The right side is parsed before the two are combined: if the second argument of a case throws,
  // the compiler (6.3) leaks the first.

  private mutating func disjunction() throws(Diagnostic) -> Syntax {
    var left = try conjunction()
    while let offset = take(word: "or") {
      let right = try conjunction()
      left = .logic(isAnd: false, left, right, offset: offset)
    }
    return left
  }

  private mutating func conjunction() throws(Diagnostic) -> Syntax {
    var left = try negation()
    while let offset = take(word: "and") {
      let right = try negation()
      left = .logic(isAnd: true, left, right, offset: offset)
    }
    return left
  }

  private mutating func negation() throws(Diagnostic) -> Syntax {
    guard let offset = take(word: "not") else { return try relation() }
    try descend()
    defer { depth -= 1 }
    return .not(try negation(), offset: offset)
  }

  private mutating func relation() throws(Diagnostic) -> Syntax {
    let result = try comparison()
    for (sign, help) in SyntaxParser.foreignSigns where peek(sign) {
      throw fault("'\(sign)' is not an operator", at: index, help: help)
    }
    return result
  }

  /// Operators of other languages, with their spelling here.
  private static let foreignSigns = [
    ("&&", "write 'and'"), ("&", "write 'and'"), ("||", "write 'or'"), ("|", "write 'or'"),
    ("?", "write if(condition, a, b)"), ("%", "write x - d * floor(x / d)"),
  ]

  private mutating func comparison() throws(Diagnostic) -> Syntax {
    let left = try sum()
    for sign in ["==", "!=", "<=", ">=", "<", ">"] {
      guard let offset = take(sign) else { continue }
      let right = try sum()
      for again in ["==", "!=", "<=", ">=", "<", ">"] where peek(again) {
        throw fault("comparisons don't chain; join two with 'and'", at: index)
      }
      return .comparison(sign, left, right, offset: offset)
    }
    if peek("=") {
      throw fault("'=' is not an operator", at: index, help: "equality is written '=='")
    }
    return left
  }

  private mutating func sum() throws(Diagnostic) -> Syntax {
    var left = try product()
    while true {
      if let offset = take("+") {
        let right = try product()
        left = .arithmetic(.add, left, right, offset: offset)
      } else if let offset = take("-") {
        let right = try product()
        left = .arithmetic(.subtract, left, right, offset: offset)
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(Diagnostic) -> Syntax {
    var left = try unary()
    while true {
      if let offset = take("*") {
        if peek("*") { throw fault("'**' is not an operator", at: offset, help: "write '^'") }
        let right = try unary()
        left = .arithmetic(.multiply, left, right, offset: offset)
      } else if let offset = take("/") {
        if peek("/") {
          throw fault("'//' is not an operator", at: offset, help: "write floor(a / b)")
        }
        let right = try unary()
        left = .arithmetic(.divide, left, right, offset: offset)
      } else {
        return left
      }
    }
  }

  private mutating func unary() throws(Diagnostic) -> Syntax {
    try descend()
    defer { depth -= 1 }
    if let offset = take("-") { return .negated(try unary(), offset: offset) }
    let base = try operand()
    guard let offset = take("^") else { return base }
    let exponent = try unary()
    return .arithmetic(.power, base, exponent, offset: offset)
  }

  /// All recursion between levels goes through here.
  private mutating func descend() throws(Diagnostic) {
    guard depth < SyntaxParser.nestingLimit else {
      throw fault(
        "more than \(SyntaxParser.nestingLimit) nested brackets and prefixes", at: index)
    }
    depth += 1
  }

  private mutating func operand() throws(Diagnostic) -> Syntax {
    skipSpace()
    let start = index
    operandCount += 1
    guard operandCount <= SyntaxParser.operandLimit else {
      throw fault("more than \(SyntaxParser.operandLimit) numbers and names", at: start)
    }
    guard index < bytes.count else { throw fault("the expression ends too early", at: index) }
    let byte = bytes[index]
    if byte.isDigit || byte == UInt8(ascii: ".") { return try number() }
    if let offset = take("(") {
      let inner = try disjunction()
      try expect(")", opened: offset)
      return inner
    }
    if let offset = take("[") {
      let inner = try disjunction()
      try expect("]", opened: offset)
      return .indicator(inner, offset: offset)
    }
    if peek("!") { throw fault("'!' is not an operator", at: start, help: "write 'not'") }
    guard byte.isLetter else {
      throw fault("expected a number or a name, not \(found())", at: start)
    }
    let name = word()
    guard let offset = take("(") else { return .name(name, offset: start) }
    var arguments: [Syntax] = []
    if take(")") == nil {
      repeat { arguments.append(try disjunction()) } while take(",") != nil
      try expect(")", opened: offset)
    }
    return .call(name, arguments, offset: start)
  }

  private mutating func number() throws(Diagnostic) -> Syntax {
    let start = index
    while index < bytes.count,
      bytes[index].isDigit || bytes[index] == UInt8(ascii: ".") || isExponent(at: index)
    {
      index += isExponent(at: index) ? 2 : 1
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if let integer = Int(text) { return .integer(Rational(integer), offset: start) }
    if text.utf8.allSatisfy(\.isDigit) {
      throw fault("\(quoted(text)) is outside the range of integers (2^63)", at: start)
    }
    guard text.last != ".", text.first != ".", let decimal = Double(text), decimal.isFinite else {
      throw fault(
        "\(quoted(text)) is not a number", at: start, help: "decimals are written like 0.5")
    }
    return .decimal(decimal, offset: start)
  }

  /// `e5`, `e-5`: an exponent, not a name that starts with e.
  private func isExponent(at index: Int) -> Bool {
    guard index + 1 < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") else { return false }
    if bytes[index + 1].isDigit { return true }
    let isSign = bytes[index + 1] == UInt8(ascii: "-") || bytes[index + 1] == UInt8(ascii: "+")
    return isSign && index + 2 < bytes.count && bytes[index + 2].isDigit
  }

  // MARK: Characters

  /// A name: letters, digits and underscores; dots join the name of a row to a name within it.
  private mutating func word() -> String {
    let start = index
    while index < bytes.count,
      bytes[index].isLetter || bytes[index].isDigit || isInnerDot(at: index)
    {
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private func isInnerDot(at index: Int) -> Bool {
    bytes[index] == UInt8(ascii: ".") && index + 1 < bytes.count
      && (bytes[index + 1].isLetter || bytes[index + 1].isDigit)
  }

  private mutating func skipSpace() {
    while index < bytes.count, bytes[index].isSpace { index += 1 }
  }

  private mutating func peek(_ sign: String) -> Bool {
    skipSpace()
    // Most lookups are at the end of a short text, where there is nothing to compare.
    return index < bytes.count && bytes[index...].starts(with: sign.utf8)
  }

  private mutating func take(_ sign: String) -> Int? {
    guard peek(sign) else { return nil }
    defer { index += sign.utf8.count }
    return index
  }

  private mutating func take(word: String) -> Int? {
    guard peek(word) else { return nil }
    let end = index + word.utf8.count
    if end < bytes.count, bytes[end].isLetter || bytes[end].isDigit { return nil }
    defer { index = end }
    return index
  }

  private mutating func expect(_ sign: String, opened: Int) throws(Diagnostic) {
    guard take(sign) == nil else { return }
    let open = String(decoding: [bytes[opened]], as: UTF8.self)
    throw fault("expected '\(sign)' to close '\(open)', not \(found())", at: index)
  }

  private func found() -> String {
    guard index < bytes.count else { return "the end of the expression" }
    let rest = String(decoding: bytes[index...], as: UTF8.self)
    return quoted(String(rest.prefix(1)))
  }

  private func fault(_ message: String, at offset: Int, help: String? = nil) -> Diagnostic {
    let place = origin.map {
      SourcePosition(file: $0.file, line: $0.line, column: $0.column + offset)
    }
    return Diagnostic(message, at: place, help: help)
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
  }
}
