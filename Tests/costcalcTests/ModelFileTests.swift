import Foundation
import TestSupport
import Testing

import costcalc

/// Commands on model files of Tests/ModelFilesTests/Fixtures/files.
struct ModelFileTests {
  private static let files = Repository.modelFiles.path

  private static func run(_ line: String) throws -> Tool.Result {
    try Tool.run(shell: "cd '\(files)' && costcalc \(line)")
  }

  /// A command, and lines that it prints.
  @Test(
    arguments: [
      ("count tv_resnet18_224.onnx --exact", ["1,814,073,344", "conv1.Conv"]),
      ("count tv_resnet18_224.onnx --batch 8 --exact", ["14,512,586,752", "batch 8"]),
      ("count tv_resnet18_224.onnx --input 64x64 --exact", ["148,557,824"]),
      ("count tv_resnet18_224.onnx --height 64 --width 64 --exact", ["148,557,824"]),
      ("count tv_resnet18_224.onnx resnet18 --columns model,macs --exact", ["1,814,073,344"]),
      ("count tv_resnet18_224.onnx --outputs /layer1/layer1.0/conv1/Conv --exact", ["64x56x56"]),
      ("table tv_resnet18_224.onnx --height 192,224 --exact", ["192  1,554,993,152"]),
      (
        "formula tv_resnet18_224.onnx --free height,width,batch --relax",
        ["activations  1.000   1.000  1.000"]
      ),
      ("roofline tv_resnet18_224.onnx -m h100", ["12 layers bound by memory, 19 by compute"]),
      ("explain tv_resnet18_224.onnx", ["onnx-tool on the exported graph"]),
      ("compare tv_resnet18_224.onnx vs resnet18 --columns macs", ["1.00×"]),
      ("verify tv_resnet18_224.onnx --input 32x32", ["32 layers run: all 13 quantities of each"]),
      (
        "list tv_resnet18_224.onnx",
        ["input input: 1 x 3 x 224 x 224", "no free sizes", "ONNX, by pytorch"]
      ),
      ("list small.onnx", ["free sizes: height, width; --set height=NUMBER binds one"]),
      ("count tv_resnet18_224.onnx --convention thop", ["inside the framework may print another"]),
      (
        "spec tv_mobilenet_v2_1.0_224.onnx",
        ["[\"mbconv\",   6,   3,   160,  3,   2,   \"relu6\"]", "conv2 scales"]
      ),
      (
        "spec tv_efficientnet_b0_224.onnx tv_efficientnet_b1_240.onnx",
        ["[\"tv_efficientnet_b1_240\", 1.1,     240] ],"]
      ),
      ("spec tv_resnet18_224.onnx --name last=c5", ["\"round8(512 * last)\""]),
      ("spec tv_resnet18_224.onnx --flat", ["[\"x1\",   \"maxpool\",  \"-\",    3,   \"-\", 2]"]),
      ("count tv_resnet18_224.onnx --width 0.5 --exact", ["c5.2.add", "483,149,824"]),
      ("count tv_resnet18_224.onnx --width 0.3 --round-channels none", ["19x112x112"]),
      ("table tv_resnet18_224.onnx --resolution 192,224 --exact", ["192  1,332,924,416"]),
      ("formula tv_resnet18_224.onnx --free width,resolution --relax", ["width  resolution"]),
      ("scale tv_resnet18_224.onnx --phi 0:1", ["tv_resnet18_224, 1.81 G MACs"]),
      ("fit tv_resnet18_224.onnx --max-macs 500M --top 1", ["the first is shown"]),
      ("grid-search tv_resnet18_224.onnx --top 1", ["2,541 points"]),
    ])
  func commandsTakeModelFiles(line: String, printed: [String]) throws {
    let result = try ModelFileTests.run(line)
    #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
    for text in printed { #expect(result.output.contains(text), "\(line): \(result.output)") }
  }

  /// A member that was left out is right, and one of another width is not.
  @Test func familiesAreChecked() throws {
    let family = "spec pcv_mobilenet_w1_224.onnx --check pcv_mobilenet_wd2_224.onnx"
    let right = try ModelFileTests.run(family)
    #expect(right.status == 0)
    #expect(
      right.error
        == "pcv_mobilenet_wd2_224.onnx: the same network at width 0.5, depth 1.0, "
        + "resolution 224, classes 1000\n")
    let wrong = try ModelFileTests.run(
      "spec tv_mobilenet_v2_1.0_224.onnx --check tv_mobilenet_v2_0.5_224.onnx "
        + "--check tv_mobilenet_v2_1.0_224.onnx")
    #expect(wrong.status == 1)
    #expect(wrong.output.contains("\"body\""))
    #expect(
      wrong.error.contains(
        "tv_mobilenet_v2_0.5_224.onnx: another network at width 0.5, depth 1.0, resolution 224, "
          + "classes 1000: c of conv2 is 1280, not 640 (fixed or max(1280, scale(1280))"))
    #expect(wrong.error.hasSuffix("the spec is not the network of --check for 1 of 2 files\n"))
  }

  @Test(
    arguments: [
      (
        "count tv_resnet18_224.onnx --heigth 8",
        "costcalc count: unknown option '--heigth'; did you mean '--height'?"
      ),
      (
        "spec tflm_keyword_scrambled_8bit.tflite",
        "costcalc: no row says 'SVDF"
      ),
      (
        "spec tv_resnet18_224.onnx --keep maxpol",
        "costcalc: no row is called 'maxpol'; did you mean 'maxpool'?"
      ),
      (
        "spec tv_resnet18_224.onnx --round-channels 0",
        "costcalc spec: --round-channels takes a number or one of none, floor, ceil, round8"
      ),
      (
        "spec tv_resnet18_224.onnx --name head",
        "costcalc spec: --name takes WIDTH=ROW[,ROW…], not 'head'"
      ),
      (
        "spec tv_resnet18_224.onnx --name depth=c5",
        "costcalc spec: --name depth is the name of another parameter"
      ),
      (
        "spec tv_resnet18_224.onnx --name a=c5 --name b=c4,c5",
        "costcalc spec: --name gives 'c5' two widths"
      ),
      (
        "spec tv_resnet18_224.onnx --name a=c6",
        "costcalc: no row is called 'c6'; did you mean 'c1'?"
      ),
      (
        "spec tv_resnet18_224.onnx resnet18",
        "costcalc spec: a family is made of model files, and 'resnet18' is none"
      ),
      (
        "spec tv_resnet18_224.onnx tv_resnet50_224.onnx --flat",
        "costcalc spec: --flat writes one model file, and 2 are given"
      ),
      (
        "spec tv_resnet18_224.onnx tv_resnet50_224.onnx",
        "costcalc: no table says all of the networks: they part at 'layer1.0.conv1.Conv' (conv"
      ),
      (
        "spec tv_resnet18_224.onnx tflm_keyword_scrambled_8bit.tflite",
        "costcalc: 'tflm_keyword_scrambled_8bit': no row says 'SVDF"
      ),
      (
        "spec tv_resnet18_224.onnx --check resnet18",
        "costcalc spec: --check takes a model file, not 'resnet18'"
      ),
      ("spec resnet18 --check a.onnx", "costcalc spec: --check needs a model file, not 'resnet18'"),
      ("spec resnet18 --flat", "costcalc spec: --flat needs a model file, not 'resnet18'"),
      (
        "count tv_resnet18_224.onnx --outputs nothing",
        "costcalc: no node and no tensor of 'tv_resnet18_224.onnx' is called 'nothing'"
      ),
      (
        "count tv_resnet18_224.onnx --input 0x3",
        "costcalc count: --input takes [NAME=]SIZES, such as 320x320 or 1x3x320x320, not '0x3'"
      ),
      (
        "count light_resnet50.onnx --batch 4",
        "light_resnet50.onnx:@43797: 'n173' (Reshape): 4x2048x1x1 has other elements than 1x2048; "
          + "the input 'gpu_0/data_0' is 1x3x224x224 in the file, and this node is made for that"
      ),
      (
        "count small.onnx --outputs y",
        "costcalc: 'small.onnx' leaves sizes open: x: batch x 3 x height x width; "
          + "costcalc count small.onnx --outputs y --set height=224 --set width=224"
      ),
      (
        "count small.onnx",
        "costcalc: 'small.onnx' can't be counted as it is: 1 If ('z'), what it runs depends on data; "
          + "--outputs NAME ends the graph before; --unpriced If leaves them out"
      ),
      (
        "count small.onnx --unpriced Iff",
        "costcalc count: --unpriced: no operator of 'small.onnx' is 'Iff'; did you mean 'If'?"
      ),
      (
        "spec tv_resnet18_224.onnx --unpriced NonZero",
        "costcalc spec: --unpriced: no operator of 'tv_resnet18_224.onnx' is 'NonZero'; "
          + "it has Add, Conv, Flatten, Gemm, "
      ),
      (
        "count tv_resnet18_224.onnx tflm_person_detect.tflite --unpriced Softmx",
        "costcalc count: --unpriced: no operator of 'tv_resnet18_224.onnx' is 'Softmx'; "
      ),
      (
        "count tv_resnet18_224.onnx --name c3=c5",
        "costcalc: a width can't be named 'c3', which is a row"
      ),
      (
        "count tv_resnet18_224.onnx --name n=c5",
        "costcalc: the spec written for 'tv_resnet18_224' is not the same network: "
      ),
      (
        "count tv_resnet18_224.onnx --name format=c5",
        "costcalc count: --name format is the name of an option"
      ),
      (
        "count tv_resnet18_224.onnx --name head=maxpool",
        "costcalc: the row 'maxpool' has no width to scale"
      ),
      (
        "count tv_resnet18_224.onnx --name head=c2 --keep c2",
        "costcalc count: --name scales 'c2', which --keep leaves alone"
      ),
      (
        "grid-search tv_resnet18_224.onnx --vary height=1:2:1",
        "costcalc grid-search: --vary: tv_resnet18_224 has no numeric parameter 'height'; --vary can "
          + "search: width, depth, resolution, classes"
      ),
      (
        "roofline resnet18 --machine ./tv_resnet18_224.onnx",
        "costcalc: './tv_resnet18_224.onnx' is a model file, and a file in JSON is needed here"
      ),
      (
        "count tv_resnet18_224.onnx --variant a",
        "costcalc count: --variant needs a spec, not 'tv_resnet18_224.onnx'"
      ),
      (
        "table tv_resnet18_224.onnx --members",
        "costcalc table: --members needs a spec, not 'tv_resnet18_224.onnx'"
      ),
      (
        "compare tv_resnet18_224.onnx resnet18 --replace conv=se",
        "costcalc compare: --replace needs a spec, not 'tv_resnet18_224.onnx'"
      ),
    ])
  func errorsSayWhatWouldBeRight(line: String, message: String) throws {
    let result = try ModelFileTests.run(line)
    #expect(result.status == 2 && result.output == "", "\(line): \(result.output)")
    #expect(result.error.hasPrefix(message), "\(line): \(result.error)")
  }

  /// A file wins over a name of the zoo, whatever it is called.
  @Test func aFileWinsOverAName() throws {
    let result = try Tool.run(
      shell: """
        cd "$(mktemp -d)" && cp '\(ModelFileTests.files)/tv_resnet18_224.onnx' resnet50 &&
        costcalc count resnet50 --exact; code=$?; rm -r "$PWD"; exit $code
        """)
    #expect(result.output.contains("1,814,073,344"), "\(result.error)")
  }

  /// What can be counted is, and the rest is told.
  @Test func severalAreCountedAsFarAsTheyCanBe() throws {
    let result = try ModelFileTests.run("count tv_resnet18_224.onnx nope.onnx --format csv")
    #expect(result.status == 2)
    #expect(result.output.split(separator: "\n").count == 2)
    #expect(result.error == "costcalc: 'nope.onnx' can't be read: No such file or directory\n")
  }

  /// Every command that reads a model file takes what corrects its lift, and what leaves operators out.
  @Test(arguments: [
    "roofline tv_resnet18_224.onnx --machine h100", "memory tv_resnet18_224.onnx",
    "train tv_resnet18_224.onnx", "verify tv_resnet18_224.onnx --limit 1M",
    "scale tv_resnet18_224.onnx --phi 0,1", "count tv_resnet18_224.onnx",
    "grid-search tv_resnet18_224.onnx --vary width=0.5:1:0.25",
    "fit tv_resnet18_224.onnx --max-macs 1G --vary width=0.5:1:0.25",
  ])
  func liftsAreCorrectedEverywhere(line: String) throws {
    let kept = try ModelFileTests.run("\(line) --keep conv9")
    #expect(kept.status == 2 && kept.error.contains("conv9"), "\(line): \(kept.error)")
    let left = try ModelFileTests.run("\(line) --unpriced Foo")
    #expect(left.error.contains("no operator of"), "\(line): \(left.error)")
  }

  /// What is left out of a file is left out of its lift, and every report says so.
  @Test(arguments: [
    "check --max-macs 400M", "check --max-macs 400M --round-channels 8", "count",
    "count --width 0.5", "memory --width 0.5", "roofline --machine h100", "train", "explain",
    "explain --to thop", "verify --limit 1G", "fit --max-macs 300M --vary width=0.5:1:0.5",
    "grid-search --vary width=1:2:0.5", "compare mobilenet_v2", "report --output -", "spec",
    "spec --format pytorch",
  ])
  func whatIsLeftOutIsSaid(words: String) throws {
    let parts = words.split(separator: " ", maxSplits: 1)
    let line =
      "\(parts[0]) tv_mobilenet_v2_1.0_224.onnx --unpriced Clip \(parts.dropFirst().first ?? "")"
    let result = try ModelFileTests.run(line)
    let text = (result.output + result.error).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(text.contains("not counted: 1 Clip"), "\(line): \(text.prefix(500))")
    #expect(result.status == (words.contains("--max-macs 400M") ? 2 : 0), "\(line)")
  }

  /// A lift knows no types, which matters where the file has some.
  @Test func aLiftSaysThatItHasNoTypes() throws {
    let file = "tflm_person_detect.tflite"
    let note = "lifted without the types of the file, int8 and int32"
    #expect(try !ModelFileTests.run("count \(file)").output.contains(note))
    #expect(try ModelFileTests.run("count \(file) --keep c1").output.contains(note))
    let told = try ModelFileTests.run("count \(file) --keep c1 --weights int8 --activations int8")
    #expect(told.status == 0 && !told.output.contains(note), "\(told.error)")
  }

  /// Of several files, some may lack an operator that is left out.
  @Test func someLackWhatIsLeftOut() throws {
    let result = try ModelFileTests.run(
      "count tv_resnet18_224.onnx tflm_person_detect.tflite --unpriced SOFTMAX --columns macs --exact"
    )
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("1,814,073,344") && result.output.contains("1 SOFTMAX"))
  }
}
