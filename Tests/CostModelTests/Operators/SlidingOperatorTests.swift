import Testing

@testable import CostModel

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
      switch padding {
      case "same":
        while outputs * stride < size { outputs += 1 }
        before = max(0, (outputs - 1) * stride + span - size) / 2
      case "ceil":
        guard span <= size else { return nil }
        // A window is counted while it starts inside and the one before has not reached the end.
        outputs = 1
        while outputs * stride < size, (outputs - 1) * stride + span < size { outputs += 1 }
      default:
        before = Int(padding) ?? 0
        guard span <= size + 2 * before else { return nil }
        while outputs * stride + span <= size + 2 * before { outputs += 1 }
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
            for padding in ["same", "ceil", "0", "1", "2"] {
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
    for (name, channels) in [("conv", 6), ("depthwise", 4), ("maxpool", 4)] {
      let given = name == "conv" ? "6" : "\"-\""
      let text = """
        { "name": "a", "input": [\(size), \(size), 4], "body": [
          ["operator", "k", "s", "d", "p", "c"],
          ["\(name)", \(kernel), \(stride), \(dilation), \(Int(padding) == nil ? "\"\(padding)\"" : padding)\
        \(name == "maxpool" ? "" : ", \(given)")] ] }
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
