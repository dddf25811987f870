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
/// The last line of the command's output is its answer and must be a number. Anything else is a
/// failure with a reason.
package struct CommandRunner: Sendable {
  /// The answer of a command.
  package enum Answer: Equatable, Sendable {
    case number(Double)
    case failure(String)
  }

  /// The final result of a command.
  package struct Result: Sendable {
    /// The index of the task.
    package let index: Int
    /// The last answer.
    package let answer: Answer
    /// The duration of all attempts.
    package let seconds: Double
    /// The number of attempts.
    package let attempts: Int
  }

  /// A command that prints more than this is ended.
  package static let outputLimit = 1 << 30

  /// The command for `sh -c`.
  package let command: String
  /// How many run in parallel.
  package let jobs: Int
  /// The time limit for one attempt; nil for none.
  package let timeLimit: Duration?
  /// How often a failure is retried.
  package let retries: Int

  /// A runner for a command.
  package init(_ command: String, jobs: Int = 1, timeLimit: Duration? = nil, retries: Int = 0) {
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
    /// Why it was ended, if it was.
    var reason: String?
  }

  /// Runs the command for each task.
  ///
  /// - Parameters:
  ///   - tasks: indices, in the order of starting.
  ///   - environment: a task's additions to the environment; called before it starts.
  ///   - finished: called when a task has ended, before the next one starts.
  ///   - goesOn: called several times a second with the number of running commands; false ends all.
  /// - Returns: whether all tasks ended by themselves.
  /// - Throws: what `environment` and `finished` throw, after ending all running commands.
  package func run(
    _ tasks: [Int],
    environment: (Int) throws -> [(name: String, value: String)],
    finished: (Result) throws -> Void, goesOn: (Int) -> Bool
  ) throws -> Bool {
    var waiting = tasks[...]
    var again: [Task] = []
    var running: [Running] = []
    // Fewer than asked for if the system has no room for more.
    var places = jobs
    // However this function ends, it ends what it started.
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
        // Kill what it may have left behind.
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

  /// Waits until one has printed or ended, for at most a tenth of a second.
  private func wait(for running: [Running]) {
    var polls = running.flatMap { run in
      run.process.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    }
    // Poll more often if one has closed its pipes but still runs, because nothing wakes us.
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
