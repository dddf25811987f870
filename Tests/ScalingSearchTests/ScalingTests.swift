import CostModel
import Foundation
import Specs
import Symbolic
import Testing

import ScalingSearch

/// Steps, factors, and where scaling ends.
struct ScalingTests {
  @Test func stepsAreTheDecimalsTyped() throws {
    for (text, points) in [
      ("0:7", ["0", "1", "2", "3", "4", "5", "6", "7"]),
      ("-1:1:0.5", ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
      ("-0.3:0.3:0.1", ["-0.3", "-0.2", "-0.1", "0.0", "0.1", "0.2", "0.3"]),
      ("1:2:0.3", ["1.0", "1.3", "1.6", "1.9"]), ("0.05:0.06:0.25", ["0.05"]),
      ("-1,0,0.25", ["-1", "0", "0.25"]), ("3", ["3"]), ("-100:-99", ["-100", "-99"]),
    ] {
      let axis = try Axis.steps(text, flag: "--phi")
      #expect(axis.points.map(\.text) == points, "\(text)")
      #expect(axis.points.map(\.real) == points.compactMap { Double($0) }, "\(text)")
      #expect(axis.points.map(\.exact) == points.compactMap { Rational(decimal: $0) }, "\(text)")
    }
    #expect(try Axis.steps("0:2:0.25", flag: "--phi").places == 2)
    #expect(try Axis.steps("0:99.9:0.1", flag: "--phi").points.count == 1000)
  }

  @Test func whatAreNoStepsIsSaid() {
    let wanted = "--phi takes 0:7, 0:2:0.5 or -1,0,1, between -100 and 100, not "
    let empty = "; it goes up from FIRST to LAST by a positive STEP"
    for (text, message) in [
      ("", wanted + "''"), (",", wanted + "','"), ("nan", wanted + "'nan'"),
      ("0:inf", wanted + "'0:inf'"), ("1e1", wanted + "'1e1'"), ("--1", wanted + "'--1'"),
      ("0:1:1:1", wanted + "'0:1:1:1'"), ("101", wanted + "'101'"), (".", wanted + "'.'"),
      ("7:0", "--phi: the range '7:0' is empty" + empty),
      ("0:1:0", "--phi: the range '0:1:0' is empty" + empty),
      ("0:1:-0.5", "--phi: the range '0:1:-0.5' is empty" + empty),
      ("0:100:0.1", "--phi: '0:100:0.1' has more than 1000 steps"),
      (
        "0:1:0.000000000000000001",
        "--phi: '0:1:0.000000000000000001' has more than 1000 steps"
      ),
      (Array(repeating: "1", count: 1001).joined(separator: ","), "--phi: more than 1000 steps"),
    ] {
      do throws(Diagnostic) {
        _ = try Axis.steps(text, flag: "--phi")
        Issue.record("\(text) was read")
      } catch {
        #expect(error.description == message)
      }
    }
  }

  /// Every strategy has the ideal factor of the compound one, and its steps multiply.
  @Test func strategiesShareTheirIdealFactor() {
    let seed: UInt64 = 20_261_121
    var generator = SplitMix64(seed: seed)
    for round in 0..<200 {
      let coefficients = ScaleFactors(
        depth: .random(in: 0.5...3, using: &generator),
        width: .random(in: 0.5...3, using: &generator),
        resolution: .random(in: 0.5...3, using: &generator))
      let share = Double.random(in: 0...1, using: &generator)
      let (phi, more) = (
        Double.random(in: -5...5, using: &generator), Double.random(in: -5...5, using: &generator)
      )
      let ideal = pow(coefficients.ideal, phi)
      for strategy in [
        ScalingStrategy.compound, .family(a: share), .depth, .width, .resolution,
      ] {
        func factors(_ phi: Double) -> ScaleFactors {
          strategy.factors(phi: phi, coefficients: coefficients)
        }
        let place = "round \(round) of seed \(seed): \(strategy)"
        #expect(abs(factors(phi).ideal / ideal - 1) < 1e-12, "\(place)")
        for dimension in ScaleFactors.Dimension.allCases {
          let product = factors(phi)[dimension] * factors(more)[dimension]
          #expect(abs(factors(phi + more)[dimension] / product - 1) < 1e-12, "\(place)")
          #expect(factors(0)[dimension] == 1, "\(place)")
        }
      }
      for dimension in ScaleFactors.Dimension.allCases {
        let factors = ScalingStrategy.compound.factors(phi: phi, coefficients: coefficients)
        let step = factors.step(of: dimension, under: coefficients)
        #expect(abs((step ?? .nan) - phi) < 1e-9, "round \(round) of seed \(seed)")
      }
    }
  }

  /// Typed decimals stay decimals: 1.1 squared is 1.21, to the last bit.
  @Test func stepsOfTypedCoefficientsAreDecimals() {
    for (phi, depth, width, resolution, ideal) in [
      (1.0, "1.2", "1.1", "1.15", "1.92027"), (2, "1.44", "1.21", "1.3225", "3.6874368729"),
      (7, "3.5831808", "1.9487171", "2.66001988046875", "96.27999953357934"),
      (0, "1.0", "1.0", "1.0", "1.0"),
      (-1, "0.8333333333333334", "0.9090909090909091", "0.8695652173913043", "0.5207601014440678"),
    ] {
      let factors = ScalingStrategy.compound.factors(phi: phi, coefficients: .efficientNet)
      #expect("\(factors.depth)" == depth && "\(factors.width)" == width, "phi \(phi)")
      #expect(factors.resolution == Double(resolution), "phi \(phi)")
      #expect(abs(factors.ideal / (Double(ideal) ?? 0) - 1) < 1e-15, "phi \(phi)")
      if phi >= 0, phi < 3 { #expect("\(factors.ideal)" == ideal) }
    }
  }

  /// Fast compound scaling at a = 0.8: d = s^0.1, w = s^0.4, r = s^0.05 (arXiv:2103.06877).
  @Test func fastScalingIsMostlyWidth() {
    let s = 16.0
    let factors = ScalingStrategy.family(a: 0.8).factors(
      phi: 1, coefficients: ScaleFactors(depth: s, width: 1, resolution: 1))
    #expect(abs(factors.depth - pow(s, 0.1)) < 1e-12)
    #expect(abs(factors.width - pow(s, 0.4)) < 1e-12)
    #expect(abs(factors.resolution - pow(s, 0.05)) < 1e-12)
  }

  @Test func aStrategyKnowsWhatItChanges() {
    let paper = ScaleFactors.efficientNet
    #expect(ScalingStrategy.compound.dimensions(under: paper) == [.depth, .width, .resolution])
    #expect(ScalingStrategy.width.dimensions(under: paper) == [.width])
    #expect(ScalingStrategy.family(a: 1).dimensions(under: paper) == [.width])
    let deep = ScaleFactors(depth: 4, width: 1, resolution: 1)
    #expect(ScalingStrategy.compound.dimensions(under: deep) == [.depth])
    #expect(deep.step(of: .width, under: deep) == nil)
  }

  private func family(
    _ name: String, _ settings: Settings = Settings(), _ rounding: Coefficient.Rounding = .nearest
  ) throws -> ScaledFamily {
    let catalog = Catalog.embedded
    return try ScaledFamily(
      try catalog.model(named: name), settings, rounding: rounding, in: catalog)
  }

  @Test func whatVanishesIsAnError() throws {
    let half = ScaleFactors(depth: 1, width: 1, resolution: 0.5)
    #expect(throws: ScaledFamily.Vanished(dimension: .resolution, value: 112)) {
      try family("efficientnet_b0", Settings(), .multiple(512)).member(half, flag: "--phi")
    }
    #expect(throws: ScaledFamily.Vanished(dimension: .depth, value: .infinity)) {
      try family("efficientnet_b0").member(
        ScaleFactors(depth: .infinity, width: 1, resolution: 1), flag: "--phi")
    }
    #expect(throws: Diagnostic.self) {
      try family("efficientnet_b0").member(
        ScaleFactors(depth: 1e30, width: 1, resolution: 1), flag: "--phi")
    }
    let same = try family("efficientnet_b0", Settings(), .multiple(512)).member(
      ScaleFactors(depth: 1, width: 1, resolution: 1), flag: "--phi")
    #expect(same.growth == 1 && same.values[2]?.doubleValue == 224)
  }

  /// Members are released ones only where nothing but the three dimensions differs.
  @Test func releasedMembersAreScaledOnes() throws {
    #expect(try family("efficientnet_b0").released().count == 10)
    #expect(try family("resnet50").released().map(\.name) == ["resnet50"])
    #expect(try family("mobilenet_v1").released().map(\.name) == ["mobilenet_v1"])
  }

  /// A network stands beside the released one whose three dimensions are each within 10 %, the
  /// nearest of several: phi = 1 of EfficientNet's paper is B2, and not B1.
  @Test func aNetworkStandsBesideItsNearestReleasedOne() throws {
    let table: [(model: String, depth: Double, width: Double, resolution: Double, name: String?)] =
      [
        ("efficientnet_b0", 1, 1, 1, "efficientnet_b0"),
        ("efficientnet_b0", 1.2, 1.1, 1.15, "efficientnet_b2"),
        ("efficientnet_b0", 1.1, 1, 240 / 224, "efficientnet_b1"),
        ("efficientnet_b0", 1.44, 1.21, 1.3225, "efficientnet_b3"),
        // B4's resolution is 11 % above: 380 over 341.
        ("efficientnet_b0", 1.728, 1.331, 1.520875, nil),
        ("efficientnet_b0", 1, 2, 1, nil),
        ("efficientnet_b2", 1.4 / 1.2, 1.2 / 1.1, 300 / 260, "efficientnet_b3"),
        // Exactly 10 % below and above, and beyond.
        ("mobilenet_v2", 1 / 0.9, 1 / 0.9, 1, "mobilenet_v2"),
        ("mobilenet_v2", 1 / 1.1, 1 / 1.1, 1, "mobilenet_v2"),
        ("mobilenet_v2", 1.12, 1, 1, nil),
      ]
    for row in table {
      let family = try family(row.model)
      let factors = ScaleFactors(
        depth: row.depth, width: row.width, resolution: row.resolution)
      let member = try family.member(factors, flag: "--phi")
      #expect(try family.released(near: member)?.name == row.name, "\(row)")
    }
  }

  /// What a released member costs has the other parameters of the baseline.
  @Test func releasedMembersKeepOtherSettings() throws {
    let family = try family("efficientnet_b0", Settings([("classes", "10")]))
    let member = try #require(family.released().first { $0.name == "efficientnet_b1" })
    #expect(member.cost.parameters == Formula(7_794_184 - 990 * 1281))
  }

  /// Repeats fold: phi = 7 by depth alone is 96 times as deep, more layers than are listed.
  @Test func deepNetworksFold() throws {
    let depth = ScalingStrategy.depth.factors(phi: 7, coefficients: .efficientNet)
    let member = try family("efficientnet_b0").member(depth, flag: "--phi")
    #expect(member.factors.depth > 96 && (member.growth ?? 0) > 96)
    // As deep as can be listed, folded repeats count as listed ones do.
    let ten = ScaleFactors(depth: 10, width: 1, resolution: 1)
    let catalog = Catalog.embedded
    let listed = try Report(
      Network.expand(
        catalog.model(named: "efficientnet_b0"), Settings([("depth", "10.0")]), in: catalog))
    #expect(
      try family("efficientnet_b0").member(ten, flag: "--phi").cost.macs == listed.totals.macs)
  }
}
