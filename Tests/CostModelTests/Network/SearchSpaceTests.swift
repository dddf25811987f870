import Symbolic
import Testing
import TestSupport

import CostModel
import Specs

/// A search space is an architecture whose list parameters are its choices: its size is the product
/// of their lengths, and the networks that were found in it are points.
struct SearchSpaceTests {
  /// What the paper says of a space: 4^20, 4^40, and 432^5 of the blocks with more than a layer.
  struct Space: CustomTestStringConvertible {
    let name: String
    /// The size as a product of powers: of this many choices each, so many times.
    let powers: [(choices: UInt128, count: Int)]
    var testDescription: String { name }

    static let all = [
      Space(name: "detnas_space", powers: [(4, 20)]),
      Space(name: "detnas_space_large", powers: [(4, 40)]),
      Space(name: "mnasnet_space", powers: [(432, 5), (288, 2)]),
    ]
  }

  @Test(arguments: Space.all)
  func sizeIsTheProductOfTheLists(_ space: Space) throws {
    let spec = try Repository.catalog().model(named: space.name).spec
    let lists = SearchSpaceTests.lists(spec)
    #expect(lists.allSatisfy { Set($0.texts).count == $0.texts.count }, "a value stands twice")
    let expected = space.powers.reduce(1) { size, power in
      (0..<power.count).reduce(size) { size, _ in size * power.choices }
    }
    #expect(lists.reduce(1) { $0 * UInt128($1.texts.count) } == expected)
  }

  /// A point, written as its values in the order of the list parameters.
  struct Found: CustomTestStringConvertible {
    let network, space: String
    let values: [String]
    /// Values among them that the space does not list.
    var unlisted: [String: String] = [:]
    var testDescription: String { "\(network) in \(space)" }

    /// A block a letter: the kernel, or x for xception.
    init(_ network: String, in space: String, blocks: String) {
      (self.network, self.space) = (network, space)
      values = blocks.filter { $0 != " " }.map { $0 == "x" ? "xception" : "k\($0)" }
    }

    /// A block a line: op, k, r, skip, c and n.
    init(_ network: String, unlisted: [String: String] = [:], layers: String) {
      (self.network, self.unlisted, space) = (network, unlisted, "mnasnet_space")
      let blocks = layers.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      values = blocks.flatMap { $0.prefix(4) } + blocks.flatMap { $0.suffix(2) }
    }

    static let all = [
      Found("detnasnet_300m", in: "detnas_space", blocks: "7x55 x75x x555xx73 xxxx"),
      Found("detnasnet_300m_fpn", in: "detnas_space", blocks: "7573 7557 xx5x33x5 x5x7"),
      Found(
        "detnasnet_1_3g", in: "detnas_space_large",
        blocks: "33x57537 3x57xx73 755x737775x53xxx 5xxxxxxx"),
      Found(
        "mobilenet_v2",
        layers: """
          dconv   3 0    identity 16  1
          mbconv6 3 0    identity 24  2
          mbconv6 3 0    identity 32  3
          mbconv6 3 0    identity 64  4
          mbconv6 3 0    identity 96  3
          mbconv6 3 0    identity 160 3
          mbconv6 3 0    identity 320 1
          """),
      Found(
        "mnasnet_a1", unlisted: ["c5": "112"],
        layers: """
          dconv   3 0    none     16  1
          mbconv6 3 0    identity 24  2
          mbconv3 5 0.25 identity 40  3
          mbconv6 3 0    identity 80  4
          mbconv6 3 0.25 identity 112 2
          mbconv6 5 0.25 identity 160 3
          mbconv6 3 0    identity 320 1
          """),
      Found(
        "mnasnet_b1", unlisted: ["c6": "192"],
        layers: """
          dconv   3 0    none     16  1
          mbconv3 3 0    identity 24  3
          mbconv3 5 0    identity 40  3
          mbconv6 5 0    identity 80  3
          mbconv6 3 0    identity 96  2
          mbconv6 5 0    identity 192 4
          mbconv6 3 0    identity 320 1
          """),
    ]
  }

  /// A network that was found costs what its point of the space costs, in every field. Where values
  /// of it are not listed, it is none of the points, and would be one if they were.
  @Test(arguments: Found.all)
  func networksFoundArePoints(_ found: Found) throws {
    let catalog = try Repository.catalog()
    let lists = SearchSpaceTests.lists(try catalog.model(named: found.space).spec)
    #expect(lists.count == found.values.count)
    let point = Dictionary(uniqueKeysWithValues: zip(lists.map(\.name), found.values))
    let missing = lists.filter { !$0.texts.contains(point[$0.name] ?? "") }.map(\.name)
    #expect(missing == found.unlisted.keys.sorted())

    var widened = try #require(catalog.file(defining: found.space)).text
    for (name, value) in found.unlisted {
      let list = "\"\(name)\": ["
      #expect(widened.contains(list))
      widened.replace(list, with: "\(list)\(value), ")
    }
    let settings = Settings(point.map { ($0, $1) })
    let files = try Repository.catalogFiles(in: Repository.root.appending(path: "specs/blocks"))
    let inSpace = try Inline.report(
      widened, settings, beside: files.map { (String($0.path.split(separator: "/")[1]), $0.text) })
    let itself = try Report(
      Network.expand(catalog.model(named: found.network), Settings(), in: catalog))
    for field in Cost.fields {
      #expect(
        inSpace.totals[keyPath: field] == itself.totals[keyPath: field], "\(field)")
    }
  }

  /// Every point has a network, and costs the same listed layer by layer and folded.
  @Test(arguments: Space.all)
  func everyPointHasANetwork(_ space: Space) throws {
    let catalog = try Repository.catalog()
    let model = try catalog.model(named: space.name)
    let agreement = Agreement(model, free: [], catalog: catalog)
    var random = SplitMix64(seed: BindingTests.seed)
    for _ in 0..<20 {
      var point: [String: String] = [:]
      for list in SearchSpaceTests.lists(model.spec) { point[list.name] = random.pick(list.texts) }
      let fault = agreement.fault(at: point)
      #expect(fault == nil && agreement.isValid(at: point), "\(point), seed \(BindingTests.seed)")
    }
  }

  private static func lists(_ spec: Spec) -> [(name: String, texts: [String])] {
    spec.parameters.compactMap { parameter in
      guard case .choice(let texts) = parameter.domain else { return nil }
      return (parameter.name, texts)
    }
  }
}
