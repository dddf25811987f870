import TestSupport
import Testing

import CostModel
import Specs

/// The hash of what decides a network: the same for other words and another layout, and different
/// for another network.
struct ContentTests {
  private static let library = """
    { "source": "a paper",
      "blocks": {
        "twice": { "let": ["c"], "body": [["operator", "c"], ["once", "c"], ["once", "c"]] },
        "once": { "let": ["c"], "body": [["operator", "k", "c"], ["conv", 3, "c"]] },
        "other": { "let": ["c"], "body": [["operator", "k", "c"], ["conv", 1, "c"]] } } }
    """
  private static let head = """
    { "name": "head", "input": [8, 8, 4], "body": [["operator", "c"], ["dense", 10]] }
    """
  private static let net = """
    { "name": "net", "title": "A net", "source": "Table 1", "note": "a note",
      "let": { "width": 1.0, "note": "another", "kind": ["once", "conv"] },
      "ranges": { "width": [1.0, 0.5] },
      "input": [32, 32, 3],
      "variants": [["variant", "width"], ["net_small", 0.5], ["net_large", 2.0]],
      "scale": { "c": "c * width", "n": "n" },
      "blocks": { "own": { "let": ["c"], "source": "Figure 2", "body": [
        ["operator", "k", "c"], ["conv", 3, "c"]] } },
      "body": [
        ["operator", "c", "name"],
        ["own",      8],
        ["twice",    8,   "other"],
        ["head"] ] }
    """

  private func fingerprint(
    _ net: String = net, library: String = library, head: String = head, variant: String? = nil
  ) throws -> String {
    let catalog = try Inline.catalog([("library.json", library), ("head.json", head)])
    let spec = try Spec.read(Array(net.utf8), file: "net.json")
    let model = try #require(spec.model(named: variant ?? "net"))
    return try catalog.contentFingerprint(of: model)
  }

  /// A text with one change, which must be one.
  private func changed(_ text: String, _ old: String, _ new: String) -> String {
    #expect(text.contains(old))
    return text.replacing(old, with: new, maxReplacements: 1)
  }

  @Test(arguments: [
    ("A net", "The net"), ("Table 1", "Table 2"), ("a note", "\\u0061 reworded note"),
    ("another", "one more"), ("Figure 2", "Figure 3"),
    ("\"c\": \"c * width\", \"n\": \"n\"", "\"n\": \"n\", \"c\": \"c * width\""),
    (" \"ranges\": { \"width\": [1.0, 0.5] },", ""), ("\n", "\n\n"), ("[1.0, 0.5]", "[0.25]"),
    ("net_large", "net_wide"),
    ("[\"net_large\", 2.0]", "[\"net_large\", 3.0], [\"net_huge\", 4.0]"),
    ("1.0", "1.00"),
  ])
  func whatDecidesNothingIsNoPart(old: String, new: String) throws {
    let (before, after) = (try fingerprint(), try fingerprint(changed(Self.net, old, new)))
    #expect(before == after, "\(old) -> \(new)")
    #expect(before.wholeMatch(of: /content-fnv1a64:[0-9a-f]{16}/) != nil)
    let spec = try Spec.read(Array(changed(Self.net, old, new).utf8), file: "net.json")
    #expect(try Spec.read(Array(Self.net.utf8), file: "net.json").fingerprint != spec.fingerprint)
  }

  @Test(arguments: [
    ("1.0", "2.0"), ("[\"own\",      8]", "[\"own\", 8.0]"), ("32, 3]", "32, 4]"),
    ("[\"own\",      8]", "[\"own\", \"8\"]"),
    ("\"c * width\"", "\"c * width * 1\""), ("[\"conv\", 3", "[\"conv\", 5"),
    (
      "\"width\": 1.0, \"note\": \"another\", \"kind\": [\"once\", \"conv\"]",
      "\"kind\": [\"once\", \"conv\"], \"width\": 1.0"
    ),
    ("[\"head\"] ]", "[\"head\"], [\"relu\"] ]"), ("\"conv\"]", "\"dense\"]"),
  ])
  func everyCellIsAPart(old: String, new: String) throws {
    #expect(try fingerprint() != fingerprint(changed(Self.net, old, new)), "\(old) -> \(new)")
  }

  /// A block is found through another of the library, and through the values of a parameter.
  @Test func theCatalogsFilesAreAPart() throws {
    let before = try fingerprint()
    let once = changed(Self.library, "[\"conv\", 3", "[\"conv\", 5")
    #expect(try fingerprint(library: once) != before)
    #expect(try fingerprint(head: changed(Self.head, "10", "11")) != before)
    #expect(try fingerprint(library: changed(Self.library, "a paper", "another")) == before)
    // A row's name is a block's, too: better refused once too often.
    #expect(
      try fingerprint(library: changed(Self.library, "[\"conv\", 1", "[\"conv\", 5")) != before)
    let unnamed = changed(Self.net, ",   \"other\"]", "]")
    let other = changed(Self.library, "[\"conv\", 1", "[\"conv\", 5")
    #expect(try fingerprint(unnamed) == fingerprint(unnamed, library: other))
  }

  /// A member of a family is what its own row makes it.
  @Test func aMembersOwnRowIsAPart() throws {
    let before = try fingerprint(variant: "net_small")
    #expect(try fingerprint(changed(Self.net, "2.0", "4.0"), variant: "net_small") == before)
    #expect(
      try fingerprint(changed(Self.net, "small\", 0.5", "small\", 0.75"), variant: "net_small")
        != before)
    #expect(try fingerprint() != before)
  }

  /// No two networks of the zoo have the same content, unless they are one under two names.
  @Test func theZoosNetworksDiffer() throws {
    let catalog = try Repository.catalog()
    var known: [String: Model] = [:]
    for name in catalog.modelNames {
      let model = try catalog.model(named: name)
      let fingerprint = try catalog.contentFingerprint(of: model)
      guard let other = known.updateValue(model, forKey: fingerprint) else { continue }
      let isSame = try other.parameters(Settings()) == model.parameters(Settings())
      #expect(isSame && other.spec.file == model.spec.file, "\(name), \(other.name)")
    }
    #expect(known.count > 100)
  }
}
