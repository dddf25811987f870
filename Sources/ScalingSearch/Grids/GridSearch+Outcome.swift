import CostModel
import Symbolic

extension GridSearch {
  /// Turns what was found into networks.
  ///
  /// A network that several points give is represented by a landmark's point if there is one, and
  /// otherwise by the point nearest to the defaults: the one with the least sum of |log(value /
  /// default)|, and the first in the grid among equals.
  ///
  /// - Throws: a diagnostic if more than ``cellLimit`` networks are feasible.
  package func outcome(_ found: Found) throws(Diagnostic) -> Outcome {
    guard found.cells.count <= GridSearch.cellLimit else {
      throw Diagnostic(
        "more than \(GridSearch.cellLimit) networks are feasible",
        help: "narrow the ranges, the tolerance or a budget")
    }
    var scanners = grid.slices.map { LineScanner($0) }
    var drafts = found.cells
    let names = name(&drafts)
    let cells = drafts.sorted { a, b in
      (a.value.line, a.value.index) < (b.value.line, b.value.index)
    }
    var candidates = cells.map { key, draft in
      var candidate = candidate(key, draft, &scanners)
      candidate.growth = growth(candidate.cost(.macs))
      candidate.names = names[key] ?? []
      return candidate
    }
    try nameNeighbours(&candidates)
    return Outcome(
      examined: grid.pointCount, invalid: grid.pointCount - grid.validCount,
      seen: min(found.points, grid.pointCount), feasible: found.feasible, candidates: candidates,
      nearest: found.nearest.flatMap { try? Rational(Int128($0), over: denominator) },
      least: found.least.map { $0.isFinite ? Int128($0) : 0 })
  }

  private func candidate(
    _ key: [Int], _ draft: Found.Draft, _ scanners: inout [LineScanner]
  ) -> Candidate {
    let (number, line) = grid.slice(of: draft.bestLine)
    let slice = grid.slices[number]
    let bindings = slice.bindings(line: line, index: draft.bestIndex)
    scanners[number].move(to: line)
    let costs = Metric.searched.indices.map { index in
      Int128(scanners[number].totals(index + 1, at: [draft.bestIndex])[0])
    }
    let chosen = slice.points(line: line, index: draft.bestIndex)
    return Candidate(
      choices: zip(coefficients, chosen).map { ($0.name, $0.axis.points[$1].text) },
      parameters: coefficients.compactMap { coefficient in
        bindings[coefficient.parameter].map { (coefficient.parameter, $0.text) }
      }, points: draft.candidates, ideal: ideal(at: bindings), costs: costs,
      place: Candidate.Place(
        slice: number, classes: grid.parts(of: key).classes,
        first: slice.points(line: grid.slice(of: draft.line).line, index: draft.index)))
  }

  // MARK: What represents a network

  /// Gives networks the names of landmarks that are among their points, and makes those points the
  /// representatives if they are feasible.
  private func name(_ drafts: inout [[Int]: Found.Draft]) -> [[Int]: [String]] {
    var names: [[Int]: [String]] = [:]
    var isTaken: Set<[Int]> = []
    for landmark in landmarks where landmark.isInGrid {
      let positions = positions(of: landmark)
      let feasible = positions.first { isFeasible($0.position) }
      guard let own = feasible ?? (landmark.isPoint ? nil : positions.first),
        drafts[own.key] != nil
      else { continue }
      names[own.key, default: []].append(landmark.name)
      guard feasible != nil, isTaken.insert(own.key).inserted else { continue }
      drafts[own.key]?.bestLine = own.position.line
      drafts[own.key]?.bestIndex = own.position.index
    }
    return names
  }

  typealias Position = (slice: Int, line: Int, index: Int)

  /// The points of a landmark, the nearest to the defaults first, and the networks' keys.
  private func positions(of landmark: Landmark) -> [(position: Position, key: [Int])] {
    let steps = coefficients.map(\.distances)
    let points = landmark.points.reduce([[]]) { points, own in
      // Few values round to the same one.
      points.flatMap { point in own.prefix(100).map { point + [$0] } }
    }
    let near = points.map { point in
      (point, zip(steps, point).reduce(0) { $0 + $1.0[$1.1] })
    }.sorted { $0.1 < $1.1 }
    return near.compactMap { point, _ in
      grid.position(of: point).map { position in
        let slice = grid.slices[position.slice]
        let outer = slice.members(of: grid.slice(of: position.line).line)
        return (
          position,
          grid.key(
            slice: position.slice, classes: slice.classes(outer: outer, index: position.index))
        )
      }
    }
  }

  /// Whether a point meets the constraint and the condition; budgets concern its network.
  func isFeasible(_ position: Position) -> Bool {
    let (slice, line) = (grid.slices[position.slice], grid.slice(of: position.line).line)
    guard holds(in: slice, line, position.index) else { return false }
    guard let constraint else { return true }
    guard let band = try? constraint.band,
      let ideal = ideal(at: slice.bindings(line: line, index: position.index))
    else { return false }
    return band.low <= ideal && ideal <= band.high
  }

  /// Names the networks to which a landmark between the grid's points rounds.
  private func nameNeighbours(_ candidates: inout [Candidate]) throws(Diagnostic) {
    var index = NetworkIndex<String>()
    for landmark in landmarks {
      // A landmark that can't be counted is not a network of the grid.
      guard let values = landmark.neighbours,
        let report = try? networks.folded(networks.model, values)
      else { continue }
      _ = index.insert(report, landmark.name)
    }
    guard index.count > 0 else { return }
    for number in candidates.indices {
      guard let name = try index.find(candidates[number], in: networks) else { continue }
      candidates[number].names.append(name)
    }
  }
}
