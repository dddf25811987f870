import Foundation
import TestSupport
import Testing

/// A document with a section that a test writes, between two marks.
struct Document {
  private let path: String
  private let start, end: String

  init(_ path: String, writtenBy test: String) {
    self.path = path
    start = "<!-- written by \(test) -->\n"
    end = "<!-- end of what \(test) wrote -->"
  }

  /// Checks that the section says this; `WRITE_DOCS=1 swift test` writes it instead.
  func check(_ section: String) throws {
    let url = Repository.root.appending(path: path)
    let text = try String(contentsOf: url, encoding: .utf8)
    let from = try #require(text.range(of: start), "\(path) has no mark '\(start)'").upperBound
    let to = try #require(text.range(of: end), "\(path) has no mark '\(end)'").lowerBound
    guard text[from..<to] != section else { return }
    if ProcessInfo.processInfo.environment["WRITE_DOCS"] != nil {
      try text.replacingCharacters(in: from..<to, with: section)
        .write(to: url, atomically: true, encoding: .utf8)
    } else {
      Issue.record("\(path) is behind: run 'WRITE_DOCS=1 swift test'")
    }
  }
}
