import CostModel
import Symbolic

/// Kernels, strides, dilations and padding, for each axis of a map.
extension RowCells {
  /// The kernels, and how they slide.
  ///
  /// - Parameters:
  ///   - isMixed: whether a list of kernels may stand in `k`.
  ///   - ceils: whether a last window may extend past the end.
  ///   - notesPadding: whether padding of an axis where the kernels have one tap is noted.
  func window(
    isMixed: Bool, ceils: Bool = false, notesPadding: Bool = true
  ) throws(Diagnostic) -> Window<Formula> {
    let (strides, dilations) = (try perAxis("s"), try perAxis("d"))
    let padding = try padding(ceils: ceils)
    let axes = axes.indices.map { axis in
      SlidingAxis(
        stride: strides?[axis] ?? 1, dilation: dilations?[axis] ?? 1, padding: padding[axis])
    }
    let window = Window(try kernels(allowList: isMixed), axes)
    if notesPadding { notePadding(window) }
    return window
  }

  /// The kernel, or the kernels of a list: `3`, `"1x7"`, `[3, 5, 7]`.
  private func kernels(allowList: Bool) throws(Diagnostic) -> [KernelSize<Formula>] {
    guard let cell = cells["k"] else { throw fault("the column 'k' must be given") }
    let value = try evaluator.value(of: cell, column: "k")
    noteProduct(cell, value)
    guard case .list(let list) = value else {
      return [KernelSize(try perAxis(value, "k", at: cell.position))]
    }
    guard allowList else {
      throw fault("only a depthwise convolution mixes kernels", in: "k")
    }
    var kernels: [KernelSize<Formula>] = []
    for (index, entry) in list.enumerated() {
      kernels.append(KernelSize(try perAxis(entry, "k", at: position(of: "k", index))))
    }
    return kernels
  }

  /// Notes a product of two numbers, such as `"1*5"`, where a number for each axis may be meant.
  func noteProduct(_ cell: Cell, _ value: Value) {
    guard case .expression = cell.content, case .scalar(let scalar) = value,
      cell.text.utf8.contains(UInt8(ascii: "*"))
    else { return }
    let factors = cell.text.split(separator: "*", omittingEmptySubsequences: false).map { factor in
      String(factor.filter { $0 != " " })
    }
    guard factors.count == 2, factors.allSatisfy({ Int($0) != nil }) else { return }
    evaluator.note(
      "\(quoted(cell.text)) is the product \(scalar.text), for each axis", at: cell.position,
      help: "a number for each axis is written \"\(factors.joined(separator: "x"))\"")
  }

  /// Notes padding along an axis where the kernels have one tap: it only adds an empty border.
  private func notePadding(_ window: Window<Formula>) {
    func padding(_ axis: Int) -> Formula {
      if case .explicit(let before, _, _) = window.axes[axis].padding { before } else { .zero }
    }
    let idle = axes.indices.filter { axis in
      padding(axis) != 0 && window.kernels.allSatisfy { $0.sizes[axis] == 1 }
    }
    guard !idle.isEmpty else { return }
    let numbers = axes.indices.map { idle.contains($0) ? "0" : padding($0).text }
    let wanted = Set(numbers).count == 1 ? numbers[0] : "\"\(numbers.joined(separator: "x"))\""
    let names = idle.map { axes[$0] }.joined(separator: " and the ")
    note(
      "p pads the \(names), where the kernel is 1", in: "p",
      help: "\(wanted) leaves \(idle.count == 1 ? "it" : "them") alone")
  }

  private func padding(ceils: Bool) throws(Diagnostic) -> [SlidingAxis<Formula>.Padding] {
    let value = try cells["p"].map { (cell) throws(Diagnostic) in
      try evaluator.value(of: cell, column: "p")
    }
    switch value {
    case nil, .word("same"):
      guard !ceils else {
        throw fault(
          "'ceil' needs a number in 'p'", in: "ceil",
          help: "0 pads nothing; 'same' cuts nothing off")
      }
      return axes.map { _ in .same }
    case .word("ceil"): return axes.map { _ in .symmetric(0, ceil: true) }
    case .word(let word):
      throw fault(
        "unknown padding \(quoted(word))", in: "p",
        help: "p is a number, one for each axis like \"1x0\", 'same' or 'ceil'")
    case .some(let value):
      return try perAxis(value, "p", at: position(of: "p")).map { .symmetric($0, ceil: ceils) }
    }
  }
}
