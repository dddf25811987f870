import CostModel
import ScalingSearch
import Symbolic

extension ScaleRun {
  /// The released member beside the network by the formulas.
  static let memberColumns: [Column<FormulaFamily.Member>] = [
    Column("member", "Released", alignment: .left, priority: 7) { .text($0.released) },
    Column(
      "memberSets", "with", alignment: .left, flexibility: .keepsStart, priority: 5,
      meaning: "what the released member has in place of the formulas"
    ) { member in
      let differences = member.differences.map { "\($0.parameter) \($0.value.text)" }
      return differences.isEmpty ? .missing : .text(differences.joined(separator: ", "))
    },
    Column("memberMacs", "its MACs", priority: 6) { Metric.macs.cell($0.releasedCost) },
    Column(
      "memberParameters", "its Params", priority: 5, meaning: "those of the released member"
    ) { Metric.parameters.cell($0.releasedCost) },
    Column(
      "memberActivations", "its Acts", priority: 1, isExtra: true,
      meaning: "those of the released member"
    ) { Metric.activations.cell($0.releasedCost) },
    Column("over", "Excess", priority: 9, goesWith: "member", older: ["over it"]) {
      $0.excess.map(Cell.share) ?? .missing
    },
  ]

  /// A family by the formulas of its paper, next to the released members.
  func formulas() throws {
    guard
      let family = try FormulaFamily(
        model, settings, in: catalog, options, under: device?.roofline)
    else { return }
    let all = try steps("0:\(family.lastStep)").points.map { phi in
      guard let member = try family.member(step: phi.exact) else {
        throw invocation.usageError(
          "--phi: \(model.spec.name ?? model.name) has formulas for whole steps from 0 to "
            + "\(family.lastStep), not for \(phi.text)")
      }
      return member
    }
    let limits = try ScaledWithin(
      SearchArguments(invocation), all.first { $0.phi == 0 }?.cost, device)
    let (members, left) = try limits.split(all, called: { "phi \($0.phi)" }, sizes: \.sizes)
    let values = family.parameters.enumerated().map { index, name in
      Column<FormulaFamily.Member>(name, name, priority: 8) { .parameter($0.values[index]) }
    }
    try write(
      members.map { member in
        zip(family.parameters, member.values).map { (name: $0, text: $1.text) }
      })
    let shown: [Metric] = [.macs, .parameters]
    try invocation.show(
      Grid(
        [Column("phi", "phi", priority: 10) { .integer(Int128($0.phi)) }] + values
          + [Column(.real, priority: 7) { $0.growth.map(Cell.ratio) ?? .missing }]
          + ScaleRun.metrics.map { metric in
            Column(metric) { $0.cost }.shown(if: shown.contains(metric))
          } + ScaledWithin.columns(limits) { (member: FormulaFamily.Member) in member.sizes }
          + ScaleRun.memberColumns, members), try head(varying: family.parameters),
      lead: limits.texts(options).isEmpty ? [] : [limits.texts(options).joined(separator: "; ")],
      notes: left + limits.notes)
  }
}

extension Cell {
  /// The value of a parameter, with every digit for machines.
  static func parameter(_ value: Value) -> Cell { value.number.map(parameter) ?? .text(value.text) }

  /// The value of a numeric parameter.
  static func parameter(_ value: Number) -> Cell {
    switch value {
    case .exact(let exact) where exact.isInteger: .integer(exact.numerator)
    case .exact(let exact): .decimal(exact, digits: exact.doubleValue.shortDigits)
    case .real(let real): .number(real, digits: real.shortDigits)
    }
  }
}

extension Double {
  /// How many digits after the point a parameter is shown with: as many as it has, as tables
  /// write it, 1.1 and 1.0, and three of a number without end.
  fileprivate var shortDigits: Int {
    (1...3).first { fixed($0).dropTrailingZeros == fixed(3).dropTrailingZeros } ?? 3
  }
}

extension String {
  fileprivate var dropTrailingZeros: Substring {
    var rest = self[...]
    while rest.last == "0" { rest.removeLast() }
    return rest
  }
}
