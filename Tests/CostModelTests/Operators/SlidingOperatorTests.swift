import Symbolic
import Testing

import CostModel
import Specs

/// Sizes and counts of operators that slide a window, against loops over every position and tap.
struct SlidingOperatorTests {
  /// One axis, walked: outputs, taps inside the input, distinct positions read.
  struct Axis {
    var outputs = 0
    var taps = 0
    var touched: Set<Int> = []

    init?(_ size: Int, _ kernel: Int, stride: Int, dilation: Int, padding: String) {
      let span = dilation * (kernel - 1) + 1
      var before = 0
      let words = padding.split(separator: " ")
      switch padding {
      case "same":
        while outputs * stride < size { outputs += 1 }
        before = max(0, (outputs - 1) * stride + span - size) / 2
      default:
        before = Int(words[0]) ?? 0
        let padded = size + 2 * before
        guard span <= padded else { return nil }
        if words.last == "ceil" {
          // PyTorch's ceil_mode: a window is counted while it starts inside, or in the padding
          // before, and the one before has not reached the end.
          outputs = 1
          while outputs * stride < size + before, (outputs - 1) * stride + span < padded {
            outputs += 1
          }
        } else {
          while outputs * stride + span <= padded { outputs += 1 }
        }
      }
      for output in 0..<outputs {
        for tap in 0..<kernel {
          let position = output * stride + tap * dilation - before
          guard (0..<size).contains(position) else { continue }
          taps += 1
          touched.insert(position)
        }
      }
    }
  }

  @Test func windows() throws {
    for size in [1, 2, 5, 6, 7] {
      for kernel in 1...4 {
        for stride in 1...3 {
          for dilation in 1...2 {
            for padding in ["same", "ceil", "0", "1", "2", "1 ceil", "2 ceil"] {
              try check(size, kernel, stride, dilation, padding)
            }
          }
        }
      }
    }
  }

  private func check(
    _ size: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ padding: String
  ) throws {
    let place: Comment = "size \(size), k \(kernel), s \(stride), d \(dilation), p \(padding)"
    let axis = Axis(size, kernel, stride: stride, dilation: dilation, padding: padding)
    let words = padding.split(separator: " ")
    let number = Int(words[0]) == nil ? "\"\(words[0])\"" : "\(words[0])"
    for (name, channels) in [("conv", 6), ("depthwise", 4), ("maxpool", 4)] {
      if words.count > 1, name != "maxpool" { continue }
      let last =
        switch name {
        case "conv": "\"c\"], [\"conv\", \(kernel), \(stride), \(dilation), \(number), 6"
        case "depthwise": "\"c\"], [\"depthwise\", \(kernel), \(stride), \(dilation), \(number)"
        default:
          "\"ceil\"], [\"maxpool\", \(kernel), \(stride), \(dilation), \(number), \(words.count > 1)"
        }
      let text = """
        { "name": "a", "input": [\(size), \(size), 4], "body": [
          ["operator", "k", "s", "d", "p", \(last)] ] }
        """
      guard let axis else {
        #expect(Inline.fault(text) != nil, place)
        continue
      }
      let report = try Inline.report(text, Settings(), CountOptions(activations: .int8))
      let outputs = axis.outputs * axis.outputs
      #expect(
        report.network.outputs[0].shape.text == "\(channels)x\(axis.outputs)x\(axis.outputs)", place
      )
      #expect(
        report.totals.fused.input == Formula(4 * axis.touched.count * axis.touched.count), place)
      let filters = name == "conv" ? 6 * 4 : name == "depthwise" ? 4 : 0
      #expect(report.totals.macs == Formula(filters * kernel * kernel * outputs), place)
      #expect(report.totals.effectiveMACs == Formula(filters * axis.taps * axis.taps), place)
    }
  }

  /// Each axis by itself, in every column that takes a number for each.
  @Test func axesOfTheirOwn() throws {
    for (kernel, stride, dilation, padding) in [
      ((3, 1), (2, 1), (1, 1), (1, 0)), ((7, 1), (1, 1), (1, 1), (3, 0)),
      ((2, 4), (2, 3), (2, 1), (0, 2)), ((1, 3), (1, 2), (1, 2), (0, 0)),
    ] {
      func cell(_ pair: (Int, Int)) -> String { "\"\(pair.0)x\(pair.1)\"" }
      let rows = try #require(
        Axis(9, kernel.0, stride: stride.0, dilation: dilation.0, padding: "\(padding.0)"))
      let columns = try #require(
        Axis(7, kernel.1, stride: stride.1, dilation: dilation.1, padding: "\(padding.1)"))
      let report = try Inline.report(
        """
        { "name": "a", "input": [9, 7, 4], "body": [
          ["operator", "k", "s", "d", "p", "c"],
          ["conv", \(cell(kernel)), \(cell(stride)), \(cell(dilation)), \(cell(padding)), 6] ] }
        """)
      let place: Comment = "\(kernel) \(stride) \(dilation) \(padding)"
      #expect(
        report.network.outputs[0].shape.text == "6x\(rows.outputs)x\(columns.outputs)", place)
      #expect(
        report.totals.macs == Formula(24 * kernel.0 * kernel.1 * rows.outputs * columns.outputs),
        place)
      #expect(report.totals.effectiveMACs == Formula(24 * rows.taps * columns.taps), place)
    }
  }

  /// A transposed convolution adds each input's taps to the output: those that fall outside are cut.
  @Test func transposed() throws {
    for size in [1, 3, 4] {
      for kernel in 1...4 {
        for stride in 1...3 {
          let span = kernel
          for padding in [0, 1] where (size - 1) * stride + span > 2 * padding {
            let output = (size - 1) * stride + span - 2 * padding
            var taps = 0
            for input in 0..<size {
              for tap in 0..<kernel
              where (0..<output).contains(input * stride + tap - padding) { taps += 1 }
            }
            let text = """
              { "name": "a", "input": [\(size), \(size), 4], "body": [
                ["operator", "k", "s", "p", "c"], ["transposed", \(kernel), \(stride), \(padding), 3] ] }
              """
            let report = try Inline.report(text)
            let place: Comment = "size \(size), k \(kernel), s \(stride), p \(padding)"
            #expect(report.network.outputs[0].shape.text == "3x\(output)x\(output)", place)
            #expect(report.totals.macs == Formula(12 * kernel * kernel * size * size), place)
            #expect(report.totals.effectiveMACs == Formula(12 * taps * taps), place)
          }
        }
      }
    }
  }
}
