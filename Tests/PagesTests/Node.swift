import Foundation

/// Node.js, where it is installed.
enum Node {
  struct Answer: Decodable {
    let totals: [String]?
    /// For each layer its name, the bytes that live, and its costs.
    let rows: [[String]]?
    let fault: String?
  }

  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/node" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  /// What the scripts of a page compute at points.
  static func answers(of page: String, at points: [[String]]) throws -> [Answer] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (html, list) = (folder.appending(path: "page.html"), folder.appending(path: "points.json"))
    try Data(page.utf8).write(to: html)
    try JSONEncoder().encode(points).write(to: list)
    let script = fixtures.appending(path: "points.js").path
    let output = try run([script, html.path, list.path], in: folder)
    return try output.split(separator: "\n").map {
      try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
    }
  }

  /// What a script prints. Standard error goes where that of the tests goes.
  private static func run(_ arguments: [String], in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = path.map { URL(filePath: $0) }
    process.arguments = arguments
    let output = folder.appending(path: "output")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    return try String(contentsOf: output, encoding: .utf8)
  }
}
