import Testing

@testable import CostModel

@Suite struct SuggestionTests {
  let operators = ["conv", "depthwise", "dense", "pool", "add", "concat", "softmax", "relu"]

  @Test func theNearestNameIsFound() {
    let expectations: [(name: String, nearest: String?)] = [
      ("convv", "conv"),  // one letter too many
      ("con", "conv"),  // one too few; "concat" starts so too, but is farther
      ("vonv", "conv"),  // another letter
      ("cnov", "conv"),  // two letters swapped count as one edit
      ("CONV", "conv"),  // the case is ignored
      ("Depth-Wise", "depthwise"),
      ("depthwsie", "depthwise"),
      ("softmacks", "softmax"),
      ("reul", "relu"),
      ("ad", "add"),
      ("depth", "depthwise"),  // the only name that starts so
      ("s", "softmax"),
      ("d", nil),  // two names start so
      ("x", nil),
      ("batchnorm", nil),
      ("", nil),
      ("vnoc", nil),
      (String(repeating: "conv", count: 17), nil),
    ]
    for (name, expected) in expectations {
      #expect(nearest(name, in: operators) == expected, "\(name)")
    }
  }

  @Test func theThresholdIsAThirdOfTheLength() {
    let candidates = ["abcdefghi"]
    let expectations = [
      ("abcdefghi", true), ("Xbcdefghi", true), ("XbcXefghi", true), ("XbcXefXhi", true),
      ("XbcXefXhX", false),
    ]
    for (name, isNear) in expectations {
      #expect((nearest(name, in: candidates) != nil) == isNear, "\(name)")
    }
  }

  @Test func tiesGoToTheEarlierName() {
    #expect(nearest("cat", in: ["bat", "hat"]) == "bat")
    #expect(nearest("cat", in: ["hat", "bat"]) == "hat")
    #expect(nearest("cat", in: ["hat", "cut", "Cat"]) == "Cat")
    #expect(nearest("wid", in: ["width_multiplier", "width_multiplier"]) == "width_multiplier")
    #expect(nearest("wid", in: [] as [String]) == nil)
  }

  @Test func didYouMeanIsTheEndOfAMessage() {
    #expect(didYouMean("convv", in: operators) == "did you mean 'conv'?")
    #expect(didYouMean("x", in: operators) == nil)
  }

  @Test func longNamesAndListsAreQuick() {
    let name = String(repeating: "a", count: 64)
    let candidates = (0..<500).map { String(repeating: "b", count: 58) + "\($0)" }
    let huge = String(repeating: "a", count: 10_000_000)
    let time = ContinuousClock().measure {
      #expect(nearest(name, in: candidates) == nil)
      #expect(nearest(huge, in: [huge, name]) == nil)
      #expect(nearest(name, in: [huge, name]) == name)
    }
    #expect(time < .seconds(20), "took \(time)")
  }
}
