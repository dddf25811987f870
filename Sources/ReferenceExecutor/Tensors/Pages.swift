#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Memory for tensors.
enum Pages {
  /// The size of a large page on x86-64 and arm64.
  private static let large = 2 << 20

  /// Memory aligned to a cache line, so that no vector crosses two; if it is large, aligned to a
  /// page that the system is asked to make large, because rows of many positions touch more small
  /// pages than a processor has addresses cached for.
  static func allocate(bytes: Int) -> UnsafeMutableRawPointer {
    guard bytes >= large else {
      return .allocate(byteCount: max(64, bytes), alignment: 64)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: large)
    #if os(Linux)
      // Only advice: if it is not taken, pages are small. 14 is MADV_HUGEPAGE.
      _ = madvise(memory, bytes / large * large, 14)
    #endif
    return memory
  }
}
