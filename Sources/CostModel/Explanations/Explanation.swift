import Symbolic

/// A count that someone may have printed for a network, and how it is derived.
package struct Explanation: Sendable {
  /// The convention; nil for trainable parameters.
  package let convention: Convention?
  /// The counted quantity.
  package let quantity: Convention.Quantity
  /// The factor of the sum: 1, 2 or 1/2.
  package let factor: Rational
  /// The terms of the sum, without those that count nothing in this network.
  package let terms: [(name: String, amount: Int)]
  /// The groups of layers left out.
  package let omitted: [String]
  /// Whether everything that the convention counts is included.
  package let isWhole: Bool
  /// The count.
  package let count: Rational

  /// How many parts are left out, or how many remain, whichever is less.
  let departure: Int

  package init(
    convention: Convention?, quantity: Convention.Quantity, factor: Rational,
    terms: [(name: String, amount: Int)], omitted: [String], isWhole: Bool, count: Rational,
    departure: Int
  ) {
    self.convention = convention
    self.quantity = quantity
    self.factor = factor
    self.terms = terms
    self.omitted = omitted
    self.isWhole = isWhole
    self.count = count
    self.departure = departure
  }
  /// Whether the printed number is truncated rather than rounded.
  package internal(set) var isCut = false

  /// The convention's name; `costcalc` for our own.
  package var name: String { convention?.name ?? "costcalc" }

  /// `MACs`, `FLOPs` or `parameters`, or twice or half of it.
  package var quantityName: String {
    let name = convention?.name(of: quantity) ?? quantity.rawValue
    return factor == .one ? name : factor == Rational(2) ? "2 × \(name)" : "\(name) / 2"
  }

  /// A description without the terms.
  package var summary: String {
    let title = convention?.title ?? "What trains"
    let some = isWhole ? [] : ["\(terms.count) of its terms"]
    let without = omitted.map { "without \($0)" }
    // First, because narrow terminals cut the end.
    return (isCut ? "cut off: " : "") + ([title] + some + without).joined(separator: ", ")
  }

  /// The lower, the simpler and better known: a tool that was run is surer than one that was read.
  var rank: Int {
    4 * departure + (isCut ? 2 : 0) + (convention?.source.contains("measured") ?? true ? 0 : 1)
  }

  /// The terms as a sum: `linear 1,280,000 + pooling 64,000`.
  package var sum: String {
    terms.map { "\($0.name) \(grouped($0.amount))" }.joined(separator: " + ")
  }
}

/// A whole number with commas between groups of three digits.
private func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  var text = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
    text.append(digit)
  }
  return text
}
