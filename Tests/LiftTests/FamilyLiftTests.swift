import CostModel
import Foundation
import JSON
import Lift
import ModelFiles
import Specs
import Symbolic
import Testing

/// Some members of a family become one spec, and the others come out right.
struct FamilyLiftTests {
  /// Members to lift, and those that are left out, with the parameters at which they come out.
  struct Family: Sendable, CustomTestStringConvertible {
    let given: [String]
    let left: [(file: String, values: [(String, String)])]
    let rows: Int
    let scale: [String]

    init(_ given: [String], rows: Int, scale: [String], _ left: [(String, [(String, String)])]) {
      self.given = given
      self.left = left.map { (file: $0.0, values: $0.1) }
      self.rows = rows
      self.scale = scale
    }

    var testDescription: String { given.joined(separator: ", ") }
  }

  private static func widths(
    _ prefix: String, _ names: [String: String]
  ) -> [(String, [(String, String)])] {
    names.sorted { $0.key < $1.key }.map { ("\(prefix)\($0.key)", [("width", $0.value)]) }
  }

  static let families = [
    Family(
      ["tv_mobilenet_v2_1.0_224", "tv_mobilenet_v2_0.75", "tv_mobilenet_v2_1.4"], rows: 11,
      scale: ["round8(c * width)", "max(1280, scale(1280))"],
      widths("tv_mobilenet_v2_", ["0.35": "0.35", "0.5_224": "0.5"])),
    Family(
      ["tv_mnasnet1_0", "tv_mnasnet1_3"], rows: 11, scale: ["round8(c * width)", "\"1280\""],
      widths("tv_mnasnet", ["0_5": "0.5", "0_75": "0.75"])),
    Family(
      ["timm_efficientnet_lite0", "timm_efficientnet_lite4"], rows: 11,
      scale: ["round8(c * width)", "ceil(n * depth)", "\"32\"", "\"1280\"", "\"1\""],
      [
        ("timm_efficientnet_lite1", [("depth", "1.1"), ("resolution", "240")]),
        ("timm_efficientnet_lite2", [("width", "1.1"), ("resolution", "260")]),
        (
          "timm_efficientnet_lite3", [("width", "1.2"), ("depth", "1.4"), ("resolution", "280")]
        ),
      ]),
    Family(
      ["pcv_shufflenet_g3_w1_224", "pcv_shufflenet_g3_0.5"], rows: 10,
      scale: ["floor(c * width)", "c - in"],
      widths(
        "pcv_shufflenet_g3_", ["0.25": "0.25", "0.75": "0.75", "1.5": "1.5", "2.0": "2.0"])),
    Family(
      ["pcv_sqnxt23_w1", "pcv_sqnxt23_w3d2"], rows: 9, scale: ["c / 4"],
      widths("pcv_sqnxt23_", ["w2": "2.0"])),
    Family(
      ["pcv_sqnxt23v5_w1", "pcv_sqnxt23v5_w3d2"], rows: 9, scale: ["c / 4"],
      widths("pcv_sqnxt23v5_", ["w2": "2.0"])),
    // torchvision rounds the expansion itself, which a column `t` could not say.
    Family(
      ["tv_mobilenet_v3_large_1.0", "tv_mobilenet_v3_large_0.75"], rows: 17,
      scale: ["round8(c2 * width)", "round8(c2 / 4)", "c2 != in"],
      widths("tv_mobilenet_v3_large_", ["0.35": "0.35", "0.5": "0.5", "1.25": "1.25"])),
    Family(
      [
        "tv_mobilenet_v3_small_1.0", "tv_mobilenet_v3_small_0.75", "tv_mobilenet_v3_small_0.35",
      ], rows: 14, scale: ["round8(c2 * width)", "6 * c5"],
      widths("tv_mobilenet_v3_small_", ["0.5": "0.5", "1.25": "1.25"])),
    Family(
      ["timm_tf_efficientnet_b0_224", "timm_tf_efficientnet_b3_300"], rows: 11,
      scale: ["round8(c * width)", "ceil(n * depth)"], []),
    Family(
      ["tv_efficientnet_b0_224", "tv_efficientnet_b1_240"], rows: 11,
      scale: ["ceil(n * depth)"], []),
    Family(
      ["pcv_mobilenet_w1_224", "pcv_mobilenet_wd2_224"], rows: 8, scale: ["(c * width)"], []),
    // Repeats that no depth explains are parameters.
    Family(["tv_resnet50_224", "tv_resnet101_224"], rows: 8, scale: ["\"n1\": 6"], []),
  ]

