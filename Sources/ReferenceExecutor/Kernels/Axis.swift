import CostModel

/// Windows along one axis, found by walking them.
struct Axis: Sendable {
  /// The number of windows.
  private(set) var windows = 0
  /// Padding before the first element.
  private(set) var before = 0
  /// Padding after the last element.
  private var after = 0
  let stride, dilation: Int

  /// Windows over an input that includes its padding.
  init(windows: Int, stride: Int) {
    self.windows = windows
    self.stride = stride
    dilation = 1
  }

  /// Walks the windows of a kernel over an input.
  init(input: Int, kernel: Int, _ axis: SlidingAxis<Int> = .plain) {
    (stride, dilation) = (axis.stride, axis.dilation)
    let span = Axis.span(kernel, axis.dilation)
    switch axis.padding {
    case .same:
      // One window per stride of the input; missing elements are padded, an odd one after the end.
      var end = 0
      walk(while: { $0 < input }) { start in
        end = clampedSum(start, span)
        return true
      }
      before = max(0, end - input) / 2
      after = max(0, end - input) - before
    case .explicit(let leading, let trailing, let ceil):
      let padded = clampedSum(input, leading, trailing)
      if ceil {
        // A window that reaches the end is the last; none starts in the padding after the end.
        walk(while: { $0 < clampedSum(input, leading) }) { clampedSum($0, span) < padded }
      } else {
        walk(while: { clampedSum($0, span) <= padded }) { _ in true }
      }
      (before, after) = (leading, trailing)
    }
  }

  /// Counts windows from position 0 of the padded input.
  private mutating func walk(while exists: (Int) -> Bool, _ goesOn: (Int) -> Bool) {
    var start = 0
    while exists(start) {
      windows += 1
      guard goesOn(start) else { return }
      let (next, overflows) = start.addingReportingOverflow(stride)
      if overflows { return }
      start = next
    }
  }

  /// The positions from the first tap to the last.
  static func span(_ kernel: Int, _ dilation: Int) -> Int {
    var last = 0
    for _ in 1..<max(1, kernel) { last = clampedSum(last, dilation) }
    return clampedSum(last, 1)
  }

  /// The input position that a tap of a window reads; outside the input it is padding.
  func position(window: Int, tap: Int) -> Int { window * stride + tap * dilation - before }

  /// The taps of a window that read elements of an input; positions increase from tap to tap.
  ///
  /// - Parameter padded: whether padding counts as elements.
  func taps(window: Int, kernel: Int, input: Int, padded: Bool = false) -> Range<Int> {
    let start = position(window: window, tap: 0)
    /// The taps before a position.
    func taps(before end: Int) -> Int {
      end <= start ? 0 : min(kernel, (end - start - 1) / dilation + 1)
    }
    return taps(before: padded ? -before : 0)..<taps(before: padded ? input + after : input)
  }
}

extension SlidingAxis<Int> {
  /// Windows one after the other, each output at the position of an input.
  static let plain = SlidingAxis(stride: 1, dilation: 1, padding: .same)
}

extension Window<Int> {
  /// Whether it can be walked quickly, and every position fits in an integer.
  var isWalkable: Bool {
    var sizes = kernels.flatMap(\.sizes) + axes.flatMap { [$0.stride, $0.dilation] }
    for axis in axes {
      if let (before, after) = axis.padding.sizes { sizes += [before, after] }
    }
    return sizes.allSatisfy { $0 <= 1 << 24 }
  }
}

/// A transposed convolution along one axis: where the taps of each input position land.
struct TransposedAxis: Sendable {
  /// The size of the output.
  private(set) var output = 0
  /// Positions cut off before the first.
  private(set) var before = 0
  private let stride, dilation: Int

  init(input: Int, kernel: Int, _ axis: SlidingAxis<Int>) {
    (stride, dilation) = (axis.stride, axis.dilation)
    // One past the last position that any tap lands on.
    let reach = clampedSum(
      clampedProduct(input - 1, stride), Axis.span(kernel, dilation))
    switch axis.padding {
    case .same:
      // Every input position gives a stride of outputs.
      for _ in 0..<input { output = clampedSum(output, stride) }
      before = max(0, reach - output) / 2
    case .explicit(let leading, let trailing, _):
      output = reach - leading - trailing
      before = leading
    }
  }

  /// The output position on which a tap of an input position lands; it may not exist.
  func position(input: Int, tap: Int) -> Int { input * stride + tap * dilation - before }

  /// The input position, or one past the last, whose tap lands on an output position.
  func source(of output: Int, tap: Int) -> Int? {
    let distance = output + before - tap * dilation
    return distance >= 0 && distance % stride == 0 ? distance / stride : nil
  }
}
