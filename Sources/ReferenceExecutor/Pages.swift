#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Memory for tensors.
enum Pages {
  /// A page of the large kind on x86-64 and arm64.
  private static let large = 2 << 20

  /// Memory that begins with a line of the cache, so that no vector lies in two; or, where it is
  /// large, with a page that the system is asked to make large: rows of many positions touch more
  /// small ones than a processor knows the places of.
  static func allocate(bytes: Int) -> UnsafeMutableRawPointer {
    guard bytes >= large else {
      return .allocate(byteCount: max(64, bytes), alignment: 64)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: large)
    #if os(Linux)
      // Advice only: where it isn't taken, pages are small. 14 is MADV_HUGEPAGE.
      _ = madvise(memory, bytes / large * large, 14)
    #endif
    return memory
  }
}
