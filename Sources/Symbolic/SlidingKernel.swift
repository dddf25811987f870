/// A kernel sliding along one axis: which of its taps fall inside the input, and what they read.
package struct SlidingKernel {
  /// Kernels with more taps than this are rejected: the sums below take one step per tap.
  static let kernelLimit: Int128 = 1024

  /// Input positions, output positions, kernel taps, stride, dilation, padding before the first.
  let input, output, kernel, stride, dilation, padding: Int128

  package init(_ values: [Rational]) throws(ArithmeticFault) {
    var numbers: [Int128] = []
    for value in values {
      // 2^60 leaves room for the product of two of them, or of one product and a stride.
      guard value.isInteger, value.numerator.magnitude < 1 << 60 else {
        throw value.isInteger ? .overflow : .notAnInteger(value.description)
      }
      numbers.append(value.numerator)
    }
    (input, output, kernel) = (max(0, numbers[0]), max(0, numbers[1]), max(0, numbers[2]))
    (stride, dilation, padding) = (numbers[3], numbers[4], numbers[5])
    guard stride >= 1, dilation >= 1 else {
      throw .outsideDomain("a stride or a dilation is below 1")
    }
    guard kernel <= SlidingKernel.kernelLimit else {
      throw .outsideDomain("a kernel of \(kernel) taps along one axis is beyond 1024")
    }
  }

  /// Pairs of output position and tap whose input position exists.
  package func taps() -> Int128 {
    (0..<kernel).reduce(into: 0) { sum, tap in sum += outputs(reading: tap).count }
  }

  /// Distinct input positions that any tap of any output position reads.
  ///
  /// Output j and tap t read position `j * stride + t * dilation`, and so do output `j + d'` and
  /// tap `t - s'` (stride and dilation over their common divisor). Counting a position only at the
  /// lowest tap that reads it counts it once: any tap below s', and any output that has no output
  /// d' after it.
  package func touched() -> Int128 {
    let common = Int128(clamping: gcd(stride.magnitude, dilation.magnitude))
    let (tapStep, outputStep) = (stride / common, dilation / common)
    return (0..<kernel).reduce(into: 0) { sum, tap in
      let outputs = outputs(reading: tap)
      if tap < tapStep {
        sum += outputs.count
      } else {
        sum += outputs.from(max(0, output - outputStep)).count
      }
    }
  }

  /// The range of outputs for which a tap is inside the input, from `first` to `last`.
  private struct Outputs {
    let first, last: Int128
    var count: Int128 { max(0, last - first + 1) }
    func from(_ start: Int128) -> Outputs { Outputs(first: max(first, start), last: last) }
  }

  private func outputs(reading tap: Int128) -> Outputs {
    let offset = tap * dilation - padding
    let first = offset >= 0 ? 0 : (-offset + stride - 1) / stride
    let reach = input - 1 - offset
    let last = reach < 0 ? -1 : min(output - 1, reach / stride)
    return Outputs(first: first, last: last)
  }
}
