import Foundation

/// How long something took, over many repeats.
struct Timing: CustomStringConvertible {
  let name: String
  let fastest, median, slowest: Duration

  /// Runs a task once to warm up, then again and again.
  init(_ name: String, repeats: Int = 500, _ task: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    try task()
    var times: [Duration] = []
    for _ in 0..<max(1, repeats) { times.append(try clock.measure(task)) }
    times.sort()
    self.name = name
    (fastest, median, slowest) = (times[0], times[times.count / 2], times[times.count - 1])
  }

  static var header: String { row("milliseconds", ["fastest", "median", "slowest"]) }

  /// A line of the table.
  var description: String {
    Timing.row(name, [fastest, median, slowest].map(\.milliseconds))
  }

  private static func row(_ name: String, _ cells: [String]) -> String {
    let columns = cells.map { String(repeating: " ", count: max(2, 12 - $0.count)) + $0 }
    return padded(name, 54) + columns.joined()
  }

  /// The text with blanks up to a width; longer, it sticks out and is not cut.
  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension Duration {
  fileprivate var milliseconds: String {
    (self / .milliseconds(1)).formatted(.number.precision(.fractionLength(3)).grouping(.never))
  }
}
