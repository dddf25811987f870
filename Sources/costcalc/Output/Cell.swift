import Charts
import CostModel
import JSON
import ScalingSearch
import Specs
import Symbolic

/// How numbers are written for people.
package enum NumberStyle: Sendable {
  /// Three significant digits: `569 M`.
  case scaled
  /// Every digit of a whole number: `568,740,352`.
  case grouped
}

/// A value in a table, with its text for people and its exact form for programs.
package enum Cell: Sendable, Equatable {
  case text(String)
  /// A parameter's value as typed; in JSON a number, true or false if it is one.
  case typed(String)
  /// A quantity to be scaled, such as operations or parameters.
  case count(Int128)
  /// A size in bytes; kB, MB and GB are powers of 1000.
  case bytes(Int128)
  /// By how much a quantity grew, with its sign.
  case change(Int128)
  /// A number whose digits all matter, such as channels; never scaled.
  case integer(Int128)
  /// A printed number, shown in the unit of our quantity.
  case printed(Figure, beside: Int128)
  /// Our quantity in the unit of a printed number, with one digit more than was printed.
  case counted(Rational, like: Figure)
  /// A measurement shown with that many digits after the point.
  case number(Double, digits: Int)
  /// The same for a number that is known exactly.
  case decimal(Rational, digits: Int)
  /// A share of one, shown as a percentage.
  case share(Double)
  /// A ratio, shown with three significant digits and `×`.
  case ratio(Double)
  /// A measure shown with three significant digits, an SI prefix and its unit: `4.23 µs`.
  case measure(Double, unit: String)
  /// There is no value here.
  case missing
  /// No value belongs here, as in a total of something that can't be summed.
  case blank

  /// A text that a row may lack.
  static func text(_ text: String?, else cell: Cell = .blank) -> Cell {
    text.map { .text($0) } ?? cell
  }

  /// The text for people.
  package func text(_ style: NumberStyle) -> String {
    switch self {
    case .text(let text), .typed(let text): printable(text)
    case .count(let value): style == .scaled ? value.scaled() : value.grouped
    case .bytes(let value): style == .scaled ? value.scaled(unit: "B") : value.grouped + " B"
    case .change(let value):
      (value > 0 ? "+" : "") + (style == .scaled ? value.scaled() : value.grouped)
    case .integer(let value): style == .scaled ? String(value) : value.grouped
    case .printed(let figure, let ours): figure.text(beside: ours, style)
    case .counted(let value, let figure): figure.text(of: value, style)
    case .number(let value, let digits): groupingDigits(value.fixed(digits))
    case .decimal(let value, let digits): groupingDigits(value.doubleValue.fixed(digits))
    case .share(let value): value.percent
    case .ratio(let value): groupingDigits(value.significant(3)) + "×"
    case .measure(let value, let unit): value.scaled(unit: unit)
    case .missing: "–"
    case .blank: ""
    }
  }

  /// The text for programs: every digit, no unit; empty if there is no value.
  package var exact: String {
    switch self {
    case .text(let text), .typed(let text): text
    case .count(let value), .bytes(let value), .change(let value), .integer(let value):
      String(value)
    case .printed(let figure, _):
      figure.exact.isInteger ? String(figure.exact.numerator) : figure.value.description
    case .number(let value, _), .share(let value), .ratio(let value), .measure(let value, _):
      value.description
    case .decimal(let value, _), .counted(let value, _): value.text
    case .missing, .blank: ""
    }
  }

  var json: JSONOutput {
    switch self {
    case .text(let text): .string(text)
    case .typed(let text): JSONOutput(value: text)
    case .count(let value), .bytes(let value), .change(let value), .integer(let value):
      .integer(value)
    case .printed(let figure, _):
      figure.exact.isInteger ? .integer(figure.exact.numerator) : .number(figure.value)
    case .number(let value, _), .share(let value), .ratio(let value), .measure(let value, _):
      .number(value)
    case .decimal(let value, _): .decimal(value)
    case .counted(let value, _):
      value.isInteger ? .integer(value.numerator) : .number(value.doubleValue)
    case .missing, .blank: .null
    }
  }
}

extension JSONOutput {
  /// A value: a number, true or false, else a word.
  init(value text: String) {
    if let integer = Int128(text) {
      self = .integer(integer)
    } else if let real = Double(plain: text) {
      self = .number(real)
    } else {
      self = text == "true" || text == "false" ? .bool(text == "true") : .string(text)
    }
  }
}
