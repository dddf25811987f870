import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether the user, or the system, wants a long search to end.
///
/// Commands that have nothing to show before they end don't ask, and keep the default action.
enum Interruption {
  /// A search was ended by a signal, after it has shown what it had.
  struct Ended: Error {
    /// What the shell learns.
    let code: ExitCode
  }

  private static let noted = Atomic<Int32>(0)

  /// From now on the first signal is only noted; a second one ends the process. What the parent has
  /// told it to ignore, such as the interrupts of a job in the background, stays ignored.
  static func expect() {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      let before = signal(number) { number in
        Interruption.noted.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      let isIgnored = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
      if isIgnored { signal(number, SIG_IGN) }
    }
  }

  /// Whether there was one.
  static var isWanted: Bool { noted.load(ordering: .relaxed) != 0 }

  /// Ends a search that has shown what it had. - Throws: `Ended` where there was a signal.
  static func endSearch() throws {
    let number = noted.load(ordering: .relaxed)
    if number != 0 { throw Ended(code: ExitCode(rawValue: 128 + number) ?? .terminated) }
  }
}
