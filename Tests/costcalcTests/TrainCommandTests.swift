import Foundation
import Testing

import costcalc

/// The command `train`, and `memory` with patches.
struct TrainCommandTests {
  @Test(
    arguments: [
      (
        "train mobilenet_v2 --batch 2 --exact",
        [
          "300774272*batch", "78204416*batch + 136448", "156,545,280 B",
          // The table of the step has all digits, too.
          "  601,548,544  ",
          "specs do not hold",
        ]
      ),
      (
        "train mobilenet_v2 --batch 2 --exact --dropout dense",
        ["78209536*batch + 136448", "156,555,520 B"]
      ),
      (
        "train resnet50 --batch 2 --exact --optimizer adamw",
        ["172,031,488 B", "102228128", "204456256", "357798448", "85909504*batch + 212480"]
      ),
      (
        "train resnet50 --optimizer momentum --memory 24GB",
        [
          "at most a batch of 274 in 24.0 GB: floor((24000000000 - 213077216) / 86708128), in the"
        ]
      ),
      (
        "memory mobilenet_v2 --activations int8 --in-place engine --patches 3x3 --until "
          + "bottleneck3.3.add --exact --columns until,stagePeak,restPeak,recomputed",
        ["175,616 B", "peak of 1,404,928 B of live int8 tensors without patches"]
      ),
      (
        "memory mobilenet_v1 --activations int8 --patches all --max-peak 400KiB",
        ["the least work in this memory: "]
      ),
    ])
  func prints(_ line: String, _ texts: [String]) throws {
    let result = try Tool.run(shell: "COLUMNS=160 costcalc \(line)")
    #expect(result.status == 0 && result.error == "", "\(result.error)")
    for text in texts { #expect(result.output.contains(text), "\(text): \(result.output)") }
  }

  @Test(
    arguments: [
      ("train mobilenet_v2 --memory 30MB", "no batch of mobilenet_v2 fits, because a single"),
      ("train mobilenet_v2 --memory much", "--memory takes a size such as 20MB or 512KiB, not"),
      ("train mobilenet_v2 --dropout dens", "has no layer 'dens'; did you mean 'dense'?"),
      ("train mobilenet_v2 --optimizer rms", "'rms' for option '--optimizer'; choose sgd"),
      ("train mobilenet_v2 --batch 9000000000000000000", "outside the range of integers"),
      ("train mobilenet_v2 --format json --columns layer", "JSON holds the whole report"),
      ("memory mobilenet_v2 --patches 3by3", "--patches takes ROWSxCOLUMNS such as 3x3, or all"),
      ("memory mobilenet_v2 --patches 0x3", "--patches takes ROWSxCOLUMNS such as 3x3, or all"),
      (
        "memory mobilenet_v2 --patches 200x1 --until conv",
        "conv has 112 rows, too few for 200 patches"
      ),
      ("memory mobilenet_v2 --until con", "has no layer 'con'; did you mean 'conv'?"),
      (
        "memory mobilenet_v2 --until bottleneck3.3.conv",
        "can't end at bottleneck3.3.conv: a later layer reads bottleneck3.2.add, too"
      ),
      (
        "memory mobilenet_v3_small --until conv2 --patches 2x2",
        "patches can't go through bneck1.squeeze.avgpool: it reads the whole map"
      ),
      (
        "memory mobilenet_v2 --patches all --max-peak 1KiB",
        "--max-peak 1,024 B: no patches of mobilenet_v2 fit; the least peak is"
      ),
      ("memory mobilenet_v2 --patches 2x2 --svg -", "--svg and patches can't be combined"),
    ])
  func refuses(_ line: String, _ message: String) throws {
    let result = try Tool.run(shell: "costcalc \(line)")
    #expect(result.status == 2 && result.output == "", "\(result.output)")
    #expect(result.error.contains(message), "\(result.error)")
  }
}
