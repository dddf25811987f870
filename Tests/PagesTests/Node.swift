import Foundation

/// Node.js, where it is installed.
enum Node {
  struct Answer: Decodable {
    let totals: [String]?
    /// The bytes of the arena; nil if the page can't tell.
    let arena: Int?
    /// For each layer its name, the bytes that live, and its costs.
    let rows: [[String]]?
    let fault: String?
  }

  static let path = Programs.path(of: "node")

  /// What the scripts of a page compute at points.
  static func answers(of page: String, at points: [[String]]) throws -> [Answer] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (html, list) = (folder.appending(path: "page.html"), folder.appending(path: "points.json"))
    try Data(page.utf8).write(to: html)
    try JSONEncoder().encode(points).write(to: list)
    let script = Programs.fixtures.appending(path: "points.js").path
    let result = try Programs.run(path ?? "", [script, html.path, list.path], in: folder)
    guard result.error.isEmpty else { throw Failure(text: result.error) }
    return try result.output.split(separator: "\n").map {
      try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }
}
