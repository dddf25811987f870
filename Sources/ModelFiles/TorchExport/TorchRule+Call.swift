import CostModel
import Symbolic

/// The rules of single operators.
enum TorchRule {}

// Arguments of PyTorch's operators, which have names. One that is left out has its default.
extension Call {
  /// The tensor that an argument is. - Throws: `invalid` if it is left out.
  func tensor(_ name: String) throws(Refusal) -> Operand {
    guard let operand = optional(name) else {
      throw .invalid(Diagnostic("it has no argument \(quoted(name))"))
    }
    return operand
  }

  /// What most operators work on: `self`, or `input` of those that modules call.
  func subject() throws(Refusal) -> Operand {
    if let input = optional("input") { return input }
    return try tensor("self")
  }

  /// A tensor, or a number as a constant.
  func operand(
    _ name: String, _ translator: Translator
  ) throws(Refusal) -> Operand {
    if let operand = optional(name) { return operand }
    if case .sizes(let sizes)? = attribute(name), sizes.count == 1,
      let size = translator.symbols.known(sizes[0])
    {
      return .constant(Constant(Known(sizes: [], elements: [KnownElement(size)], type: .int64)))
    }
    guard let real = try number(name) else {
      throw .invalid(Diagnostic("it has no argument \(quoted(name))"))
    }
    return translator.number(real)
  }

  /// A number, whatever its kind; nil if it is left out.
  func number(_ name: String) throws(Refusal) -> Double? {
    if case .bool(let value)? = attribute(name) { return value ? 1 : 0 }
    return try real(name)
  }

  /// Whether an argument says yes.
  func isTrue(_ name: String, or usual: Bool = false) throws(Refusal) -> Bool {
    try integer(name).map { $0 != 0 } ?? usual
  }

  /// A list of numbers, one for each axis; a single one counts for all.
  ///
  /// - Throws: `invalid` if there are not as many.
  func list(
    _ name: String, _ count: Int, or usual: Int, _ translator: inout Translator
  ) throws(Refusal) -> [Formula] {
    let given = try translator.sizes(self, name) ?? []
    if given.isEmpty { return Array(repeating: Formula(usual), count: count) }
    if given.count == 1 { return Array(repeating: given[0], count: count) }
    guard given.count == count else {
      throw .invalid(Diagnostic("\(name) has \(given.count) numbers, not \(count)"))
    }
    return given
  }
}

extension Translator {
  /// Sizes among the arguments, which may be expressions of symbols; nil if they are left out.
  mutating func sizes(_ call: Call, _ name: String) throws(Refusal) -> [Formula]? {
    guard case .sizes(let sizes)? = call.attribute(name) else {
      if let single = call.attribute(name), case .integer(let number) = single {
        return [Formula(number)]
      }
      return try call.integers(name)?.map { Formula($0) }
    }
    var formulas: [Formula] = []
    for size in sizes {
      guard let formula = symbols.formula(of: size, settings) else { throw .undecided(.data) }
      formulas.append(formula)
    }
    return formulas
  }

  /// A single size among the arguments; nil if it is left out.
  mutating func size(_ call: Call, _ name: String) throws(Refusal) -> Formula? {
    try sizes(call, name)?.first
  }

  /// The axis that an argument names.
  func axis(_ call: Call, _ name: String, or usual: Int, of rank: Int) throws(Refusal) -> Int {
    try axis(call.integer(name) ?? usual, of: max(rank, 1))
  }

  /// The axes that an argument names; all of them if it is left out, or names none.
  func allAxes(_ call: Call, _ name: String, of rank: Int) throws(Refusal) -> [Int] {
    var given: [Int]?
    if case .integer(let axis)? = call.attribute(name) {
      given = [axis]
    } else {
      given = try call.integers(name)
    }
    guard let given, !given.isEmpty else { return Array(0..<rank) }
    return try axes(given, of: rank)
  }
}
