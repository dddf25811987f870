import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that one process appends to, and whose every addition is on the disk before the next.
final class AppendOnlyFile {
  /// Where it lies.
  let path: String
  /// How many bytes it holds for good.
  private(set) var length: Int
  private let descriptor: Int32

  /// Opens a file, or makes it, and keeps other processes from appending.
  ///
  /// - Throws: a diagnostic where it is no plain file, where another process holds it, or where
  ///   the system refuses.
  init(_ path: String) throws(Diagnostic) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw AppendOnlyFile.fault(path, "can't be opened") }
    self.path = path
    self.descriptor = descriptor
    length = 0
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Diagnostic("\(quoted(path)) is no file that a journal can be kept in")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      // Some file systems of clusters have no locks.
      guard errno == EWOULDBLOCK else { throw AppendOnlyFile.fault(path, "can't be locked") }
      throw Diagnostic(
        "another search is writing the journal \(quoted(path))",
        help: "wait for it, or name another with --journal")
    }
    length = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// All that it holds.
  func contents() throws(Diagnostic) -> [UInt8] {
    try AppendOnlyFile.contents(of: descriptor, path)
  }

  /// All that a file holds, without making or holding it.
  static func contents(of path: String) throws(Diagnostic) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(path, "can't be read") }
    defer { close(descriptor) }
    return try contents(of: descriptor, path)
  }

  /// Appends a text and waits until it is on the disk; where that fails, the file is as before.
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
  }

  /// Drops what stands behind so many bytes.
  func cut(to length: Int) throws(Diagnostic) {
    guard ftruncate(descriptor, off_t(length)) == 0 else {
      throw AppendOnlyFile.fault(path, "can't be written")
    }
    self.length = length
  }

  /// After a crash a new file is found only if its folder is on the disk too.
  func syncFolder() {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private func undo() -> Diagnostic {
    let fault = AppendOnlyFile.fault(path, "can't be written")
    try? cut(to: length)
    return fault
  }

  private static func contents(of descriptor: Int32, _ path: String) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fault(path, "can't be read") }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func fault(_ path: String, _ what: String) -> Diagnostic {
    Diagnostic("\(quoted(path)) \(what): \(String(cString: strerror(errno)))")
  }
}
