import CostModel
import Foundation
import JSON
import Lift
import ModelFiles
import Specs
import Symbolic
import Testing

/// Files and networks of these tests.
enum Sample {
  static let files = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "ModelFilesTests/Fixtures/files")

  static func network(file name: String) throws -> Network {
    var settings = ModelFileSettings()
    settings.batch = 1
    return try Network.translating(
      ModelFile.read(files.appending(path: name).path), settings)
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
    return try LiftedSpec(network, options, in: Catalog.embedded)
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
