import CostModel
import Specs
import Symbolic

extension GridSearch {
  /// More networks than this are not expanded with parameters free.
  private static let structureLimit = 1_000

  /// The networks of a slice whose layers all exist, with parameters free, and the candidates that
  /// each is for: one for every set of layers that exist together.
  func structures(
    of slice: Int, _ candidates: [Candidate], at indices: [Int]
  ) -> [(network: Network, indices: [Int])] {
    let network = grid.networks[slice]
    let conditions = network.openPresences
    guard !conditions.isEmpty else { return [(network, indices)] }
    // Sets get numbers as they are met.
    var numbers: [[Double]: Double] = [:]
    let number = Compilable(formulas: conditions.map(Formula.indicator)) { values in
      (values.first ?? []).indices.map { point in
        let key = values.map { $0[point] }
        let number = numbers[key] ?? Double(numbers.count)
        numbers[key] = number
        return number
      }
    }
    var sets = [Double?](repeating: nil, count: candidates.count)
    fill(&sets, with: number, of: candidates, at: indices)
    guard numbers.count <= GridSearch.structureLimit else { return [] }
    let known = indices.filter { sets[$0] != nil }
    return Dictionary(grouping: known) { sets[$0] ?? 0 }.sorted { $0.key < $1.key }
      .compactMap { _, own in
        structure(of: slice, like: candidates[own[0]]).map { ($0, own) }
      }
  }

  /// The network of a slice, with the layers of one of its candidates.
  private func structure(of slice: Int, like candidate: Candidate) -> Network? {
    guard let point = candidate.place?.first else { return nil }
    let bindings = zip(grid.slices[slice].inputs, point).reduce(into: Bindings()) {
      $0.merge($1.0.bindings($1.1)) { $1 }
    }
    let names = coefficients.map(\.parameter)
    return try? networks.network(
      freeing: Set(names).subtracting(grid.enumerated),
      candidate.parameters.filter { grid.enumerated.contains($0.name) }, decidedAt: bindings)
  }
}
