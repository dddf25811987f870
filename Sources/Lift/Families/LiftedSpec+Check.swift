import CostModel
import Specs
import Symbolic

/// A network held against a lifted spec that was not lifted from it.
package struct MemberCheck: Sendable {
  /// The parameters with which the spec comes nearest to the network.
  package let parameters: [(name: String, text: String)]
  /// The first layer that is another one; nil if the spec is the same network.
  package let difference: String?
}

extension LiftedSpec {
  /// Finds the parameters with which the spec would be another network, and whether it is.
  ///
  /// - Throws: a diagnostic that names the layer of the network that no row says.
  package func check(_ network: Network, in catalog: Catalog) throws(Diagnostic) -> MemberCheck {
    let graph = try LayerGraph(network)
    guard let table else {
      let difference = try Self.difference(Model(spec), [], graph, catalog)
      return MemberCheck(parameters: [], difference: difference)
    }
    let joint: LiftedBody
    do throws(Diagnostic) {
      joint = try LiftedBody(table.body.graphs + [graph], catalog, given: table.body.tables)
    } catch {
      return MemberCheck(parameters: [], difference: error.message)
    }
    let rows = joint.rows.map(\.row.word)
    guard rows == table.body.rows.map(\.row.word) else {
      return MemberCheck(parameters: [], difference: "its table has other rows")
    }
    let parameters = table.parameters.map { parameter in
      (name: parameter.name, text: table.value(of: parameter, in: joint))
    }
    let difference = try Self.difference(
      Model(spec), parameters.map { ($0.name, $0.text) }, graph, catalog)
    return MemberCheck(parameters: parameters, difference: difference)
  }
}

extension ScaledTable {
  /// The value of a parameter in the last member of a body with the same rows.
  fileprivate func value(of parameter: FamilyParameter, in joint: LiftedBody) -> String {
    let member = joint.graphs.count - 1
    let sizes = joint.graphs[member].inputSizes
    func last(_ row: Int, _ column: String) -> String? {
      joint.rows[row].cells[column].map { $0[member].expression }
    }
    switch parameter.name {
    case "width" where parameter.column == nil:
      return multiplier(of: fit.widths, fit.width.multipliers, steps: [20, 100, 1000]) {
        last($0.row, $0.column)
      }
    case "depth" where parameter.column == nil:
      return multiplier(of: fit.repeats, fit.depth.multipliers, steps: [10, 20, 100]) {
        last($0.row, $0.column) ?? "1"
      }
    case "resolution" where parameter.column == nil: return "\(sizes[0])"
    case "classes" where parameter.column == nil:
      return classifier.flatMap { last($0, "c") } ?? parameter.values[fit.base]
    default: break
    }
    if let axis = sizes.indices.first(where: { parameter.name == "size\($0 + 1)" }) {
      return "\(sizes[axis])"
    }
    for row in rows.indices {
      for (column, cell) in rows[row].cells where cell.expression == parameter.name {
        if let value = last(row, column) { return value }
      }
    }
    return parameter.values[fit.base]
  }

  /// The multiplier that explains most cells of a member, read as the table has them.
  private func multiplier(
    of cells: [FamilyFit.Cell], _ known: [Multiplier], steps: [Int],
    _ value: (FamilyFit.Cell) -> String?
  ) -> String {
    let pairs = cells.compactMap { cell -> MultiplierFit.Pair? in
      guard let reading = fit.readings(cell).first, reading != .constant,
        let own = value(cell).flatMap({ Int($0) })
      else { return nil }
      let (base, rule) = (cell.numbers[fit.base], fit.rule(cell.column))
      return MultiplierFit.Pair(base: base, own: own) { multiplier in
        rule.value(base, multiplier).map { reading.value(base, scaled: $0) }
      }
    }
    return MultiplierFit.multiplier(
      pairs, steps, isSmallest: cells.first?.column == "n", unexplained: 1
    ).text
  }
}
