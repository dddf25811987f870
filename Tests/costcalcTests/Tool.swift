import Foundation
import TestSupport

/// Runs the built tool as its users do.
enum Tool {
  struct Result {
    let status: Int32
    let output: String
    let error: String
  }

  /// The folder of the build's products, where the test bundle lies too.
  private static let products =
    Bundle.main.bundleURL.hasDirectoryPath
    ? Bundle.main.bundleURL : Bundle.main.bundleURL.deletingLastPathComponent()

  static func run(_ arguments: [String], in folder: URL? = nil) throws -> Result {
    try run(executable: products.appending(path: "costcalc"), arguments, in: folder)
  }

  /// A command line whose first word is `costcalc`.
  static func run(shell line: String, in folder: URL? = nil) throws -> Result {
    let path = products.path
    return try run(
      executable: URL(filePath: "/bin/sh"), ["-c", "PATH=\"\(path):$PATH\"; \(line)"], in: folder)
  }

  private static func run(
    executable: URL, _ arguments: [String], in folder: URL?
  ) throws -> Result {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Files rather than pipes: nothing blocks, however much is printed.
    let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let (output, error) = (scratch.appending(path: "out"), scratch.appending(path: "err"))
    for file in [output, error] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    process.standardInput = FileHandle.nullDevice
    try process.runUntilExit()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
  }
}
