import CostModel
import JSON
import Symbolic

/// Budgets in a file beside the models that they are for: `costcalc.json`.
///
/// docs/gates.md describes the format.
package struct BudgetFile: Sendable {
  /// The budgets of one model.
  package struct Entry: Sendable {
    /// The model's file without its folder, or its name.
    package let name: String
    /// The limits in the order of the file.
    package internal(set) var limits: [Gate] = []
    /// The limits on increases, with their places.
    package internal(set) var increases: [(increase: Increase, position: SourcePosition)] = []
    /// The machine whose memory is the budget, as `--machine` takes it.
    package internal(set) var machine: (name: String, position: SourcePosition)?
  }

  /// The name under which a file of budgets is found beside a model.
  package static let usualName = "costcalc.json"

  /// The file.
  package let file: String
  /// The models in the order of the file.
  package let entries: [Entry]

  /// Reads a file of budgets strictly: unknown keys and malformed amounts are errors with their
  /// position.
  ///
  /// - Throws: up to `Diagnostics.limit` faults.
  package static func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> BudgetFile {
    let json: JSON
    do throws(Diagnostic) {
      json = try JSON.read(bytes, file: file)
    } catch {
      throw Diagnostics([error])
    }
    var reader = BudgetReader(reader: SpecReader(file: file))
    let entries = reader.entries(json)
    guard reader.reader.faults.isEmpty else { throw Diagnostics(reader.reader.faults.inOrder) }
    return BudgetFile(file: file, entries: entries)
  }
}

/// Turns JSON into the entries of a ``BudgetFile``, with the tools of the spec reader.
private struct BudgetReader {
  var reader: SpecReader

  private static let keys = Gauge.allCases.map(\.rawValue) + ["increase", "machine"]

  mutating func entries(_ json: JSON) -> [BudgetFile.Entry] {
    guard let members = reader.object(json, keys: ["note", "budgets"], in: "a file of budgets")
    else { return [] }
    guard let budgets = members["budgets"] else {
      reader.fault("a file of budgets has the key 'budgets'", at: json.position)
      return []
    }
    return reader.membersInOrder(budgets, "'budgets'").map { entry($0) }
  }

  private mutating func entry(_ member: JSON.Member) -> BudgetFile.Entry {
    var entry = BudgetFile.Entry(name: member.key)
    if member.key.contains("/") {
      reader.fault(
        "a model is named by its file without the folder, not \(quoted(member.key))",
        at: member.keyPosition)
    }
    for own in reader.membersInOrder(member.value, "the budgets of \(quoted(member.key))") {
      switch own.key {
      case "increase":
        for increase in reader.membersInOrder(own.value, "'increase'") {
          guard let gauge = gauge(increase, BudgetReader.gauges, "in 'increase'"),
            let text = text(increase.value)
          else { continue }
          guard let allowed = Increase.Allowed.read(text, of: gauge) else {
            reader.fault(
              "an increase of \(gauge.rawValue) is \(Increase.Allowed.wanted(gauge)), not "
                + quoted(text), at: increase.value.position)
            continue
          }
          entry.increases.append((Increase(gauge, allowed), increase.value.position))
        }
      case "machine":
        entry.machine = reader.string(own.value).map { ($0, own.value.position) }
      default:
        guard let gauge = gauge(own, BudgetReader.keys, "in the budgets of a model"),
          let text = text(own.value)
        else { continue }
        guard let most = gauge.amount.read(text) else {
          reader.fault(
            "a budget of \(gauge.rawValue) is \(gauge.amount.wanted), not \(quoted(text))",
            at: own.value.position)
          continue
        }
        entry.limits.append(Gate(gauge, most: most, by: .file(own.value.position)))
      }
    }
    return entry
  }

  /// What an earlier report tells: no times, which are those of a machine.
  private static let gauges = Gauge.allCases.filter { $0.unit != .seconds }.map(\.rawValue)

  private mutating func gauge(
    _ member: JSON.Member, _ keys: [String], _ place: String
  ) -> Gauge? {
    if let gauge = Gauge(rawValue: member.key), keys.contains(member.key) { return gauge }
    reader.fault(
      "unknown key \(quoted(member.key)) \(place)", at: member.keyPosition,
      help: didYouMean(member.key, in: keys) ?? "use one of \(keys.joined(separator: ", "))")
    return nil
  }

  /// An amount is written as text, or as a bare number.
  private mutating func text(_ json: JSON) -> String? {
    if case .number(let literal) = json.value { return literal }
    return reader.string(json)
  }
}
