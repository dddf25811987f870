import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A command of the user's while it runs: `sh -c`, in a process group of its own.
final class ShellProcess {
  /// How it ended.
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// The last line of its output, and of what it complained.
  private(set) var output = LastLine()
  private(set) var complaints = LastLine()
  let started = ContinuousClock.now
  private let process: pid_t
  private var pipes: [(descriptor: Int32, isOutput: Bool)] = []
  private var end: End?

  /// Starts it.
  ///
  /// - Throws: a diagnostic where the system has no process or pipe left.
  init(_ command: String, environment: [(name: String, value: String)]) throws(Diagnostic) {
    var ends: [[Int32]] = []
    for _ in 0..<2 {
      var pair: [Int32] = [-1, -1]
      guard pipe(&pair) == 0 else {
        for descriptor in ends.flatMap(\.self) { close(descriptor) }
        throw ShellProcess.fault(errno)
      }
      for descriptor in pair { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      _ = fcntl(pair[0], F_SETFL, O_NONBLOCK)
      ends.append(pair)
    }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      for pair in ends { close(pair[1]) }
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[0][1], 1)
    posix_spawn_file_actions_adddup2(&actions, ends[1][1], 2)
    // An interrupt at the terminal reaches the search alone, which then ends the whole group; and
    // what the search ignores is not ignored by the command.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF))

    var words: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", command].map { (text: String) in
      strdup(text)
    }
    words.append(nil)
    var variables: [UnsafeMutablePointer<CChar>?] =
      ShellProcess.environment(with: environment).map { strdup($0) }
    variables.append(nil)
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &variables)
    self.process = process
    pipes = [(ends[0][0], true), (ends[1][0], false)]
    guard code == 0 else {
      for pair in ends { close(pair[0]) }
      pipes = []
      throw ShellProcess.fault(code)
    }
  }

  deinit { for pipe in pipes { close(pipe.descriptor) } }

  /// What to wait for.
  var descriptors: [Int32] { pipes.map(\.descriptor) }

  /// Takes in what has been printed, and notices the end.
  ///
  /// - Returns: how it ended, once it has; its children may still hold the pipes then.
  func update() -> End? {
    guard end == nil else { return end }
    var status: Int32 = 0
    let isOver = waitpid(process, &status, WNOHANG) == process
    drain()
    if isOver {
      let signal = status & 0x7f
      end = signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal)
      output.finish()
      complaints.finish()
    }
    return end
  }

  /// Sends a signal to the command and everything that it started.
  func send(_ signal: Int32) { kill(-process, signal) }

  /// Ends it, and whatever it started, now.
  func stop() {
    send(SIGKILL)
    guard end == nil else { return }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    end = .signal(SIGKILL)
  }

  /// Reads what is there, a megabyte of each pipe at most, so that nobody's flood starves others.
  private func drain() {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    pipes.removeAll { pipe in
      for _ in 0..<16 {
        let count = buffer.withUnsafeMutableBytes {
          read(pipe.descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 { return false }
        if count == 0 {
          close(pipe.descriptor)
          return true
        }
        if pipe.isOutput {
          output.take(buffer[..<count])
        } else {
          complaints.take(buffer[..<count])
        }
      }
      return false
    }
  }

  private static func fault(_ code: Int32) -> Diagnostic {
    Diagnostic("the command can't be started: \(String(cString: strerror(code)))")
  }

  /// The environment of this process, and more.
  private static func environment(with added: [(name: String, value: String)]) -> [String] {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      if !added.contains(where: { text.hasPrefix("\($0.name)=") }) { variables.append(text) }
      next += 1
    }
    return variables + added.map { "\($0.name)=\($0.value)" }
  }
}

/// The last line that is not blank of a text that may never end.
struct LastLine: Sendable {
  /// Of a longer line only the beginning is kept.
  static let limit = 4096

  /// How much has been printed.
  private(set) var byteCount = 0
  private var current: [UInt8] = []
  private var last: [UInt8] = []

  /// The line, without blanks around it.
  var text: String {
    var line = last[...]
    while let byte = line.last, byte <= 0x20 { line.removeLast() }
    while let byte = line.first, byte <= 0x20 { line.removeFirst() }
    return String(decoding: line, as: UTF8.self)
  }

  mutating func take(_ bytes: ArraySlice<UInt8>) {
    byteCount += bytes.count
    for byte in bytes {
      // Progress bars end their lines by going back.
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        finish()
      } else if current.count < LastLine.limit {
        current.append(byte)
      }
    }
  }

  /// What stands behind the last line feed is a line too.
  mutating func finish() {
    if current.contains(where: { $0 > 0x20 }) { last = current }
    current.removeAll(keepingCapacity: true)
  }
}
