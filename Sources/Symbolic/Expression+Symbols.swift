extension Expression {
  /// The expression as an exact formula over symbols that take fractions.
  ///
  /// `alpha * beta^2` over typed decimals is compared with a target exactly; `Double` arithmetic
  /// would put 1.05^2 on either side of 1.1025.
  ///
  /// - Parameter symbols: the names that it may use.
  /// - Throws: a diagnostic at any other name, or at anything that is not an exact number.
  package func formula(of symbols: [String]) throws(Diagnostic) -> Formula {
    var names = SymbolNames(known: symbols)
    guard let formula = try scalar(in: &names).formula else {
      throw Diagnostic(
        "'\(text)' is not exact", at: origin, help: "write fractions as 1 / 20, without decimals")
    }
    return formula
  }

  /// The expression as a condition over such symbols. - Throws: as ``formula(of:)``.
  package func condition(of symbols: [String]) throws(Diagnostic) -> Condition {
    var names = SymbolNames(known: symbols)
    return try condition(in: &names)
  }
}

/// Names that represent themselves, as exact numbers.
private struct SymbolNames: Names {
  let known: [String]

  func value(named name: String) -> Value? {
    guard known.contains(name) else { return nil }
    // Arithmetic on an integer symbol may be reordered, and so may that on fractions.
    return .scalar(.exact(Formula(Symbol(name, isInteger: true))))
  }
}

extension Expression {
  /// The value in `Double` for the given numbers.
  ///
  /// - Throws: a diagnostic at any other name, or at anything that is not a number.
  package func value(at numbers: [String: Double]) throws(Diagnostic) -> Double {
    var names = NumberNames(numbers: numbers)
    let scalar = try scalar(in: &names)
    do throws(ArithmeticFault) {
      return try scalar.tree.value(at: [:])
    } catch {
      throw Diagnostic("\(error) in '\(text)'", at: origin)
    }
  }
}

/// Names that represent numbers.
private struct NumberNames: Names {
  let numbers: [String: Double]

  var known: [String] { numbers.keys.sorted() }

  func value(named name: String) -> Value? {
    numbers[name].map { .scalar(.inexact(.literal($0))) }
  }
}
