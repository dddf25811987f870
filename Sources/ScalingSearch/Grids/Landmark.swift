import CostModel

/// A named network of a grid: a released member, or the coefficients of a paper.
package struct Landmark: Sendable {
  /// The name of the network.
  package let name: String
  /// For each coefficient, the indices of the values that give the network.
  let points: [[Int]]
  /// Its parameters as a user would type them, if nearby values may round to the same network; nil
  /// if none can.
  let neighbours: [(name: String, text: String)]?
  /// Whether it names this point only, and not its network, which other points may share.
  let isPoint: Bool

  /// The coefficients of EfficientNet's paper; nil if the search is over others.
  package static func paper(over coefficients: [Coefficient]) -> Landmark? {
    var points: [[Int]] = []
    for coefficient in coefficients {
      guard let value = coefficient.value(in: .efficientNet) else { return nil }
      points.append(
        coefficient.axis.points.indices.filter {
          coefficient.axis.points[$0].exact == value.exact
        })
    }
    return Landmark(name: paperName, points: points, neighbours: nil, isPoint: true)
  }

  /// The name of the paper's coefficients.
  package static let paperName = "paper"

  private init(
    name: String, points: [[Int]], neighbours: [(name: String, text: String)]?, isPoint: Bool
  ) {
    self.name = name
    self.points = points
    self.neighbours = neighbours
    self.isPoint = isPoint
  }

  /// The released networks that may be in a grid, in order.
  package static func all(
    _ networks: [ReleasedNetwork], over coefficients: [Coefficient], phi: Double
  ) -> [Landmark] {
    let axes = coefficients.map { coefficient in
      coefficient.axis.points.map { coefficient.value($0.real, phi: phi).doubleValue }
    }
    return networks.compactMap { network in
      var (points, isNear) = ([[Int]](), true)
      for (coefficient, values) in zip(coefficients, axes) {
        guard
          let own = network.values.first(where: { $0.name == coefficient.parameter })?.value
            .doubleValue
        else { return nil }
        let indices = values.indices.filter { values[$0] == own }
        points.append(indices)
        // A real value between two values of the grid may round to the same repeats or widths.
        let isBetween = (values.min() ?? own)...(values.max() ?? own) ~= own
        if indices.isEmpty { isNear = isNear && coefficient.rounding == nil && isBetween }
      }
      let isOff = points.contains { $0.isEmpty }
      guard !isOff || isNear else { return nil }
      return Landmark(
        name: network.name, points: points,
        neighbours: isOff ? network.values.map { ($0.name, $0.value.text) } : nil, isPoint: false)
    }
  }

  /// Whether it is a point of the grid.
  package var isInGrid: Bool { !points.contains { $0.isEmpty } }
}
