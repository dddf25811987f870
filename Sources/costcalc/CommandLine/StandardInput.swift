import Symbolic
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What comes on standard input, for the operand `-`.
///
/// It is read once and kept, because parts of a command ask for it in turn: one for the kind of
/// file, one for its faults, one for its network.
enum StandardInput {
  private struct Contents {
    var bytes: [UInt8] = []
    var isWhole = false
  }

  private static let contents = Mutex(Contents())

  /// The bytes, or of more than `limit` that many and some.
  ///
  /// - Throws: a diagnostic with the reason if it can't be read.
  static func bytes(upTo limit: Int) throws(Diagnostic) -> [UInt8] {
    var status = stat()
    if fstat(0, &status) == 0 {
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw Diagnostic("'-' is a folder", help: "name a file in it")
      }
      FilesInUse.note(status)
    }
    let (bytes, code) = contents.withLock { contents in
      let code = read(into: &contents, upTo: limit)
      return (contents.bytes, code)
    }
    if let code { throw Diagnostic("'-' can't be read: \(String(cString: strerror(code)))") }
    return bytes
  }

  /// Reads on until more than `limit` is there; returns the error that stops it.
  private static func read(into contents: inout Contents, upTo limit: Int) -> Int32? {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while contents.bytes.count <= limit, !contents.isWhole {
      let count = systemRead(0, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return errno }
      contents.isWhole = count == 0
      contents.bytes += buffer[..<count]
    }
    return nil
  }
}

// Inside `StandardInput` the plain name would be its own function.
private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = {
  read($0, $1, $2)
}
