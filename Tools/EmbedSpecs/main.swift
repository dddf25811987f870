import CostModel
import Foundation
import Specs

// Writes the files of specs/ into a Swift file, so that the binary carries them and finds them by
// name without a parser at start-up:
//
//     swift run embed-specs
//
// A test fails while the two differ.

let root = URL(filePath: FileManager.default.currentDirectoryPath)
let specs = root.appending(path: "specs")
let output = root.appending(path: "Sources/Specs/Catalog/EmbeddedSpecs.swift")

func names(in folder: String, _ bytes: [UInt8], _ file: String) throws -> [String] {
  switch folder {
  case "accuracies": [URL(filePath: file).deletingPathExtension().lastPathComponent]
  case "machines": [try MachineProfile.read(bytes, file: file).name]
  case "conventions": [try Convention.read(bytes, file: file).name]
  case "published": try Published.read(bytes, file: file).modelNames
  default: try Spec.read(bytes, file: file).definedNames
  }
}

var source = """
  // Written from specs/ by `swift run embed-specs`; edit those files instead of this one.
  // swift-format-ignore-file

  extension Catalog {
    /// The files of specs/ as they were when this was built.
    package static let embeddedFiles: [File] = [

  """

do {
  for folder in ["accuracies", "architectures", "blocks", "conventions", "machines", "published"] {
    let urls = try FileManager.default
      .contentsOfDirectory(at: specs.appending(path: folder), includingPropertiesForKeys: nil)
      .filter { ["json", "csv"].contains($0.pathExtension) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    for url in urls {
      let path = "\(folder)/\(url.lastPathComponent)"
      let bytes = [UInt8](try Data(contentsOf: url))
      let names = try names(in: folder, bytes, "specs/\(path)")
      source += "    File(path: \"\(path)\", names: \(names), text: ###\"\"\"\n"
      source += String(decoding: bytes, as: UTF8.self)
      source += "\n\"\"\"###),\n"
    }
  }
  source += "  ]\n}\n"
  try Data(source.utf8).write(to: output)
} catch {
  FileHandle.standardError.write(Data("embed-specs: \(error)\n".utf8))
  exit(2)
}
