import CostModel
import Symbolic

extension Axis {
  /// More steps of a compound scale are an error: each is a network to count.
  package static let stepLimit = 1000
  /// The bounds on a step of the compound scale.
  package static let stepBounds = -100...100

  /// Reads the steps phi of a compound scale: `0:7`, `0:2:0.5` or `-1,0,1`.
  ///
  /// Unlike coefficients, steps may be zero or negative.
  ///
  /// - Throws: a diagnostic with the flag, if the text is not such a list or range, a value is
  ///   outside ``stepBounds``, the range is empty, or there are more than ``stepLimit`` steps.
  package static func steps(_ text: String, flag: String) throws(Diagnostic) -> Axis {
    let malformed = Diagnostic(
      "\(flag) takes 0:7, 0:2:0.5 or -1,0,1, between \(stepBounds.lowerBound) and "
        + "\(stepBounds.upperBound), not \(quoted(text))")
    func number(_ part: Substring) throws(Diagnostic) -> Rational {
      guard let value = step(part) else { throw malformed }
      return value
    }
    let colons = text.count { $0 == ":" }
    guard colons == 0 else {
      guard colons <= 2 else { throw malformed }
      return Axis(
        "phi",
        points: try range(text, flag: flag, limit: stepLimit, noun: "steps", number: number))
    }
    var points: [Point] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      points.append(Point(text: String(part), exact: try number(part)))
    }
    guard points.count <= stepLimit else {
      throw Diagnostic("\(flag): more than \(stepLimit) steps")
    }
    return Axis("phi", points: points)
  }

  /// The largest number of decimal places of any value.
  package var places: Int { points.map { Axis.decimals($0.text[...]) }.max() ?? 0 }

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
