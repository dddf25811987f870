import Foundation
import JSON
import Specs
import TestSupport
import Testing

import costcalc

/// `costcalc verify` as its users run it.
struct VerifyTests {
  @Test func aLayerIsShownWithItsVerdict() throws {
    let result = try Tool.run(["verify", "mobilenet_v1", "--resolution", "32", "--width", "0.25"])
    #expect(result.status == 0 && result.error.isEmpty)
    let lines = result.output.split(separator: "\n")
    let header = lines[0].split(separator: " ").joined(separator: " ")
    #expect(
      header == "Layer Operator Output MACs Effective MACs Params Read Weights Written Verdict")
    #expect(lines.dropFirst(2).dropLast(3).allSatisfy { $0.hasSuffix("agrees") })
    #expect(
      lines.last?.contains("layers run: all 13 quantities of each match the formulas") == true)
  }

  /// Machines get both numbers of every quantity, and they are those of `count`.
  @Test func machinesGetBothNumbers() throws {
    let model = ["mobilenet_v2", "--resolution", "32", "--format", "csv", "--columns"]
    let keys = ["macs", "effectiveMacs", "parameters", "activations"]
    let executed = keys.map { "executed" + $0.prefix(1).uppercased() + $0.dropFirst() }
    let run = try Tool.run(
      ["verify"] + model + [(["layer"] + executed).joined(separator: ",")])
    let counted = try Tool.run(["count"] + model + [(["layer"] + keys).joined(separator: ",")])
    #expect(run.status == 0 && counted.status == 0, "\(run.error) \(counted.error)")
    let rows = [run, counted].map { $0.output.split(whereSeparator: \.isNewline).dropFirst() }
    #expect(rows[0].count == 64)
    #expect(Array(rows[0]) == Array(rows[1].prefix(64)))
  }

  @Test(arguments: [
    (
      "verify nope",
      "costcalc: unknown model 'nope'; 'costcalc list' shows all of them"
    ),
    (
      "verify mobilenet_v2 --limit 3x",
      "costcalc verify: --limit takes a count such as 300M or 3e8, not '3x'"
    ),
    (
      "verify mobilenet_v2 --limit 0",
      "costcalc verify: --limit takes a count such as 300M or 3e8, not '0'"
    ),
    (
      "verify mobilenet_v2 --limit 3M",
      "costcalc: mobilenet_v2 has 301 M MACs, more than 3.00 M; use a smaller input or a "
        + "larger --limit"
    ),
    (
      "verify all --width 2",
      "costcalc verify: 'all' takes no parameters, such as '--width'; --input sets the same input "
        + "for every network"
    ),
    (
      "verify mobilenet_v2 --limit 100000T --batch 99999999",
      "costcalc: running mobilenet_v2 needs "
    ),
  ])
  func whatCantBeRunIsSaid(line: String, error: String) throws {
    let start = ContinuousClock.now
    let result = try Tool.run(shell: "costcalc \(line)")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.error.hasPrefix(error), "\(result.error)")
    #expect(start.duration(to: .now) < .seconds(20))
  }

  // MARK: Values

  private static let models = Repository.root.appending(
    path: "Tests/ReferenceExecutorTests/Fixtures/models"
  ).path

  @Test func valuesOfAFileAreComputed() throws {
    let scratch = try Scratch()
    let line = "cp '\(Self.models)'/*.* . && costcalc verify mobile.onnx"
    let result = try Tool.run(
      shell: "\(line) --feed image.npy --expect softmax=softmax.npy --save out", in: scratch.url)
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    #expect(result.output.contains("\noutput 'softmax', 1x10, 0.0729"), "\(result.output)")
    #expect(result.output.contains("off from 'softmax.npy' by at most "), "\(result.output)")
    #expect(scratch.has("out/softmax.npy") && scratch.has("out/conv2d_6.npy"))
    // What is written is what is expected the next time, and other inputs give something else.
    let again = try Tool.run(
      shell: "\(line) --feed image.npy --expect softmax=out/softmax.npy", in: scratch.url)
    #expect(again.status == 0 && again.output.contains(" by at most 0.0 of "), "\(again.output)")
    let other = try Tool.run(
      shell: "\(line) --expect softmax=out/softmax.npy --format json", in: scratch.url)
    #expect(other.status == 1 && other.error.contains("off from 'out/softmax.npy' by at most "))
    let json = try JSON.read(Array(other.output.utf8), file: "output")
    guard case .array(let outputs)? = json["outputs"]?.value else {
      Issue.record("no outputs: \(other.output)")
      return
    }
    #expect(outputs.count == 2)
  }

  @Test(arguments: [
    ("mobile.onnx --feed x=image.npy", "costcalc verify: unknown input 'x'; choose image"),
    (
      "mobile.onnx --expect softmax.npy",
      "costcalc verify: --expect needs the name of one of 2 outputs; such as "
        + "--expect softmax=softmax.npy"
    ),
    (
      "mobile.onnx --feed softmax.npy",
      "costcalc: 'softmax.npy' is 1x10, and the input 'image' is 1x3x17x20"
    ),
    (
      "mobile.onnx --feed mobile.onnx",
      "costcalc: 'mobile.onnx' is no array of NumPy; numpy.save(\"x.npy\", array) writes one"
    ),
    ("mobilenet_v1 --save out", "costcalc verify: --feed, --expect and --save need a model file"),
    ("all --feed image.npy", "costcalc verify: --feed, --expect and --save need a model file"),
    (
      "operators.onnx --save out",
      "costcalc: 21 LpPool can't be run on the numbers of its file: 'LpPool' is counted, but can't "
        + "be computed"
    ),
  ])
  func whatCantBeComputedIsSaid(line: String, error: String) throws {
    let result = try Tool.run(
      shell: "costcalc verify \(line)", in: URL(filePath: Self.models))
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.error.hasPrefix(error), "\(result.error)")
  }

  @Test func aNetworkThatIsTooLargeIsNotCountedAsVerified() throws {
    let result = try Tool.run(["verify", "all", "--limit", "3M", "--columns", "verdict"])
    #expect(result.status == 0, "\(result.error)")
    let lines = result.output.split(separator: "\n")
    let verified = lines.filter { $0.hasSuffix(" agrees") }.count
    let tooLarge = lines.filter { $0.hasSuffix(" too large") && !$0.contains(";") }.count
    #expect(verified > 0 && tooLarge > 0)
    #expect(
      lines.last.map(String.init)
        == "\(verified) networks verified, each at its smallest valid input of at least "
        + "32 x 32; 0 differ, \(tooLarge) not run, \(tooLarge) of them too large")
    // At an input that some can't take, these are named.
    let tiny = try Tool.run(["verify", "all", "--limit", "2M", "--input", "32x32x3"])
    #expect(tiny.status == 0, "\(tiny.error)")
    #expect(tiny.output.contains(" networks verified, each at that input; 0 differ, "))
    #expect(tiny.output.contains("\nnot verified: inception_v3: "))
  }

  @Test(arguments: ["resnet152", "all"]) func anInterruptEndsIt(operand: String) throws {
    let start = ContinuousClock.now
    let result = try Tool.run(
      shell: "timeout --foreground --preserve-status -s INT 1 costcalc verify \(operand)")
    #expect(result.status == 130 && result.output.isEmpty && result.error.isEmpty)
    #expect(start.duration(to: .now) < .seconds(20))
  }
}
