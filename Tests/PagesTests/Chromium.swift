import Foundation

/// Debian's Chromium, where it is installed.
enum Chromium {
  struct Answer: Decodable {
    struct Point: Decodable {
      /// The exact totals as the page shows them, by metric.
      let totals: [String: String]
      let rows, boxes: Int
      /// What the page says of the point; empty if nothing is wrong with it.
      let state: String
    }
    let points: [Point]
    /// What the page loaded besides itself, and what its policy refused.
    let loaded, refused: [String]
    /// Milliseconds from the start to the first paint; nil if there was none.
    let paint: Double?
    /// The boxes and labels of pictures as the page holds them, and as scripts draw them again.
    let written, drawn: [String]
  }

  static let path = Programs.path(of: "chromium")

  /// Opens a page, moves its sliders to points, and tells what it then shows, and what was written to
  /// its console.
  static func look(
    at page: String, points: [[String]]
  ) throws -> (answer: Answer?, console: [String]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(page.utf8).write(to: folder.appending(path: "page.html"))
    let list = String(decoding: try JSONEncoder().encode(points), as: UTF8.self)
    try Data("const points = \(list);\n".utf8).write(to: folder.appending(path: "points.js"))
    let harness = folder.appending(path: "browser.html")
    try FileManager.default.copyItem(
      at: Programs.fixtures.appending(path: "browser.html"), to: harness)
    let result = try Programs.run(
      path ?? "",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
        "--user-data-dir=\(folder.path)/profile", "--enable-logging=stderr",
        "--timeout=\(20_000 + 2_000 * points.count)",
        "--virtual-time-budget=\(10_000 + 2_000 * points.count)", "--dump-dom",
        harness.absoluteString,
      ], in: folder)
    let console = result.error.split(separator: "\n").filter { $0.contains("CONSOLE") }
    let text = result.output.firstMatch(of: /<pre id="result">([^<]+)<\/pre>/)?.1
    let json = text.flatMap { Data(base64Encoded: String($0)) }
      .flatMap { String(decoding: $0, as: UTF8.self).removingPercentEncoding }
    return (
      try json.map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) },
      console.map(String.init)
    )
  }
}
