import CostModel
import Symbolic

extension Axis {
  /// The points of `FIRST:LAST:STEP`, or of `FIRST:LAST` in steps of 1.
  ///
  /// They are exact decimals, FIRST + k * STEP, rather than accumulated sums: the last one of
  /// 1:1.5:0.05 is 1.5. All are written with a decimal point if any of the three is.
  ///
  /// - Parameters:
  ///   - limit: more points are an error.
  ///   - noun: what the points are called in the error.
  ///   - number: reads one of the three.
  /// - Throws: a diagnostic with the flag, if the range is empty or has too many points; what
  ///   `number` throws.
  package static func range(
    _ text: String, flag: String, limit: Int, noun: String = "values",
    number: (Substring) throws(Diagnostic) -> Rational
  ) throws(Diagnostic) -> [Point] {
    var ends: [Rational] = []
    for end in text.split(separator: ":", omittingEmptySubsequences: false) {
      ends.append(try number(end))
    }
    let (first, last, step) = (ends[0], ends[1], ends.count > 2 ? ends[2] : .one)
    guard step > .zero, first <= last else {
      throw Diagnostic(
        "\(flag): the range \(quoted(text)) is empty",
        help: "it goes up from FIRST to LAST by a positive STEP")
    }
    let isReal = text.contains(".")
    do throws(ArithmeticFault) {
      let steps = try ((last - first) / step).floor
      guard steps < Int128(limit) else {
        throw ArithmeticFault.outsideDomain("\(quoted(text)) has more than \(limit) \(noun)")
      }
      var points: [Point] = []
      points.reserveCapacity(Int(steps) + 1)
      for index in 0...Int(steps) {
        let value = try first + Rational(index) * step
        points.append(
          Point(text: value.text + (isReal && value.isInteger ? ".0" : ""), exact: value))
      }
      return points
    } catch {
      throw Diagnostic("\(flag): \(error)")
    }
  }
}
