#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Signals by which Swift's backtracer knows a crash.
///
/// It prints "Program crashed" for each of them and lets the program go on, which crashes again if
/// it really did. If somebody else sent the signal, it would just go on, so those end the process
/// as if there were no backtracer. The commands of a search end with their parent.
enum CrashSignals {
  /// Where the backtracer's own handlers are kept, by the number of the signal.
  private nonisolated(unsafe) static let before =
    UnsafeMutablePointer<sigaction>.allocate(capacity: Int(SIGSYS) + 1)

  /// From now on a signal from another process ends this one.
  static func endProcessIfSent() {
    for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
      let known = before + Int(number)
      known.initialize(to: sigaction())
      // Without a backtracer the system does the right thing; what the parent ignores stays
      // ignored.
      guard sigaction(number, nil, known) == 0, hasHandler(known.pointee) else { continue }
      guard number != SIGQUIT else {
        // No crash raises it.
        signal(number, SIG_DFL)
        continue
      }
      var action = sigaction()
      action.sa_flags = SA_SIGINFO | SA_ONSTACK
      setHandler(of: &action) { number, info, _ in
        let known = CrashSignals.before + Int(number)
        let code = info?.pointee.si_code ?? 0
        if isOfAnotherProcess(code) {
          signal(number, SIG_DFL)
          raise(number)
          return
        }
        sigaction(number, known, nil)
        // A faulty instruction is executed again, and is then the backtracer's; what `abort` raised
        // is not, nor is a breakpoint.
        if code <= 0 || number == SIGTRAP { raise(number) }
      }
      sigaction(number, &action, nil)
    }
  }
}

private typealias Handler =
  @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void

#if canImport(Glibc)
  private func setHandler(of action: inout sigaction, to handler: @escaping Handler) {
    action.__sigaction_handler.sa_sigaction = handler
  }

  private func hasHandler(_ action: sigaction) -> Bool {
    isHandler(action.__sigaction_handler.sa_handler)
  }
#elseif canImport(Musl)
  private func setHandler(of action: inout sigaction, to handler: @escaping Handler) {
    action.__sa_handler.sa_sigaction = handler
  }

  private func hasHandler(_ action: sigaction) -> Bool {
    isHandler(action.__sa_handler.sa_handler)
  }
#elseif canImport(Darwin)
  private func setHandler(of action: inout sigaction, to handler: @escaping Handler) {
    action.__sigaction_u.__sa_sigaction = handler
  }

  private func hasHandler(_ action: sigaction) -> Bool {
    isHandler(action.__sigaction_u.__sa_handler)
  }
#endif

/// Whether `kill` or `sigqueue` sent a signal of this code, and neither the system nor `raise`.
private func isOfAnotherProcess(_ code: Int32) -> Bool {
  #if canImport(Darwin)
    code == SI_USER || code == SI_QUEUE
  #else
    // SI_USER and SI_QUEUE of Linux, which Swift does not import everywhere.
    code == 0 || code == -1
  #endif
}

private func isHandler(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
  let address = unsafeBitCast(handler, to: Int.self)
  return address != unsafeBitCast(SIG_DFL, to: Int.self)
    && address != unsafeBitCast(SIG_IGN, to: Int.self)
}
