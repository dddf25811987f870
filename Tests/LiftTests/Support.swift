import CostModel
import Foundation
import JSON
import Lift
import ModelFiles
import Specs
import Symbolic
import TestSupport
import Testing

/// Files and networks of these tests.
enum Sample {
  static let files = Repository.modelFiles

  static func network(file name: String) throws -> Network {
    var settings = ModelFileSettings()
    settings.batch = 1
    return try Network.translating(
      ModelFile.read(files.appending(path: name).path), settings)
  }

  /// A member of a family, from the fixtures of these tests or of ModelFilesTests.
  static func network(member name: String) throws -> Network {
    let own = members.appending(path: "\(name).onnx").path
    guard FileManager.default.fileExists(atPath: own) else {
      return try network(file: "\(name).onnx")
    }
    var settings = ModelFileSettings()
    settings.batch = 1
    return try Network.translating(ModelFile.read(own), settings)
  }

  private static let members = Repository.root.appending(path: "Tests/LiftTests/Fixtures")

  /// What PyTorch counts of members.
  static var memberCounts: [String: (macs: Formula, merged: Formula)] {
    get throws {
      let file = members.appending(path: "counts.json")
      let json = try JSON.read(Array(Data(contentsOf: file)), file: file.path)
      guard case .object(let entries) = json.value else { return [:] }
      return Dictionary(
        uniqueKeysWithValues: entries.compactMap { entry in
          guard case .number(let macs)? = entry.value["macs"]?.value, let macs = Int(macs),
            case .number(let merged)? = entry.value["merged"]?.value, let merged = Int(merged)
          else { return nil }
          return (entry.key, (Formula(macs), Formula(merged)))
        })
    }
  }

  static func network(_ name: String, _ values: [(String, String)] = []) throws -> Network {
    try Network.expand(
      Catalog.embedded.model(named: name), Settings(values), in: Catalog.embedded)
  }

  static func network(_ spec: Spec, _ values: [(String, String)] = []) throws -> Network {
    try Network.expand(Model(spec), Settings(values), in: Catalog.embedded)
  }

  static func lifted(_ network: Network, isFlat: Bool = false) throws -> LiftedSpec {
    var options = LiftOptions()
    options.isFlat = isFlat
    return try LiftedSpec([network], options, in: Catalog.embedded)
  }

  /// The rows of a network's own body, from the text of its spec.
  static func rowCount(of name: String) throws -> Int {
    let file = try #require(Catalog.embedded.file(defining: name))
    let json = try JSON.read(Array(file.text.utf8), file: file.path)
    guard case .array(let lines)? = json["body"]?.value else { return 0 }
    return lines.count { line in
      guard case .array(let cells) = line.value else { return false }
      return !cells.contains { $0.value == .string("operator") }
    }
  }
}
