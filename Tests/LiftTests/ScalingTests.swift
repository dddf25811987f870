import CostModel
import Lift
import Specs
import Symbolic
import Testing

/// One member of a family, lifted and scaled, gives the others.
struct ScalingTests {
  @Test(arguments: ["zzz", "", "0", "-8", "1.5"]) func roundingsAreKnown(word: String) throws {
    let network = try Sample.network("mobilenet_v2")
    let fault = #expect(throws: Diagnostic.self) { try LiftedSpec([network], rounding: word) }
    #expect(
      fault?.description == "widths can't be rounded by '\(word)'; "
        + "a number, or one of none, floor, ceil, round8, nearest8")
  }

  /// A reshape that takes in an activation is a row of no word.
  @Test func flattenedAndActivated() throws {
    var builder = NetworkBuilder()
    let image = builder.input(Shape(channels: 3, map: [8, 8]))
    let flat = try builder.add(
      .move(.reshape(to: [1, 192], layout: nil)), [image], activation: .relu, path: ["flat"])
    let network = try builder.network(
      named: "mlp", outputs: [builder.add(.dense(channels: 10), flat)])
    let lifted = Result { try LiftedSpec([network]) }
    switch lifted {
    case .success(let lifted):
      #expect(try Sample.network(lifted.spec).cost() == network.cost())
    case .failure(let fault): #expect("\(fault)".contains("'flat'"), "\(fault)")
    }
  }

  /// What two networks cost, apart from norms that an exporter has merged into biases.
  private static func expectEqual(_ scaled: Network, _ member: Network) throws {
    let (own, wanted) = (try scaled.cost(), try member.cost())
    #expect(own.macs == wanted.macs)
    #expect(own.activations == wanted.activations)
    #expect(own.parameters == wanted.parameters, "\(scaled.name)")
  }

  /// A network with a bias for each channel in place of every batch normalization.
  private static func merged(_ parameters: Formula, of member: Network) throws -> Formula {
    var sum = parameters
    for layer in member.layers where layer.norm == .batch {
      sum = try sum - layer.output.shape.channels
    }
    return sum
  }

  static let members = [
    ("efficientnet_b1", "1.0", "1.1", "240"), ("efficientnet_b2", "1.1", "1.2", "260"),
    ("efficientnet_b3", "1.2", "1.4", "300"), ("efficientnet_b4", "1.4", "1.8", "380"),
    ("efficientnet_b5", "1.6", "2.2", "456"), ("efficientnet_b6", "1.8", "2.6", "528"),
    ("efficientnet_b7", "2.0", "3.1", "600"),
  ]

  /// The exports of torchvision and timm have no norms left, the zoo's own network has them.
  @Test(arguments: members)
  func efficientNets(name: String, width: String, depth: String, resolution: String) throws {
    let member = try Sample.network(name)
    let values = [("width", width), ("depth", depth), ("resolution", resolution)]
    let own = try Sample.lifted(Sample.network("efficientnet_b0")).spec
    try Self.expectEqual(Sample.network(own, values), member)
    for file in ["tv_efficientnet_b0_224.onnx", "timm_tf_efficientnet_b0_224.onnx"] {
      let spec = try Sample.lifted(Sample.network(file: file)).spec
      let (scaled, wanted) = (try Sample.network(spec, values).cost(), try member.cost())
      #expect(scaled.macs == wanted.macs)
      #expect(scaled.activations == wanted.activations)
      #expect(try scaled.parameters == Self.merged(wanted.parameters, of: member))
    }
  }

  /// The exports of members are what the scaled B0 is.
  @Test(arguments: [
    ("tv_efficientnet_b0_224.onnx", "tv_efficientnet_b1_240.onnx", members[0]),
    ("timm_tf_efficientnet_b0_224.onnx", "timm_tf_efficientnet_b3_300.onnx", members[2]),
  ])
  func exports(base: String, other: String, member: (String, String, String, String)) throws {
    let spec = try Sample.lifted(Sample.network(file: base)).spec
    let scaled = try Sample.network(
      spec, [("width", member.1), ("depth", member.2), ("resolution", member.3)])
    try Self.expectEqual(scaled, Sample.network(file: other))
    // Up to names and layouts it is the same graph.
    let difference = try LayerGraph.difference(
      LayerGraph(scaled), LayerGraph(Sample.network(file: other)))
    #expect(difference == nil)
  }

  @Test func mobileNetV1() throws {
    let spec = try Sample.lifted(Sample.network(file: "pcv_mobilenet_w1_224.onnx")).spec
    for width in ["1.0", "0.75", "0.5", "0.25"] {
      for resolution in ["224", "192", "160", "128"] {
        let values = [("width", width), ("resolution", resolution)]
        let (scaled, member) = (
          try Sample.network(spec, values), try Sample.network("mobilenet_v1", values)
        )
        let (own, wanted) = (try scaled.cost(), try member.cost())
        #expect(own.macs == wanted.macs)
        #expect(own.activations == wanted.activations)
        #expect(try own.parameters == Self.merged(wanted.parameters, of: member))
      }
    }
    let half = try Sample.network(spec, [("width", "0.5")])
    try Self.expectEqual(half, Sample.network(file: "pcv_mobilenet_wd2_224.onnx"))
  }

  @Test func mobileNetV2() throws {
    let spec = try Sample.lifted(Sample.network(file: "tv_mobilenet_v2_1.0_224.onnx")).spec
    for resolution in ["224", "192", "160", "128"] {
      let values = [("width", "1.4"), ("resolution", resolution)]
      let (own, wanted) = (
        try Sample.network(spec, values).cost(), try Sample.network("mobilenet_v2", values).cost()
      )
      #expect(own.macs == wanted.macs)
      #expect(own.activations == wanted.activations)
    }
  }

  /// Below a width of 1, MobileNet V2 keeps its head: what one member can't tell, and another does.
  @Test func aNarrowerMemberDecides() throws {
    let network = try Sample.network(file: "tv_mobilenet_v2_1.0_224.onnx")
    let half = try Sample.network(file: "tv_mobilenet_v2_0.5_224.onnx")
    var options = LiftOptions()
    let free = try LiftedSpec([network], options, in: Catalog.embedded)
    #expect(free.text.contains("Whether conv2 scales"))
    options.kept = ["conv2"]
    let kept = try LiftedSpec([network], options, in: Catalog.embedded)
    let values = [("width", "0.5")]
    #expect(try Sample.network(free.spec, values).cost().macs != half.cost().macs)
    try Self.expectEqual(Sample.network(kept.spec, values), half)
  }

  @Test(arguments: ["8", "none", "4", "nearest8", "floor"]) func rounding(rule: String) throws {
    var options = LiftOptions()
    options.rounding = rule
    let network = try Sample.network(file: "tv_resnet18_224.onnx")
    let lifted = try LiftedSpec([network], options, in: Catalog.embedded)
    let width = try Sample.network(lifted.spec, [("width", "0.3")]).layers[0].output.shape.channels
    // 64 * 0.3 is 19.2; round8 never goes below 90 % of it.
    let expected: [String: Formula] = ["8": 24, "none": 19, "4": 20, "nearest8": 16, "floor": 19]
    #expect(width == expected[rule])
  }

  /// A width of its own for the head, beside that of all else.
  @Test func twoWidths() throws {
    var options = LiftOptions()
    options.multipliers = [(name: "head", rows: ["conv2"])]
    let network = try Sample.network(file: "tv_mobilenet_v2_1.0_224.onnx")
    let lifted = try LiftedSpec([network], options, in: Catalog.embedded)
    #expect(lifted.text.contains("\"round8(1280 * head)\""))
    let half = try Sample.network(file: "tv_mobilenet_v2_0.5_224.onnx")
    try Self.expectEqual(Sample.network(lifted.spec, [("width", "0.5")]), half)
    let both = [("width", "0.5"), ("head", "0.5")]
    let plain = try Sample.lifted(network).spec
    try Self.expectEqual(
      Sample.network(lifted.spec, both), Sample.network(plain, [("width", "0.5")]))
  }

  @Test func aRowThatIsNotThere() throws {
    var options = LiftOptions()
    options.kept = ["conv3"]
    let network = try Sample.network(file: "tv_mobilenet_v2_1.0_224.onnx")
    let error = #expect(throws: Diagnostic.self) {
      try LiftedSpec([network], options, in: Catalog.embedded)
    }
    #expect(error?.message == "no row is called 'conv3'")
  }
}
