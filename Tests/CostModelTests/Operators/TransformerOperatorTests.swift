import Symbolic
import Testing

import CostModel
import Specs

/// Rows of transformers, counted by hand.
struct TransformerOperatorTests {
  struct Row: Sendable {
    var input = "[5, 12]"
    var batch = 1
    /// Rows before, each with a name.
    var before: [String] = []
    /// Under name, operator, from, c, heads, kv_heads, transpose, k, shift, by, at.
    let row: String
    /// Sizes of the output, the batch first.
    let sizes: [Int]
    var macs = 0
    var parameters = 0
    /// Elements read of its inputs, and written.
    let read, written: Int
  }

  static let rows = [
    // 5 queries times 5 keys of 12 channels: 300 products however many the heads.
    Row(
      row: #""matmul", ["in", "in"], "-", 3, "-", true"#, sizes: [1, 15, 5], macs: 300, read: 120,
      written: 75),
    Row(
      row: #""matmul", ["in", "in"], "-", "-", "-", true"#, sizes: [1, 5, 5], macs: 300, read: 120,
      written: 25),
    // One head of 4 channels for all three of the queries.
    Row(
      before: [#"["k", "linear", "in", 4]"#],
      row: #""matmul", ["in", "k"], "-", 3, 1, true"#, sizes: [1, 15, 5], macs: 300, read: 80,
      written: 75),
    // Shares of 5 keys, 3 heads, times values of 4 channels each; 8 of them for every head.
    Row(
      before: [#"["p", "linear", "in", 15]"#],
      row: #""matmul", ["p", "in"], "-", 3"#, sizes: [1, 12, 5], macs: 300, read: 135, written: 60),
    Row(
      before: [#"["p", "linear", "in", 15]"#, #"["v", "linear", "in", 8]"#],
      row: #""matmul", ["p", "v"], "-", 3, 1"#, sizes: [1, 24, 5], macs: 600, read: 115,
      written: 120),
    Row(
      input: "[4, 5, 6]", batch: 2, row: #""linear", "-", 7"#, sizes: [2, 7, 4, 5], macs: 1680,
      parameters: 49, read: 240, written: 280),
    Row(input: "[4, 5, 6]", row: #""tokens""#, sizes: [1, 6, 20], read: 0, written: 0),
    Row(
      batch: 3, row: #""class_token""#, sizes: [3, 12, 6], parameters: 12, read: 180, written: 216),
    Row(batch: 3, row: #""position""#, sizes: [3, 12, 5], parameters: 60, read: 180, written: 180),
    Row(
      batch: 3, row: #""pick", "-", "-", "-", "-", "-", "-", "-", "-", 4"#, sizes: [3, 12, 1],
      read: 36, written: 36),
    // 2 heads, 3 and 5 distances along a height of 2 and a width of 3.
    Row(
      input: "[2, 3, 12]", row: #""relative_position", "-", "-", 2"#, sizes: [1, 12, 2, 3],
      parameters: 30, read: 72, written: 72),
    // 2 x 2 windows of 3 x 3 cover 4 x 5.
    Row(
      input: "[4, 5, 6]", batch: 2, row: #""windows", "-", "-", "-", "-", "-", 3, 1"#,
      sizes: [8, 6, 3, 3], read: 240, written: 432),
    Row(
      input: "[4, 5, 6]", batch: 2,
      before: [#"["w", "windows", "in", "-", "-", "-", "-", 3, 1]"#],
      row: #""windows_to_space", ["w", "in"], "-", "-", "-", "-", "-", 1"#, sizes: [2, 6, 4, 5],
      read: 240, written: 240),
    Row(
      input: "[4, 6, 5]", row: #""space_to_batch", "-", "-", "-", "-", "-", "-", "-", "2x3""#,
      sizes: [6, 5, 2, 2], read: 120, written: 120),
    Row(
      input: "[4, 6, 5]", batch: 6,
      row: #""batch_to_space", "-", "-", "-", "-", "-", "-", "-", "2x3""#, sizes: [1, 5, 8, 18],
      read: 720, written: 720),
  ]

  @Test(arguments: rows.indices) func countsByHand(index: Int) throws {
    let row = TransformerOperatorTests.rows[index]
    var settings = Settings()
    settings.batch = row.batch
    let report = try Inline.report(Self.spec(row.input, row.before, row.row), settings)
    let last = try #require(report.rows.last)
    let cost = last.cost
    #expect(last.layer.output.shape.sizes == row.sizes.map { Formula($0) }, "\(row.row)")
    #expect(cost.macs == Formula(row.macs), "\(row.row)")
    #expect(cost.effectiveMACs == Formula(row.macs), "\(row.row)")
    #expect(cost.parameters == Formula(row.parameters), "\(row.row)")
    #expect(try cost.unfused.input == 4 * Formula(row.read), "\(row.row)")
    #expect(try cost.unfused.weights == 4 * Formula(row.parameters), "\(row.row)")
    #expect(try cost.unfused.output == 4 * Formula(row.written), "\(row.row)")
  }

  @Test(
    arguments: [
      (#""softmax", "-", "-", 5"#, "5 heads do not divide 12 channels"),
      (#""matmul", ["in", "in"], "-", 5"#, "5 heads do not divide 12 channels"),
      (#""matmul", ["in", "in"], "-", 3, 2"#, "2 heads do not divide 3 heads"),
      (#""matmul", ["in", "in"], "-", 6, 3, true"#, "2 channels can't be multiplied with 4"),
      (
        #""relative_position", "-", "-", 2"#,
        "12 channels are not the scores of 2 heads for a map of 5"
      ),
      (#""pick", "-", "-", "-", "-", "-", "-", "-", "-", 5"#, "there is no position 5 among 5"),
      (#""batch_to_space", "-", "-", "-", "-", "-", "-", "-", 2"#, "2 does not divide 1 samples"),
      (
        #""space_to_batch", "-", "-", "-", "-", "-", "-", "-", 2"#,
        "2 does not divide 5 positions of the length"
      ),
      (#""windows", "-", "-", "-", "-", "-", 0"#, "k must be positive, not 0"),
      (#""windows", "-", "-", "-", "-", "-", 2, -1"#, "shift can't be negative: -1"),
      (#""linear""#, "the column 'c' must be given"),
      (#""windows""#, "the column 'k' must be given"),
    ]) func whatDoesNotFit(row: String, message: String)
  {
    let fault = Inline.fault(Self.spec("[5, 12]", [], row)) ?? "no fault"
    #expect(fault.hasSuffix(message), "\(row): \(fault)")
  }

  @Test func productsAreWithinSamples() {
    let windows = #"["w", "windows", "in", "-", "-", "-", "-", 2]"#
    let row = #""matmul", ["w", "in"], "-", "-", "-", true"#
    let fault = Inline.fault(Self.spec("[8, 12]", [windows], row)) ?? "no fault"
    #expect(fault.hasSuffix("4 samples can't be multiplied with 1"), "\(fault)")
  }

  @Test func windowsMakeAMap() {
    let windows = #"["w", "windows", "in", "-", "-", "-", "-", 2]"#
    let row = #""windows_to_space", ["in", "w"]"#
    let fault = Inline.fault(Self.spec("[8, 12]", [windows], row)) ?? "no fault"
    #expect(fault.hasSuffix("windows of 8 do not make a map of 2"), "\(fault)")
  }

  @Test func tokensStandAlongOneAxis() {
    for (row, message) in [
      (#""class_token""#, "a class token stands before a map of one axis, which 'tokens' makes"),
      (#""pick""#, "'pick' picks from a map of one axis, which 'tokens' makes"),
    ] {
      let fault = Inline.fault(Self.spec("[5, 4, 12]", [], row)) ?? ""
      #expect(fault.hasSuffix(message), "\(fault)")
    }
  }

  private static func spec(_ input: String, _ before: [String], _ row: String) -> String {
    """
    { "name": "a", "input": \(input), "body": [
      ["name", "operator", "from", "c", "heads", "kv_heads", "transpose", "k", "shift", "by", "at"],
      \((before + ["[\"last\", \(row)]"]).joined(separator: ",\n  ")) ] }
    """
  }
}
