import CostModel
import Symbolic

extension Axis {
  /// More steps of a compound scale are an error: each is a network to count.
  public static let stepLimit = 1000
  /// The bounds on a step of the compound scale.
  public static let stepBounds = -100...100

  /// Reads the steps phi of a compound scale: `0:7`, `0:2:0.5` or `-1,0,1`.
  ///
  /// Unlike coefficients, steps may be zero or negative. Steps of a range are exact decimals, FIRST
  /// + k * STEP, with a step of 1 by default.
  ///
  /// - Throws: a diagnostic with the flag, if the text is not such a list or range, a value is
  ///   outside ``stepBounds``, the range is empty, or there are more than ``stepLimit`` steps.
  public static func steps(_ text: String, flag: String) throws(Diagnostic) -> Axis {
    let isRange = text.contains(":")
    let parts = text.split(separator: isRange ? ":" : ",", omittingEmptySubsequences: false)
    let values = parts.compactMap(step)
    guard values.count == parts.count, !isRange || (2...3).contains(values.count) else {
      throw Diagnostic(
        "\(flag) takes 0:7, 0:2:0.5 or -1,0,1, between \(stepBounds.lowerBound) and "
          + "\(stepBounds.upperBound), not \(quoted(text))")
    }
    guard isRange else {
      guard values.count <= stepLimit else {
        throw Diagnostic("\(flag): more than \(stepLimit) steps")
      }
      return Axis(
        "phi", points: zip(parts, values).map { Point(text: String($0), exact: $1) })
    }
    let step = values.count == 3 ? values[2] : .one
    guard step > .zero, values[0] <= values[1] else {
      throw Diagnostic(
        "\(flag): the range \(quoted(text)) is empty",
        help: "it goes up from FIRST to LAST by a positive STEP")
    }
    let places = parts.map(decimals).max() ?? 0
    do throws(ArithmeticFault) {
      let count = try ((values[1] - values[0]) / step).floor
      guard count < Int128(stepLimit) else {
        throw ArithmeticFault.outsideDomain("\(quoted(text)) has more than \(stepLimit) steps")
      }
      var points: [Point] = []
      for index in 0...Int(count) {
        let value = try values[0] + Rational(index) * step
        points.append(Point(text: try value.decimal(places: places), exact: value))
      }
      return Axis("phi", points: points)
    } catch {
      throw Diagnostic("\(flag): \(error)")
    }
  }

  /// The largest number of decimal places of any value.
  public var places: Int { points.map { Axis.decimals($0.text[...]) }.max() ?? 0 }

  private static func decimals(_ text: Substring) -> Int {
    text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
  }

  /// A plain decimal within the bounds, with or without a sign.
  private static func step(_ text: Substring) -> Rational? {
    let digits = text.first == "-" ? text.dropFirst() : text
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
      let value = Rational(decimal: text), Rational(stepBounds.lowerBound) <= value,
      value <= Rational(stepBounds.upperBound)
    else { return nil }
    return value
  }
}
