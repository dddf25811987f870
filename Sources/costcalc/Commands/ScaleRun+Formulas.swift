import CostModel
import ScalingSearch
import Symbolic

extension ScaleRun {
  static let memberColumns = [
    Column(key: "member", title: "Released", alignment: .left, priority: 9),
    Column(
      key: "memberSets", title: "with", alignment: .left, flexibility: .keepsStart, priority: 8,
      meaning: "what the released member has in place of the formulas"),
    Column(key: "memberMacs", title: "its MACs", priority: 9),
    Column(
      key: "memberParameters", title: "its Params", priority: 5,
      meaning: "those of the released member"),
    Column(
      key: "memberActivations", title: "its Acts", priority: 1, isExtra: true,
      meaning: "those of the released member"),
    Column(key: "over", title: "Excess", priority: 9, older: ["over it"]),
  ]

  /// A family by the formulas of its paper, next to the released members.
  func formulas() throws {
    guard let family = try FormulaFamily(model, settings, in: catalog) else { return }
    let steps = try steps("0:\(family.lastStep)")
    let metrics = ScaleRun.metrics
    let rows = try steps.points.map { phi -> [Cell] in
      guard let member = try family.member(step: phi.exact) else {
        throw invocation.usageError(
          "--phi: \(model.spec.name ?? model.name) has formulas for whole steps from 0 to "
            + "\(family.lastStep), not for \(phi.text)")
      }
      let differences = member.differences.map { "\($0.parameter) \($0.value.text)" }
      return [.integer(Int128(member.phi))] + member.values.map(Cell.parameter)
        + [member.growth.map(Cell.ratio) ?? .missing] + metrics.map { $0.cell(member.cost) }
        + [.text(member.released)]
        + [differences.isEmpty ? .missing : .text(differences.joined(separator: ", "))]
        + metrics.map { $0.cell(member.releasedCost) } + [member.excess.map(Cell.share) ?? .missing]
    }
    try invocation.show(
      Grid(
        columns: [Column(key: "phi", title: "phi", priority: 10)]
          + family.parameters.map { name in
            Column(key: name, title: name, priority: 6)
          } + [Column(.real, priority: 7)]
          + metrics.map { $0.column(showing: [.macs, .parameters]) } + ScaleRun.memberColumns,
        rows: rows), try head(varying: family.parameters))
  }
}

extension Cell {
  /// The value of a parameter, with every digit for machines.
  static func parameter(_ value: Value) -> Cell { value.number.map(parameter) ?? .text(value.text) }

  /// The value of a numeric parameter.
  static func parameter(_ value: Number) -> Cell {
    switch value {
    case .exact(let exact) where exact.isInteger: .integer(exact.numerator)
    case .exact(let exact): .decimal(exact, digits: 3)
    case .real(let real): .number(real, digits: 3)
    }
  }
}
