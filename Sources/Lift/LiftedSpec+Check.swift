import CostModel
import Specs
import Symbolic

/// A network held against a lifted spec that was not lifted from it.
public struct MemberCheck: Sendable {
  /// The parameters with which the spec comes nearest to the network.
  public let parameters: [(name: String, text: String)]
  /// What is not the same: the cells that the network would need, or else the first layer that is
  /// another one. Nil if the spec is the same network.
  public let difference: String?
}

extension LiftedSpec {
  /// Finds the parameters with which the spec would be another network, and whether it is.
  ///
  /// - Throws: a diagnostic that names the layer of the network that no row says.
  public func check(
    _ network: Network, in catalog: Catalog = .embedded
  ) throws(Diagnostic) -> MemberCheck {
    let graph = try LayerGraph(network)
    guard let table else {
      let difference = try Self.difference(Model(spec), [], graph, catalog)
      return MemberCheck(parameters: [], difference: difference)
    }
    let joint: LiftedBody
    do throws(Diagnostic) {
      joint = try table.body.joined(by: graph)
    } catch {
      return MemberCheck(parameters: [], difference: error.message)
    }
    let newcomer = Newcomer(table: table, joint: joint)
    let values = newcomer.parameters.map { ($0.name, $0.text) }
    guard let layer = try Self.difference(Model(spec), values, graph, catalog) else {
      return MemberCheck(parameters: newcomer.parameters, difference: nil)
    }
    let cells = newcomer.differentCells
    return MemberCheck(
      parameters: newcomer.parameters,
      difference: cells.isEmpty ? layer : cells.joined(separator: "; "))
  }
}

/// A network that came after the members, in rows that it shares with them.
private struct Newcomer {
  let table: ScaledTable
  /// The rows of all members and of the newcomer, which is the last.
  let joint: LiftedBody
  private let width: Multiplier
  private let depth: Multiplier

  init(table: ScaledTable, joint: LiftedBody) {
    self.table = table
    self.joint = joint
    let fit = table.fit
    width = Self.multiplier(of: fit.widths, table, joint, steps: [20, 100, 1000])
    depth = Self.multiplier(of: fit.repeats, table, joint, steps: [10, 20, 100])
  }

  /// The parameters of the table with the newcomer's values.
  var parameters: [(name: String, text: String)] {
    table.parameters.map { (name: $0.name, text: value(of: $0)) }
  }

  private func value(of parameter: FamilyParameter) -> String {
    let sizes = joint.graphs[joint.graphs.count - 1].inputSizes
    if parameter.column == nil {
      switch parameter.name {
      case "width": return width.text
      case "depth": return depth.text
      case "resolution": return "\(sizes[0])"
      case "classes":
        return table.classifier.flatMap { Self.last($0, "c", joint) }
          ?? parameter.values[table.fit.base]
      default: break
      }
      if let axis = sizes.indices.first(where: { parameter.name == "size\($0 + 1)" }) {
        return "\(sizes[axis])"
      }
    }
    for row in table.rows.indices {
      for (column, cell) in table.rows[row].cells where cell.expression == parameter.name {
        if let value = Self.last(row, column, joint) { return value }
      }
    }
    return parameter.values[table.fit.base]
  }

  /// What a cell says in the newcomer.
  private static func last(_ row: Int, _ column: String, _ joint: LiftedBody) -> String? {
    joint.rows[row].cells[column].map { $0[joint.graphs.count - 1].expression }
      ?? (column == "n" ? "1" : nil)
  }

  /// The multiplier that explains most cells, read as the table has them.
  private static func multiplier(
    of cells: [FamilyFit.Cell], _ table: ScaledTable, _ joint: LiftedBody, steps: [Int]
  ) -> Multiplier {
    let pairs = cells.compactMap { cell -> MultiplierFit.Pair? in
      guard let reading = table.fit.readings(cell).first, reading != .constant,
        let own = last(cell.row, cell.column, joint).flatMap({ Int($0) })
      else { return nil }
      if case .multiple = reading { return nil }
      let (base, rule) = (cell.numbers[table.fit.base], table.fit.rule(cell.column))
      return MultiplierFit.Pair(base: base, own: own) { multiplier in
        rule.value(base, multiplier).flatMap { reading.value(base, scaled: $0) }
      }
    }
    return MultiplierFit.multiplier(
      pairs, steps, isSmallest: cells.first?.column == "n", unexplained: 1)
  }

  /// The widths and repeats that are not what the table says, with what would say both.
  var differentCells: [String] {
    (table.fit.widths + table.fit.repeats).compactMap { cell in
      let readings = table.fit.readings(cell)
      let multiplier = cell.column == "n" ? depth : width
      guard let reading = readings.first,
        let own = Self.last(cell.row, cell.column, joint).flatMap({ Int($0) }),
        let scaled = table.fit.rule(cell.column).value(
          cell.numbers[table.fit.base], multiplier.value)
      else { return nil }
      let base = cell.numbers[table.fit.base]
      guard let told = reading.value(base, scaled: scaled), told != own else { return nil }
      let others = readings.filter { reading in
        if case .multiple(let factor) = reading {
          return joint.widthBefore(cell.row, cell.column)?.last.map { factor &* $0 } == own
        }
        return reading.value(base, scaled: scaled) == own
      }
      let words = others.map { $0.word("\(base)") }.joined(separator: " or ")
      let hint = words.isEmpty ? "" : " (\(words) would be both)"
      return "\(cell.column) of \(table.labels[cell.row]) is \(own), not \(told)\(hint)"
    }
  }
}
