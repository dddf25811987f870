import CostModel
import Symbolic

extension GridSearch {
  /// A number of a network as a function of formulas.
  struct Compilable {
    /// Formulas in the free parameters.
    let formulas: [Formula]
    /// The numbers of several networks, from the values that each formula has for them.
    let numbers: ([[Double]]) -> [Double]
  }

  /// A number of each candidate, by formulas that are compiled over the grid once; nil where they
  /// can't be, such as those that may exceed 2^53.
  ///
  /// - Parameter number: the number for a slice's network, with parameters free; nil if it has no
  ///   formulas that hold at every point.
  func compiled(_ candidates: [Candidate], _ number: (Network) -> Compilable?) -> [Double?] {
    var numbers = [Double?](repeating: nil, count: candidates.count)
    for (slice, indices) in slices(of: candidates) {
      guard let number = number(grid.networks[slice]) else { continue }
      fill(&numbers, with: number, of: candidates, at: indices)
    }
    return numbers
  }

  /// The indices of the candidates of each slice.
  func slices(of candidates: [Candidate]) -> [(slice: Int, indices: [Int])] {
    Dictionary(grouping: candidates.indices) { candidates[$0].place?.slice ?? -1 }
      .filter { grid.slices.indices.contains($0.key) }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// Fills in the number of some candidates; nothing if its formulas can't be compiled.
  func fill(
    _ numbers: inout [Double?], with number: Compilable, of candidates: [Candidate],
    at indices: [Int]
  ) {
    // Candidates meet the requirements, which would join axes.
    guard
      let compiled = try? CompiledGrid(
        number.formulas, requirements: [], over: coefficients.map { $0.input(phi: phi) })
    else { return }
    let positions = indices.compactMap { index in
      (candidates[index].place?.first).flatMap(compiled.position).map { (index, $0) }
    }
    var scanner = LineScanner(compiled)
    let lines = Dictionary(grouping: positions, by: { $0.1.line }).sorted { $0.key < $1.key }
    for (line, points) in lines {
      scanner.move(to: line)
      let own = points.map(\.1.index)
      let values = number.numbers(number.formulas.indices.map { scanner.totals($0, at: own) })
      for ((index, _), value) in zip(points, values) { numbers[index] = value }
    }
  }
}
