import Foundation
import TestSupport
import Testing

/// `-` is a spec or a model file on standard input, for every command that takes a model.
struct StandardInputTests {
  private static let files = Repository.modelFiles

  /// The same as of a file, from a pipe and from a file as input.
  @Test(
    arguments: [
      "count -", "table - --width 0.5", "compare - vs resnet18 --format csv",
      "formula - --free width",
      "memory -", "train -", "roofline - -m h100", "explain -", "verify - --resolution 32",
      "scale - --alpha 1 --beta 1.2 --gamma 1.1 --phi 1", "fit - --max-macs 200M",
      "spec - --format pytorch",
      "compare - vs mobilenet_v1 --layers", "check - --max-macs 600M --format csv -c used,limit",
    ])
  func specs(line: String) throws {
    let folder = try Scratch()
    let setUp = "costcalc spec mobilenet_v1 > mine.json; "
    let words = line.split(separator: " ")
    let named = words.map { $0 == "-" ? "mine.json" : $0 }.joined(separator: " ")
    let file = try Tool.run(shell: setUp + "costcalc \(named)", in: folder.url)
    #expect(file.status == 0, "\(line): \(file.error)")
    for way in ["cat mine.json | costcalc \(line)", "costcalc \(line) < mine.json"] {
      let piped = try Tool.run(shell: way, in: folder.url)
      #expect(
        piped.output.replacing("mine.json", with: "-")
          == file.output.replacing("mine.json", with: "-"),
        "\(way): \(piped.error)")
      #expect(piped.status == 0)
    }
  }

  @Test(arguments: [
    "tv_resnet18_224.onnx", "tflm_person_detect.tflite", "squeezenet1_1_noweights.pt2",
  ])
  func modelFiles(file: String) throws {
    for line in ["count", "memory", "check --max-macs 10G --format csv -c used"] {
      let named = try Tool.run(shell: "costcalc \(line) \(file)", in: StandardInputTests.files)
      let piped = try Tool.run(
        shell: "cat \(file) | costcalc \(line) -", in: StandardInputTests.files)
      #expect(piped.status == 0 && piped.output == named.output, "\(line): \(piped.error)")
    }
  }

  /// What is no model is told as it is of a file, and what never ends is read to a bound.
  @Test func whatIsNoModel() throws {
    for (line, message) in [
      ("costcalc count - < /dev/null", "-:1:1: the file is empty"),
      ("costcalc check - < /dev/null", "-:1:1: the file is empty"),
      ("costcalc count - < .", "'-' is a folder"), ("costcalc count - <&-", "'-' can't be read"),
      ("yes | costcalc check -", "'-' is larger than 16 MiB"),
      ("echo '{}' | costcalc count - ", "-:1:1: a spec has a 'body', or 'blocks', or both"),
      ("head -c 99999 /dev/zero | costcalc count -", "'-'"),
    ] {
      let result = try Tool.run(shell: line, in: StandardInputTests.files)
      #expect(result.status == 2 && result.error.contains(message), "\(line): \(result.error)")
    }
  }
}
