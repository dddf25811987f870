import CostModel
import Symbolic

extension GridSearch {
  /// At most this many points are listed for a network.
  package static let mergedLimit = 1_000

  /// The feasible points of each network, in the order of the grid: for each point, the value of
  /// every coefficient. At most ``mergedLimit`` per network.
  package func points(of candidates: [Candidate]) -> [[[Rational]]] {
    var classes = Classes(grid)
    return candidates.map { candidate in
      guard let place = candidate.place else { return [] }
      let slice = grid.slices[place.slice]
      let count = min(candidate.points, GridSearch.mergedLimit)
      var found: [[Int]] = []
      classes.forEachPoint(of: place.slice, place.classes) { members in
        let position = slice.position(members: members)
        if isFeasible((place.slice, grid.starts[place.slice] + position.line, position.index)) {
          found.append(slice.points(line: position.line, index: position.index))
        }
        return found.count < count
      }
      return found.sorted { $0.lexicographicallyPrecedes($1) }.map { point in
        zip(coefficients, point).map { $0.axis.points[$1].exact }
      }
    }
  }

  /// The networks of an old journal, which kept the points nearest to the target, with the points
  /// nearest to the defaults.
  func nearest(of entries: [Found.Entry]) -> [Found.Draft] {
    var classes = Classes(grid)
    return entries.map { entry in
      let (number, own) = grid.parts(of: entry.key)
      let slice = grid.slices[number]
      var draft = entry.draft
      draft.distance = .infinity
      classes.forEachPoint(of: number, own) { members in
        let distance = zip(distances[number], members).reduce(0) { $0 + $1.0[$1.1] }
        guard distance <= draft.distance else { return true }
        let position = slice.position(members: members)
        let line = grid.starts[number] + position.line
        let isFirst = (line, position.index) < (draft.bestLine, draft.bestIndex)
        if distance < draft.distance || isFirst, isFeasible((number, line, position.index)) {
          (draft.bestLine, draft.bestIndex) = (line, position.index)
          draft.distance = distance
        }
        return true
      }
      return draft
    }
  }

  /// The points of each slice's groups by class.
  private struct Classes {
    private let grid: SlicedGrid
    private var members: [Int: [[Int: [Int]]]] = [:]

    init(_ grid: SlicedGrid) { self.grid = grid }

    /// Calls `body` for the points of a network, one of each group, until it returns false.
    mutating func forEachPoint(of slice: Int, _ classes: [Int], _ body: ([Int]) -> Bool) {
      let byClass =
        members[slice]
        ?? grid.slices[slice].groups.map { group in
          Dictionary(grouping: group.points.indices) { group.classes[$0] }
        }
      members[slice] = byClass
      let own = zip(byClass, classes).map { $0[$1] ?? [] }
      guard own.allSatisfy({ !$0.isEmpty }) else { return }
      var chosen = [Int](repeating: 0, count: own.count)
      while body(zip(own, chosen).map { $0[$1] }) {
        var position = own.count - 1
        while position >= 0, chosen[position] == own[position].count - 1 {
          chosen[position] = 0
          position -= 1
        }
        guard position >= 0 else { return }
        chosen[position] += 1
      }
    }
  }

  /// Whether a network has the largest value tried of some coefficient: beyond, nothing is known.
  package func isAtEdge(_ candidate: Candidate) -> Bool {
    candidate.choices.contains { choice in
      coefficients.contains { $0.name == choice.name && $0.axis.isLargest(choice.text) }
    }
  }

  /// The networks that can't grow: no other is at least as large in every coefficient.
  ///
  /// Networks are compared by the first points that give them, so values of a coefficient that
  /// round to the same compare as equal.
  package func withoutLarger(_ candidates: [Candidate]) -> [Candidate] {
    let ranks = coefficients.map { coefficient in
      let values = coefficient.axis.points.map(\.exact)
      let sorted = values.indices.sorted { values[$0] < values[$1] }
      return sorted.enumerated().reduce(into: [Int](repeating: 0, count: values.count)) {
        $0[$1.element] = $1.offset
      }
    }
    let points = candidates.map { candidate in
      zip(ranks, candidate.place?.first ?? []).map { -Int128($0[$1]) }
    }
    return ParetoFront.indices(of: points).map { candidates[$0] }
  }
}
