import CostModel

extension GridSearch {
  /// More points of one network are not listed.
  public static let mergedLimit = 1_000

  /// The feasible points that are each network, in the order of the grid: for each point the value
  /// of every coefficient. Up to ``mergedLimit`` of each.
  public func points(of candidates: [Candidate]) -> [[[Rational]]] {
    var members: [Int: [[Int: [Int]]]] = [:]
    return candidates.map { candidate in
      guard let place = candidate.place else { return [] }
      let slice = grid.slices[place.slice]
      let byClass =
        members[place.slice]
        ?? slice.groups.map { group in
          Dictionary(grouping: group.points.indices) { group.classes[$0] }
        }
      members[place.slice] = byClass
      return points(
        in: place.slice, zip(byClass, place.classes).map { $0[$1] ?? [] },
        count: min(candidate.points, GridSearch.mergedLimit))
    }
  }

  /// The first feasible points that some members of the groups make up.
  private func points(in number: Int, _ members: [[Int]], count: Int) -> [[Rational]] {
    let slice = grid.slices[number]
    var found: [[Int]] = []
    var chosen = [Int](repeating: 0, count: members.count)
    guard members.allSatisfy({ !$0.isEmpty }) else { return [] }
    repeat {
      let position = slice.position(members: zip(members, chosen).map { $0[$1] })
      if isFeasible((number, grid.starts[number] + position.line, position.index)) {
        found.append(slice.points(line: position.line, index: position.index))
      }
    } while found.count < count && advance(&chosen, members.map(\.count))
    return found.sorted { $0.lexicographicallyPrecedes($1) }.map { point in
      zip(coefficients, point).map { $0.axis.points[$1].exact }
    }
  }

  /// For each network of the search what its peak of memory is known by: networks that differ in
  /// how often a block is repeated share it.
  public func outlines(of candidates: [Candidate]) -> [[Int]] {
    let outlines = grid.slices.map { slice in
      slice.groups.map { group in
        Dictionary(zip(group.classes, group.outlines)) { first, _ in first }
      }
    }
    return candidates.enumerated().map { index, candidate in
      // What has no place is known by itself.
      guard let place = candidate.place else { return [-1 - index] }
      return [place.slice]
        + zip(outlines[place.slice], place.classes).map { $0[$1] ?? -1 - index }
    }
  }

  private func advance(_ indices: inout [Int], _ sizes: [Int]) -> Bool {
    for position in indices.indices.reversed() {
      indices[position] += 1
      if indices[position] < sizes[position] { return true }
      indices[position] = 0
    }
    return false
  }

  /// The networks that can't grow: no other is at least as large in every coefficient.
  ///
  /// Networks are compared by the first points that give them, which are the same wherever values
  /// of one coefficient round to the same.
  public func withoutLarger(_ candidates: [Candidate]) -> [Candidate] {
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
