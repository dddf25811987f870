/// The best of points with several objectives, each to be small.
public enum ParetoFront {
  /// The indices of the points that no other dominates, in the order given: none is at most as
  /// large in every objective and smaller in one. Equal points stay together.
  ///
  /// Points are sorted first, so that a point can be dominated by earlier ones only.
  public static func indices(of points: [[Int128]]) -> [Int] {
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
