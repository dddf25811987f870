import CostModel
import Symbolic

/// How many patches there are along each axis of the output.
package struct PatchGrid: Hashable, Sendable {
  package let rows, columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// All of them.
  package var count: Int { rows * columns }
  /// `3x3`.
  package var text: String { "\(rows)x\(columns)" }
}

/// What it costs to run the first layers of a network patch by patch: memory at the peak, and the
/// multiply-accumulates that patches do more than once because the windows of neighbors overlap.
package struct PatchPlan: Sendable {
  /// The layer at which patches are put together, by its index.
  package let until: Int
  /// The patches.
  package let grid: PatchGrid
  /// The largest patch of the network's input.
  package let inputPatch: [Int]
  /// The largest patch of the output.
  package let outputPatch: [Int]
  /// The bytes at the peak of the stage with patches, with the whole input in memory, and if only a
  /// patch of it is read at a time.
  package let stagePeak, streamedStagePeak: Int
  /// The bytes at the peak of the layers after it.
  package let restPeak: Int
  /// Multiply-accumulates of the whole network, patch by patch.
  package let macs: Int
  /// Those that are done again.
  package let recomputed: Int

  /// The bytes at the peak, with the whole input in memory.
  package var peak: Int { max(stagePeak, restPeak) }
  /// The bytes at the peak, with a patch of the input.
  package var streamedPeak: Int { max(streamedStagePeak, restPeak) }
  /// The multiply-accumulates that are done again, by those without patches.
  package var overhead: Double {
    let plain = macs - recomputed
    return plain > 0 ? Double(recomputed) / Double(plain) : 0
  }
}
