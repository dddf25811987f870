/// The best points under several objectives, each to be minimized.
package enum ParetoFront {
  /// The indices of the points that no other dominates, in the given order. A point dominates
  /// another if it is no larger in every objective and smaller in one; equal points all stay.
  ///
  /// Points are sorted first, so that only earlier points can dominate a point.
  package static func indices(of points: [[Int128]]) -> [Int] {
    let order = points.indices.sorted { a, b in
      points[a] == points[b] ? a < b : points[a].lexicographicallyPrecedes(points[b])
    }
    var front: [Int] = []
    for index in order {
      let isDominated = front.contains { other in
        points[other] != points[index] && zip(points[other], points[index]).allSatisfy { $0 <= $1 }
      }
      if !isDominated { front.append(index) }
    }
    return front.sorted()
  }
}