  @Test(arguments: families) func membersComeOutRight(family: Family) throws {
    let networks = try family.given.map { try Sample.network(member: $0) }
    let lifted = try LiftedSpec(networks, in: Catalog.embedded)
    #expect(lifted.rowCount == family.rows, "\(lifted.text)")
    for rule in family.scale { #expect(lifted.text.contains(rule), "\(rule): \(lifted.text)") }
    // The proof is the lift's own; the counts are not.
    #expect(lifted.spec.variants.count == networks.count)
    for (variant, network) in zip(lifted.spec.variants, networks) {
      let model = try #require(lifted.spec.model(named: variant.name))
      try Self.expectEqual(
        Network.expand(model, Settings(), in: Catalog.embedded).cost(), network.cost())
    }
    for (file, values) in family.left {
      let member = try Sample.network(member: file)
      let check = try lifted.check(member, in: Catalog.embedded)
      #expect(check.difference == nil, "\(file)")
      for (name, text) in values {
        #expect(check.parameters.first { $0.name == name }?.text == text, "\(file)")
      }
      let scaled = try Sample.network(lifted.spec, check.parameters.map { ($0.name, $0.text) })
      try Self.expectEqual(scaled.cost(), member.cost())
      // What PyTorch has of it, by hooks.
      if let known = try Sample.memberCounts[file] {
        #expect(try scaled.cost().macs == known.macs)
        #expect(try scaled.cost().parameters == known.merged)
      }
    }
  }

  private static func expectEqual(_ own: Cost, _ wanted: Cost) throws {
    #expect(own.macs == wanted.macs)
    #expect(own.activations == wanted.activations)
    #expect(own.parameters == wanted.parameters)
  }

  /// The zoo's own networks, with their norms: parameters of given members, then of those left out.
  typealias Values = [(String, String)]
  static let zooFamilies: [(name: String, given: [Values], left: [Values])] = [
    ("mobilenet_v2", widths("1.0", "0.75", "1.4"), widths("0.35", "0.5", "1.3")),
    ("mnasnet_b1", widths("1.0", "1.3"), widths("0.5", "0.75")),
    ("shufflenet_v1", widths("1.0", "0.5"), widths("0.25", "1.5", "2.0")),
    // At a width of 2 a unit keeps its projection where it would not need one.
    ("squeezenext", widths("1.0", "1.5"), widths("1.25")),
    ("squeezenext", widths("1.0", "1.5", "2.0"), widths("1.25")),
    ("mobilenet_v1", widths("1.0", "0.5"), widths("0.25", "0.75")),
    (
      "efficientnet_b0", [[], [("width", "1.2"), ("depth", "1.4"), ("resolution", "300")]],
      [
        [("width", "1.1"), ("depth", "1.2"), ("resolution", "260")],
        [("width", "2.0"), ("depth", "3.1"), ("resolution", "600")],
      ]
    ),
    (
      "efficientnet_lite",
      [[], [("width", "1.4"), ("depth", "1.8"), ("resolution", "300")]],
      [[("width", "1.2"), ("depth", "1.4"), ("resolution", "280")]]
    ),
    ("resnet50", widths("1.0", "2.0"), widths("0.5")),
  ]

  private static func widths(_ texts: String...) -> [Values] {
    texts.map { [("width", $0)] }
  }

  @Test(arguments: zooFamilies.indices) func zooMembersComeOutRight(index: Int) throws {
    let (name, given, left) = Self.zooFamilies[index]
    let networks = try given.map { try Sample.network(name, $0) }
    let lifted = try LiftedSpec(networks, in: Catalog.embedded)
    for values in left {
      let check = try lifted.check(Sample.network(name, values), in: Catalog.embedded)
      #expect(check.difference == nil, "\(name) \(values) \(lifted.text)")
    }
  }

  @Test func membersThatPart() throws {
    let networks = try ["tv_resnet18_224", "tv_resnet50_224"].map {
      try Sample.network(member: $0)
    }
    let error = #expect(throws: Diagnostic.self) {
      try LiftedSpec(networks, in: Catalog.embedded)
    }
    #expect(error?.message.contains("they part at '") == true)
  }

  @Test func anotherNetworkIsNone() throws {
    let lifted = try Sample.lifted(Sample.network(member: "tv_mobilenet_v2_1.0_224"))
    let check = try lifted.check(
      Sample.network(member: "tv_resnet18_224"), in: Catalog.embedded)
    #expect(check.difference?.contains("they part at") == true)
  }

  /// A member that is given twice, and one whose name the other's begins with.
  @Test func namesOfMembers() throws {
    let network = try Sample.network(member: "tv_resnet18_224")
    let lifted = try LiftedSpec([network, network], in: Catalog.embedded)
    #expect(lifted.spec.variants.map(\.name) == ["tv_resnet18_224", "tv_resnet18_224_2"])
    #expect(lifted.spec.name == "tv_resnet18_224_family")
  }
}
