import CostModel
import Symbolic

/// Patches of a network, tried at several of its layers.
package struct PatchSearch: Sendable {
  /// The network without patches.
  package let plain: PlainCosts
  private let stages: [(costs: PatchCosts, map: [Int])]

  /// The most patches along an axis that are tried.
  private static let most = 8
  /// The most layers at which they are: halos only grow, and each layer more costs more.
  package static let mostEnds = 200

  /// - Parameter ends: the layers at which patches end.
  /// - Throws: a diagnostic for a layer at which they can't, or if a count overflows.
  package init(
    _ network: Network, ends: [Int], _ options: CountOptions, _ inPlace: InPlace
  ) throws(Diagnostic) {
    plain = try PlainCosts(network, options, inPlace)
    var stages: [(PatchCosts, [Int])] = []
    for end in ends.prefix(PatchSearch.mostEnds) {
      let stage = try PatchStage(network, until: end)
      let output = network.layers[end].output
      stages.append(
        (
          try PatchCosts(stage, plain),
          [try stage.size(of: output, 0), try stage.size(of: output, 1)]
        )
      )
    }
    self.stages = stages
  }

  /// What a grid costs at each layer whose map is large enough for it; nil means every grid of up to
  /// 8x8.
  ///
  /// - Throws: a diagnostic if there is one layer and it is too small.
  package func all(_ grid: PatchGrid?) throws(Diagnostic) -> [PatchPlan] {
    var plans: [PatchPlan] = []
    for choice in choices(grid) { plans.append(try choice.costs.plan(choice.grid)) }
    return plans
  }

  /// Those of ``all(_:)`` that no other beats in peak and work, the least work first.
  ///
  /// - Throws: as ``all(_:)``.
  package func undominated(_ grid: PatchGrid?) throws(Diagnostic) -> [PatchPlan] {
    var byWork: [(choice: Choice, macs: Int)] = []
    for choice in choices(grid) { byWork.append((choice, try choice.costs.macs(choice.grid))) }
    var kept: [PatchPlan] = []
    for (choice, macs) in byWork.sorted(by: { $0.macs < $1.macs }) {
      guard let plan = try choice.costs.plan(choice.grid, below: kept.last?.peak) else { continue }
      if kept.last?.macs == macs { kept.removeLast() }
      kept.append(plan)
    }
    return kept
  }

  private typealias Choice = (costs: PatchCosts, grid: PatchGrid)

  private func choices(_ grid: PatchGrid?) -> [Choice] {
    stages.flatMap { costs, map -> [Choice] in
      if let grid {
        let fits = grid.rows <= map[0] && grid.columns <= map[1]
        return fits || stages.count == 1 ? [(costs, grid)] : []
      }
      return (1...min(PatchSearch.most, map[0])).flatMap { rows in
        (1...min(PatchSearch.most, map[1])).compactMap { columns in
          rows * columns > 1 ? (costs, PatchGrid(rows: rows, columns: columns)) : nil
        }
      }
    }
  }
}
