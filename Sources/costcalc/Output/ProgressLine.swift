import Charts
import Synchronization

/// A progress line on standard error. Off a terminal, a line a minute.
///
/// At a terminal, tasks shorter than half a second have none, because it would only flicker.
package final class ProgressLine: Sendable {
  private struct State: Sendable {
    /// When the task began: with the line, or when the previous one was cleared.
    var start = ContinuousClock.now
    var text = ""
    /// When the line was last written.
    var time: ContinuousClock.Instant?
  }

  private let isShown = Terminal.isTerminal(Terminal.standardError)
  private let state = Mutex(State())

  deinit { clear() }

  /// Shows the share done, at most ten times a second, and the time left.
  ///
  /// - Parameters:
  ///   - things: the things done, such as networks; nil for a share.
  ///   - note: further text.
  ///   - secondsLeft: the time left, if it is known better than from the elapsed time.
  func show(
    _ done: Int, of total: Int, _ things: String?, _ note: String = "", secondsLeft: Double? = nil
  ) {
    guard total > 0 else { return }
    let now = ContinuousClock.now
    state.withLock { state in
      let isDue = ProgressLine.isDue(
        after: now - state.start, sinceLast: state.time.map { now - $0 }, atTerminal: isShown)
      guard isDue else { return }
      let seconds = (now - state.start) / .seconds(1)
      let left = secondsLeft ?? (done > 0 ? seconds / Double(done) * Double(total - done) : nil)
      guard isShown else {
        let words = ProgressLine.words(done, of: total, things, note, secondsLeft: left)
        Terminal.writeStandardError("costcalc: \(words)\n")
        state.time = now
        return
      }
      let text = ProgressLine.text(
        done, of: total, things, note, secondsLeft: left,
        width: Terminal.width(Terminal.standardError))
      if text != state.text { Terminal.control("\r\u{1B}[K\(text)") }
      (state.text, state.time) = (text, now)
    }
  }

  /// Whether the line should be written.
  package static func isDue(
    after passed: Duration, sinceLast: Duration?, atTerminal: Bool = true
  ) -> Bool {
    let (first, next): (Duration, Duration) =
      atTerminal ? (.milliseconds(500), .milliseconds(100)) : (.seconds(60), .seconds(60))
    return passed >= first && sinceLast.map { $0 >= next } ?? true
  }

  /// Removes the line.
  func clear() {
    state.withLock { state in
      if !state.text.isEmpty { Terminal.control("\r\u{1B}[K") }
      state = State()
    }
  }

  /// `12 of 65 networks, 3 failed, 4 min left`
  package static func words(
    _ done: Int, of total: Int, _ things: String?, _ note: String, secondsLeft: Double?
  ) -> String {
    let count = things.map { "\(done) of \(counted(total, $0))" }
    let share = (Double(done) / Double(total)).percent
    return [count ?? share, note, secondsLeft.map { "\(duration($0)) left" } ?? ""]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// `[#####·····] 12 of 65 networks, 3 failed, 4 min left`
  static func text(
    _ done: Int, of total: Int, _ things: String?, _ note: String, secondsLeft: Double?, width: Int
  ) -> String {
    let words = words(done, of: total, things, note, secondsLeft: secondsLeft)
    let room = min(30, width - words.count - 4)
    guard room >= 5 else { return String(words.prefix(max(0, width - 1))) }
    let filled = Int(Double(room) * Double(min(done, total)) / Double(total))
    let bar = String(repeating: "#", count: filled) + String(repeating: "·", count: room - filled)
    return "[\(bar)] \(words)"
  }

  /// `40 s`, `12 min`, `3.5 h`, `2.1 d`
  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<100: "\(seconds.fixed(0)) s"
    case ..<6000: "\((seconds / 60).fixed(0)) min"
    case ..<360_000: "\((seconds / 3600).fixed(1)) h"
    default: "\((seconds / 86400).fixed(1)) d"
    }
  }
}
