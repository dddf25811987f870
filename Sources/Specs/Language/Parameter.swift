import Symbolic

/// A parameter of a spec: an entry of `let`.
package struct Parameter: Sendable {
  /// The values that a parameter takes.
  package enum Domain: Sendable, Equatable {
    /// A positive whole number.
    case integer
    /// A positive real, whose default is written with a decimal point.
    case real
    /// One of a list.
    case choice([String])
    /// True or false.
    case flag
    /// Computed from earlier parameters, or a word.
    case expression
  }

  /// The name, which is also the flag `--name`.
  package let name: String
  /// The values that it takes.
  package let domain: Domain
  /// The default as written, such as `1.0`, `224` or `bottleneck`.
  package let defaultText: String
  let value: Cell
  let position: SourcePosition
}

extension Parameter {
  /// The value that a user typed. - Throws: a diagnostic that names what takes it.
  func value(typed entry: Settings.Entry) throws(Diagnostic) -> Value {
    func fault(_ wanted: String, help: String? = nil) -> Diagnostic {
      Diagnostic("\(entry.taker) takes \(wanted), not \(quoted(entry.text))", help: help)
    }
    switch domain {
    case .integer:
      guard let value = Int(entry.text), value >= 1 else {
        let digits = entry.text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let isTooLarge = digits && !entry.text.isEmpty && Int(entry.text) == nil
        throw fault(
          "a positive whole number" + (isTooLarge ? " below 2^63" : ""), help: helpForReal(entry))
      }
      return .integer(value)
    case .real:
      guard let value = Double(plain: entry.text), value > 0 else {
        throw fault("a positive number")
      }
      return .scalar(.inexact(.literal(value)))
    case .flag:
      switch entry.text {
      case "true": return .condition(.constant(true))
      case "false": return .condition(.constant(false))
      default: throw fault("true or false")
      }
    case .choice(let texts):
      guard texts.contains(entry.text) else {
        throw fault("one of \(texts.joined(separator: ", "))")
      }
      return value(unchecked: entry.text)
    case .expression:
      guard entry.text.isTypable else { throw fault("a number or a word") }
      return value(unchecked: entry.text)
    }
  }

  /// A multiplier whose default is written `1` takes whole numbers only.
  private func helpForReal(_ entry: Settings.Entry) -> String? {
    guard defaultText == "1", let value = Double(plain: entry.text), value > 0 else { return nil }
    return "its default is the whole number 1; a spec that writes 1.0 in 'let' takes fractions"
  }

  private func value(unchecked text: String) -> Value {
    if let integer = Int(text) { return .integer(integer) }
    if let real = Double(plain: text) { return .scalar(.inexact(.literal(real))) }
    if let sizes = text.perAxis { return .perAxis(sizes) }
    // `true` and `false` are never words.
    return text == "true" || text == "false" ? .condition(.constant(text == "true")) : .word(text)
  }

  /// The value of a spec's cell, checked against the parameter's domain.
  func accept(_ value: Value, at position: SourcePosition) throws(Diagnostic) -> Value {
    func fault(_ wanted: String) -> Diagnostic {
      Diagnostic(
        "the parameter \(quoted(name)) is \(wanted), not \(quoted(value.text))", at: position)
    }
    switch (domain, value) {
    case (.integer, .scalar(.exact)): return value
    case (.real, .scalar(let scalar)):
      // A member's row may say 2 if the default is 1.0; released code uses a float there.
      if let whole = scalar.formula?.constantValue {
        return .scalar(.inexact(.literal(whole.doubleValue)))
      }
      return value
    case (.choice(let texts), .scalar(.exact(let formula)))
    where formula.constantValue == nil && texts.contains { Int($0) != nil }:
      return value
    case (.choice(let texts), _):
      // A list may say 0.10, but the value prints as 0.1.
      let isListed = texts.contains { text in
        text == value.text || (value.number.map { Double(plain: text) == $0.doubleValue } ?? false)
      }
      guard isListed else { throw fault("one of \(texts.joined(separator: ", "))") }
      return value
    case (.expression, .list): throw fault("a number or a word")
    case (.flag, .condition), (.expression, _): return value
    case (.flag, _): throw fault("true or false")
    case (.integer, _): throw fault("a positive whole number")
    case (.real, _): throw fault("a positive number")
    }
  }
}

extension String {
  /// Whether it is a number, one for each axis, or a word: what a user can type for a parameter.
  var isTypable: Bool { isIdentifier || Double(plain: self) != nil || perAxis != nil }
}

extension Double {
  /// Reads a plain finite decimal, not hexadecimal, `inf` or `nan`.
  package init?(plain text: String) {
    guard text.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    self = value
  }
}
