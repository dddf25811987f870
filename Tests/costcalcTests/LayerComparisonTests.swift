import Foundation
import TestSupport
import Testing

/// `compare --layers`: files, specs and reports against each other.
struct LayerComparisonTests {
  private static let files = Repository.modelFiles

  private func run(_ line: String, in folder: URL? = nil) throws -> Tool.Result {
    try Tool.run(shell: "costcalc \(line)", in: folder ?? LayerComparisonTests.files)
  }

  /// What was counted before and what is counted now are the same network, whatever it has.
  @Test(
    arguments: [
      "mobilenet_v2", "googlenet", "swin_t", "x3d_xs", "efficientdet_d0", "squeezenext",
      "tflm_trained_lstm_int8.tflite", "tv_shufflenet_v2_x1_0_224.onnx", "basic_pitch_nmp.onnx",
    ])
  func aReportIsItsNetwork(model: String) throws {
    let folder = try Scratch()
    let place = model.contains(".") ? LayerComparisonTests.files.appending(path: model).path : model
    let result = try Tool.run(
      shell: "costcalc count \(place) --format json > before.json && "
        + "costcalc compare before.json vs \(place) --layers --format json", in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains(#""rows": []"#), "\(model): \(result.output.prefix(2000))")
  }

  /// A published file and our spec of it differ by its folded normalizations.
  @Test func aSpecAndAFile() throws {
    let result = try run("compare mobilenet_v2 vs tv_mobilenet_v2_1.0_224.onnx --layers")
    #expect(result.status == 0 && result.error == "")
    #expect(
      result.output == """
        mobilenet_v2 to tv_mobilenet_v2_1.0_224.onnx: MACs 301 M as before, Params 3.50 M to 3.49 M (-0.5%), Acts 6.68 M as before
        Change     Layer      Before           After                     MACs   Params  Acts
        ────────────────────────────────────────────────────────────────────────────────────
        regrouped  52 layers  norm of its own  norm in weights and bias     0  -17.1 k     0
        ────────────────────────────────────────────────────────────────────────────────────
        total                                                               0  -17.1 k     0
        12 layers unchanged
        1 further change of layers that only move or relabel data, which JSON and CSV list

        """)
  }

  /// One network in three formats, whose files list their branches in different orders.
  @Test func threeFormats() throws {
    let lite = try run("compare basic_pitch_nmp.onnx vs basic_pitch_nmp.tflite --layers")
    #expect(lite.output.contains("MACs 524 M as before, Params 35.8 k as before"), "\(lite)")
    #expect(lite.output.contains("\n159 layers unchanged\n"), "\(lite.output)")
    #expect(lite.output.split(separator: "\n").count < 14, "\(lite.output)")
    let apple = try run("compare basic_pitch_nmp.onnx vs basic_pitch_nmp.mlpackage --layers")
    #expect(apple.output.contains("conv 5x5 p2, sigmoid → 1x172x264"), "\(apple.output)")
    #expect(!apple.output.contains("added      conv"), "\(apple.output)")
  }

  /// The rows of CSV, moves included, add up to the totals of both counts.
  @Test func rowsAddUp() throws {
    for (first, second) in [
      ("resnet18", "resnet34"), ("tv_resnet50_224.onnx", "resnet50"),
      ("basic_pitch_nmp.mlpackage", "basic_pitch_nmp.tflite"),
      ("tv_efficientnet_b0_224.onnx", "tv_efficientnet_b1_240.onnx"),
    ] {
      let csv = try run("compare \(first) vs \(second) --layers --format csv -c macs,parameters")
      let sums = csv.output.split(separator: "\n").dropFirst().reduce(into: [0, 0]) { sums, line in
        for (index, cell) in line.split(separator: ",").enumerated() {
          sums[index] += Int(cell) ?? 0
        }
      }
      let totals = try [first, second].map { model in
        try run("count \(model) mobilenet_v1 --format csv -c macs,parameters").output
          .split(separator: "\n")[1].split(separator: ",").map { Int($0) ?? 0 }
      }
      #expect(sums == zip(totals[1], totals[0]).map { $0 - $1 }, "\(first) to \(second)")
    }
  }

  @Test func whatCantBeCompared() throws {
    let folder = try Scratch()
    let setUp = "costcalc count mobilenet_v1 --format json"
    _ = try Tool.run(
      shell:
        "\(setUp) > a.json; \(setUp) --convention thop > b.json; head -c 9000 a.json > c.json; "
        + #"echo '{"schema": "costcalc.table/1"}' > d.json"#, in: folder.url)
    for (line, message) in [
      ("mobilenet_v1 --layers", "--layers compares two networks, not 1"),
      ("mobilenet_v1 mobilenet_v1 mobilenet_v1 --layers", "not 3"),
      ("mobilenet_v1 mobilenet_v2 --layers --run", "--run can't be combined with --layers"),
      ("b.json mobilenet_v1 --layers", "'b.json' was counted as 'thop'"),
      ("c.json mobilenet_v1 --layers", "c.json:"),
      ("d.json a.json --layers", "d.json:1:12: expected"),
      ("a.json mobilenet_v1 --replace a=b --layers", "--replace compares one network with itself"),
    ] {
      let result = try run("compare \(line)", in: folder.url)
      #expect(result.status == 2 && result.error.contains(message), "\(line): \(result.error)")
    }
    let right = try run("compare b.json b.json --layers --convention thop", in: folder.url)
    #expect(right.status == 0 && right.output.contains("unchanged"), "\(right)")
  }
}
