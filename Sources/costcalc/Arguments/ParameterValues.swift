import CostModel
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
  /// Points of a range are exact decimals, first + k * step, not accumulated sums.
  ///
  /// - Throws: a diagnostic with the flag.
  static func read(_ text: String, flag: String) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      switch ends.count {
      case 1 where !ends[0].isEmpty: texts.append(ends[0])
      case 3: texts += try range(ends, flag: flag)
      default:
        throw Diagnostic(
          "\(flag): \(quoted(String(part))) is not a value",
          help: "separate values by commas, or write a range as FIRST:LAST:STEP")
      }
    }
    guard texts.count <= limit else { throw Diagnostic("\(flag): more than \(limit) values") }
    return texts
  }

  private static func range(_ ends: [String], flag: String) throws(Diagnostic) -> [String] {
    let numbers = ends.compactMap { Rational(decimal: $0) }
    guard numbers.count == 3 else {
      throw Diagnostic(
        "\(flag): a range needs numbers, not \(quoted(ends.joined(separator: ":")))")
    }
    let (first, last, step) = (numbers[0], numbers[1], numbers[2])
    guard step > .zero, first <= last else {
      throw Diagnostic(
        "\(flag): the range \(ends.joined(separator: ":")) is empty",
        help: "it goes up from FIRST to LAST by a positive STEP")
    }
    // A range of whole numbers yields whole numbers; one with decimals yields decimals.
    let isReal = ends.contains { $0.contains(".") }
    var texts: [String] = []
    do throws(ArithmeticFault) {
      var point = first
      while point <= last {
        guard texts.count < limit else { break }
        let value = point.doubleValue
        texts.append(isReal || !point.isInteger ? "\(value)" : "\(point.numerator)")
        point = try first + step * Rational(texts.count)
      }
    } catch {
      throw Diagnostic("\(flag): \(error)")
    }
    guard texts.count < limit else { throw Diagnostic("\(flag): more than \(limit) values") }
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
