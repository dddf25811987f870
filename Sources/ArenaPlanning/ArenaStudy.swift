import Symbolic

/// An arena with what is planned for it: by TensorFlow Lite Micro, and better.
package struct ArenaStudy: Sendable {
  /// What lies in each buffer.
  package let names: [String]
  /// What happens at each time.
  package let steps: [String]
  /// The buffers, with places where a file gives them.
  package let arena: Arena
  /// The greedy planner's plan, with the places that the file gives.
  package let plan: ArenaPlan
  /// The most bytes that are needed at the same time.
  package let bound: Int
  /// The first time when they are; nil without buffers.
  package let boundTime: Int?
  /// The best plan that was found, at most as large as the greedy planner's without places given.
  package let best: Arena.Found

  /// Plans an arena. - Throws: as ``Arena/init(_:)``.
  package init(
    _ names: [String], steps: [String], _ arena: Arena
  ) throws(Diagnostic) {
    (self.names, self.steps, self.arena) = (names, steps, arena)
    plan = arena.greedy()
    let most = arena.bound()
    (bound, boundTime) = (most?.bytes ?? 0, most?.time)
    best = try arena.fixing(Array(repeating: nil, count: names.count)).search()
  }

  /// The bytes rounded up to what the buffers of TensorFlow Lite Micro are aligned to.
  package static func aligned(_ bytes: Int) -> Int {
    let (sum, overflow) = bytes.addingReportingOverflow(alignment - 1)
    return overflow ? bytes : sum / alignment * alignment
  }

  /// The alignment of every buffer.
  package static let alignment = 16
}
