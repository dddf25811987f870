import Testing

import Symbolic

@Suite struct SuggestionTests {
  let operators = ["conv", "depthwise", "dense", "pool", "add", "concat", "softmax", "relu"]

  @Test func theNearestNameIsFound() {
    let expectations: [(name: String, found: [String])] = [
      ("convv", ["conv"]),  // one letter too many
      ("con", ["conv", "concat"]),  // what starts so comes first
      ("conca", ["concat"]),
      ("vonv", ["conv"]),  // another letter
      ("cnov", ["conv"]),  // two letters swapped count as one edit
      ("CONV", ["conv"]),  // the case is ignored
      ("Depth-Wise", ["depthwise"]),
      ("depthwsie", ["depthwise"]),
      ("softmacks", ["softmax"]),
      ("reul", ["relu"]),
      ("ad", ["add"]),
      ("depth", ["depthwise"]),
      ("s", ["softmax"]),
      ("d", ["dense", "depthwise"]),
      ("x", []),
      ("batchnorm", []),
      ("", []),
      ("vnoc", []),
      (String(repeating: "conv", count: 17), []),
    ]
    for (name, expected) in expectations {
      #expect(suggestions(for: name, in: operators) == expected, "\(name)")
    }
  }

  @Test func theThresholdIsAThirdOfTheLength() {
    let candidates = ["abcdefghi"]
    let expectations = [
      ("abcdefghi", true), ("Xbcdefghi", true), ("XbcXefghi", true), ("XbcXefXhi", true),
      ("XbcXefXhX", false),
    ]
    for (name, isNear) in expectations {
      #expect(!suggestions(for: name, in: candidates).isEmpty == isNear, "\(name)")
    }
  }

  @Test func tiesGoToTheEarlierName() {
    #expect(suggestions(for: "cat", in: ["bat", "hat"]) == ["bat"])
    #expect(suggestions(for: "cat", in: ["hat", "bat"]) == ["hat"])
    // As near, but it begins as what was typed.
    #expect(suggestions(for: "cat", in: ["hat", "bat", "car"]) == ["car"])
    let options = ["--max-macs", "--max-parameters", "--max-peak"]
    #expect(suggestions(for: "--max-params", in: options) == ["--max-parameters"])
    #expect(suggestions(for: "cat", in: ["hat", "cut", "Cat", "category"]) == ["Cat"])
    #expect(suggestions(for: "wid", in: ["width_multiplier", "width_multiplier"]).count == 1)
    #expect(suggestions(for: "wid", in: [] as [String]).isEmpty)
  }

  @Test func didYouMeanIsTheEndOfAMessage() {
    #expect(didYouMean("convv", in: operators) == "did you mean 'conv'?")
    #expect(didYouMean("x", in: operators) == nil)
    #expect(didYouMean("con", in: operators) == "did you mean 'conv' or 'concat'?")
    let many = (1...6).map { "mobilenet_v\($0)" }
    #expect(
      didYouMean("mobilenet", in: many)
        == "did you mean 'mobilenet_v1', 'mobilenet_v2', 'mobilenet_v3', 'mobilenet_v4', …?")
  }

  @Test func longNamesAndListsAreQuick() {
    let name = String(repeating: "a", count: 64)
    let candidates = (0..<500).map { String(repeating: "b", count: 58) + "\($0)" }
    let huge = String(repeating: "a", count: 10_000_000)
    let time = ContinuousClock().measure {
      #expect(suggestions(for: name, in: candidates).isEmpty)
      #expect(suggestions(for: huge, in: [huge, name]).isEmpty)
      #expect(suggestions(for: name, in: [huge, name]) == [name])
    }
    #expect(time < .seconds(20), "took \(time)")
  }
}
