import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs a user's command once for each of many networks, several at a time.
///
/// The last line of the command's output is its answer: a number. Anything else is a failure with
/// a reason, never a number.
public struct CommandRunner: Sendable {
  /// What a command says.
  public enum Answer: Equatable, Sendable {
    case number(Double)
    case failure(String)
  }

  /// A command that has ended for good.
  public struct Result: Sendable {
    /// Which of the tasks it was.
    public let index: Int
    /// What it said last.
    public let answer: Answer
    /// How long it took, of all attempts.
    public let seconds: Double
    /// How often it was run.
    public let attempts: Int
  }

  /// A command may print so much; one that prints more is ended.
  public static let outputLimit = 1 << 30

  /// What `sh -c` gets.
  public let command: String
  /// How many run at the same time.
  public let jobs: Int
  /// How long one attempt may take; nil for as long as it likes.
  public let timeLimit: Duration?
  /// How often a failure is tried again.
  public let retries: Int

  /// A way to run a command.
  public init(_ command: String, jobs: Int = 1, timeLimit: Duration? = nil, retries: Int = 0) {
    self.command = command
    self.jobs = jobs
    self.timeLimit = timeLimit
    self.retries = retries
  }

  private struct Task {
    let index: Int
    let environment: [(name: String, value: String)]
    var attempts = 0
    var seconds = 0.0
  }

  private struct Running {
    var task: Task
    let process: ShellProcess
    /// Why it was ended, where it was.
    var reason: String?
  }

  /// Runs the command for each task.
  ///
  /// - Parameters:
  ///   - tasks: indices, in the order in which they start.
  ///   - environment: what a task adds to the environment; called before it starts.
  ///   - finished: called when a task has ended, before the next one starts.
  ///   - goesOn: called some times a second with the number of running commands; false ends all.
  /// - Returns: whether all tasks have ended by themselves.
  /// - Throws: what `environment` and `finished` throw, after ending all that runs.
  public func run(
    _ tasks: [Int],
    environment: (Int) throws -> [(name: String, value: String)],
    finished: (Result) throws -> Void, goesOn: (Int) -> Bool
  ) throws -> Bool {
    var waiting = tasks[...]
    var again: [Task] = []
    var running: [Running] = []
    // Fewer than asked for where the system has no room for more.
    var places = jobs
    // Whatever ends this function ends what it started.
    defer { for run in running { run.process.stop() } }
    while !(waiting.isEmpty && again.isEmpty && running.isEmpty) {
      guard goesOn(running.count) else { return false }
      while running.count < places, !(again.isEmpty && waiting.isEmpty) {
        let task: Task
        if again.isEmpty {
          let index = waiting.removeFirst()
          task = Task(index: index, environment: try environment(index))
        } else {
          task = again.removeFirst()
        }
        do throws(ShellProcess.Shortage) {
          let process = try ShellProcess(command, environment: task.environment)
          running.append(Running(task: task, process: process))
        } catch {
          guard !running.isEmpty else { throw error.diagnostic }
          places = running.count
          again.insert(task, at: 0)
        }
      }
      wait(for: running)
      for position in running.indices.reversed() {
        limit(&running[position])
        guard let end = running[position].process.update() else { continue }
        let run = running.remove(at: position)
        var task = run.task
        task.attempts += 1
        task.seconds += seconds(since: run.process.started)
        // What it may have left behind is not needed any more.
        run.process.send(SIGKILL)
        let answer = run.reason.map { .failure($0) } ?? self.answer(end, run.process)
        if case .failure = answer, task.attempts <= retries {
          again.append(task)
        } else {
          try finished(
            Result(
              index: task.index, answer: answer, seconds: task.seconds, attempts: task.attempts))
        }
      }
    }
    return true
  }

  /// Waits until one has printed or ended, for a tenth of a second at most.
  private func wait(for running: [Running]) {
    var polls = running.flatMap { run in
      run.process.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    }
    // One that has closed its pipes and still runs is looked at more often, as nothing wakes us.
    let isSilent = running.contains { $0.process.descriptors.isEmpty }
    poll(&polls, nfds_t(polls.count), isSilent ? 5 : 100)
  }

  private func limit(_ run: inout Running) {
    guard run.reason == nil else { return }
    if let timeLimit, ContinuousClock.now - run.process.started > timeLimit {
      run.reason = "no answer within \(timeLimit)"
    } else if run.process.output.byteCount + run.process.complaints.byteCount
      > CommandRunner.outputLimit
    {
      run.reason = "more than 1 GiB of output"
    }
    if run.reason != nil { run.process.send(SIGKILL) }
  }

  private func answer(_ end: ShellProcess.End, _ process: ShellProcess) -> Answer {
    let complaint = process.complaints.text
    let because = complaint.isEmpty ? "" : ": \(complaint)"
    switch end {
    case .exit(0):
      let line = process.output.text
      guard !line.isEmpty else { return .failure("nothing was printed\(because)") }
      guard !process.output.isCut else {
        return .failure("the last line is longer than \(LastLine.limit) bytes: \(line.prefix(200))")
      }
      guard let number = Double(plain: line) else {
        return .failure("the last line is not a number: \(line.prefix(200))")
      }
      return .number(number)
    case .exit(let code): return .failure("exit code \(code)\(because)")
    case .signal(let signal): return .failure("ended by signal \(signal)\(because)")
    }
  }

  private func seconds(since start: ContinuousClock.Instant) -> Double {
    let parts = (ContinuousClock.now - start).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}
