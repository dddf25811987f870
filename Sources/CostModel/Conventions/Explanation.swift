/// A count that somebody may have printed of a network, and how it comes about.
public struct Explanation: Sendable {
  /// Whose rules; nil for what trains.
  public let convention: Convention?
  /// What is counted.
  public let quantity: Convention.Quantity
  /// What the sum is multiplied by: 1, 2 or 1/2.
  public let factor: Rational
  /// What is summed, of what counts something in this network.
  public let terms: [(name: String, amount: Int)]
  /// The groups of layers that are left out.
  public let omitted: [String]
  /// Whether nothing that the convention counts is left out.
  public let isWhole: Bool
  /// The count.
  public let count: Rational

  /// How many parts are left out, or are left, whichever is less.
  let departure: Int
  /// Whether the printed number cuts the further digits off, and does not round them.
  public internal(set) var isCut = false

  /// The convention's name; `costcalc` for our own.
  public var name: String { convention?.name ?? "costcalc" }

  /// `MACs`, `FLOPs` or `parameters`, twice or half of it.
  public var quantityName: String {
    let name = convention?.name(of: quantity) ?? quantity.rawValue
    return factor == .one ? name : factor == Rational(2) ? "2 × \(name)" : "\(name) / 2"
  }

  /// What it is in words, without the terms.
  public var summary: String {
    let title = convention?.title ?? "What trains"
    let some = isWhole ? [] : ["\(terms.count) of its terms"]
    let without = omitted.map { "without \($0)" }
    return ([title] + some + without + (isCut ? ["cut off"] : [])).joined(separator: ", ")
  }

  /// Less is simpler, and better known: a tool that was run is surer than one that was read.
  var rank: Int {
    4 * departure + (isCut ? 2 : 0) + (convention?.source.contains("measured") ?? true ? 0 : 1)
  }

  /// The terms as a sum: `linear 1,280,000 + pooling 64,000`.
  public var sum: String {
    terms.map { "\($0.name) \(grouped($0.amount))" }.joined(separator: " + ")
  }
}

/// A whole number with a comma before each three digits.
private func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  var text = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
    text.append(digit)
  }
  return text
}
