import CostModel
import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A running user command: `sh -c`, in a process group of its own.
final class ShellProcess {
  /// How it ended.
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// The last lines of its output and of its error output.
  private(set) var output = LastLine()
  private(set) var complaints = LastLine()
  /// The last lines of both, for people.
  var lastLines: [String] { recent.texts }
  let started = ContinuousClock.now
  private var recent = LastLines()
  /// Where its output is kept; -1 for nowhere.
  private let log: Int32
  private let process: pid_t
  private var pipes: [(descriptor: Int32, isOutput: Bool)] = []
  private var end: End?
  /// The pipe that the group's watcher waits on; closing it ends the group.
  private let life: Int32

  /// A resource that the system has run out of, by error number; others may free some.
  struct Shortage: Error {
    let code: Int32

    var diagnostic: Diagnostic {
      Diagnostic("the command can't be started: \(String(cString: strerror(code)))")
    }
  }

  /// Waits for the end of the search, however it ends, on a pipe whose other end only the search
  /// holds; then ends the whole group. It is not a child of the command, which may wait for all of
  /// its children, and what asks the command to end does not end it.
  private static let script = """
    ( (trap '' HUP INT QUIT TERM; read -r _ <&9; kill -KILL 0) </dev/null >/dev/null 2>&1 & )
    exec 9<&-; exec /bin/sh -c "$1"
    """

  /// This many descriptors stay free for journals and the files of networks.
  private static let spareDescriptors = 8

  /// Starts the command.
  ///
  /// - Throws: `Shortage` if the system has no process or descriptor left, or soon will not.
  init(_ command: String, _ setting: CommandRunner.Setting) throws(Shortage) {
    // Output, error output, and the pipe that tells that the search still runs.
    var ends: [[Int32]] = []
    func closeAll() { for descriptor in ends.flatMap(\.self) { close(descriptor) } }
    for _ in 0..<3 {
      var pair: [Int32] = [-1, -1]
      guard pipe(&pair) == 0 else {
        let code = errno
        closeAll()
        throw Shortage(code: code)
      }
      ends.append(pair)
      for descriptor in pair { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      guard ShellProcess.leavesSpare(pair[1]) else {
        closeAll()
        throw Shortage(code: EMFILE)
      }
    }
    for pair in ends.prefix(2) { _ = fcntl(pair[0], F_SETFL, O_NONBLOCK) }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      for descriptor in [ends[0][1], ends[1][1], ends[2][0]] { close(descriptor) }
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[0][1], 1)
    posix_spawn_file_actions_adddup2(&actions, ends[1][1], 2)
    posix_spawn_file_actions_adddup2(&actions, ends[2][0], 9)
    // An interrupt at the terminal reaches only the search, which then ends the whole group;
    // signals that the search ignores are not ignored by the command.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF))

    var words: [UnsafeMutablePointer<CChar>?] =
      ["sh", "-c", ShellProcess.script, "sh", command].map { $0.withSystemString { strdup($0) } }
    words.append(nil)
    var variables = ShellProcess.environment(with: setting.environment)
    variables.append(nil)
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &variables)
    self.process = process
    life = ends[2][1]
    log = setting.log.map(ShellProcess.opened) ?? -1
    pipes = [(ends[0][0], true), (ends[1][0], false)]
    guard code == 0 else {
      for descriptor in [ends[0][0], ends[1][0]] { close(descriptor) }
      pipes = []
      throw Shortage(code: code)
    }
  }

  deinit {
    for pipe in pipes { close(pipe.descriptor) }
    close(life)
    if log >= 0 { close(log) }
  }

  /// A log is a help: where it can't be written, the command runs without.
  private static func opened(_ log: String) -> Int32 {
    log.withSystemString { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) }
  }

  /// The descriptors to wait for.
  var descriptors: [Int32] { pipes.map(\.descriptor) }

  /// Reads what has been printed, and notices the end.
  ///
  /// - Returns: how it ended, if it has; its children may still hold the pipes.
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

  /// Whether it has ended, and so has everything that could still print for it.
  func isDeserted() -> Bool {
    guard update() != nil else { return false }
    drain()
    return pipes.isEmpty
  }

  /// Sends a signal to the command and everything that it started.
  func send(_ signal: Int32) { kill(-process, signal) }

  /// Ends it, and everything it started, now.
  func stop() {
    send(SIGKILL)
    guard end == nil else { return }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    end = .signal(SIGKILL)
  }

  /// Reads what is available, at most a megabyte per pipe, so that no flood starves the others.
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
        recent.take(buffer[..<count])
        if log >= 0 { _ = buffer.withUnsafeBytes { write(log, $0.baseAddress, count) } }
        if pipe.isOutput {
          output.take(buffer[..<count])
        } else {
          complaints.take(buffer[..<count])
        }
      }
      return false
    }
  }

  /// Whether enough numbers above a descriptor's are free.
  private static func leavesSpare(_ descriptor: Int32) -> Bool {
    var limit = rlimit()
    guard getrlimit(ShellProcess.descriptorLimit, &limit) == 0 else { return true }
    return UInt64(descriptor) + UInt64(spareDescriptors) < UInt64(limit.rlim_cur)
  }

  #if canImport(Glibc)
    private static let descriptorLimit = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let descriptorLimit = RLIMIT_NOFILE
  #endif

  /// The environment of this process plus additions, as C strings to be freed.
  private static func environment(
    with added: [(name: String, value: String)]
  ) -> [UnsafeMutablePointer<CChar>?] {
    var variables: [UnsafeMutablePointer<CChar>?] = []
    var next = environ
    while let variable = next.pointee {
      let isReplaced = added.contains { name, _ in
        let start = Array("\(name)=".utf8)
        return memcmp(variable, start, min(start.count, strlen(variable) + 1)) == 0
      }
      // Compared as bytes, which need not be UTF-8.
      if !isReplaced { variables.append(strdup(variable)) }
      next += 1
    }
    return variables
      + added.map { name, value in
        "\(name)=\(value)".withSystemString { strdup($0) }
      }
  }
}
