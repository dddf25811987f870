import Symbolic

/// An arena with what is planned for it: by TensorFlow Lite Micro, and better.
public struct ArenaStudy: Sendable {
  /// What lies in each buffer.
  public let names: [String]
  /// What happens at each time.
  public let steps: [String]
  /// The buffers, with places where a file gives them.
  public let arena: Arena
  /// The greedy planner's plan, with the places that the file gives.
  public let plan: ArenaPlan
  /// The most bytes that are needed at the same time.
  public let bound: Int
  /// The first time when they are; nil without buffers.
  public let boundTime: Int?
  /// The best plan that was found, at most as large as the greedy planner's without places given.
  public let best: Arena.Found

  /// Plans an arena. - Throws: as ``Arena/init(_:)``.
  public init(
    _ names: [String], steps: [String], _ arena: Arena
  ) throws(Diagnostic) {
    (self.names, self.steps, self.arena) = (names, steps, arena)
    plan = arena.greedy()
    let most = arena.bound()
    (bound, boundTime) = (most?.bytes ?? 0, most?.time)
    best = try arena.fixing(Array(repeating: nil, count: names.count)).search()
  }

  /// The bytes rounded up to what the buffers of TensorFlow Lite Micro are aligned to.
  public static func aligned(_ bytes: Int) -> Int {
    let (sum, overflow) = bytes.addingReportingOverflow(alignment - 1)
    return overflow ? bytes : sum / alignment * alignment
  }

  /// The alignment of every buffer.
  public static let alignment = 16
}
