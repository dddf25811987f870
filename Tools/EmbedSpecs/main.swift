import CostModel
import Foundation
import Specs

// Writes the files of specs/ into a Swift file, so that the binary carries them and finds them by
// name without a parser at start-up, and those of web/ into another:
//
//     swift run embed-specs
//
// Tests fail while they differ.

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

/// The style and the scripts of pages, each with the hash by which a page allows it.
func webAssets() throws -> String {
  func asset(_ file: String) throws -> String {
    let text = try String(contentsOf: root.appending(path: "web/\(file)"), encoding: .utf8)
    let hash = Data(SHA256.hash([UInt8](text.utf8))).base64EncodedString()
    return "(hash: \"sha256-\(hash)\", text: ###\"\"\"\n\(text)\n\"\"\"###)"
  }
  // Each uses those before it.
  func assets(_ files: String...) throws -> String {
    "[\n\(try files.map(asset).joined(separator: ",\n"))\n  ]"
  }
  return """
    // Written from web/ by `swift run embed-specs`; edit those files instead of this one.
    // swift-format-ignore-file

    enum PageAssets {
      typealias Asset = (hash: String, text: String)

      static let style: Asset = \(try asset("report.css"))
      static let networkScripts: [Asset] = \(
        try assets(
          "exact.js", "functions.js", "formulas.js", "memory.js", "network.js", "text.js",
          "sorting.js", "sliders.js", "totals.js", "table.js", "scopes.js", "icicle.js",
          "rooflinechart.js", "memorychart.js", "stepchart.js", "staircase.js", "view.js", "report.js"))
      static let searchScripts: [Asset] = \(try assets("sorting.js", "search.js"))
    }

    """
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
  try Data(webAssets().utf8).write(to: root.appending(path: "Sources/Pages/PageAssets.swift"))
} catch {
  FileHandle.standardError.write(Data("embed-specs: \(error)\n".utf8))
  exit(2)
}
