import CostModel
import ScalingSearch
import Symbolic

/// The budgets of `scale`: which members of a family are within them.
struct ScaledWithin {
  private let budgets: Budgets
  private let roofline: Roofline?

  /// The budgets of the options.
  ///
  /// - Parameter baseline: what ratios are relative to; nil without one.
  init(_ words: SearchArguments, _ baseline: Cost?, _ device: SearchDevice?) throws {
    budgets = try words.budgets(baseline, device)
    roofline = device?.roofline
  }

  /// As understood, with the types that they are for.
  func texts(_ options: CountOptions) -> [String] { budgets.texts(storedAs: options, roofline) }

  /// What times are.
  var notes: [String] { [roofline].compactMap { $0?.latencyNote } }

  /// The members within the budgets, and a note on the others.
  ///
  /// - Throws: a diagnostic if none is within them, with the nearest.
  func split<Member>(
    _ members: [Member], called name: (Member) -> String, sizes: (Member) -> Candidate
  ) throws(Diagnostic) -> (within: [Member], notes: [String]) {
    let within = members.filter { budgets.hold(sizes($0)) }
    let others = members.filter { !budgets.hold(sizes($0)) }
    guard within.isEmpty, !members.isEmpty else {
      let names = others.map(name).joined(separator: "; ")
      return (within, others.isEmpty ? [] : ["not within the budgets: \(names)"])
    }
    let nearest = members.min { budgets.used(by: sizes($0)) < budgets.used(by: sizes($1)) }
    throw Diagnostic(
      "no network is within the budgets"
        + (nearest.map { member in
          ": \(name(member)) takes \(budgets.used(by: sizes(member)).significant(3)) times the tightest"
        } ?? ""))
  }

  /// What budgets limit besides costs, shown if they do.
  static func columns<Row>(
    _ limits: ScaledWithin?, of sizes: @escaping @Sendable (Row) -> Candidate
  ) -> [Column<Row>] {
    let budgets = limits?.budgets ?? Budgets()
    return [
      Column<Row>(.memory, priority: 4) { sizes($0).memory.map { .bytes($0) } ?? .missing }
        .shown(if: budgets.memory != nil),
      Column<Row>(.peak, priority: 6) { sizes($0).peak.map { .bytes($0) } ?? .missing }
        .shown(if: budgets.peak != nil),
      Column<Row>(.latency, priority: 6) { sizes($0).latency.map(Cell.time) ?? .missing }
        .shown(if: limits?.roofline != nil),
    ]
  }
}
