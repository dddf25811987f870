import CostModel
import Symbolic

/// The values of one coefficient or parameter in a grid.
package struct Axis: Sendable {
  /// A value as typed, as an exact decimal, and as the number that released code computes with.
  package struct Point: Hashable, Sendable {
    /// As typed, or as a step yields it: `1.15`.
    package let text: String
    /// The exact decimal.
    package let exact: Rational
    /// The nearest `Double`.
    package var real: Double { Double(text) ?? exact.doubleValue }
  }

  /// More points on an axis are an error.
  package static let pointLimit = 10_000_000

  /// The coefficient or parameter.
  package let name: String
  /// The values, in the order typed; at least one.
  package let points: [Point]

  /// Reads `1,1.1,1.2` or `FIRST:LAST:STEP`.
  ///
  /// - Throws: a diagnostic with the flag, if there is no value, a value is malformed, or there are
  ///   more points than ``pointLimit``.
  package init(_ name: String, _ text: String, flag: String) throws(Diagnostic) {
    self.name = name
    if text.count(where: { $0 == ":" }) == 2 {
      points = try Axis.range(text, flag: flag, limit: Axis.pointLimit) {
        end throws(Diagnostic) in try Axis.decimal(String(end), text, flag)
      }
    } else {
      points = try Axis.list(text, flag)
    }
  }

  /// The values in words: `width 0.5, 1`, or `width 0.25 to 3.0 (56 values)` if there are many.
  package var summary: String {
    let sorted = points.sorted { $0.exact < $1.exact }
    guard sorted.count > 8, let first = sorted.first, let last = sorted.last else {
      return "\(name) \(points.map(\.text).joined(separator: ", "))"
    }
    return "\(name) \(first.text) to \(last.text) (\(sorted.count) values)"
  }

  /// Whether no larger value is tried, although smaller ones are.
  package func isLargest(_ text: String) -> Bool {
    guard points.count > 1, let value = points.first(where: { $0.text == text })?.exact else {
      return false
    }
    return points.allSatisfy { $0.exact <= value }
  }

  init(_ name: String, points: [Point]) {
    self.name = name
    self.points = points
  }

  private static func list(_ text: String, _ flag: String) throws(Diagnostic) -> [Point] {
    var points: [Point] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let value = try decimal(part, text, flag)
      guard !points.contains(where: { $0.exact == value }) else {
        throw Diagnostic("\(flag): \(part) appears twice in '\(text)'")
      }
      points.append(Point(text: part, exact: value))
    }
    return points
  }

  private static func decimal(
    _ text: String, _ whole: String, _ flag: String
  ) throws(Diagnostic) -> Rational {
    let isPlain = text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
    }
    guard isPlain, let value = Rational(decimal: text), value > .zero else {
      throw Diagnostic(
        "\(flag): '\(text)' is not a positive number in '\(whole)'",
        help: "values are written 1,1.1,1.2 or 1:2:0.05")
    }
    return value
  }
}
