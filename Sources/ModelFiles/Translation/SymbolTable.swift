import Symbolic

/// The symbols that stand for sizes without a value, by the names that a file gives them.
package struct SymbolTable {
  /// In the order in which they are met.
  private(set) var symbols: [Symbol] = []
  private var formulas: [String: Formula] = [:]

  /// The symbol for a name of the file: the name itself, if formulas can be written with it.
  mutating func symbol(for name: String) -> Formula {
    if let known = formulas[name] { return known }
    var legal = name.legalName
    var number = 2
    while symbols.contains(where: { $0.name == legal }) {
      legal = "\(name.legalName)_\(number)"
      number += 1
    }
    let symbol = Symbol(legal, isInteger: true)
    symbols.append(symbol)
    formulas[name] = Formula(symbol)
    return Formula(symbol)
  }

  /// The value of a name from now on.
  mutating func set(_ name: String, _ value: Formula) { formulas[name] = value }

  /// The size as a formula; nil if the file leaves it open.
  package mutating func formula(of size: FileSize, _ settings: ModelFileSettings) -> Formula? {
    switch size {
    case .known(let number): Formula(number)
    case .named(let name):
      formulas[name] ?? settings.sizes[name] ?? settings.sizes[name.legalName]
        ?? expression(name, settings) ?? symbol(for: name)
    case .unknown: nil
    }
  }

  /// A size that is an expression of names, as PyTorch writes it; nil for a name alone.
  private mutating func expression(_ text: String, _ settings: ModelFileSettings) -> Formula? {
    guard text.contains(where: { "+-*/(^".contains($0) }), let expression = try? Expression(text),
      expression.names.allSatisfy({ $0 == $0.legalName })
    else { return nil }
    var sizes = Sizes()
    for name in expression.names.sorted() {
      sizes.values[name] = formula(of: .named(name), settings)
    }
    return (try? expression.scalar(in: &sizes))?.formula
  }

  private struct Sizes: Names {
    var values: [String: Formula] = [:]
    var known: [String] { values.keys.sorted() }

    func value(named name: String) -> Value? { values[name].map { .scalar(.exact($0)) } }
  }

  /// The size as a formula, if nothing need be decided for it.
  func known(_ size: FileSize) -> Formula? {
    switch size {
    case .known(let number): Formula(number)
    case .named(let name): formulas[name]
    case .unknown: nil
    }
  }
}

extension String {
  /// The text as a name that formulas may have.
  var legalName: String {
    var legal = ""
    for scalar in unicodeScalars.prefix(48) {
      let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      let isDigit = ("0"..."9").contains(scalar)
      if isDigit, legal.isEmpty { legal = "n" }
      legal.unicodeScalars.append(isLetter || isDigit ? scalar : "_")
    }
    if legal.allSatisfy({ $0 == "_" }) { legal = "size" }
    // Words of the language are no names.
    return ["and", "or", "not", "if", "true", "false"].contains(legal) ? legal + "_" : legal
  }
}
