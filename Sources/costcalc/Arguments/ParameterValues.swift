import CostModel
import ScalingSearch
import Specs
import Symbolic

/// The values of one parameter in a table.
struct ParameterValues {
  /// More values than this in one range are an error.
  static let limit = 10_000

  let name: String
  let texts: [String]

  /// Reads `1,0.75`, `0.25:1:0.25` (first, last, step) or a mix of both.
  ///
  /// - Throws: a diagnostic with the flag.
  static func read(_ text: String, flag: String) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let range = String(part)
      switch part.count(where: { $0 == ":" }) {
      case 0 where !part.isEmpty: texts.append(range)
      case 2:
        texts += try Axis.range(range, flag: flag, limit: limit) { end throws(Diagnostic) in
          guard let number = Rational(decimal: end) else {
            throw Diagnostic("\(flag): a range needs numbers, not \(quoted(range))")
          }
          return number
        }.map(\.text)
      default:
        throw Diagnostic(
          "\(flag): \(quoted(String(part))) is not a value",
          help: "separate values by commas, or write a range as FIRST:LAST:STEP")
      }
    }
    guard texts.count <= limit else { throw Diagnostic("\(flag): more than \(limit) values") }
    return texts
  }

  /// Every combination of values, the first parameter changing slowest.
  static func product(_ axes: [ParameterValues]) -> [[Settings.Entry]] {
    axes.reduce([[]]) { points, axis in
      points.flatMap { point in
        axis.texts.map { text in
          point + [Settings.Entry(name: axis.name, text: text, flag: "--\(axis.name)")]
        }
      }
    }
  }
}
