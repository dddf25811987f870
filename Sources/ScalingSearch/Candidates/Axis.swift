import CostModel
import Symbolic

/// The values of one coefficient or parameter in a grid.
public struct Axis: Sendable {
  /// A value as typed, as an exact decimal, and as the number that released code computes with.
  public struct Point: Hashable, Sendable {
    /// As typed, or as a step yields it: `1.15`.
    public let text: String
    /// The exact decimal.
    public let exact: Rational
    /// The nearest `Double`.
    public var real: Double { Double(text) ?? exact.doubleValue }
  }

  /// More points on an axis are an error.
  public static let pointLimit = 10_000_000

  /// The coefficient or parameter.
  public let name: String
  /// The values, in the order typed; at least one.
  public let points: [Point]

  /// Reads `1,1.1,1.2`, or `FIRST:LAST:STEP`, whose points are decimals rather than accumulated
  /// sums: the last point of 1:1.5:0.05 is 1.5.
  ///
  /// - Throws: a diagnostic with the flag, if there is no value, a value is malformed, or there are
  ///   more points than ``pointLimit``.
  public init(_ name: String, _ text: String, flag: String) throws(Diagnostic) {
    self.name = name
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 3 {
      points = try Axis.range(parts, text, flag)
    } else {
      points = try Axis.list(text, flag)
    }
  }

  /// The values in words: `width 0.5, 1`, or `width 0.25 to 3.0 (56 values)` if there are many.
  public var summary: String {
    let sorted = points.sorted { $0.exact < $1.exact }
    guard sorted.count > 8, let first = sorted.first, let last = sorted.last else {
      return "\(name) \(points.map(\.text).joined(separator: ", "))"
    }
    return "\(name) \(first.text) to \(last.text) (\(sorted.count) values)"
  }

  /// Whether no larger value is tried, although smaller ones are.
  public func isLargest(_ text: String) -> Bool {
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

  private static func range(
    _ parts: [String], _ text: String, _ flag: String
  ) throws(Diagnostic) -> [Point] {
    let (first, last, step) = (
      try decimal(parts[0], text, flag), try decimal(parts[1], text, flag),
      try decimal(parts[2], text, flag)
    )
    guard first <= last else {
      throw Diagnostic("\(flag): the range '\(text)' is empty; its first value is the larger one")
    }
    let decimals = parts.map { $0.split(separator: ".").dropFirst().first?.count ?? 0 }.max() ?? 0
    do throws(ArithmeticFault) {
      let steps = try ((last - first) / step).floor
      guard steps < Int128(pointLimit) else {
        throw ArithmeticFault.outsideDomain("'\(text)' has more than \(pointLimit) values")
      }
      var points: [Point] = []
      points.reserveCapacity(Int(steps) + 1)
      for index in 0...Int(steps) {
        let value = try first + Rational(index) * step
        points.append(Point(text: try value.decimal(places: decimals), exact: value))
      }
      return points
    } catch {
      throw Diagnostic("\(flag): \(error)")
    }
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

extension Rational {
  /// The value with that many decimal places, without trailing zeros after the first.
  func decimal(places: Int) throws(ArithmeticFault) -> String {
    let scaled = try self * Rational(10).power(places)
    let sign = scaled < .zero ? "-" : ""
    let digits = String(scaled.numerator.magnitude)
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var decimals = padded.suffix(places)
    while decimals.count > 1, decimals.last == "0" { decimals.removeLast() }
    return sign + padded.dropLast(places) + "." + decimals
  }
}
