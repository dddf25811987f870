import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a file, mapped rather than read: what nobody looks at is never loaded.
///
/// A file that another process cuts while it is mapped ends this process with SIGBUS as soon as a
/// page behind the new end is touched. ``checkUnchanged()`` tells it before lazy reads and after
/// the structure was read; between check and access, and inside one page, the risk remains, as it
/// does for every program that maps files. What is no plain file, such as a pipe, is read instead.
package final class MappedFile: @unchecked Sendable {
  /// The name of the file as shown to the reader.
  let name: String
  let start: UnsafeRawPointer
  let count: Int
  /// The open file and its status when it was mapped; nil for bytes in memory.
  private let source: (descriptor: Int32, status: stat)?

  /// What is no plain file is read up to this size.
  private static let streamLimit = 1 << 30

  /// Bytes that are in memory already; they are copied.
  package init(_ bytes: [UInt8], name: String) {
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
    bytes.withUnsafeBytes {
      copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
    }
    self.name = name
    start = UnsafeRawPointer(copy)
    count = bytes.count
    source = nil
  }

  private init(_ descriptor: Int32, _ status: stat, _ start: UnsafeRawPointer, name: String) {
    self.name = name
    self.start = start
    count = Int(status.st_size)
    source = (descriptor, status)
  }

  deinit {
    let memory = UnsafeMutableRawPointer(mutating: start)
    if let source {
      munmap(memory, count)
      close(source.descriptor)
    } else {
      memory.deallocate()
    }
  }

  /// Maps the file at a path.
  ///
  /// - Throws: a diagnostic with the system's reason.
  static func open(_ path: String) throws(Diagnostic) -> MappedFile {
    let descriptor = path.withSystemString { systemOpen($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw unreadable(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      throw unreadable(path)
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      defer { close(descriptor) }
      return MappedFile(try stream(descriptor, path), name: path)
    }
    let memory = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let memory, memory != MAP_FAILED else {
      close(descriptor)
      throw unreadable(path)
    }
    return MappedFile(descriptor, status, UnsafeRawPointer(memory), name: path)
  }

  /// - Throws: a diagnostic if the file has another size or was written to since it was mapped.
  func checkUnchanged() throws(Diagnostic) {
    guard let source else { return }
    var now = stat()
    let then = source.status
    guard fstat(source.descriptor, &now) == 0, now.st_size == then.st_size,
      modified(now) == modified(then)
    else {
      throw Diagnostic("\(quoted(name)) was changed while it was read", help: "try again")
    }
  }

  private func modified(_ status: stat) -> [Int] {
    #if canImport(Darwin)
      [status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec]
    #else
      [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    #endif
  }

  private static func stream(_ descriptor: Int32, _ path: String) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while bytes.count <= streamLimit {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
    throw Diagnostic(
      "\(quotedPath(path)) is a stream of more than 1 GiB",
      help: "save it to a file, which is mapped")
  }

  private static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic("\(quotedPath(path)) can't be read: \(String(cString: strerror(errno)))")
  }
}

/// `open`, which a static method of that name hides.
private func systemOpen(_ path: UnsafePointer<CChar>, _ flags: Int32) -> Int32 {
  open(path, flags)
}
