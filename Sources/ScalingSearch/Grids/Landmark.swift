import CostModel

/// A network of a grid that has a name of its own: a released member, or a paper's coefficients.
public struct Landmark: Sendable {
  /// What it is called.
  public let name: String
  /// For each coefficient the indices of its values that give the network.
  let points: [[Int]]
  /// Its parameters as a user would type them, where values beside it may round to the same
  /// network; nil where none can.
  let neighbours: [(name: String, text: String)]?
  /// Whether the name is the point's, and not one of its network, which other points give too.
  let isPoint: Bool

  /// The coefficients of EfficientNet's paper; nil where the search is over something else.
  public static func paper(over coefficients: [Coefficient]) -> Landmark? {
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

  /// What the coefficients of the paper are called.
  public static let paperName = "paper"

  private init(
    name: String, points: [[Int]], neighbours: [(name: String, text: String)]?, isPoint: Bool
  ) {
    self.name = name
    self.points = points
    self.neighbours = neighbours
    self.isPoint = isPoint
  }

  /// The released networks that may be in a grid, in their order.
  public static func all(
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
        // A real value between two of the grid's may round to the same repeats or widths.
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

  /// Whether the grid has a point of it.
  public var isInGrid: Bool { !points.contains { $0.isEmpty } }
}
