import Foundation
import Testing

/// A folder in which a search runs, and which goes with its test.
final class ClusterFolder {
  let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String, isExecutable: Bool = false) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: false, encoding: .utf8)
    guard isExecutable else { return }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  func lineCount(_ name: String) throws -> Int { try read(name).count { $0 == "\n" } }

  func names(like prefix: String, _ suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path)
      .filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }
  }

  /// What a command prints that has to succeed.
  func output(_ line: String) throws -> String {
    let result = try Tool.run(shell: line, in: url)
    #expect(result.status == 0, "\(line): \(result.error)")
    return result.output
  }
}
