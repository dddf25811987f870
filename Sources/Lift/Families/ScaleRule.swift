import Symbolic

/// A way to round a number times a multiplier, as `scale` writes it.
struct ScaleRule: Hashable, Sendable {
  /// The function.
  let function: String
  /// Its second argument, if it has one.
  var argument: Int?
  /// Whether the product is rounded down before.
  var isFloored = false

  /// The rule of a column: `round8(c * width)`.
  func text(_ number: String, _ multiplier: String) -> String {
    let product = "\(number) * \(multiplier)"
    let inner = isFloored ? "floor(\(product))" : product
    return "\(function)(\(inner)\(argument.map { ", \($0)" } ?? ""))"
  }

  /// The number scaled, computed as the language does: in `Double`, in the order written.
  func value(_ number: Int, _ multiplier: Double) -> Int? {
    guard let function = Function.named(function) else { return nil }
    var product = Double(number) * multiplier
    if isFloored { product = product.rounded(.down) }
    return Int(exactly: function.inexact([product] + (argument.map { [Double($0)] } ?? [])))
  }

  /// Rules for widths in the order in which they are preferred, if multiples of 8 are.
  static let widths = [
    ScaleRule(function: "round8"), ScaleRule(function: "nearest8"),
    ScaleRule(function: "floor"), ScaleRule(function: "roundTo", argument: 4),
    ScaleRule(function: "roundTo", argument: 16), ScaleRule(function: "roundTo", argument: 32),
    ScaleRule(function: "ceil"), ScaleRule(function: "round"),
    ScaleRule(function: "atLeast", argument: 8, isFloored: true),
  ]

  /// Rules for repeats.
  static let repeats = [
    ScaleRule(function: "ceil"), ScaleRule(function: "round"), ScaleRule(function: "floor"),
  ]

  /// The rules that leave numbers as they are where the multiplier is 1, those for multiples of 8
  /// first if all numbers are.
  static func widths(keeping numbers: [Int]) -> [ScaleRule] {
    let keep = widths.filter { rule in numbers.allSatisfy { rule.value($0, 1) == $0 } }
    if keep.first?.function == "round8" { return keep }
    // No number is kept by none: `floor` keeps them all.
    return keep.filter { $0.function == "floor" } + keep.filter { $0.function != "floor" }
  }

  /// The rule that a user names: a number for its multiples, `none`, or a function.
  static func named(_ text: String) -> ScaleRule {
    switch text {
    case "none": ScaleRule(function: "floor")
    case "8": ScaleRule(function: "round8")
    case _ where Int(text) != nil: ScaleRule(function: "roundTo", argument: Int(text))
    default: ScaleRule(function: text)
    }
  }
}

/// A multiplier: the number, and its text.
struct Multiplier: Hashable, Sendable {
  let text: String
  let value: Double

  /// The number of so many parts of one.
  init(_ count: Int, over parts: Int) {
    value = Double(count) / Double(parts)
    let text = "\(value)"
    self.text = text
  }

  static let one = Multiplier(1, over: 1)

  /// How many digits it has behind the point: one for 1.4, none for 1.0.
  var digits: Int { value == 1 ? 0 : text.split(separator: ".").last?.count ?? 0 }
}
