import Foundation
import TestSupport
import Testing

import costcalc

/// Runs the console blocks of the README and the documentation, and compares their output.
///
/// A line `…` stands for any number of lines.
struct DocumentationTests {
  private struct Block {
    let command: String
    let output: [String]
    let place: String
  }

  private static let root = Repository.root

  @Test func consoleBlocksPrintWhatTheySay() async throws {
    try await onOwnThread {
      let documents =
        ["README.md"]
        + (try FileManager.default.contentsOfDirectory(
          atPath: DocumentationTests.root.appending(path: "docs").path))
        .filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
      var count = 0
      for document in documents {
        let folder = try scratchFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for block in try blocks(of: document) {
          count += 1
          let result = try Tool.run(shell: block.command, in: folder)
          #expect(result.status == 0, "\(block.place): \(result.error)")
          let printed = result.output.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
          let mismatch = firstMismatch(block.output, printed.dropLast())
          #expect(mismatch == nil, "\(block.place): \(block.command)\n\(mismatch ?? "")")
        }
      }
      #expect(count >= 10)
    }
  }

  /// A folder that shows what the repository has, and takes what a document's commands write.
  private func scratchFolder() throws -> URL {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: UUID().uuidString)
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in try files.contentsOfDirectory(atPath: DocumentationTests.root.path) {
      try files.createSymbolicLink(
        at: folder.appending(path: name),
        withDestinationURL: DocumentationTests.root.appending(path: name))
    }
    return folder
  }

  /// The blocks marked `console`, a command after `$ ` with the lines up to the next.
  private func blocks(of document: String) throws -> [Block] {
    let text = try String(
      contentsOf: DocumentationTests.root.appending(path: document), encoding: .utf8)
    var blocks: [Block] = []
    var isConsole = false
    var command: String?
    var output: [String] = []
    var start = 0
    func finish() {
      guard let command else { return }
      blocks.append(Block(command: command, output: output, place: "\(document):\(start)"))
    }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        if isConsole { finish() }
        isConsole = line == "```console"
        (command, output) = (nil, [])
      } else if isConsole, line.hasPrefix("$ ") {
        finish()
        (command, output, start) = (String(line.dropFirst(2)), [], number + 1)
      } else if isConsole {
        output.append(String(line))
      }
    }
    return blocks
  }

  /// What differs first; nil where all lines agree.
  private func firstMismatch(_ expected: [String], _ actual: some Collection<String>) -> String? {
    var rest = Array(actual)[...]
    var skips = false
    for line in expected {
      if line == "…" {
        skips = true
        continue
      }
      if skips {
        guard let index = rest.firstIndex(of: line) else { return "missing: \(line)" }
        rest = rest[(index + 1)...]
      } else {
        guard rest.first == line else {
          return "expected: \(line)\nprinted:  \(rest.first ?? "nothing")"
        }
        rest = rest.dropFirst()
      }
      skips = false
    }
    return skips || rest.isEmpty ? nil : "also printed: \(rest.first ?? "")"
  }
}
