import CostModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few system calls for talking to the reader of the output.
package enum Terminal {
  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The width of the terminal behind the descriptor; 80 if unknown.
  static func width(_ descriptor: Int32) -> Int {
    width(columns: environment("COLUMNS"), reported: reportedWidth(descriptor))
  }

  package static func width(columns: String?, reported: Int?) -> Int {
    // Larger values are mistakes, and padding to them would waste memory.
    let plausible = 1...10_000
    return [columns.flatMap { Int($0) }, reported].compactMap(\.self)
      .first(where: plausible.contains) ?? 80
  }

  /// When text has colors, and headings in bold.
  enum ColorChoice: String, CaseIterable {
    case auto, always, never
  }

  /// The choice of `--color`, which every text of this process follows.
  static let colorChoice = Mutex(ColorChoice.auto)

  /// Color is for terminals, unless `NO_COLOR` (https://no-color.org) or `TERM=dumb` forbids it, or
  /// the user decides.
  static func usesColour(_ descriptor: Int32) -> Bool {
    switch colorChoice.withLock(\.self) {
    case .always: true
    case .never: false
    case .auto:
      usesColour(
        isTerminal: isTerminal(descriptor), noColour: environment("NO_COLOR"),
        term: environment("TERM"))
    }
  }

  package static func usesColour(isTerminal: Bool, noColour: String?, term: String?) -> Bool {
    isTerminal && (noColour ?? "").isEmpty && !["", "dumb"].contains(term ?? "")
  }

  /// An environment variable; an empty one counts as unset.
  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(systemString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func reportedWidth(_ descriptor: Int32) -> Int? {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : nil
  }
}

// MARK: - Writing

extension Terminal {
  /// Standard output could not take the result.
  package struct WriteError: Error, Equatable, CustomStringConvertible {
    /// The system's error number.
    let code: Int32

    package var description: String {
      let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
      return "cannot write to standard output: \(reason)"
    }
  }

  /// Prepares the process for the state of its standard streams.
  ///
  /// A closed stream must not become a file that is opened later, because results would be written
  /// into it. It is replaced by a device that can't be used in that direction, so that reading or
  /// writing still fails. A reader that goes away, and a file that reaches its limit, become errors
  /// of `write` instead of ending the process.
  package static func prepareStreams() {
    for (descriptor, mode) in [
      (0, O_WRONLY), (standardOutput, O_RDONLY), (standardError, O_RDONLY),
    ]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is used: this one, because those below it are open.
      _ = systemOpen("/dev/null", mode)
    }
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
  }

  /// The command-line words; bytes that are not UTF-8 are as in `String(systemBytes:)`.
  static var arguments: [String] {
    UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
      .compactMap { $0.map { String(systemString: $0) } }
  }

  /// Writes a complete result. Call it once, at the end, so that an error leaves nothing behind.
  ///
  /// A reader that has seen enough, such as `head`, is not an error. Outside text can't control the
  /// terminal: text for people never contains such characters, and exact output has them only where
  /// a program reads it.
  ///
  /// - Parameter isExact: whether programs read the output.
  static func writeStandardOutput(_ text: String, isExact: Bool = false) throws(WriteError) {
    let isRaw = isExact && !isTerminal(standardOutput)
    try write(isRaw ? text : Display.harmless(text), to: standardOutput)
  }

  /// Writes a message; if even that fails, there is nobody left to tell.
  static func writeStandardError(_ text: String) {
    try? write(Display.harmless(text), to: standardError)
  }

  /// Moves the cursor on standard error, or shows a line there that contains only our own text.
  static func control(_ text: String) { try? write(text, to: standardError) }

  package static func write(_ text: String, to descriptor: Int32) throws(WriteError) {
    try write(Array(text.utf8), to: descriptor)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(WriteError) {
    let code = bytes.withUnsafeBytes { send($0, to: descriptor) }
    if let code, code != EPIPE { throw WriteError(code: code) }
  }

  static func exit(_ code: ExitCode) -> Never { systemExit(code.rawValue) }

  /// Writes everything, in however many pieces the system takes; returns the error that stops it.
  private static func send(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
      let count = systemWrite(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&ready, 1, -1)
      case let code: return code
      }
    }
    return nil
  }
}

// Inside `Terminal` the plain names would be its own functions.
private let systemExit: @Sendable (Int32) -> Never = exit
private let systemOpen: @Sendable (UnsafePointer<CChar>, Int32) -> Int32 = { open($0, $1) }
private let systemWrite: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int = { write($0, $1, $2) }
