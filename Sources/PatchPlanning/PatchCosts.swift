import CostModel
import Symbolic

extension PatchStage {
  /// The cost of a grid of patches.
  ///
  /// - Throws: a diagnostic if there are more patches than positions, or a count overflows.
  package func plan(
    _ grid: PatchGrid, _ options: CountOptions = CountOptions(), inPlace: InPlace = .none
  ) throws(Diagnostic) -> PatchPlan {
    try PatchCosts(self, PlainCosts(network, options, inPlace)).plan(grid)
  }
}

/// What a network costs without patches: what all its stages have in common.
package struct PlainCosts: Sendable {
  let options: CountOptions
  let inPlace: InPlace
  /// The bytes that live while each layer runs.
  let live: [Int]
  /// Multiply-accumulates of each layer, and of all.
  let macs: [Int]
  let totalMACs: Int
  /// The bytes at the peak.
  package let peak: Int

  /// - Throws: a diagnostic if a count overflows.
  package init(
    _ network: Network, _ options: CountOptions, _ inPlace: InPlace
  ) throws(Diagnostic) {
    (self.options, self.inPlace) = (options, inPlace)
    let timeline = try MemoryTimeline(network, options, inPlace: inPlace)
    let report = try Report(network, options)
    live = timeline.rows.map(\.bytes)
    peak = timeline.peakBytes
    do throws(ArithmeticFault) {
      var macs: [Int] = []
      for row in report.rows { macs.append(try row.cost.macs.integer()) }
      self.macs = macs
      totalMACs = try report.totals.macs.integer()
    } catch {
      throw Diagnostic("patches of \(network.name): \(error)")
    }
  }
}

