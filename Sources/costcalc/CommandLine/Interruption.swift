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
/// Commands that have nothing to show before they finish do not ask, and keep the default action.
enum Interruption {
  /// A search was ended by a signal, after showing what it had.
  struct Ended: Error {
    /// The exit code for the shell.
    let code: ExitCode
  }

  private static let noted = Atomic<Int32>(0)

  /// From now on the first signal is only noted; a second one, of whatever kind, ends the process. Signals that the
  /// parent ignores, such as interrupts of a background job, stay ignored.
  static func expect() {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      let before = signal(number) { number in
        let isSecond = Interruption.noted.exchange(number, ordering: .relaxed) != 0
        signal(number, SIG_DFL)
        if isSecond { raise(number) }
      }
      let isIgnored = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
      if isIgnored { signal(number, SIG_IGN) }
    }
  }

  /// Whether a signal has arrived.
  static var isWanted: Bool { noted.load(ordering: .relaxed) != 0 }

  /// Ends a search that has shown its results. - Throws: `Ended` if a signal has arrived.
  static func endSearch() throws {
    let number = noted.load(ordering: .relaxed)
    if number != 0 { throw Ended(code: ExitCode(rawValue: 128 + number) ?? .terminated) }
  }
}
