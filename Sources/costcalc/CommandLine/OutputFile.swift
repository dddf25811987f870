import CostModel
import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that a user names for a result.
///
/// The result is written to a new file and renamed, so that a full disk or the end of the process
/// leaves the old contents intact. Create this before computing the result: it checks that the file
/// can be written. Like a shell's `>`, it writes to where a link leads, even if nothing is there
/// yet.
struct OutputFile {
  /// As typed; `-` is standard output.
  private let path: String
  /// The path of the file, with links resolved.
  private let place: String
  /// Whether it is written in place: a device or a pipe.
  private let isSpecial: Bool
  /// The permissions of the file that it replaces; nil for a new file.
  private let mode: mode_t?

  /// - Throws: a diagnostic if the file can't be written, or if this run has read it.
  init(_ path: String) throws(Diagnostic) {
    self.path = path
    var status = stat()
    let exists = path.withSystemString { stat($0, &status) } == 0
    isSpecial = path == "-" || exists && status.st_mode & S_IFMT != S_IFREG
    mode = exists ? status.st_mode & 0o777 : nil
    place = isSpecial ? path : try OutputFile.behindLinks(path)
    guard !isSpecial else {
      if status.st_mode & S_IFMT == S_IFDIR, path != "-" {
        throw Diagnostic("\(quotedPath(path)) is a folder", help: "name a file in it")
      }
      return
    }
    try checkInputs()
    // A file that may not be written may not be replaced, either.
    guard !exists || place.withSystemString({ access($0, W_OK) }) == 0 else { throw fault(errno) }
    let (descriptor, beside) = try create()
    close(descriptor)
    _ = beside.withSystemString(unlink)
    guard FilesInUse.claim(place, in: OutputFile.folder(of: place)) else {
      throw Diagnostic(
        "\(quotedPath(path)) is to hold another result of this command", help: "name another file")
    }
  }

  /// - Throws: a diagnostic if this run has read the file that would be replaced.
  private func checkInputs() throws(Diagnostic) {
    var status = stat()
    guard place.withSystemString({ stat($0, &status) }) == 0, FilesInUse.contains(status) else {
      return
    }
    throw Diagnostic(
      "\(quotedPath(path)) is read by this command and would be overwritten",
      help: "name another file")
  }

  /// Writes the result.
  ///
  /// - Throws: a diagnostic with the reason if it can't be written, or if what this run has read
  ///   since would be overwritten; the file is then unchanged.
  func write(_ text: String) throws {
    guard path != "-" else { return try Terminal.writeStandardOutput(text, isExact: true) }
    try write(Array(text.utf8))
  }

  /// Writes bytes as they are, as ``write(_:)-(String)`` does a text.
  func write(_ bytes: [UInt8]) throws {
    guard path != "-" else { return try Terminal.write(bytes, to: 1) }
    guard !isSpecial else {
      let descriptor = path.withSystemString { open($0, O_WRONLY | O_CLOEXEC) }
      guard descriptor >= 0 else { throw fault(errno) }
      defer { close(descriptor) }
      return try send(bytes, to: descriptor)
    }
    try checkInputs()
    let (descriptor, beside) = try create()
    do {
      defer { close(descriptor) }
      try send(bytes, to: descriptor)
      guard fsync(descriptor) == 0 else { throw fault(errno) }
    } catch {
      _ = beside.withSystemString(unlink)
      throw error
    }
    let code = beside.withSystemString { old in place.withSystemString { rename(old, $0) } }
    guard code == 0 else {
      let fault = fault(errno)
      _ = beside.withSystemString(unlink)
      throw fault
    }
  }

  private func send(_ bytes: [UInt8], to descriptor: Int32) throws(Diagnostic) {
    do throws(Terminal.WriteError) {
      try Terminal.write(bytes, to: descriptor)
    } catch {
      throw fault(error.code)
    }
  }

  /// A new file in the same folder, so that the rename is atomic.
  private func create() throws(Diagnostic) -> (descriptor: Int32, path: String) {
    for attempt in 0..<100 {
      let beside = "\(OutputFile.folder(of: place)).costcalc-\(getpid())-\(attempt)"
      let descriptor = beside.withSystemString {
        open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      }
      if descriptor >= 0 {
        if let mode { fchmod(descriptor, mode) }
        return (descriptor, beside)
      }
      guard errno == EEXIST else { break }
    }
    throw fault(errno)
  }

  private static func behindLinks(_ path: String) throws(Diagnostic) -> String {
    if let resolved = path.withSystemString({ realpath($0, nil) }) {
      defer { free(resolved) }
      return String(systemString: resolved)
    }
    // The last link leads to nothing.
    var place = path
    for _ in 0..<40 {
      var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = place.withSystemString { readlink($0, &bytes, bytes.count) }
      guard count >= 0 else { return place }
      let target = String(systemBytes: bytes.prefix(count).map { UInt8(bitPattern: $0) })
      place = target.hasPrefix("/") ? target : OutputFile.folder(of: place) + target
    }
    throw fault(path, ELOOP)
  }

  /// The folder of a file, with its slash; empty for the current one.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private func fault(_ code: Int32) -> Diagnostic { OutputFile.fault(path, code) }

  private static func fault(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic("\(quotedPath(path)) can't be written: \(String(cString: strerror(code)))")
  }
}
