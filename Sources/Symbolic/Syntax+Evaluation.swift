extension Expression {
  /// The value of the expression with the given names.
  ///
  /// A name without meaning is a word; a caller that needs a number reports it as unknown.
  ///
  /// - Throws: a diagnostic at the operand that is wrong.
  package func value(in names: inout some Names) throws(Diagnostic) -> Value {
    try value(of: root, in: &names)
  }

  /// The value as a number. - Throws: a diagnostic if it is not one.
  package func scalar(in names: inout some Names) throws(Diagnostic) -> Scalar {
    try scalar(root, in: &names)
  }

  /// The value as a condition. - Throws: a diagnostic if it is not one.
  package func condition(in names: inout some Names) throws(Diagnostic) -> Condition {
    try condition(root, in: &names)
  }

  private func value(of node: Syntax, in names: inout some Names) throws(Diagnostic) -> Value {
    switch node {
    case .integer(let value, _): return .scalar(.exact(Formula(value)))
    case .decimal(let value, _): return .scalar(.inexact(.literal(value)))
    case .name("true", _): return .condition(.constant(true))
    case .name("false", _): return .condition(.constant(false))
    case .name(let name, _): return try names.value(named: name) ?? .word(name)
    case .negated(let operand, let offset):
      let scalar = try scalar(operand, in: &names)
      return .scalar(
        try exactly(at: offset) { () throws(ArithmeticFault) in
          try .exact(0) - scalar
        })
    case .arithmetic(let operation, let left, let right, let offset):
      let (a, b) = (try scalar(left, in: &names), try scalar(right, in: &names))
      return .scalar(
        try exactly(at: offset) { () throws(ArithmeticFault) in
          switch operation {
          case .add: try a + b
          case .subtract: try a - b
          case .multiply: try a * b
          case .divide: try a / b
          case .power: try a.power(b)
          }
        })
    case .comparison, .not, .logic: return .condition(try condition(node, in: &names))
    case .indicator(let inner, _):
      return .scalar(.exact(.indicator(try condition(inner, in: &names))))
    case .call("if", let arguments, let offset):
      return try choice(arguments, at: offset, in: &names)
    case .call("select", let arguments, let offset):
      return try selection(arguments, at: offset, in: &names)
    case .call("isInteger", let arguments, let offset):
      try expectCount(arguments.count == 1, "isInteger(x)", at: offset)
      return .condition(.isInteger(try scalar(arguments[0], in: &names)))
    case .call(let name, let arguments, let offset):
      return try call(name, arguments, at: offset, in: &names)
    }
  }

  private func scalar(_ node: Syntax, in names: inout some Names) throws(Diagnostic) -> Scalar {
    try scalar(try value(of: node, in: &names), at: node.offset, in: names)
  }

  private func scalar(
    _ value: Value, at offset: Int, in names: some Names
  ) throws(Diagnostic) -> Scalar {
    switch value {
    case .scalar(let scalar): return scalar
    case .word(let word): throw unknown(word, at: offset, in: names)
    case .condition, .perAxis, .list:
      throw fault("expected a number, not \(value.kind)", at: offset)
    }
  }

  private func condition(
    _ node: Syntax, in names: inout some Names
  ) throws(Diagnostic) -> Condition {
    switch node {
    case .not(let operand, _): return !(try condition(operand, in: &names))
    case .logic(let isAnd, let left, let right, _):
      let first = try condition(left, in: &names)
      // If the first operand settles it, the second is not evaluated, as in `s == 1 and c / 4 > 2`.
      if let known = first.constantValue, known != isAnd { return .constant(known) }
      let second = try condition(right, in: &names)
      return isAnd ? first && second : first || second
    case .comparison(let sign, let left, let right, let offset):
      return try comparison(sign, left, right, at: offset, in: &names)
    default:
      let value = try value(of: node, in: &names)
      switch value {
      case .condition(let condition): return condition
      case .word(let word): throw unknown(word, at: node.offset, in: names)
      case .scalar, .perAxis, .list:
        throw fault("expected a condition, not \(value.kind)", at: node.offset)
      }
    }
  }

  private func comparison(
    _ sign: String, _ left: Syntax, _ right: Syntax, at offset: Int, in names: inout some Names
  ) throws(Diagnostic) -> Condition {
    let (first, second) = (try value(of: left, in: &names), try value(of: right, in: &names))
    if case .word(let a) = first, case .word(let b) = second, sign == "==" || sign == "!=" {
      return .constant((a == b) == (sign == "=="))
    }
    if let (sizes, other) = perAxis(first, second) {
      return try comparison(sign, sizes, other, at: offset, in: names)
    }
    let a = try scalar(first, at: left.offset, in: names)
    let b = try scalar(second, at: right.offset, in: names)
    return try exactly(at: offset) { () throws(ArithmeticFault) in
      switch sign {
      case "==": try .compare(a, .equal, b)
      case "!=": !(try .compare(a, .equal, b))
      case "<": try .compare(a, .less, b)
      case "<=": try .compare(a, .lessOrEqual, b)
      case ">": !(try .compare(a, .lessOrEqual, b))
      default: !(try .compare(a, .less, b))
      }
    }
  }

  /// A number for each axis, and the value it is compared with; nil if neither side is one.
  private func perAxis(_ first: Value, _ second: Value) -> (sizes: [Int], other: Value)? {
    switch (first, second) {
    case (.perAxis(let sizes), let other), (let other, .perAxis(let sizes)): (sizes, other)
    default: nil
    }
  }

  /// `s == 1` where s is `2x1`: whether all axes have that number.
  private func comparison(
    _ sign: String, _ sizes: [Int], _ other: Value, at offset: Int, in names: some Names
  ) throws(Diagnostic) -> Condition {
    guard sign == "==" || sign == "!=" else {
      throw fault(
        "\(Value.perAxis(sizes).text) is a number for each axis, and has no order", at: offset,
        help: "compare it by == or !=")
    }
    var isEqual: Condition
    if case .perAxis(let others) = other {
      isEqual = .constant(sizes == others)
    } else {
      let number = try scalar(other, at: offset, in: names)
      isEqual = .constant(true)
      for size in sizes {
        isEqual = try exactly(at: offset) { () throws(ArithmeticFault) in
          try isEqual && .compare(.exact(Formula(size)), .equal, number)
        }
      }
    }
    return sign == "==" ? isEqual : !isEqual
  }

  /// `if(condition, a, b)`: a branch that a known condition rules out is not evaluated.
  private func choice(
    _ arguments: [Syntax], at offset: Int, in names: inout some Names
  ) throws(Diagnostic) -> Value {
    try expectCount(arguments.count == 3, "if(condition, a, b)", at: offset)
    let condition = try condition(arguments[0], in: &names)
    if let known = condition.constantValue {
      return try value(of: arguments[known ? 1 : 2], in: &names)
    }
    return .scalar(
      .choice(
        condition, try scalar(arguments[1], in: &names), try scalar(arguments[2], in: &names)))
  }

  /// `select(x, key, value, …)`: the value whose key is x; x must be one of the keys.
  private func selection(
    _ arguments: [Syntax], at offset: Int, in names: inout some Names
  ) throws(Diagnostic) -> Value {
    try expectCount(
      arguments.count >= 3 && arguments.count % 2 == 1, "select(x, key, value, …)", at: offset)
    let subject = try scalar(arguments[0], in: &names)
    var cases: [(condition: Condition, value: Syntax)] = []
    for index in stride(from: 1, to: arguments.count, by: 2) {
      let key = try scalar(arguments[index], in: &names)
      let condition = try exactly(at: offset) { () throws(ArithmeticFault) in
        try Condition.compare(subject, .equal, key)
      }
      if condition.constantValue == false { continue }
      if condition.constantValue == true, cases.isEmpty {
        return try value(of: arguments[index + 1], in: &names)
      }
      cases.append((condition, arguments[index + 1]))
      // Earlier keys may still equal the subject; later ones can't come first.
      if condition.constantValue == true { break }
    }
    let isCovered = cases.reduce(Condition.constant(false)) { $0 || $1.condition }
    try names.require(
      isCovered, "\(subject.text) is none of the keys of \(quoted(text))", at: position(offset))
    guard let last = cases.last else { return .integer(0) }
    var result = try scalar(last.value, in: &names)
    for (condition, syntax) in cases.dropLast().reversed() {
      result = .choice(condition, try scalar(syntax, in: &names), result)
    }
    return .scalar(result)
  }

  private func call(
    _ name: String, _ arguments: [Syntax], at offset: Int, in names: inout some Names
  ) throws(Diagnostic) -> Value {
    if let function = Function.named(name) {
      try expectCount(function.accepts(count: arguments.count), function.signature, at: offset)
      var scalars: [Scalar] = []
      for argument in arguments { scalars.append(try scalar(argument, in: &names)) }
      return .scalar(
        try exactly(at: offset) { () throws(ArithmeticFault) in try function.call(scalars) })
    }
    var values: [Value] = []
    for argument in arguments { values.append(try value(of: argument, in: &names)) }
    if let result = try names.call(name, values, at: position(offset)) { return result }
    let functions = Function.table.map(\.name) + ["if", "select", "isInteger", "scale"]
    throw fault(
      "unknown function \(quoted(name))", at: offset,
      help: Function.foreign[name] ?? didYouMean(name, in: functions + names.known)
        ?? "the functions are \(functions.joined(separator: ", "))")
  }

  private func expectCount(
    _ isRight: Bool, _ signature: String, at offset: Int
  ) throws(Diagnostic) {
    guard !isRight else { return }
    throw fault("wrong number of arguments", at: offset, help: "it is written \(signature)")
  }

  private func unknown(_ word: String, at offset: Int, in names: some Names) -> Diagnostic {
    .unknownName(word, in: names.known, at: position(offset))
  }

  private func fault(_ message: String, at offset: Int, help: String? = nil) -> Diagnostic {
    Diagnostic(message, at: position(offset), help: help)
  }

  private func exactly<Result>(
    at offset: Int, _ body: () throws(ArithmeticFault) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(ArithmeticFault) {
      return try body()
    } catch {
      throw fault("\(error) in \(quoted(text))", at: offset)
    }
  }
}

extension Function {
  /// `roundTo(x, d)`.
  package var signature: String {
    "\(name)(\(arguments.joined(separator: ", "))\(isVariadic ? ", …" : ""))"
  }
}
