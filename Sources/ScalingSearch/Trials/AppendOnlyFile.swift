import CostModel
import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that one process appends to; each addition is on the disk before the next begins.
final class AppendOnlyFile {
  /// The path of the file.
  let path: String
  /// The number of bytes safely written.
  private(set) var length: Int
  private let descriptor: Int32

  /// Opens or creates a file, and keeps other processes from appending to it.
  ///
  /// - Throws: a diagnostic if it is not a regular file, if another process has it open, or if the
  ///   system refuses.
  init(_ path: String) throws(Diagnostic) {
    let descriptor = path.withSystemString {
      open($0, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    }
    guard descriptor >= 0 else { throw AppendOnlyFile.fault(path, "can't be opened") }
    self.path = path
    self.descriptor = descriptor
    length = 0
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Diagnostic("\(quoted(path)) can't hold a journal: it is not a regular file")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      // Some cluster file systems have no locks.
      guard errno == EWOULDBLOCK else { throw AppendOnlyFile.fault(path, "can't be locked") }
      throw Diagnostic(
        "another search is writing the journal \(quoted(path))",
        help: "wait for it, or name another with --journal")
    }
    length = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Visits the lines of the file, one by one, without their line feeds.
  ///
  /// - Returns: the number of bytes in those lines, including line feeds, and an unfinished line
  ///   after them.
  func lines(
    _ line: (ArraySlice<UInt8>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> (length: Int, unfinished: [UInt8]) {
    try AppendOnlyFile.lines(of: descriptor, path, line)
  }

  /// The same for a file that is neither created nor locked; `-` is standard input.
  static func lines(
    of path: String, _ line: (ArraySlice<UInt8>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> (length: Int, unfinished: [UInt8]) {
    let descriptor = path == "-" ? 0 : path.withSystemString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw fault(path, "can't be read") }
    defer { if descriptor != 0 { close(descriptor) } }
    return try lines(of: descriptor, path, line)
  }

  /// Appends a text and waits until it is on the disk; if that fails, the file is unchanged.
  func append(_ text: String) throws(Diagnostic) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw undo() }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw undo() }
    length += text.utf8.count
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
      throw Diagnostic("\(quoted(path)) has been removed, and what it held with it")
    }
  }

  /// Truncates the file to a number of bytes.
  func cut(to length: Int) throws(Diagnostic) {
    guard ftruncate(descriptor, off_t(length)) == 0 else {
      throw AppendOnlyFile.fault(path, "can't be written")
    }
    self.length = length
  }

  /// A new file survives a crash only if its folder is on the disk, too.
  func syncFolder() {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = folder.withSystemString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private func undo() -> Diagnostic {
    let fault = AppendOnlyFile.fault(path, "can't be written")
    try? cut(to: length)
    return fault
  }

  /// Longer lines are rejected, so that a file that is no journal does not fill the memory.
  static let lineLimit = 16 << 20

  private static func lines(
    of descriptor: Int32, _ path: String,
    _ line: (ArraySlice<UInt8>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> (length: Int, unfinished: [UInt8]) {
    let lineFeed = UInt8(ascii: "\n")
    var length = 0
    var rest: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fault(path, "can't be read") }
      guard count > 0 else { return (length, rest) }
      // The rest of the previous block has no line feed.
      var (start, from) = (0, rest.count)
      rest += buffer[..<count]
      while let end = rest[from...].firstIndex(of: lineFeed) {
        try line(rest[start..<end])
        (start, from) = (end + 1, end + 1)
      }
      length += start
      rest.removeFirst(start)
      guard rest.count <= lineLimit else {
        throw Diagnostic("\(quoted(path)) has a line of more than 16 MiB, and is no journal")
      }
    }
  }

  private static func fault(_ path: String, _ what: String) -> Diagnostic {
    Diagnostic("\(quoted(path)) \(what): \(String(cString: strerror(errno)))")
  }
}
