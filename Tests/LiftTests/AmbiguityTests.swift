import CostModel
import Foundation
import Lift
import Specs
import Symbolic
import Testing

/// What members don't decide is said, with the member that would; and that member decides it.
struct AmbiguityTests {
  /// Members, a note that their spec has, the member that decides, and what it says before it is
  /// given: nothing if both readings are right for it.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let given: [String]
    let note: String
    let decider: String
    let difference: String?
    /// A cell or rule of the spec with the decider.
    let decided: String

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "a head that never gets narrower", given: ["mobilenet_v2", "mobilenet_v2 width=1.4"],
      note: "c of conv2: scaled, and could be max(1280, scale(1280)) or 4 times the width before",
      decider: "mobilenet_v2 width=0.5",
      difference: "c of conv2 is 1280, not 640 (max(1280, scale(1280)) would be both)",
      decided: "\"max(1280, scale(1280))\""),
    Case(
      name: "a head that stays", given: ["mnasnet_b1"],
      note: "Whether conv2 scales, or keeps its 1280 channels",
      decider: "mnasnet_b1 width=1.3",
      difference: "c of conv2 is 1280, not 1664 (fixed or min(1280, scale(1280)) would be both)",
      decided: "\"1280\""),
    Case(
      name: "rounding", given: ["mobilenet_v2"],
      note: "round8, nearest8, floor, roundTo 4, ceil, round, atLeast(floor, 8) agree",
      decider: "mobilenet_v2 width=1.3", difference: nil, decided: "round8(c * width)"),
    Case(
      name: "rounding of a family", given: ["shufflenet_v1", "shufflenet_v1 width=0.5"],
      note: "How widths are rounded (c): floor, roundTo 4, ceil, round, atLeast(floor, 8) agree",
      decider: "shufflenet_v1 width=0.9", difference: nil, decided: "floor(c * width)"),
    Case(
      name: "blocks that stand once", given: ["efficientnet_lite0"],
      note: "Whether blocks that stand once (c1 and c5) are repeated with the depth",
      decider: "efficientnet_lite4",
      difference: "n of c1 is 1, not 2 (fixed or min(1, scale(1)) would be both)",
      decided: "\"1\""),
    Case(
      name: "repeats", given: ["efficientnet_b0"],
      note: "Whether they are repeated more often with the depth: n of c2, c3, mbconv1",
      decider: "efficientnet_b3", difference: nil, decided: "ceil(n * depth)"),
    Case(
      name: "rounding of repeats", given: ["efficientnet_b0"],
      note: "How repeats are rounded: ceil, round, floor agree",
      decider: "efficientnet_b3", difference: nil, decided: "ceil(n * depth)"),
    Case(
      name: "a multiple of the width before", given: ["resnet50", "resnet50 width=2"],
      note: "could be max(N, scale(N)) or 2 times the width before",
      decider: "resnet50 width=0.55", difference: nil, decided: "(c * width)"),
  ]

  /// `NAME parameter=value …`.
  private static func network(_ text: String) throws -> Network {
    let words = text.split(separator: " ").map(String.init)
    let values = words.dropFirst().map { word in
      let parts = word.split(separator: "=").map(String.init)
      return (parts[0], parts[1])
    }
    return try Sample.network(words[0], values)
  }

  private static func lifted(_ members: [String]) throws -> LiftedSpec {
    try LiftedSpec(members.map(network), in: Catalog.embedded)
  }

  /// The notes of a spec in one line.
  static func notes(_ lifted: LiftedSpec) -> String {
    let text = lifted.text.components(separatedBy: "\"let\"")[0]
    return text.replacing("\",\n    \"", with: " ")
  }

  @Test(arguments: cases) func aMemberDecides(_ the: Case) throws {
    let open = try Self.lifted(the.given)
    #expect(Self.notes(open).contains(the.note), "\(open.text)")
    let member = try Self.network(the.decider)
    let check = try open.check(member, in: Catalog.embedded)
    if let difference = the.difference {
      #expect(check.difference?.contains(difference) == true, "\(check.difference ?? "none")")
    }
    let closed = try Self.lifted(the.given + [the.decider])
    #expect(!Self.notes(closed).contains(the.note), "\(closed.text)")
    #expect(closed.text.contains(the.decided), "\(closed.text)")
  }

  /// Three residual blocks, the last two at stride 2; PyTorch's condition projects the shortcut.
  private static func residual(_ widths: [Int]) throws -> Network {
    let text = """
      { "name": "own", "input": [32, 32, 3], "defaults": { "norm": "batch" },
        "blocks": { "unit": { "let": ["c", "s"], "body": [
          ["name", "operator", "from", "k", "c", "s", "act", "if"],
          ["-", "conv", "-", 3, "c", "s", "relu"], ["a", "conv", "-", 3, "c"],
          ["b", "conv", "in", 1, "c", "s", "-", "s > 1 or in != c"],
          ["-", "add", ["a", "-"], "-", "-", "-", "relu"]] } },
        "body": [["operator", "k", "c", "s"], ["conv", 3, 16, 1],
          ["unit", "-", \(widths[0]), 1], ["unit", "-", \(widths[1]), 2],
          ["unit", "-", \(widths[2]), 2], ["avgpool"], ["dense", "-", "10"]] }
      """
    return try Sample.network(Spec.read(Array(text.utf8), file: "own.json"))
  }

  /// A condition that members don't tell from others stands beside those, and a member with other
  /// widths excludes them.
  @Test(arguments: [
    ([[16, 32, 64]], "'s > 1' or 'in != c' or a flag"),
    // Stride 2 between equal widths, and a projection: not for the sake of widths alone.
    ([[16, 32, 64], [16, 16, 64]], "'s > 1' or a flag"),
    // Other widths at stride 1, and a projection: not for the sake of the stride alone.
    ([[16, 32, 64], [32, 64, 128]], "'in != c' or a flag"),
    ([[16, 32, 64], [16, 16, 64], [32, 32, 64]], "a flag"),
  ])
  func aMemberDecidesACondition(members: [[Int]], others: String) throws {
    let family = try LiftedSpec(members.map(Self.residual), in: Catalog.embedded)
    let note = "In residual, 's > 1 or in != c' could be \(others): a member"
    #expect(Self.notes(family).contains(note), "\(family.text)")
  }

  /// Rules for widths are found again from two members.
  @Test(arguments: ["round8", "nearest8", "floor", "ceil"]) func rules(function: String) throws {
    var options = LiftOptions()
    options.rounding = function
    let network = try Sample.network("resnet18")
    let own = try LiftedSpec([network], options, in: Catalog.embedded).spec
    // 0.29 * 64 is 18.56, and 0.9 of it 16.7: all rules make another number of it or of its double.
    let members = try [network, Sample.network(own, [("width", "0.29")])]
    let family = try LiftedSpec(members, in: Catalog.embedded)
    #expect(family.text.contains("\"\(function)(c * width)\""), "\(family.text)")
    for width in ["0.41", "0.87", "1.7"] {
      let check = try family.check(
        Sample.network(own, [("width", width)]), in: Catalog.embedded)
      #expect(check.difference == nil)
    }
  }

  /// Every width and every repeat that one member can't tell is named in a note.
  @Test(arguments: ["mobilenet_v2", "efficientnet_b0", "mobilenet_v3_large", "mnasnet_b1"])
  func everyCellIsListed(name: String) throws {
    let lifted = try Self.lifted([name])
    let notes = Self.notes(lifted)
    let body = lifted.text.components(separatedBy: "\"body\"").last ?? ""
    let named = body.matches(of: /"(c[1-5])"\]/).map { String($0.output.1) }
    #expect(!named.isEmpty)
    for row in named { #expect(notes.contains(row), "\(row): \(lifted.text)") }
  }

  /// Parts of widths in blocks, under roundings that make no difference yet.
  @Test func partsOfWidths() throws {
    let open = try Self.lifted(["squeezenext"])
    #expect(
      Self.notes(open).contains("c / 4 could be floor(c / 4) or round8(c / 4)"), "\(open.text)")
    // A quarter of 40 is no multiple of 8, but a whole number.
    let closed = try Self.lifted(["squeezenext", "squeezenext width=1.25"])
    #expect(Self.notes(closed).contains("c / 4 could be floor(c / 4):"), "\(closed.text)")
  }
}
