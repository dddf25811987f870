import Foundation

/// The files of this repository, found from where this file stands.
package enum Repository {
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Model files that several targets read.
  package static let modelFiles = root.appending(path: "Tests/ModelFilesTests/Fixtures/files")
}