/// The costs of grids for one stage, with what they share worked out once.
package struct PatchCosts: Sendable {
  private let stage: PatchStage
  private let plain: PlainCosts
  /// The peaks of the stage without patches, and of the layers after it.
  private let wholePeak, restPeak: Int
  private let inputBytes, outputBytes: Int

  /// - Throws: a diagnostic if a count overflows.
  package init(_ stage: PatchStage, _ plain: PlainCosts) throws(Diagnostic) {
    (self.stage, self.plain) = (stage, plain)
    let network = stage.network
    let output = network.layers[stage.last].output
    do throws(ArithmeticFault) {
      inputBytes = try plain.options.type(of: network.input)
        .bytes(network.input.shape.elements()).integer()
      outputBytes = try plain.options.type(of: output).bytes(output.shape.elements()).integer()
    } catch {
      throw Diagnostic("patches of \(network.name): \(error)")
    }
    wholePeak = plain.live[...stage.last].max() ?? 0
    restPeak = plain.live[(stage.last + 1)...].max() ?? outputBytes
  }

  /// Multiply-accumulates of each layer of the stage.
  private var macs: ArraySlice<Int> { plain.macs[...stage.last] }

  /// The cost of a grid. - Throws: as ``PatchStage/plan(_:_:inPlace:)``.
  package func plan(_ grid: PatchGrid) throws(Diagnostic) -> PatchPlan {
    guard let plan = try plan(grid, below: nil) else { throw fault(.overflow) }
    return plan
  }

  /// Multiply-accumulates of the network with a grid of patches.
  ///
  /// - Throws: as ``plan(_:)``.
  package func macs(_ grid: PatchGrid) throws(Diagnostic) -> Int {
    let stage = try work(needs(grid.rows, axis: 0), needs(grid.columns, axis: 1))
    return try total(stage - macs.reduce(0, +))
  }

  private func total(_ recomputed: Int) throws(Diagnostic) -> Int {
    let (sum, overflow) = plain.totalMACs.addingReportingOverflow(recomputed)
    guard !overflow else { throw fault(.overflow) }
    return sum
  }

  /// The cost of a grid; nil as soon as its peak is found not to be below a limit.
  ///
  /// - Throws: as ``plan(_:)``.
  package func plan(_ grid: PatchGrid, below limit: Int?) throws(Diagnostic) -> PatchPlan? {
    if let limit, restPeak >= limit { return nil }
    let rows = try needs(grid.rows, axis: 0)
    let columns = try needs(grid.columns, axis: 1)
    let recomputed = try work(rows, columns) - macs.reduce(0, +)
    let peaks = grid.count == 1 ? (wholePeak, wholePeak) : try peaks(rows, columns, below: limit)
    guard let (kept, streamed) = peaks else { return nil }
    let (input, output) = (
      stage.network.input.id, stage.network.layers[stage.last].output.id
    )
    func largest(_ tensor: Int) -> [Int] {
      [rows, columns].map { axis in axis.map { $0[tensor]?.count ?? 0 }.max() ?? 0 }
    }
    return PatchPlan(
      until: stage.last, grid: grid, inputPatch: largest(input), outputPatch: largest(output),
      stagePeak: kept, streamedStagePeak: streamed, restPeak: restPeak,
      macs: try total(recomputed), recomputed: recomputed)
  }

  private func fault(_ fault: ArithmeticFault) -> Diagnostic {
    Diagnostic("patches of \(stage.network.name): \(fault)")
  }

  /// What each part of the output needs along an axis.
  private func needs(_ parts: Int, axis: Int) throws(Diagnostic) -> [[Int: Span]] {
    let layer = stage.network.layers[stage.last]
    let positions = try stage.size(of: layer.output, axis)
    guard parts >= 1, parts <= positions else {
      let what = axis == 0 ? "rows" : "columns"
      throw Diagnostic(
        "\(layer.name) has \(positions) \(what), too few for \(parts) patches along them",
        help: "--patches takes at most that many")
    }
    var needs: [[Int: Span]] = []
    for part in Span.parts(parts, of: positions) {
      needs.append(try stage.needs(of: part, axis: axis))
    }
    return needs
  }

  /// Multiply-accumulates of the stage: those of a layer, for each position of each patch.
  private func work(
    _ rows: [[Int: Span]], _ columns: [[Int: Span]]
  ) throws(Diagnostic) -> Int {
    var sum = Int128(0)
    for (index, macs) in macs.enumerated() where macs > 0 {
      let output = stage.network.layers[index].output
      let area = try Int128(stage.size(of: output, 0)) * Int128(stage.size(of: output, 1))
      let computed =
        Int128(rows.reduce(0) { $0 + ($1[output.id]?.count ?? 0) })
        * Int128(columns.reduce(0) { $0 + ($1[output.id]?.count ?? 0) })
      let (product, overflow) = (Int128(macs) / area).multipliedReportingOverflow(by: computed)
      let (total, sumOverflow) = sum.addingReportingOverflow(product)
      guard !overflow, !sumOverflow else { throw fault(.overflow) }
      sum = total
    }
    guard let work = Int(exactly: sum) else { throw fault(.overflow) }
    return work
  }

  // MARK: Memory

  /// Patches of the same sizes at the same time of the stage: the first one has no output beside it
  /// yet, and the last one needs the input no longer than it reads it.
  private struct Kind: Hashable {
    let rows, columns: [Int]
    let isFirst, isLast: Bool
  }

  /// The bytes at the peak of the stage, with the whole input and with a patch of it; nil as soon as
  /// they are found not to be below a limit.
  private func peaks(
    _ rows: [[Int: Span]], _ columns: [[Int: Span]], below limit: Int?
  ) throws(Diagnostic) -> (kept: Int, streamed: Int)? {
    let tensors = rows[0].keys.sorted()
    func sizes(_ needs: [Int: Span]) -> [Int] { tensors.map { needs[$0]?.count ?? 0 } }
    let (heights, widths) = (rows.map(sizes), columns.map(sizes))
    var kinds: Set<Kind> = []
    for (y, height) in heights.enumerated() {
      for (x, width) in widths.enumerated() {
        kinds.insert(
          Kind(
            rows: height, columns: width, isFirst: y == 0 && x == 0,
            isLast: y == heights.count - 1 && x == widths.count - 1))
      }
    }
    func area(_ kind: Kind) -> Int { zip(kind.rows, kind.columns).reduce(0) { $0 + $1.0 * $1.1 } }
    var (kept, streamed) = (0, 0)
    // The largest patches are the likeliest to take the most.
    for kind in kinds.sorted(by: { area($0) > area($1) }) {
      var maps: [Int: [Int]] = [:]
      for (index, tensor) in tensors.enumerated() {
        maps[tensor] = [kind.rows[index], kind.columns[index]]
      }
      let peak = try peak(maps, kind)
      kept = max(kept, peak.kept)
      streamed = max(streamed, peak.streamed)
      if let limit, kept >= limit { return nil }
    }
    return (kept, streamed)
  }

  private func peak(
    _ maps: [Int: [Int]], _ kind: Kind
  ) throws(Diagnostic) -> (kept: Int, streamed: Int) {
    let part = stage.network.beginning(through: stage.last) { maps[$0.id] }
    let timeline = try MemoryTimeline(part, plain.options, inPlace: plain.inPlace)
    var (kept, streamed) = (0, 0)
    for (index, row) in timeline.rows.enumerated() {
      let isEnd = index == timeline.rows.count - 1
      // The last layer writes into the whole output, not into a patch of its own.
      let own = isEnd ? row.made.map { timeline.buffers[$0].bytes } ?? 0 : 0
      let beside = isEnd || !kind.isFirst ? outputBytes : 0
      let patches = row.bytes - own + beside
      streamed = max(streamed, patches)
      // The inputs are the first buffers.
      let isRead = row.live.contains(0)
      let read = isRead ? timeline.buffers[0].bytes : 0
      let whole = isRead || !kind.isLast ? inputBytes : 0
      kept = max(kept, patches - read + whole)
    }
    return (kept, streamed)
  }
}
