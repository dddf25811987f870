import Symbolic

import CostModel
import ReferenceExecutor
import Specs

/// Rows of a spec, to be written as text.
struct Table {
  /// A row by its columns; cells as they stand in JSON.
  typealias Row = [(column: String, cell: String)]

  var input = (channels: 4, map: [8, 8])
  var batch = 1
  var rows: [Row] = []
  /// Further keys of the file, each with a comma behind it.
  var keys = ""

  /// The text of the spec.
  var text: String {
    """
    { "name": "a", "input": \(input.map + [input.channels]), \(keys)
      "body": [
    \(Table.body(rows)) ] }
    """
  }

  /// Rows under a header of the columns that they have.
  static func body(_ rows: [Row]) -> String {
    var columns: [String] = []
    for cell in rows.joined() where !columns.contains(cell.column) { columns.append(cell.column) }
    let lines = rows.map { row in
      columns.map { column in row.first { $0.column == column }?.cell ?? "\"-\"" }
    }
    return ([columns.map { "\"\($0)\"" }] + lines)
      .map { "    [\($0.joined(separator: ", "))]" }.joined(separator: ",\n")
  }

  /// Reads and expands the spec; repeats stand copy by copy.
  func network() throws -> Network {
    var settings = Settings()
    settings.batch = batch
    return try Table.network(text, settings)
  }

  static func network(_ text: String, _ settings: Settings = Settings()) throws -> Network {
    let spec = try Spec.read(Array(text.utf8), file: "a.json")
    return try Network.expand(Model(spec), settings, in: Catalog([]))
  }
}

/// What came of a network that was counted, run, and compared.
enum Outcome {
  /// Every number does; with the largest distance between a fused and an unfused result.
  case agrees(layers: Int, fusionError: Float)
  case differs([Verification.Difference])
  /// It means nothing, or is larger than a test should run.
  case refused(String)

  init(_ network: Network, seed: UInt64, memoryLimit: Int = 256 << 20) throws {
    do {
      let report = try Report(network, Verification.options)
      let execution = try Executor(network, seed: seed, memoryLimit: memoryLimit).run()
      let verification = try Verification(report, execution)
      self =
        verification.isEqual
        ? .agrees(
          layers: execution.layers.count,
          fusionError: execution.layers.map(\.fusionError).max() ?? 0)
        : .differs(verification.differences)
    } catch let error as Diagnostic {
      self = .refused("\(error)")
    } catch let error as ExecutionError {
      self = .refused("\(error)")
    }
  }
}
