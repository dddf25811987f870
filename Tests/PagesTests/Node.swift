import Foundation

/// Node.js, where it is installed.
enum Node {
  static let path = Programs.path(of: "node")

  /// What the scripts of a page compute at points: for each, the text that `points.js` describes.
  static func answers(of page: String, at points: [[String]]) throws -> [Substring] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (html, list) = (folder.appending(path: "page.html"), folder.appending(path: "points.json"))
    try Data(page.utf8).write(to: html)
    try JSONEncoder().encode(points).write(to: list)
    let script = Programs.fixtures.appending(path: "points.js").path
    let result = try Programs.run(path ?? "", [script, html.path, list.path], in: folder)
    guard result.error.isEmpty else { throw Failure(text: result.error) }
    return result.output.split(separator: "\u{1E}")
  }

  private struct Failure: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }
}
