import CostModel
import JSON
import Symbolic

/// A network as it was counted before: what `costcalc count --format json` printed.
///
/// Only what is needed is read, because later versions may print more.
package struct EarlierReport: Sendable {
  /// The document, for faults at its parts.
  package let json: JSON
  /// The document's file.
  package let file: String
  /// The name of the network.
  package let model: String
  /// The convention of its counts: `costcalc` for our own.
  package let convention: String
  /// The batch, if the report says so.
  package let batch: String?
  /// How weights and tensors were stored, in words, if the report says so.
  package let storage: String?

  private static let schema = "costcalc.report/1"
  /// A network of 10,000 layers takes about 20 MB.
  package static let largestSize = 256 << 20

  /// - Parameter file: its name for messages.
  /// - Throws: a diagnostic with what is wrong and where.
  package init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    json = try JSON.read(bytes, file: file, limit: EarlierReport.largestSize)
    self.file = file
    let help = "print one with 'costcalc count MODEL --format json'"
    guard case .string(let schema) = json["schema"]?.value else {
      throw Diagnostic("this is no report of a network", at: json.position, help: help)
    }
    guard schema == EarlierReport.schema else {
      throw Diagnostic(
        "expected a document of \(EarlierReport.schema), not of \(quoted(schema))",
        at: json["schema"]?.position, help: help)
    }
    model = try EarlierReport.text("model", of: json)
    convention = try EarlierReport.text("convention", of: json)
    batch = if case .number(let literal) = json["batch"]?.value { literal } else { nil }
    storage =
      if case .string(let weights) = json["weights"]?.value,
        case .string(let tensors) = json["activations"]?.value
      {
        printable("\(weights) weights and \(tensors) tensors")
      } else {
        nil
      }
  }

  private static func text(_ key: String, of json: JSON) throws(Diagnostic) -> String {
    guard let member = json[key] else {
      throw Diagnostic("the report has no '\(key)'", at: json.position)
    }
    guard case .string(let text) = member.value else {
      throw Diagnostic("'\(key)' is a string, not \(member.kind)", at: member.position)
    }
    return printable(text)
  }

  /// How much the network used of a quantity.
  ///
  /// - Throws: a diagnostic if the report does not say.
  package func amount(_ gauge: Gauge) throws(Diagnostic) -> Rational {
    guard let totals = json["totals"] else {
      throw Diagnostic("the report has no 'totals'", at: json.position)
    }
    switch gauge {
    case .macs: return try number("macs", of: totals)
    case .parameters: return try number("parameters", of: totals)
    case .activations: return try number("activations", of: totals)
    case .peak: return try number("peakActivationBytes", of: totals)
    case .model: return try number("modelBytes", of: totals)
    case .latency:
      throw Diagnostic(
        "the report has no latency, which only a machine has", at: totals.position,
        help: "limit it with --max-latency")
    case .memory:
      let (model, peak) = (try amount(.model), try amount(.peak))
      do throws(ArithmeticFault) {
        return try model + peak
      } catch {
        throw Diagnostic("the sum of model and peak: \(error)", at: totals.position)
      }
    }
  }

  private func number(_ key: String, of totals: JSON) throws(Diagnostic) -> Rational {
    guard let member = totals[key] else {
      throw Diagnostic("the report has no total of '\(key)'", at: totals.position)
    }
    guard case .number(let literal) = member.value, let value = Rational(decimal: literal),
      value >= .zero
    else {
      throw Diagnostic("the total of '\(key)' is not a known number", at: member.position)
    }
    return value
  }
}
