import Foundation
import TestSupport
import Testing

import costcalc

/// The command `memory`.
struct MemoryCommandTests {
  private static let files = Repository.modelFiles.path

  /// Runs a command in a folder with a copy of the files, so that none can be damaged.
  private static func run(_ line: String) throws -> Tool.Result {
    try Tool.run(
      shell:
        "d=$(mktemp -d) && cp '\(files)'/*.tflite '\(files)'/tv_resnet18_224.onnx $d && cd $d && "
        + "costcalc \(line); s=$?; "
        + "cmp -s mlperftiny_vww_96_int8.tflite '\(files)'/mlperftiny_vww_96_int8.tflite || s=99; "
        + "rm -r $d; exit $s")
  }

  @Test func theTableSaysWhatLivesAndWhy() throws {
    let result = try Self.run(
      "memory mobilenet_v2 --activations int8 --columns layer,made,freed,live,others")
    #expect(result.status == 0 && result.error == "", "\(result.error)")
    for line in [
      "conv                      401 kB   151 kB   552 kB  input",
      "452 kB   452 kB   978 kB  bottleneck2.1.conv for bottleneck2.2.add, bottleneck2.2.expand",
      "peak of 1.51 MB (1,505,280 B) of live int8 tensors at bottleneck2.1.depthwise",
      "At the peak, bottleneck2.1.depthwise:",
      "bottleneck2.1.expand     96x112x112  int8  1.20 MB  80.0%  read here",
      "arena: 1,505,280 B as TensorFlow Lite Micro's greedy planner places them",
    ] { #expect(result.output.contains(line), "\(line): \(result.output)") }
  }

  @Test(
    arguments: [
      (
        "memory mlperftiny_vww_96_int8.tflite",
        [
          "peak of 55.3 kB (55,296 B) of live int8 tensors",
          "arena of TensorFlow Lite Micro: 73,728 B by its greedy planner\nits tail of structures",
          "a better plan takes 55,296 B, 25.0% less, and no plan takes less",
        ]
      ),
      (
        "memory tflm_keyword_scrambled_8bit.tflite --arena",
        ["scratch of SVDF", "Micro: 672 B", "no plan takes less"]
      ),
      ("memory tv_resnet18_224.onnx", ["as TensorFlow Lite Micro's greedy"]),
      (
        "memory basic_pitch_nmp.tflite --order best",
        ["in this order of layers 4,177,536 B, in their own 4,843,520 B; no order takes less"]
      ),
      (
        "memory inception_v3 --order best",
        ["in their own order, 8,297,856 B; no order takes less"]
      ),
      ("memory mobilenet_v2 --in-place engine", ["depthwise layers write over their input"]),
    ])
  func files(line: String, printed: [String]) throws {
    let result = try Self.run(line)
    #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
    for text in printed { #expect(result.output.contains(text), "\(line): \(result.output)") }
  }

  @Test(
    arguments: [
      ("memory", "costcalc memory: MODEL is missing"),
      ("memory mobilenet_v2 --in-place all", "'all'"),
      (
        "memory mobilenet_v2 --write-plan /tmp/x.tflite",
        "costcalc memory: --write-plan needs a TFLite file, not 'mobilenet_v2'"
      ),
      (
        "memory mlperftiny_vww_96_int8.tflite --write-plan mlperftiny_vww_96_int8.tflite",
        "is read by this command and would be overwritten"
      ),
      (
        "memory mlperftiny_vww_96_int8.tflite --write-plan /nowhere/x.tflite",
        "costcalc: '/nowhere/x.tflite' can't be written: No such file or directory"
      ),
    ])
  func whatIsWrongIsSaid(line: String, message: String) throws {
    let result = try Self.run(line)
    #expect(result.status == 2 && result.output == "", "\(line): \(result.output)")
    #expect(result.error.contains(message), "\(line): \(result.error)")
  }

  @Test func aPlanIsWritten() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appending(path: "planned.tflite").path
    let written = try Self.run("memory mlperftiny_vww_96_int8.tflite --write-plan '\(copy)'")
    #expect(written.status == 0, "\(written.error)")
    #expect(written.output.contains("TensorFlow Lite Micro takes 55,296 B with it"))
    let read = try Self.run("memory '\(copy)'")
    #expect(read.output.contains("Micro: 55,296 B by the plan in the file"), "\(read.output)")
    // A file on standard input gets the same plan.
    let streamed = try Tool.run(
      shell: "costcalc memory - --write-plan '\(copy)2' < mlperftiny_vww_96_int8.tflite && "
        + "cmp '\(copy)' '\(copy)2'", in: URL(filePath: Self.files))
    #expect(streamed.status == 0, "\(streamed.error)")
  }

  /// Of the names that a converter joins, the first one says enough, unless two tensors share it.
  @Test func buffersAreNamedAsLayersAre() throws {
    let lines = try Self.run("memory mlperftiny_vww_96_int8.tflite --arena --format csv").output
      .split(separator: "\n")
    #expect(lines.count == 33, "\(lines)")
    #expect(lines[2].hasPrefix("model/activation/Relu,18432,"), "\(lines[2])")
    let names = lines.map { $0.prefix { $0 != "," } }
    #expect(Set(names).count == names.count, "\(names)")
  }

  @Test func theChartHasBoxes() throws {
    let result = try Self.run("memory tflm_keyword_scrambled_8bit.tflite --svg -")
    #expect(result.status == 0 && result.output.hasPrefix("<svg"), "\(result.error)")
    #expect(result.output.contains("class=\"buffer\"") && result.output.contains("</svg>"))
    #expect(result.output.contains("<title>scratch of SVDF: "))
  }
}
