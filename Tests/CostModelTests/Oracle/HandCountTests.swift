import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// Counts made by hand, with an independent program, for networks that no tool prints.
struct HandCountTests {
  struct Row {
    let model: String
    var set: [String: String] = [:]
    var parameters, activations: Int?
    let macs: Int
  }

  static let rows = [
    Row(
      model: "inception_module", parameters: 255_904, activations: 568_400, macs: 312_345_600),
    // C3D: 27 taps at 16, 8, 4 and 2 frames; dense layers of 8192, 4096 and 4096 inputs.
    Row(model: "c3d", parameters: 79_991_015, activations: 23_390_695, macs: 38_548_959_232),
    // TC-ResNet: 98 steps, then 49, 25, 13 (arXiv:1904.03814); 3 M FLOPs and, with the 656 statistics of its
    // norms, 66 K parameters.
    Row(model: "tc_resnet8", parameters: 65_168, activations: 9_380, macs: 1_522_560),
    Row(model: "bifpn", parameters: 603_136, activations: 678_066, macs: 44_442_112),
    Row(
      model: "bifpn", set: ["resolution": "200"], parameters: 603_136, activations: 1_717_134,
      macs: 115_594_048),
    Row(model: "densenet121", parameters: 7_978_856, activations: 6_900_200, macs: 2_834_161_664),
    Row(model: "densenet169", parameters: 14_149_480, activations: 7_301_608, macs: 3_359_843_328),
    Row(model: "densenet201", parameters: 20_013_928, activations: 7_853_544, macs: 4_291_365_888),
    Row(model: "densenet161", parameters: 28_681_000, activations: 11_064_808, macs: 7_727_907_072),
    Row(model: "efficientdet_d7x", parameters: 77_147_166, macs: 407_628_345_344),
    Row(model: "resnet34", parameters: 21_797_672, activations: 3_739_112, macs: 3_663_761_408),
    Row(
      model: "vgg16_bn", parameters: 138_365_992, activations: 13_556_712, macs: 15_470_264_320),
    Row(
      model: "standard", set: ["in": "3", "out": "64", "size": "32"], parameters: nil,
      activations: nil, macs: 1_769_472),
    Row(
      model: "separable", set: ["in": "3", "out": "64", "size": "32"], parameters: nil,
      activations: nil, macs: 224_256),
  ]

  @Test func countsAgree() throws {
    let catalog = try Repository.catalog()
    for row in HandCountTests.rows {
      for unfoldLimit in [0, 1000] {
        let settings = Settings(row.set.map { ($0, $1) }, unfoldLimit: unfoldLimit)
        let network = try Network.expand(try catalog.model(named: row.model), settings, in: catalog)
        let totals = try Report(network).totals
        let place: Comment = "\(row.model) \(row.set), unfolding \(unfoldLimit)"
        #expect(totals.macs == Formula(row.macs), place)
        if let count = row.parameters { #expect(totals.parameters == Formula(count), place) }
        if let count = row.activations { #expect(totals.activations == Formula(count), place) }
      }
    }
  }

  /// EfficientDet-D0's parts at 500 x 333, recounted by a program of its own with effdet's rules
  /// (TensorFlow's padding, 3x3 pooling of stride 2, nearest resizing).
  @Test func partsAgreeAtOddSizes() throws {
    let catalog = try Repository.catalog()
    var settings = Settings()
    settings.input = [500, 333, 3]
    let network = try Network.expand(
      try catalog.model(named: "efficientdet_d0"), settings, in: catalog)
    let parts = try Report(network).folded(by: .parts)
    let expected = [
      ("backbone", 3_595_388, 1_255_727_040), ("fpn", 196_281, 89_592_192),
      ("class_net", 69_354, 236_099_328), ("box_net", 19_044, 60_048_384),
    ]
    #expect(parts.map(\.path) == expected.map { [$0.0] })
    for (part, (name, parameters, macs)) in zip(parts, expected) {
      #expect(
        part.cost.parameters == Formula(parameters) && part.cost.macs == Formula(macs), "\(name)")
    }
  }

  struct Departures: Decodable {
    struct Row: Decodable {
      let name, model, why: String
      let set: [String: String]
      let parameters, macs, activations: Int?
    }

    let rows: [Row]
  }

  /// Where an implementation departs from the paper, so do our counts from its. A change that makes
  /// such a row agree has left the paper.
  @Test func departuresStay() throws {
    let url = Repository.fixtures.appending(path: "oracle/departures.json")
    let rows = try JSONDecoder().decode(Departures.self, from: Data(contentsOf: url)).rows
    #expect(!rows.isEmpty)
    let catalog = try Repository.catalog()
    for row in rows {
      let settings = Settings(row.set.map { ($0, $1) })
      let network = try Network.expand(try catalog.model(named: row.model), settings, in: catalog)
      let totals = try Report(network).totals
      let differs =
        row.parameters.map { totals.parameters != Formula($0) } ?? false
        || row.macs.map { totals.macs != Formula($0) } ?? false
      #expect(differs, "\(row.name) agrees, though: \(row.why)")
    }
  }
}
