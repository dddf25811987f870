#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file without a name, which never reaches the disk where `/dev/shm` is memory.
struct ScratchFile {
  private let descriptor: Int32

  init() {
    var template = Array("/dev/shm/costcalc-fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    expect(descriptor >= 0, "/dev/shm can't be written")
    unlink(template)
  }

  /// Where it can be opened.
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// Makes these bytes all that it holds.
  func write(_ bytes: [UInt8]) {
    let isWritten =
      ftruncate(descriptor, 0) == 0 && pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
    expect(isWritten, "the scratch file can't be written")
  }
}
