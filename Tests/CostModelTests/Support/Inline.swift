import Symbolic

import CostModel
import Specs

/// Specs that stand in a test as text.
enum Inline {
  /// A catalog of texts by file name, the first of them first.
  static func catalog(_ texts: [(file: String, text: String)]) throws(Diagnostics) -> Catalog {
    var files: [Catalog.File] = []
    for (file, text) in texts {
      let spec = try Spec.read(Array(text.utf8), file: file)
      let kind = spec.body == nil ? "blocks" : "architectures"
      files.append(Catalog.File(path: "\(kind)/\(file)", names: spec.definedNames, text: text))
    }
    return Catalog(files)
  }

  /// Reads, expands and counts a spec, with other files beside it.
  static func report(
    _ text: String, _ settings: Settings = Settings(), _ options: CountOptions = CountOptions(),
    beside others: [(file: String, text: String)] = []
  ) throws -> Report {
    let spec = try Spec.read(Array(text.utf8), file: "a.json")
    let catalog = try catalog(others)
    return try Report(Network.expand(Model(spec), settings, in: catalog), options)
  }

  /// What is wrong with a spec, a line a fault; nil where it is counted.
  static func fault(
    _ text: String, _ settings: Settings = Settings(),
    beside others: [(file: String, text: String)] = []
  ) -> String? {
    do {
      _ = try report(text, settings, beside: others)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// A spec of a body under some columns, 8 x 8 x 4 in.
  static func spec(
    _ keys: String = "", columns: String, _ rows: String...
  ) -> String {
    let cells = columns.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ", ")
    return """
      { "name": "a", "input": [8, 8, 4],\(keys.isEmpty ? "" : " \(keys),")
        "body": [
          [\(cells)],
          \(rows.joined(separator: ",\n    ")) ] }
      """
  }
}
