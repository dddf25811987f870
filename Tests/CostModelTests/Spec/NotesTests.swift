import Symbolic
import Testing

import CostModel
import Specs

/// What `check` remarks on: legal, and perhaps not meant.
struct NotesTests {
  private static func notes(_ text: String) throws -> [String] {
    let findings = try Spec.read(Array(text.utf8), file: "a.json")
      .findings(in: Catalog([]), reserved: [])
    #expect(findings.faults == [])
    return findings.notes.map { $0.text(of: "note") }
  }

  /// A Conv1d of 7 steps: a number pads both axes, and the width has one element.
  @Test func paddingWhereTheKernelIsOne() throws {
    func text(_ padding: String, kernel: String = "\"7x1\"") -> String {
      """
      { "name": "conv1d", "input": [400, 1, 16],
        "body": [ ["operator", "k", "c", "s", "p"], ["conv", \(kernel), 32, 1, \(padding)] ] }
      """
    }
    #expect(
      try NotesTests.notes(text("3")) == [
        #"a.json:2:70: note: p pads the width, where the kernel is 1; "3x0" leaves it alone"#
      ])
    #expect(
      try NotesTests.notes(text("1", kernel: "1")) == [
        "a.json:2:66: note: p pads the height and the width, where the kernel is 1; "
          + "0 leaves them alone"
      ])
    for padding in [#""3x0""#, "0", #""same""#] {
      #expect(try NotesTests.notes(text(padding)) == [], "\(padding)")
    }
    let counts = [("3", 10_035_200, "32x400x7"), (#""3x0""#, 1_433_600, "32x400x1")]
    for (padding, macs, shape) in counts {
      let report = try Inline.report(text(padding))
      #expect(report.totals.macs == Formula(macs) && report.totals.parameters == Formula(3616))
      #expect(report.network.outputs[0].shape.text == shape)
    }
  }

  @Test func poolingWithoutAStride() throws {
    for (kernel, isNoted) in [("2", true), ("\"1x2\"", true), ("3", false), ("\"-\"", false)] {
      for operation in ["maxpool", "avgpool"] {
        let text = Inline.spec(columns: "operator k", "[\"\(operation)\", \(kernel)]")
        let found = try NotesTests.notes(text)
        #expect(found.count == (isNoted ? 1 : 0), "\(operation) \(kernel)")
      }
    }
    #expect(
      try NotesTests.notes(Inline.spec(columns: "operator k", #"["maxpool", 2]"#)) == [
        "a.json:4:17: note: maxpool of 2x2 without 's' has a stride of 1; "
          + "PyTorch and Keras take the kernel: write it in 's', or write 1"
      ])
    #expect(try NotesTests.notes(Inline.spec(columns: "operator k s", #"["maxpool", 2, 1]"#)) == [])
  }

  /// PyTorch writes channels first; here they come last.
  @Test(arguments: [
    ("3, 224, 224", true), ("1, 28, 28", true), ("4, 64, 64", true), ("224, 224, 3", false),
    ("49, 10, 1", false), ("400, 1, 16", false), ("1, 400, 16", false), ("3, 3, 3", false),
    ("56, 56, 56", false),
  ])
  func inputsWithChannelsFirst(_ input: String, isNoted: Bool) throws {
    let notes = try NotesTests.notes(
      """
      { "name": "a", "input": [\(input)], "body": [["operator"], ["avgpool"]] }
      """)
    let sizes = input.split(separator: ", ")
    let note =
      "a.json:1:26: note: the input has a height of \(sizes[0]), and \(sizes[2]) channels; 'input' is "
      + "[height, width, channels]: [\(sizes[1]), \(sizes[2]), \(sizes[0])] if \(sizes[0]) is the channels"
    #expect(notes == (isNoted ? [note] : []))
  }

  /// `"1*5"` is 5; a kernel of 1 x 5 is written `"1x5"`.
  @Test(arguments: [
    ("k", "\"1*5\"", true), ("k", "\"3 * 1\"", true), ("s", "\"1*2\"", true),
    ("k", "\"1x5\"", false),
    ("k", "\"a*5\"", false), ("k", "5", false), ("c", "\"1*5\"", false),
  ])
  func productsOfTwoNumbers(_ column: String, _ cell: String, isNoted: Bool) throws {
    let cells = ["k", "s", "c"].map { $0 == column ? cell : "1" }.joined(separator: ", ")
    let notes = try NotesTests.notes(
      Inline.spec("\"let\": { \"a\": 1 }", columns: "operator k s c", "[\"conv\", \(cells)]"))
    #expect(notes.count == (isNoted ? 1 : 0), "\(notes)")
    guard isNoted else { return }
    let shape = cell.filter { $0 != " " }.replacing("*", with: "x")
    #expect(notes[0].hasSuffix("a number for each axis is written \(shape)"), "\(notes)")
  }

  /// A note stands once for each place, however many copies and members come by.
  @Test func onceForEachPlace() throws {
    let text = Inline.spec(
      #""let": { "a": 3 }, "variants": [["variant", "a"], ["b", 2]]"#,
      columns: "operator k n", #"["maxpool", 2, 3]"#)
    #expect(try NotesTests.notes(text).count == 1)
  }

  /// The first convolution of DS-CNN, as in ARM-software/ML-KWS-for-MCU#115: a stride of 2 x 1.
  @Test func aStrideForEachAxis() throws {
    let text = """
      { "name": "a", "input": [49, 10, 1], "body": [
        ["operator", "k", "c", "s"], ["conv", "10x4", 276, "2x1"] ] }
      """
    let report = try Inline.report(text)
    #expect(report.network.outputs[0].shape.text == "276x25x10")
    #expect(report.totals.macs == Formula(276 * 40 * 250))
  }
}
