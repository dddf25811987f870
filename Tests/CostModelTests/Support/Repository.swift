import Foundation

import CostModel
import Specs
import TestSupport

extension Repository {
  static let fixtures = root.appending(path: "Tests/CostModelTests/Fixtures")

  static func bytes(_ url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

  /// The JSON files of a folder and its folders, sorted by path.
  static func jsonFiles(in folder: URL) throws -> [URL] { try files("json", in: folder) }

  /// The files of a kind in a folder and those within it, sorted.
  static func files(_ kind: String, in folder: URL) throws -> [URL] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return paths.filter { $0.hasSuffix(".\(kind)") }.sorted().map { folder.appending(path: $0) }
  }

  /// The architectures and blocks of a folder, as a catalog holds them.
  static func catalogFiles(in folder: URL) throws -> [Catalog.File] {
    try jsonFiles(in: folder).map { url in
      let bytes = try bytes(url)
      let spec = try Spec.read(bytes, file: url.lastPathComponent)
      let kind = spec.body == nil ? "blocks" : "architectures"
      return Catalog.File(
        path: "\(kind)/\(url.lastPathComponent)", names: spec.definedNames,
        text: String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The shipped specs and the stress specs of the tests.
  static func catalog() throws -> Catalog {
    let shipped = try ["architectures", "blocks"].flatMap {
      try catalogFiles(in: root.appending(path: "specs/\($0)"))
    }
    return Catalog(shipped + (try catalogFiles(in: fixtures.appending(path: "specs"))))
  }
}
