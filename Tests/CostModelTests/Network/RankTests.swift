import Symbolic
import Testing

import CostModel
import Specs

/// Networks over maps of one, two and three axes, counted by hand.
struct RankTests {
  private struct Case {
    let input, row: String
    let output: [Int]
    let macs, effectiveMACs, weights: Int
  }

  private static let cases = [
    // 400 steps of 16 channels, 7 taps: 32 * 16 * 7 = 3584 weights at 400 positions; the first and
    // the last three windows miss 3 + 2 + 1 taps on either side.
    Case(
      input: "[400, 16]", row: #"["conv", "7", 32, "-", "-"]"#, output: [32, 400],
      macs: 1_433_600, effectiveMACs: 1_433_600 - 12 * 512, weights: 3584),
    // The same with a stride of 2 and no padding: (400 - 7) / 2 + 1 = 197 positions.
    Case(
      input: "[400, 16]", row: #"["conv", 7, 32, 2, 0]"#, output: [32, 197],
      macs: 3584 * 197, effectiveMACs: 3584 * 197, weights: 3584),
    // C3D's first layer (arXiv:1412.0767, figure 3): 64 * 3 * 27 weights at 16 x 112 x 112.
    Case(
      input: "[16, 112, 112, 3]", row: #"["conv", "3x3x3", 64, "-", "-"]"#,
      output: [64, 16, 112, 112], macs: 5184 * 200_704,
      effectiveMACs: 192 * 46 * 334 * 334, weights: 5184),
    // (2+1)D splits it: 1 x 3 x 3, stride 2 in space only.
    Case(
      input: "[8, 8, 8, 4]", row: #"["conv", "1x3x3", 6, "1x2x2", "0x1x1"]"#,
      output: [6, 8, 4, 4], macs: 6 * 4 * 9 * 128, effectiveMACs: 24 * 8 * 11 * 11, weights: 216),
    // No map at all: features.
    Case(
      input: "[10]", row: #"["dense", "-", 5, "-", "-"]"#, output: [5], macs: 50,
      effectiveMACs: 50, weights: 50),
  ]

  @Test(arguments: cases.indices) func layersAgreeWithCountsByHand(index: Int) throws {
    let row = Self.cases[index]
    let text = """
      { "name": "a", "input": \(row.input), "body": [
        ["operator", "k", "c", "s", "p"], \(row.row) ], "defaults": { "bias": false } }
      """
    for batch in [1, 3] {
      let report = try Inline.report(text, Settings(batch: batch))
      let shape = report.rows[0].layer.output.shape
      #expect(shape.sample == row.output.map { Formula($0) } && shape.batch == Formula(batch))
      #expect(report.totals.macs == Formula(row.macs * batch))
      #expect(report.totals.effectiveMACs == Formula(row.effectiveMACs * batch))
      let biases = row.row.contains("dense") ? row.output[0] : 0
      #expect(report.totals.parameters == Formula(row.weights + biases))
    }
  }

  /// Shapes stay formulas in every size.
  @Test func sizesStayFree() throws {
    let text = """
      { "name": "a", "let": { "frames": 16, "c": 8 }, "input": ["frames", 12, 12, 3], "body": [
        ["operator", "k", "c", "s", "bias"], ["conv", 3, "c", 2, false] ] }
      """
    let free = try Inline.report(text, Settings(free: ["frames", "c", "batch"])).totals.macs
    #expect(free.text == "2916 * batch * c * ceil(frames / 2)")
    #expect(
      try free.substituting(["frames": 15, "c": 8, "batch": 2].mapValues { .exact($0) })
        == Inline.report(text, Settings([("frames", "15")], batch: 2)).totals.macs)
  }

  @Test(arguments: [
    (
      #"["conv", "3x3", 8]"#,
      "a.json:2:36: 3x3 has 2 sizes, and the map has 1 axis; it is a number"
    ),
    (
      #"["conv", "3x3x3", 8]"#,
      "a.json:2:36: 3x3x3 has 3 sizes, and the map has 1 axis; it is a number"
    ),
  ]) func sizesForOtherAxesAreRefused(row: String, message: String) {
    let text = """
      { "name": "a", "input": [9, 3], "body": [
        ["operator", "k", "c"], \(row) ] }
      """
    #expect(Inline.fault(text) == message)
  }

  /// Without a map there is nothing to slide along.
  @Test(arguments: [
    #"["conv", 3, 8]"#, #"["maxpool", 2]"#, #"["resize", "-", "-", 2]"#,
    #"["depth_to_space", "-", "-", 2]"#,
  ]) func featuresHaveNoAxes(row: String) {
    let text = """
      { "name": "a", "input": [12], "body": [
        ["operator", "k", "c", "by"], \(row) ] }
      """
    let fault = Inline.fault(text) ?? ""
    #expect(fault.hasSuffix("is along the axes of a map, and this tensor has only channels"))
    #expect(fault.hasPrefix("a.json:2:"))
  }

  /// What a program gets wrong is said, too, where a spec could not say it.
  @Test func theBuilderSaysWhatDoesNotFit() {
    var builder = NetworkBuilder()
    let sequence = builder.input(Shape(channels: 8, map: [20]))
    let image = builder.tensor(Shape(channels: 8, map: [6, 6]))
    let axis = SlidingAxis<Formula>(stride: 1, dilation: 1, padding: .same)
    let square = Window<Formula>([KernelSize([3, 3])], [axis, axis])
    let operations: [(Operator<Formula>, [Tensor], String)] = [
      (
        .convolution(Convolution(square, channels: 4, groups: .count(1), hasBias: false)),
        [sequence], "windows along 2 axes, and a map of 1"
      ),
      (
        .transposed(TransposedConvolution(square, channels: 4, groups: 1, hasBias: false)),
        [sequence], "windows along 2 axes, and a map of 1"
      ),
      (
        .rearrangement(.depthToSpace(by: [2, 2])), [sequence],
        "factors along 2 axes, and a map of 1"
      ),
      (
        .rearrangement(.spaceToDepth(by: [2, 2])), [sequence],
        "factors along 2 axes, and a map of 1"
      ),
      (
        .resize(.by([2, 2].map { .exact($0) })), [sequence],
        "factors along 2 axes, and a map of 1"
      ),
      (.resize(.like), [sequence, image], "sizes along 2 axes, and a map of 1"),
      (.join(.add(.sum)), [sequence, image], "the shapes 8x20 and 8x6x6 do not join"),
      (.resize(.like), [sequence], "'resize' can't read 1 tensor"),
      (.softmax(Softmax()), [], "'softmax' can't read 0 tensors"),
      (.join(.concat(axis: nil)), [], "'concat' can't read 0 tensors"),
      (
        .pool(Pool(isMaximum: true, Window([], []))), [sequence],
        "windows along 0 axes, and a map of 1"
      ),
    ]
    for (operation, tensors, message) in operations {
      var tried = builder
      #expect {
        try tried.shape(of: operation, tensors.map(\.shape)) { _, _ in nil }
      } throws: { "\($0)" == message }
    }
  }

  @Test func anotherInputHasAsManySizes() {
    let text = #"{ "name": "a", "input": [9, 3], "body": [["operator"], ["relu"]] }"#
    var settings = Settings()
    settings.input = [9, 9, 3]
    #expect(
      Inline.fault(text, settings) == "the input of a has 2 sizes, not 3; they are length, channels"
    )
  }
}
