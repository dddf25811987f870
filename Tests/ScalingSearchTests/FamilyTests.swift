import CostModel
import Foundation
import Specs
import Symbolic
import TestSupport
import Testing

import ScalingSearch

/// Families against what was printed and released: `Fixtures/families.json`.
struct FamilyTests {
  private struct Row {
    let cells: [String: Any]

    func text(_ column: String) throws -> String { try #require(cells[column] as? String) }
    func number(_ column: String) throws -> Double { try #require(cells[column] as? Double) }
    func count(_ column: String) -> Formula? { (cells[column] as? Int).map { Formula($0) } }
  }

  private let catalog = Catalog.embedded

  private func rows(_ table: String) throws -> [Row] {
    let url = Repository.root.appending(path: "Tests/ScalingSearchTests/Fixtures/families.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    let tables = try #require(object as? [String: Any])
    let table = try #require(tables[table] as? [String: Any])
    let columns = try #require(table["columns"] as? [String])
    return try #require(table["rows"] as? [[Any]]).map { row in
      Row(cells: Dictionary(uniqueKeysWithValues: zip(columns, row)))
    }
  }

  private func family(_ name: String) throws -> ScaledFamily {
    try ScaledFamily(
      try catalog.model(named: name), Settings(), rounding: .nearest, in: catalog)
  }

  private func cost(_ name: String, _ settings: Settings = Settings()) throws -> Cost {
    try Report(Network.expand(try catalog.model(named: name), settings, in: catalog)).totals
  }

  /// B0 with a released member's coefficients is that member, to the last integer, whether they
  /// are typed or reached by factors.
  @Test func coefficientsOfEfficientNetAreItsMembers() throws {
    let family = try family("efficientnet_b0")
    let counted = try rows("counted")
    let rows = try rows("released")
    #expect(rows.count == 10 && counted.count == rows.count)
    for (row, count) in zip(rows, counted) {
      let (name, width, depth, resolution) = (
        try row.text("member"), try row.number("width"), try row.number("depth"),
        try row.number("resolution")
      )
      #expect(try count.text("member") == name)
      let typed = try cost(
        "efficientnet_b0",
        Settings([
          ("width", "\(width)"), ("depth", "\(depth)"), ("resolution", "\(Int(resolution))"),
        ]))
      let member = try cost(name)
      let scaled = try family.member(
        ScaleFactors(depth: depth, width: width, resolution: resolution / 224), flag: "--phi")
      for other in [member, scaled.cost] {
        #expect(typed.macs == other.macs, "\(name)")
        #expect(typed.parameters == other.parameters, "\(name)")
        #expect(typed.activations == other.activations, "\(name)")
      }
      #expect(typed.parameters == count.count("parameters"), "\(name)")
      if let macs = count.count("macs") { #expect(typed.macs == macs, "\(name)") }
      if let activations = count.count("activations") {
        #expect(typed.activations == activations, "\(name)")
      }
      #expect(try family.released().contains { $0.name == name && $0.cost.macs == member.macs })
    }
  }

  /// Tables 3 and 7 of EfficientNet: a label's coefficients give the printed FLOPS to the last
  /// digit, or else the MACs that the fixture says, which are none of the printed.
  @Test func printedCoefficientsGiveWhatTheFixtureSays() throws {
    let rows = try rows("printed")
    var gaps = 0
    let document = try String(
      contentsOf: Repository.root.appending(path: "docs/scaling.md"), encoding: .utf8)
    for row in rows {
      let label = "Table \(try row.number("table")): \(try row.text("label"))"
      let coefficients = ScaleFactors(
        depth: try row.number("d"), width: try row.number("w"), resolution: try row.number("r"))
      let member = try family(try row.text("model")).member(
        ScalingStrategy.compound.factors(phi: 1, coefficients: coefficients), flag: "--phi")
      let macs = try #require(member.cost.macs.constantValue)
      let agrees = try #require(Figure(row.text("printed"))).agreement(with: macs) == .rounded
      if let gives = row.count("gives") {
        #expect(member.cost.macs == gives, "\(label)")
        #expect(!agrees, "\(label) agrees now: \(macs)")
        gaps += 1
        let line = try gap(row, macs.doubleValue)
        #expect(document.contains("\n" + line), "docs/scaling.md lacks: \(line)")
      } else {
        #expect(agrees, "\(label): \(macs)")
      }
    }
    #expect(rows.count == 17 && gaps == 7)
  }

  /// A row of the table in docs/scaling.md: printed, counted, and how far what is printed is off.
  private func gap(_ row: Row, _ macs: Double) throws -> String {
    let printed = try #require(Figure(row.text("printed"))).value
    let cells = [
      "\(Int(try row.number("table")))", try row.text("label"), try row.text("printed"),
      String(format: "%.3f B", macs / 1e9), String(format: "%+.1f%%", (printed / macs - 1) * 100),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// The paper's numbers for other coefficients: docs/scaling.md, "Printed coefficients".
  @Test func rowsOfTable7FollowFromOtherCoefficients() throws {
    let family = try family("efficientnet_b0")
    for (factors, printed) in [
      (ScaleFactors(depth: 4.5, width: 1, resolution: 1), "1.8 B"),
      (ScaleFactors(depth: 1, width: 2.2, resolution: 1), "1.8 B"),
      (ScaleFactors(depth: 1, width: 1, resolution: 2.2), "1.9 B"),
    ] {
      let macs = try #require(family.member(factors, flag: "--phi").cost.macs.constantValue)
      #expect(try #require(Figure(printed)).agreement(with: macs) == .rounded, "\(factors)")
    }
  }

  /// EfficientDet's equations: W = 64 * 1.35^phi to the nearest multiple of 8, D = 3 + phi,
  /// H = 3 + floor(phi / 3), R = 512 + 128 * phi, beside Table 1.
  @Test func formulasOfEfficientDetAreItsEquations() throws {
    let family = try #require(
      try FormulaFamily(try catalog.model(named: "efficientdet_d0"), Settings(), in: catalog))
    #expect(
      family.parameters == ["backbone", "resolution", "w", "d", "repeats", "fusion"])
    #expect(family.lastStep == 7)
    for row in try rows("efficientdet") {
      let phi = Int(try row.number("phi"))
      let member = try #require(try family.member(step: Rational(phi)))
      let equations: [String: Int] = [
        "resolution": 512 + 128 * phi, "w": Int((64 * pow(1.35, Double(phi)) / 8).rounded()) * 8,
        "d": 3 + phi, "repeats": 3 + phi / 3,
      ]
      let name = try row.text("member")
      #expect(member.released == name)
      var differences: [String: Int] = [:]
      for (parameter, value) in zip(family.parameters, member.values) {
        switch parameter {
        case "backbone":
          #expect(try value.text == row.text(parameter), "\(name)")
        case "fusion":
          #expect(value.text == (phi < 6 ? "fast" : "sum"), "\(name)")
        default:
          let printed = Int(try row.number(parameter))
          let equation = try #require(equations[parameter])
          #expect(value.number?.doubleValue == Double(equation), "\(name) \(parameter)")
          if printed != equation { differences[parameter] = printed }
        }
      }
      #expect(
        Dictionary(
          uniqueKeysWithValues: member.differences.map {
            ($0.parameter, Int($0.value.number?.doubleValue ?? -1))
          }) == differences, "\(name)")
      #expect(member.releasedCost.macs == (try cost(name)).macs)
      #expect(member.cost.macs == (try cost(name + "_formula")).macs)
      #expect((member.excess == 0) == differences.isEmpty, "\(name)")
    }
    #expect(try family.member(step: 8) == nil && family.member(step: -1) == nil)
    #expect(try family.member(step: Rational(1, over: 2)) == nil)
  }

  @Test func onlySpecsWithMembersByFormulaHaveFormulas() throws {
    for spec in try catalog.architectures() {
      #expect(FormulaFamily.exists(in: spec) == (spec.name == "efficientdet"))
    }
  }
}
