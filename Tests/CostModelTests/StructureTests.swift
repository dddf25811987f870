import Foundation
import TestSupport
import Testing

/// The code is what CONTRIBUTING.md draws: modules and folders mention only those above them.
struct StructureTests {
  /// A module with its folders, as drawn. Files outside its folders come last.
  private struct Module {
    let name: String
    var folders: [String] = []
  }

  /// The lines under `Sources/` in the picture.
  private static let drawn: [Module] = {
    let file = Repository.root.appending(path: "CONTRIBUTING.md")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    var modules: [Module] = []
    let lines = text.split(separator: "\n").drop { $0 != "Sources/" }.dropFirst()
    for line in lines.prefix(while: { $0.hasPrefix("  ") }) {
      guard let name = line.split(separator: "/").first?.drop(while: { $0 == " " }) else { break }
      if line.hasPrefix("    ") {
        modules[modules.count - 1].folders.append(String(name))
      } else {
        modules.append(Module(name: String(name)))
      }
    }
    return modules
  }()

  private struct Source {
    let file: String
    /// The index of its folder in the picture.
    let folder: Int
    /// Its code without comments and strings.
    let code: String
  }

  private static func sources(of module: Module) throws -> [Source] {
    let root = Repository.root.appending(path: "Sources/\(module.name)")
    return try Repository.files("swift", in: root).map { url in
      let path = url.path.dropFirst(root.path.count + 1)
      let folder = path.contains("/") ? path.split(separator: "/").first.map(String.init) : nil
      let index = try #require(
        folder.map(module.folders.firstIndex) ?? module.folders.count, "\(path) is not drawn")
      // The embedded files are one string of thousands of lines.
      let text =
        path.hasSuffix("EmbeddedSpecs.swift") ? "" : try String(contentsOf: url, encoding: .utf8)
      let code = text.replacing(/"""(?s:.*?)"""/, with: "").replacing(/\/\/.*/, with: "")
      return Source(file: "\(module.name)/\(path)", folder: index, code: code)
    }
  }

  @Test func thePictureIsComplete() throws {
    let sources = Repository.root.appending(path: "Sources")
    let folders = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    #expect(Set(folders) == Set(StructureTests.drawn.map(\.name)))
    for module in StructureTests.drawn {
      for folder in module.folders {
        let path = sources.appending(path: "\(module.name)/\(folder)").path
        #expect(FileManager.default.fileExists(atPath: path), "\(module.name)/\(folder)")
      }
    }
  }

  @Test func modulesImportThoseAboveThem() throws {
    let names = StructureTests.drawn.map(\.name)
    for (index, module) in StructureTests.drawn.enumerated() {
      for source in try StructureTests.sources(of: module) {
        for match in source.code.matches(of: /(?m)^import (\w+)$/) {
          guard let other = names.firstIndex(of: String(match.1)) else { continue }
          #expect(other < index, "\(source.file) imports \(match.1)")
        }
      }
    }
  }

  @Test func foldersMentionThoseAboveThem() throws {
    let declaration =
      /(?m)^(?:(?:public|package|final|indirect) )*(?:struct|enum|class|protocol|actor|typealias) (\w+)/
    for module in StructureTests.drawn {
      let sources = try StructureTests.sources(of: module)
      var owners: [Substring: Source] = [:]
      for source in sources {
        for match in source.code.matches(of: declaration) { owners[match.1] = source }
      }
      for source in sources {
        // A name after a dot belongs to something else.
        for match in source.code.matches(of: /(?:^|[^.\w])([A-Z]\w+)/) {
          guard let owner = owners[match.1], owner.folder > source.folder else { continue }
          Issue.record("\(source.file) mentions \(match.1) of \(owner.file)")
        }
      }
    }
  }
}
