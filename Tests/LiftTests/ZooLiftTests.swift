import CostModel
import Lift
import Specs
import Symbolic
import Testing

/// The zoo's own networks, flattened and with names forgotten, become tables again.
struct ZooLiftTests {
  /// Networks whose tables have more rows than the hand-written spec and one, and why.
  static let longer: [String: (rows: Int, cause: String)] = [
    "detnas_space": (12, "by hand, four choices are one row of a block of blocks"),
    "shufflenet_v1": (10, "units of stride 1 and 2 are two blocks: concat or add ends them"),
    "sqnxt23v5": (13, "the projection stands before its unit, on a line of its own"),
    "r2plus1d_18": (11, "strides of one axis each are columns of their own"),
    "mcunet": (25, "by hand, the table is a block that the family chooses"),
    "mbv2_w0_35": (11, "by hand, the table is a block that the family chooses"),
    "proxyless_w0_3": (17, "by hand, the table is a block that the family chooses"),
    "x3d": (32, "every other unit is squeezed; by hand, two units are one row"),
    "ssd300": (35, "several outputs, and a network within the network"),
    "ssd320_mobilenet_v2": (41, "several outputs, and a network within the network"),
    "ssdlite320": (60, "several outputs, and a network within the network"),
    "ssdlite320_mobilenet_v2": (57, "several outputs, and a network within the network"),
    "resnet50_fpn": (73, "several outputs, and a network within the network"),
    "resnet101_fpn": (141, "several outputs, and a network within the network"),
  ]

  /// Families with a layer that no row says, and what is said of it.
  static let refused = [
    "efficientdet": "shares its weights", "retinanet": "shares its weights",
    "mobilevit": "samples of their own", "swin": "samples of their own",
  ]

  /// The most rows that a network's table may have.
  static func limit(of name: String) throws -> Int {
    let other = longer.first { name == $0.key || name.hasPrefix($0.key + "_") }
    return try other?.value.rows ?? Sample.rowCount(of: name) + 1
  }

  @Test(arguments: try Catalog.embedded.distinctModelNames())
  func isNoLongerThanByHand(name: String) throws {
    let network = try Sample.network(name)
    if let (_, reason) = Self.refused.first(where: { name.hasPrefix($0.key) }) {
      let error = #expect(throws: Diagnostic.self) { try Sample.lifted(network) }
      #expect(error?.message.contains(reason) == true)
      return
    }
    let lifted = try Sample.lifted(network)
    #expect(!lifted.isFallback)
    let limit = try Self.limit(of: name)
    #expect(lifted.rowCount <= limit, "\(lifted.text)")
    // The proof is the lift's own; the counts are not.
    let again = try Sample.network(lifted.spec)
    let (own, counted) = (try network.cost(), try again.cost())
    #expect(own.macs == counted.macs)
    #expect(own.parameters == counted.parameters)
    #expect(own.activations == counted.activations)
    let second = try Sample.lifted(again)
    #expect(second.text == lifted.text)
  }
}
