/// The labels of an equation in Einstein's notation, `bij,bjk->bik`.
struct Einsum {
  let inputs: [[Int]]
  let output: [Int]

  /// nil if the equation is not of as many tensors with as many axes.
  init?(_ equation: String, ranks: [Int]) {
    let sides = equation.split(separator: "-", omittingEmptySubsequences: false)
    let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false)
    guard terms.count == ranks.count, sides.count <= 2 else { return nil }
    var depth = 0
    for (term, rank) in zip(terms, ranks) where term.contains("...") {
      depth = max(depth, rank - (term.count - 3))
    }
    guard depth >= 0, depth < 64 else { return nil }
    /// Axes that dots stand for have negative labels; the last one is -1.
    func labels(_ term: Substring, _ rank: Int?) -> [Int]? {
      var labels: [Int] = []
      var rest = term
      while let next = rest.popFirst() {
        if next == "." {
          guard rest.hasPrefix("..") else { return nil }
          rest = rest.dropFirst(2)
          let count = rank.map { $0 - (term.count - 3) } ?? depth
          guard 0...depth ~= count else { return nil }
          labels += (0..<count).map { $0 - count }
        } else {
          guard next.isLetter, let value = next.unicodeScalars.first?.value else { return nil }
          labels.append(Int(value))
        }
      }
      return rank == nil || labels.count == rank ? labels : nil
    }
    inputs = zip(terms, ranks).compactMap { labels($0, $1) }
    guard inputs.count == ranks.count else { return nil }
    if sides.count == 2 {
      guard sides[1].hasPrefix(">"), let output = labels(sides[1].dropFirst(), nil) else {
        return nil
      }
      self.output = output
    } else {
      // Without a right side, what occurs once stays, in alphabetical order.
      let all = inputs.flatMap { $0 }
      let letters = Set(all.filter { label in label > 0 && all.count { $0 == label } == 1 })
      output = (0..<depth).map { $0 - depth } + letters.sorted()
    }
  }
}
