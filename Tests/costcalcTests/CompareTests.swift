import Foundation
import Testing

/// What `compare` says about which network is which, and about its ratios.
struct CompareTests {
  /// A parameter that only some models have stands with those.
  @Test(arguments: [
    ("resnet50 vgg16 --width 0.5", ["resnet50 (width 0.5)", "vgg16"]),
    ("mobilenet_v1 mobilenet_v2 --width 0.5", ["mobilenet_v1", "mobilenet_v2"]),
    (
      "vgg16 mobilenet_v1 mobilenet_v2 --width 0.5 --set resolution=192",
      ["vgg16", "mobilenet_v1 (width 0.5)", "mobilenet_v2 (width 0.5)"]
    ),
    ("separable standard --in 64 --out 64", ["separable", "standard"]),
    (
      "mobilenet_v1 --replace separable=standard",
      ["mobilenet_v1", "mobilenet_v1 with separable=standard"]
    ),
  ])
  func modelsHaveTheirSettings(_ line: String, labels: [String]) throws {
    let csv = try Tool.run(shell: "costcalc compare \(line) --format csv --columns model").output
    #expect(csv.split(separator: "\n").dropFirst().map(String.init) == labels, "\(line)")
    let text = try Tool.run(shell: "costcalc compare \(line)").output
    let legend =
      labels.count == 2
      ? "\nratio: \(labels[0]) / \(labels[1])\n" : "\n× is the ratio to \(labels[2])\n"
    #expect(text.contains(legend), "\(text)")
  }

  /// Formats without rows of ratios have them as columns.
  @Test func ratiosAreColumns() throws {
    let csv = try Tool.run(
      shell: "costcalc compare mobilenet_v1 vgg16 --format csv "
        + "--columns model,macs,macsRatio,parametersRatio"
    ).output
    let rows = csv.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows[0] == ["model", "macs", "macsRatio", "parametersRatio"])
    let macs = try rows.dropFirst().map { try #require(Double($0[1])) }
    #expect(Double(rows[1][2]) == macs[0] / macs[1] && rows[2].suffix(2) == ["1.0", "1.0"])
    let all = try Tool.run(shell: "costcalc compare mobilenet_v1 vgg16 --format csv").output
    #expect(all.contains(",macsRatio,"))
  }

  /// A multiplier written as a whole number takes no fractions, and says why.
  @Test func wholeDefaultsTakeNoFractions() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let spec = """
      { "name": "a", "let": { "width": 1, "r": 8 }, "input": ["r", "r", 3], "scale": { "c": "c * width" },
        "body": [["operator", "k", "c"], ["conv", 1, 8]] }
      """
    try spec.write(to: folder.appending(path: "a.json"), atomically: true, encoding: .utf8)
    let whole = "a positive whole number"
    for (flag, message) in [
      (
        "--width 0.5",
        "--width takes \(whole), not '0.5'; its default is the whole number 1; "
          + "a spec that writes 1.0 in 'let' takes fractions"
      ),
      ("--width x", "--width takes \(whole), not 'x'"),
      ("--r 8.5", "--r takes \(whole), not '8.5'"),
    ] {
      let result = try Tool.run(shell: "costcalc count a.json \(flag)", in: folder)
      #expect(result.error == "costcalc: \(message)\n" && result.status == 2, "\(result.error)")
    }
  }
}
