import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs a user's command once for each of many tasks, several at a time.
///
/// The last line of the command's output is its answer. Anything but a number, or an object with
/// one, is a failure with a reason.
package struct CommandRunner: Sendable {
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
    /// The last lines that it printed, for people.
    package let lines: [String]
  }

  /// An attempt that is about to start.
  package struct Attempt: Sendable {
    /// The index of the task.
    package let index: Int
    /// The number of the attempt, from 1.
    package let number: Int
    /// Its place among those that run at the same time, from 0.
    package let slot: Int
  }

  /// What an attempt gets.
  package struct Setting {
    /// Additions to the environment.
    package var environment: [(name: String, value: String)]
    /// A file to which its output is appended; nil for none.
    package var log: String?

    package init(environment: [(name: String, value: String)], log: String? = nil) {
      self.environment = environment
      self.log = log
    }
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
  /// How long a command that is to end may take to do so.
  package let grace: Duration

  /// A runner for a command.
  package init(
    _ command: String, jobs: Int = 1, timeLimit: Duration? = nil, retries: Int = 0,
    grace: Duration = .zero
  ) {
    self.command = command
    self.jobs = jobs
    self.timeLimit = timeLimit
    self.retries = retries
    self.grace = grace
  }

  private struct Task {
    let index: Int
    var attempts = 0
    var seconds = 0.0
  }

  private struct Running {
    var task: Task
    let slot: Int
    let process: ShellProcess
    /// Why it was told to end, and when it will be made to.
    var stop: (reason: String, deadline: ContinuousClock.Instant)?

    /// How it ended, if it has. What was told to end has only when nothing that it started can
    /// still print: a shell may be gone before the program that it waited for.
    func ended() -> ShellProcess.End? {
      guard let end = process.update() else { return nil }
      guard let stop, ContinuousClock.now < stop.deadline else { return end }
      return process.isDeserted() ? end : nil
    }
  }

  /// Runs the command for each task.
  ///
  /// - Parameters:
  ///   - tasks: indices, in the order of starting.
  ///   - setting: what an attempt gets; called before it starts.
  ///   - finished: called when a task has ended, before the next one starts.
  ///   - goesOn: called several times a second with the number of running commands; false ends all.
  /// - Returns: whether all tasks ended by themselves.
  /// - Throws: what `setting` and `finished` throw, after ending all running commands.
  package func run(
    _ tasks: [Int], setting: (Attempt) throws -> Setting,
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
      let isWanted = goesOn(running.count)
      while isWanted, running.count < places, !(again.isEmpty && waiting.isEmpty) {
        let task = again.isEmpty ? Task(index: waiting.removeFirst()) : again.removeFirst()
        let slot = (0..<jobs).first { slot in !running.contains { $0.slot == slot } } ?? 0
        let setting = try setting(
          Attempt(index: task.index, number: task.attempts + 1, slot: slot))
        do throws(ShellProcess.Shortage) {
          let process = try ShellProcess(command, setting)
          running.append(Running(task: task, slot: slot, process: process))
        } catch {
          guard !running.isEmpty else { throw error.diagnostic }
          places = running.count
          again.insert(task, at: 0)
        }
      }
      if isWanted { wait(for: running) }
      for position in running.indices.reversed() {
        limit(&running[position])
        guard let end = running[position].ended() else { continue }
        let run = running.remove(at: position)
        var task = run.task
        task.attempts += 1
        task.seconds += seconds(since: run.process.started)
        // Kill what it may have left behind.
        run.process.send(SIGKILL)
        let answer = run.stop.map { .failure($0.reason) } ?? self.answer(end, run.process)
        if case .failure = answer, task.attempts <= retries {
          again.append(task)
        } else {
          try finished(
            Result(
              index: task.index, answer: answer, seconds: task.seconds, attempts: task.attempts,
              lines: run.process.lastLines))
        }
      }
      guard isWanted else {
        end(&running)
        return false
      }
    }
    return true
  }

  /// Asks all to end, and waits until they have, but not longer than the grace: they may want to
  /// write a checkpoint. What they still print is no answer.
  private func end(_ running: inout [Running]) {
    for run in running { run.process.send(SIGTERM) }
    let deadline = ContinuousClock.now + grace
    while !running.isEmpty, ContinuousClock.now < deadline {
      wait(for: running)
      running.removeAll { run in
        guard run.process.isDeserted() else { return false }
        run.process.send(SIGKILL)
        return true
      }
    }
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
    let now = ContinuousClock.now
    if run.stop == nil, let reason = excess(of: run, at: now) {
      run.stop = (reason, now + grace)
      run.process.send(SIGTERM)
    }
    if let stop = run.stop, stop.deadline <= now { run.process.send(SIGKILL) }
  }

  /// Why a command has to end; nil if it may go on.
  private func excess(of run: Running, at now: ContinuousClock.Instant) -> String? {
    if let timeLimit, now - run.process.started > timeLimit {
      return "no answer within \(timeLimit)"
    }
    let count = run.process.output.byteCount + run.process.complaints.byteCount
    return count > CommandRunner.outputLimit ? "more than 1 GiB of output" : nil
  }

  private func answer(_ end: ShellProcess.End, _ process: ShellProcess) -> Answer {
    let complaint = process.complaints.text
    let because = complaint.isEmpty ? "" : ": \(complaint)"
    switch end {
    case .exit(0):
      guard !process.output.text.isEmpty else {
        return .failure("nothing was printed on standard output\(because)")
      }
      return Answer(line: process.output)
    case .exit(let code): return .failure("exit code \(code)\(because)")
    case .signal(let signal): return .failure("ended by signal \(signal)\(because)")
    }
  }

  private func seconds(since start: ContinuousClock.Instant) -> Double {
    let parts = (ContinuousClock.now - start).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}
