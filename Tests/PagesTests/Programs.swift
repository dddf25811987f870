import Foundation
import TestSupport

/// Programs that tests need and that may not be installed.
enum Programs {
  static let fixtures = Repository.root.appending(path: "Tests/PagesTests/Fixtures")

  static func path(of program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// What a program writes. Files rather than pipes: nothing blocks, however much it is.
  static func run(
    _ path: String, _ arguments: [String], in folder: URL
  ) throws -> (output: String, error: String) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let files = ["output", "error"].map { folder.appending(path: $0) }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = FileHandle.nullDevice
    try process.runUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return (texts[0], texts[1])
  }
}
