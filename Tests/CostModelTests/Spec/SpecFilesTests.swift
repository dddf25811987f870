import Foundation
import JSON
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// The files under specs/ as files: embedded as they are, aligned, without faults.
struct SpecFilesTests {
  private static let folders = [
    "accuracies", "architectures", "blocks", "conventions", "machines", "published",
  ]

  @Test func embeddedFilesEqualTheFolder() throws {
    var expected: [String: String] = [:]
    for folder in SpecFilesTests.folders {
      let kind = folder == "accuracies" ? "csv" : "json"
      let folderURL = Repository.root.appending(path: "specs/\(folder)")
      for url in try Repository.files(kind, in: folderURL) {
        expected["\(folder)/\(url.lastPathComponent)"] = try String(
          contentsOf: url, encoding: .utf8)
      }
    }
    let embedded = Dictionary(
      Catalog.embeddedFiles.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    #expect(embedded.keys.sorted() == expected.keys.sorted(), "run 'swift run embed-specs'")
    for (path, text) in expected {
      #expect(embedded[path] == text, "\(path) changed; run 'swift run embed-specs'")
    }
  }

  @Test func embeddedNamesAreWhatTheFilesDefine() throws {
    for file in Catalog.embeddedFiles {
      let bytes = Array(file.text.utf8)
      let names =
        if file.isPublished {
          try Published.read(bytes, file: file.path).modelNames
        } else if file.isConvention {
          [try Convention.read(bytes, file: file.path).name]
        } else if file.isMachine {
          [try MachineProfile.read(bytes, file: file.path).name]
        } else if file.isAccuracy {
          // The table of an architecture is called as it is.
          [String(file.path.split(separator: "/")[1].dropLast(".csv".count))]
        } else {
          try Spec.read(bytes, file: file.path).definedNames
        }
      #expect(file.names == names, "\(file.path)")
    }
  }

  @Test func aNameStandsOnce() {
    let catalog = Catalog.embedded
    for names in [
      catalog.files.filter(\.isArchitecture).flatMap(\.names),
      catalog.files.filter(\.isLibrary).flatMap(\.names),
    ] {
      #expect(Set(names).count == names.count)
    }
  }

  @Test func specsHaveNoFaults() throws {
    let catalog = try Repository.catalog()
    let folders = ["architectures", "blocks"].map {
      Repository.root.appending(path: "specs/\($0)")
    }
    for folder in folders + [Repository.fixtures.appending(path: "specs")] {
      for url in try Repository.jsonFiles(in: folder) {
        let spec = try Spec.read(Repository.bytes(url), file: url.lastPathComponent)
        let findings = spec.findings(in: catalog, reserved: [])
        #expect(findings.faults + findings.notes == [], "\(url.lastPathComponent)")
      }
    }
  }

  /// Cells of a section stand under each other: a row's cells start where the header's do.
  @Test func tablesAreAligned() throws {
    for folder in SpecFilesTests.folders {
      for url in try Repository.jsonFiles(in: Repository.root.appending(path: "specs/\(folder)")) {
        let json = try JSON.read(Repository.bytes(url), file: url.lastPathComponent)
        for position in SpecFilesTests.misaligned(json) {
          Issue.record("\(position) does not stand under the cells above it")
        }
      }
    }
  }

  /// The positions of cells that start elsewhere than the cell above them.
  private static func misaligned(_ json: JSON) -> [SourcePosition] {
    switch json.value {
    case .object(let members): return members.flatMap { misaligned($0.value) }
    case .array(let rows):
      let cells = rows.compactMap { row -> [JSON]? in
        guard case .array(let cells) = row.value else { return nil }
        return cells
      }
      guard cells.count == rows.count, rows.count > 1 else { return [] }
      var above: [Int] = []
      return cells.flatMap { row -> [SourcePosition] in
        let starts = row.map(\.position.column)
        let isHeader = row.contains { cell in
          ["operator", "variant"].map { JSON.Value.string($0) }.contains(cell.value)
        }
        if isHeader || above.isEmpty {
          above = starts
          return []
        }
        if starts.count > above.count { above = starts }
        return zip(row, above).filter { $0.position.column != $1 }.map(\.0.position)
      }
    case .null, .bool, .number, .string: return []
    }
  }
}
