import CostModel
import Symbolic
import Synchronization

extension GridSearch {
  /// Computes ``Candidate/memory`` for networks of this search.
  ///
  /// The sums of live tensors are formulas for each set of layers that exist together, which are
  /// compiled like costs. Where they can't be, networks are expanded: one for each outline, because
  /// the number of repeats of a block does not affect the peak.
  ///
  /// - Parameter goesOn: asked before each expansion, with the number done so far; once it returns
  ///   false, the remaining values stay unknown.
  /// - Throws: the first diagnostic in the order of the candidates.
  package func measureMemory(
    of candidates: [Candidate], threads: Int,
    goesOn: @escaping @Sendable (_ done: Int, _ total: Int) -> Bool
  ) throws(Diagnostic) -> [Candidate] {
    var peaks = compiledPeaks(of: candidates)
    try expandPeaks(of: candidates, into: &peaks, threads: threads, goesOn: goesOn)
    let models = try modelSizes(of: candidates, threads: threads, goesOn: goesOn)
    var measured = candidates
    for (index, peak) in peaks.enumerated() {
      guard let peak else { continue }
      measured[index].memory = models[index].map { $0 + peak }
      measured[index].peak = peak
    }
    return measured
  }

  /// The candidates within the budgets of memory, each with its memory; all of them without any.
  ///
  /// Networks whose parameters alone exceed one are not expanded.
  ///
  /// - Parameter goesOn: as for ``measureMemory(of:threads:goesOn:)``.
  /// - Throws: as ``measureMemory(of:threads:goesOn:)``.
  package func measured(
    _ candidates: [Candidate], within budgets: Budgets, threads: Int,
    goesOn: @escaping @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(Diagnostic) -> [Candidate] {
    let limit = min(budgets.memory ?? .max, budgets.model ?? .max)
    let open = candidates.filter { networks.parameterBytes($0) ?? .max <= limit }
    return try measureMemory(of: open, threads: threads, goesOn: goesOn)
      .filter(budgets.holdMemory)
  }

  /// The details of the candidate with the fewest parameters; nil if there is none.
  ///
  /// - Throws: as expanding it does.
  package func smallest(
    _ candidates: [Candidate]
  ) throws(Diagnostic) -> CandidateNetworks.Details? {
    let smallest = candidates.min { $0.cost(.parameters) < $1.cost(.parameters) }
    guard let smallest else { return nil }
    return try networks.details(of: [smallest], threads: 1)[0]
  }

  // MARK: By formulas

  /// The peaks that formulas give; nil for the other candidates.
  package func compiledPeaks(of candidates: [Candidate]) -> [Int128?] {
    var peaks = [Double?](repeating: nil, count: candidates.count)
    for (slice, indices) in slices(of: candidates) {
      for (network, own) in structures(of: slice, candidates, at: indices) {
        guard let sums = try? network.liveSums(networks.options) else { continue }
        let peak = Compilable(formulas: sums) { values in
          values.dropFirst().reduce(values[0]) { peaks, sums in
            zip(peaks, sums).map { max($0, $1) }
          }
        }
        fill(&peaks, with: peak, of: candidates, at: own)
      }
    }
    return peaks.map { $0.map { Int128($0) } }
  }

  // MARK: By expansion

  private func expandPeaks(
    of candidates: [Candidate], into peaks: inout [Int128?], threads: Int,
    goesOn: @escaping @Sendable (_ done: Int, _ total: Int) -> Bool
  ) throws(Diagnostic) {
    let open = peaks.indices.filter { peaks[$0] == nil }
    guard !open.isEmpty else { return }
    let outlines = outlines(of: candidates)
    var numbers: [[Int]: Int] = [:]
    var firsts: [Int] = []
    for index in open where numbers[outlines[index]] == nil {
      numbers[outlines[index]] = firsts.count
      firsts.append(index)
    }
    let own = firsts.map { candidates[$0].parameters }
    let done = Atomic<Int>(0)
    let expanded = Workers.map(count: own.count, threads: threads) { [networks] number in
      guard goesOn(done.wrappingAdd(1, ordering: .relaxed).newValue, own.count) else {
        return Result<Int?, Diagnostic>.success(nil)
      }
      return Result { () throws(Diagnostic) in
        try networks.network(freeing: [], own[number]).peakMemory(networks.options)?.bytes
      }
    }
    for index in open {
      guard let number = numbers[outlines[index]] else { continue }
      peaks[index] = try expanded[number].get().map { Int128($0) }
    }
  }

  /// For each network a key for its peak: networks that differ only in the number of repeats of a
  /// block share it.
  package func outlines(of candidates: [Candidate]) -> [[Int]] {
    let outlines = grid.slices.map { slice in
      slice.groups.map { group in
        Dictionary(zip(group.classes, group.outlines)) { first, _ in first }
      }
    }
    return candidates.enumerated().map { index, candidate in
      // A candidate without a place is its own key.
      guard let place = candidate.place else { return [-1 - index] }
      return [place.slice]
        + zip(outlines[place.slice], place.classes).map { $0[$1] ?? -1 - index }
    }
  }
}
