import CostModel
import Foundation
import JSON
import ReferenceExecutor
import Specs
import TestSupport
import Testing

import costcalc

/// Commands that take time: their form, and what must hold of times whatever they are.
struct MeasureTests {
  private static let compare = "costcalc compare depthwise vs standard --in 16 --out 16 --size 8"

  @Test func whatIsComparedIsTimed() throws {
    let result = try Tool.run(
      shell: "\(Self.compare) --run --threads 2 --format json")
    #expect(result.status == 0, "\(result.error)")
    let json = try JSON.read(Array(result.output.utf8), file: "output")
    guard case .array(let rows) = json["measured"]?.value else {
      Issue.record("nothing was measured")
      return
    }
    // Two models and the two layers of the first, on one core and on two.
    #expect(rows.count == 8)
    for row in rows {
      let number = { (name: String) -> Double in
        if case .number(let value) = row[name]?.value { Double(value) ?? .nan } else { .nan }
      }
      #expect(number("seconds") > 0 && number("fastest") <= number("seconds"))
      #expect(number("runs") >= 5 && number("peak") > 1e8 && number("bandwidth") > 1e7)
      // FLOPs a second are twice the MACs over the median.
      #expect(abs(number("flops") * number("seconds") / number("macs") - 2) < 1e-9)
      #expect(number("time") == number("seconds") && number("rate") == number("flops"))
      #expect(number("roofShare") > 0 && number("peakShare") < 1)
      // The share of what the two rates allow at this intensity.
      let attainable = min(number("peak"), number("intensity") * number("bandwidth"))
      #expect(abs(number("roofline") * attainable / number("flops") - 1) < 1e-9)
    }
  }

  @Test func tablesOfTimesAreForProgramsToo() throws {
    let result = try Tool.run(
      shell: "\(Self.compare) --run --threads 1 --format csv")
    let lines = result.output.split(whereSeparator: \.isNewline)
    #expect(
      lines.first
        == "model,layer,threads,macs,intensity,time,spread,rate,bound,roofShare,peakShare,roofline")
    #expect(lines.count == 5, "\(result.output)")
    let text = try Tool.run(shell: "\(Self.compare) --run --threads 1")
    #expect(text.output.contains("Measured on this machine, in fp32:"))
    #expect(text.output.contains(" the MACs of standard and takes "))
  }

  @Test func whatHasNoFastKernelIsSaid() throws {
    let models = Repository.root.appending(path: "Tests/ReferenceExecutorTests/Fixtures/models")
    let line = "costcalc compare mobile.onnx vs recurrent.onnx --run --threads 1"
    let text = try Tool.run(shell: line, in: models)
    #expect(text.status == 0, "\(text.error)")
    let words = text.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let start = "recurrent.onnx: 51 of 62 layers have no fast kernel and were run by plain loops, "
    #expect(words.contains(start), "\(text.output)")
    #expect(words.contains(", 2 lstm, ") && words.contains(", 1 gru"), "\(text.output)")
    let result = try Tool.run(shell: "\(line) --format json", in: models)
    let json = try JSON.read(Array(result.output.utf8), file: "output")
    guard case .array(let rows)? = json["measured"]?.value else {
      Issue.record("nothing was measured: \(result.error)")
      return
    }
    let loops = rows.compactMap { $0["plainLoops"] }
    #expect(loops.count == 2)
    #expect(loops[0]["lstm"] == nil && loops[1]["lstm"] != nil && loops[1]["gru"] != nil)
  }

  @Test func threadsGoWithRuns() throws {
    let result = try Tool.run(shell: "\(Self.compare) --threads 2")
    #expect(result.status == 2 && result.error.contains("--threads needs --run"))
    let huge = try Tool.run(
      shell: "\(Self.compare) --run --batch 1000000000")
    #expect(huge.status == 2 && huge.error.contains("bytes of memory"), "\(huge.error)")
  }

  // The loops are too slow where they are not optimized.
  #if !DEBUG
    @Test func aCalibrationIsAProfile() throws {
      let calibration = try Calibration(threads: 1, seconds: 0)
      let rates = calibration.rates.bandwidths.levels
      #expect(rates.map(\.rate) == rates.map(\.rate).sorted(by: >) && rates.count == 15)
      // No loop moves more than the fastest, nor multiplies faster; on a busy machine runs differ.
      for sample in calibration.samples {
        let roof = calibration.rates.roof(operations: sample.operations, bytes: sample.bytes)
        #expect(roof.seconds < 1.25 * sample.times.median, "\(sample.row.layer.operatorText)")
      }
      let efficiency = calibration.efficiency
      #expect(Set(efficiency.keys) == Set(calibration.samples.map(\.kind)))
      #expect(efficiency.count == 6 && efficiency.values.allSatisfy { $0 > 0 && $0 <= 1 })
      let text = CalibrateRun.profile(calibration, "some/Here-1.json", version: "0").text
      let profile = try MachineProfile.read(Array(text.utf8), file: "here_1.json")
      #expect(profile.name == "here_1" && profile.cores == 1)
      let roofline = try Roofline(profile, .fp32)
      #expect(abs(roofline.peak / calibration.rates.peak - 1) < 0.01)
      #expect(abs(roofline.bandwidth / calibration.rates.bandwidth - 1) < 0.01)
      for (kind, share) in efficiency {
        #expect(abs(roofline.efficiency(of: kind) - share) < 1e-3)
      }
    }
  #endif
}
