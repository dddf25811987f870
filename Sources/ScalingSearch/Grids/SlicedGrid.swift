import CostModel
import Symbolic

/// The compiled grid of a search, as one grid or several slices.
///
/// Usually the formulas of a network hold for the whole grid. If copies of a block grow, as they do
/// by concatenation, no formula has their number as a symbol: the values of such parameters are
/// enumerated, with one slice for each resulting network.
package struct SlicedGrid: Sendable {
  /// More combinations of enumerated values than this are an error.
  static let enumerationLimit = 10_000

  /// The slices, each over all axes; together they have every point with a network.
  package let slices: [CompiledGrid]
  /// The network of each slice, with the varied parameters free.
  let networks: [Network]
  /// The parameters whose values are enumerated.
  let enumerated: [String]
  /// The number of points, including those without a network.
  let pointCount: Int
  /// The first line of each slice, in the order of all lines, and the end.
  let starts: [Int]

  package var lineCount: Int { starts[slices.count] }
  var validCount: Int { slices.reduce(0) { $0 + $1.validCount } }

  /// Compiles the costs of a model over coefficients.
  ///
  /// - Parameter ideal: a formula of the coefficients; becomes the first formula of each slice.
  /// - Throws: a diagnostic if no value of the parameters has a network, more than
  ///   ``enumerationLimit`` combinations would have to be enumerated, or a slice can't be compiled.
  init(
    _ networks: CandidateNetworks, _ coefficients: [Coefficient], phi: Double, ideal: Formula,
    threads: Int
  ) throws(Diagnostic) {
    var enumerated: [Int] = []
    while true {
      do throws(Diagnostic) {
        let compiler = GridCompiler(
          networks: networks, coefficients: coefficients, phi: phi, ideal: ideal,
          enumerated: enumerated, threads: threads)
        (self.networks, slices) = try compiler.slices()
        break
      } catch {
        let more = coefficients.indices.filter { index in
          !enumerated.contains(index)
            && error.freeParameters.contains(coefficients[index].parameter)
        }
        guard !more.isEmpty else { throw error }
        enumerated = (enumerated + more).sorted()
      }
    }
    self.enumerated = enumerated.map { coefficients[$0].parameter }
    pointCount = coefficients.reduce(1) { $0 * $1.axis.points.count }
    starts = slices.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.lineCount) }
  }

  /// The slice of a line, and the line within it.
  func slice(of line: Int) -> (slice: Int, line: Int) {
    var (low, high) = (0, slices.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= line { low = middle } else { high = middle }
    }
    return (low, line - starts[low])
  }

  /// The lines of a range, slice by slice.
  func pieces(of lines: Range<Int>) -> [(slice: Int, first: Int, lines: Range<Int>)] {
    guard !lines.isEmpty else { return [] }
    return (slice(of: lines.lowerBound).slice...slice(of: lines.upperBound - 1).slice).map {
      slice in
      let own = lines.clamped(to: starts[slice]..<starts[slice + 1])
      return (
        slice, starts[slice], own.lowerBound - starts[slice]..<own.upperBound - starts[slice]
      )
    }
  }

  /// The key that tells networks apart: the classes of a slice's groups, preceded by the slice if
  /// there are several.
  func key(slice: Int, classes: [Int]) -> [Int] { slices.count == 1 ? classes : [slice] + classes }

  /// The slice and the classes of a key.
  func parts(of key: [Int]) -> (slice: Int, classes: [Int]) {
    slices.count == 1 ? (0, key) : (key[0], Array(key.dropFirst()))
  }

  /// The position of a point given by its value on each axis; nil if it has no network.
  package func position(of point: [Int]) -> (slice: Int, line: Int, index: Int)? {
    for (number, slice) in slices.enumerated() {
      if let position = slice.position(of: point) {
        return (number, starts[number] + position.line, position.index)
      }
    }
    return nil
  }
}

/// Compiles the slices for a set of enumerated parameters.
private struct GridCompiler: Sendable {
  let networks: CandidateNetworks
  let coefficients: [Coefficient]
  let phi: Double
  let ideal: Formula
  /// Indices of the coefficients whose parameters are enumerated.
  let enumerated: [Int]
  let threads: Int

  private var free: Set<String> {
    Set(coefficients.indices.filter { !enumerated.contains($0) }.map { coefficients[$0].parameter })
  }

  func slices() throws(Diagnostic) -> ([Network], [CompiledGrid]) {
    guard !enumerated.isEmpty else {
      let network = try networks.network(freeing: free)
      return ([network], [try grid(of: network, selection: nil)])
    }
    let points = try combinations()
    var known: [[String]: Int] = [:]
    var slices: [(network: Network, points: [[Int]])] = []
    var fault: Diagnostic?
    // A few at a time, because all networks at once would take too much memory.
    for start in stride(from: 0, to: points.count, by: 256) {
      let own = Array(points[start..<min(start + 256, points.count)])
      let expanded = Workers.map(count: own.count, threads: threads) { index in
        Result { () throws(Diagnostic) in
          let network = try networks.network(freeing: free, values(at: own[index]))
          return (network: network, signature: network.signature)
        }
      }
      for (point, result) in zip(own, expanded) {
        do throws(Diagnostic) {
          let (network, signature) = try result.get()
          if let index = known[signature] {
            slices[index].points.append(point)
          } else {
            known[signature] = slices.count
            slices.append((network, [point]))
          }
        } catch {
          // Another parameter must be enumerated, too; otherwise this point has no network.
          guard error.freeParameters.isDisjoint(with: free) else { throw error }
          fault = fault ?? error
        }
      }
    }
    if slices.isEmpty, let fault { throw fault }
    var grids: [CompiledGrid] = []
    for slice in slices {
      let selection = CompiledGrid.Selection(axes: enumerated, points: slice.points)
      grids.append(try grid(of: slice.network, selection: selection))
    }
    return (slices.map(\.network), grids)
  }

  /// Every combination of the enumerated values, by index.
  private func combinations() throws(Diagnostic) -> [[Int]] {
    let counts = enumerated.map { coefficients[$0].axis.points.count }
    let size = counts.reduce(1.0) { $0 * Double($1) }
    guard size <= Double(SlicedGrid.enumerationLimit) else {
      let names = enumerated.map { coefficients[$0].parameter }.joined(separator: ", ")
      throw Diagnostic(
        "\(names): the network has no closed form in them, and a search would expand more than "
          + "\(SlicedGrid.enumerationLimit) combinations of their values",
        help: "narrow the ranges")
    }
    return counts.reduce([[]]) { points, count in
      points.flatMap { point in (0..<count).map { point + [$0] } }
    }
  }

  private func values(at point: [Int]) -> [(name: String, text: String)] {
    zip(enumerated, point).map { index, value in
      let coefficient = coefficients[index]
      let number = coefficient.value(coefficient.axis.points[value].real, phi: phi)
      return (coefficient.parameter, number.text)
    }
  }

  private func grid(
    of network: Network, selection: CompiledGrid.Selection?
  ) throws(Diagnostic) -> CompiledGrid {
    let totals = try Report(network).totals
    return try CompiledGrid(
      [ideal] + Metric.searched.map { (try? $0.formula(of: totals)) ?? .zero },
      requirements: network.requirements, identity: network.identity, outline: network.outline,
      over: coefficients.map { $0.input(phi: phi) }, selection: selection)
  }
}
