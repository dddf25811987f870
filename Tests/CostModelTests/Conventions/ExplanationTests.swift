import Foundation
import Symbolic
import Testing

import CostModel
import Specs

/// Numbers that people asked about in public, and what explains them.
struct ExplanationTests {
  private let catalog = Catalog.embedded

  private func search(_ report: Report) throws -> ExplanationSearch {
    try ExplanationSearch(
      report, by: catalog.conventionNames.map { try catalog.convention(named: $0) })
  }

  private func search(_ model: String) throws -> ExplanationSearch {
    try search(Report(Network.expand(try catalog.model(named: model), Settings(), in: catalog)))
  }

  /// A spec of Fixtures/cases, whose `source` says who asked.
  private func search(case name: String, variant: String? = nil) throws -> ExplanationSearch {
    try search(Report(Network.expand(Case.model(name, variant), Settings(), in: catalog)))
  }

  private func rounds(
    _ search: ExplanationSearch, _ figure: String
  ) throws -> [ExplanationSearch.Round] {
    search.rounds(for: try #require(Figure(figure)))
  }

  @Test func oldToolsGiveTheNumbersOfTheirTime() throws {
    let network = try search(case: "nats_bench")
    for (figure, convention) in [
      ("16.464576M", "thop-0.0"), ("16.810634M", "ptflops-0.6"), ("15.64737M", "ptflops-aten"),
    ] {
      let rounds = try rounds(network, figure)
      #expect(rounds.count == 1, "\(figure)")
      #expect(rounds[0].matches.first?.name == convention, "\(figure)")
      #expect(!rounds[0].mayBeChance, "\(figure)")
    }
  }

  /// Convolutions of efficientnet_pytorch are classes of their own, which thop does not know.
  @Test func aSumOfSomeTerms() throws {
    let rounds = try rounds(search("efficientnet_b0"), "14819392")
    let last = try #require(rounds.last)
    #expect(last.isOfParts && !last.mayBeChance && last.matches.count == 1)
    let match = try #require(last.matches.first)
    #expect(match.name == "thop-0.0")
    #expect(match.sum == "linear 1,280,000 + batch norm 13,475,392 + pooling 64,000")
    #expect(match.omitted == ["squeeze-and-excitation"])
    #expect(match.count == Rational(14_819_392))
  }

  @Test func fewDigitsAgreeByChance() throws {
    let yolo = try rounds(search(case: "yolov8", variant: "yolov8n"), "8.9G")
    // Ultralytics was measured, pytorchcv read: either agrees, and two digits can't tell.
    #expect(yolo[0].matches.map(\.name) == ["ultralytics", "pytorchcv"])
    #expect(yolo.allSatisfy(\.mayBeChance) && yolo.count == 4)

    let mobilenet = try rounds(search("mobilenet_v2"), "314M")
    #expect(mobilenet[0].matches.map(\.name) == ["fvcore", "thop-0.0", "fvcore-on-timm"])
    #expect(mobilenet[0].mayBeChance)

    // The same network's exact count is no coincidence, and ends the search.
    let exact = try rounds(search("mobilenet_v2"), "314193216")
    #expect(exact.map { $0.matches.map(\.name) } == [["fvcore"]])
    #expect(!exact[0].mayBeChance)
  }

  /// 1.5 digits of 1 in 20 of 100 for each of the counts near: 100 itself, and 105.
  @Test func chanceIsAShareOfTheNeighbourhood() throws {
    let figure = try #require(Figure("100"))
    var tally = Tally(figure, known: [])
    for count in [100, 105, 105, 120] {
      tally.count(explanation(count), of: Rational(count))
    }
    #expect(tally.near == [Rational(100), Rational(105)])
    #expect(tally.chance(isOfParts: true) == 2.0 * 1 / 20)
    #expect(tally.chance(isOfParts: false) == 2.0 * 1.5 / 20)
    #expect(tally.simplest.map(\.count) == [Rational(100)])
  }

  /// One digit admits more than 10 % on either side: then all that is near agrees, and proves nothing.
  @Test(arguments: ["0.4G", "0.3G", "4.1G", "386M"]) func noMoreAgreeThanAreNear(
    _ text: String
  ) throws {
    let figure = try #require(Figure(text))
    for model in ["efficientnet_b0", "resnet50"] {
      for round in try search(model).rounds(for: figure) {
        #expect(round.agreeing <= round.near, "\(round.title)")
        #expect(round.chance <= Double(round.near), "\(round.title)")
        #expect(round.chanceSoFar >= round.chance)
      }
    }
  }

  private func explanation(_ count: Int) -> Explanation {
    Explanation(
      convention: nil, quantity: .macs, factor: .one, terms: [("a", count)], omitted: [],
      isWhole: true, count: Rational(count), departure: 0)
  }

  @Test func digitsMustAgree() throws {
    let network = try search("mobilenet_v2")
    // 300,774,272: rounded, cut off, and neither.
    for (figure, isCut) in [("301M", false), ("300.8M", false), ("300M", true)] {
      let match = try rounds(network, figure)[0].matches.first { $0.name == "paper" }
      #expect(match?.isCut == isCut, "\(figure)")
    }
    for figure in ["302M", "300.9M", "300774273"] {
      #expect(try rounds(network, figure)[0].matches.isEmpty, "\(figure)")
    }
  }

  @Test func twiceAndHalf() throws {
    let rounds = try rounds(search("mobilenet_v2"), "628386432")
    let match = try #require(rounds.last?.matches.first)
    #expect(match.name == "fvcore" && match.factor == Rational(2))
    #expect(match.quantityName == "2 × MACs")
  }

  @Test func theNearestWhereNothingAgrees() throws {
    let nearest = try search("mobilenet_v2").nearest(to: #require(Figure("3504871")))
    #expect(nearest.map(\.name) == ["costcalc"])
  }

  /// Every sum is one of its convention's parts, so it is never more than the whole.
  @Test func groupsPartitionTheLayers() throws {
    for model in ["efficientnet_b0", "mobilenet_v3_small", "shufflenet_v2", "efficientdet_d0"] {
      let network = try Network.expand(
        try catalog.model(named: model), Settings(), in: catalog)
      let report = try Report(network)
      let groups = LayerGroup.all(in: network)
      for name in catalog.conventionNames {
        let convention = try catalog.convention(named: name)
        for quantity in Convention.Quantity.allCases where convention.counts(quantity) {
          let parts = try convention.sums(of: quantity, in: report) { groups[$0] }
          let whole = try convention.sums(of: quantity, in: report) { _ in 0 }
          for (part, whole) in zip(parts, whole) {
            let sum = try part.amounts.values.reduce(Formula.zero) { try $0 + $1 }
            #expect(sum == whole.amounts[0] ?? .zero, "\(part.name) of \(name) of \(model)")
          }
        }
      }
    }
  }

  @Test func squeezeAndExcitationIsFound() throws {
    let network = try Network.expand(
      try catalog.model(named: "efficientnet_b0"), Settings(), in: catalog)
    let groups = LayerGroup.all(in: network)
    // A pooling, two dense layers and no more in each of 16 blocks.
    #expect(groups.count { $0 == .gates } == 16 * 3)
    #expect(groups.count { $0 == .classifier } == 1)
    #expect(groups.count { $0 == .depthwise } == 16)
  }
}
