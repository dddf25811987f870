import Symbolic

/// Kernels, strides, dilations and padding, for each axis of a map.
extension RowCells {
  /// The kernel, or the kernels of a list: `3`, `"1x7"`, `[3, 5, 7]`.
  mutating func kernels(allowList: Bool) throws(Diagnostic) -> [Kernel] {
    guard let cell = cells["k"] else { throw fault("the column 'k' must be given") }
    let value = try expander.value(of: cell, column: "k", in: scope)
    guard case .list(let list) = value else {
      return [Kernel(sizes: try perAxis(value, "k", atLeast: 1, at: cell.position))]
    }
    guard allowList else {
      throw fault("only a depthwise convolution mixes kernels", in: "k")
    }
    var kernels: [Kernel] = []
    for (index, entry) in list.enumerated() {
      // If a block's column holds the list, its entries are elsewhere in the file.
      var position = cell.position
      if case .list(let cells) = cell.content, let place = cells[index]?.position {
        position = place
      }
      kernels.append(Kernel(sizes: try perAxis(entry, "k", atLeast: 1, at: position)))
    }
    return kernels
  }

  /// Notes padding along an axis where the kernels have one tap: it only adds an empty border.
  func notePadding(_ kernels: [Kernel], _ sliding: Sliding) {
    var (idle, numbers) = ([String](), [String]())
    for (index, axis) in sliding.axes.enumerated() {
      let number = axis.padding.number ?? .zero
      let isIdle = kernels.allSatisfy { $0.sizes[index] == 1 } && number != .zero
      if isIdle { idle.append(Shape.axes[index]) }
      numbers.append(isIdle ? "0" : number.text)
    }
    guard !idle.isEmpty else { return }
    let wanted = Set(numbers).count == 1 ? numbers[0] : "\"\(numbers.joined(separator: "x"))\""
    note(
      "p pads the \(idle.joined(separator: " and the ")), where the kernel is 1", in: "p",
      help: "\(wanted) leaves \(idle.count == 1 ? "it" : "them") alone")
  }

  /// The stride, dilation and padding of each axis.
  ///
  /// - Parameter ceils: whether a last window may extend past the end.
  mutating func sliding(ceils: Bool = false) throws(Diagnostic) -> Sliding {
    let (strides, dilations) = (try perAxis("s"), try perAxis("d"))
    let padding = try padding(ceils: ceils)
    return Sliding(
      axes: Shape.axes.indices.map { axis in
        SlidingAxis(
          stride: strides?[axis] ?? 1, dilation: dilations?[axis] ?? 1, padding: padding[axis])
      })
  }

  private mutating func padding(ceils: Bool) throws(Diagnostic) -> [SlidingAxis.Padding] {
    let value = try cells["p"].map { (cell) throws(Diagnostic) in
      try expander.value(of: cell, column: "p", in: scope)
    }
    switch value {
    case nil, .word("same"):
      guard !ceils else {
        throw fault(
          "'ceil' needs a number in 'p'", in: "ceil",
          help: "0 pads nothing; 'same' cuts nothing off")
      }
      return Shape.axes.map { _ in .same }
    case .word("ceil"): return Shape.axes.map { _ in .symmetric(0, ceil: true) }
    case .word(let word):
      throw fault(
        "unknown padding \(quoted(word))", in: "p",
        help: "p is a number, one for each axis like \"1x0\", 'same' or 'ceil'")
    case .some(let value):
      let place = cells["p"]?.position ?? position
      return try perAxis(value, "p", atLeast: 0, at: place).map { .symmetric($0, ceil: ceils) }
    }
  }
}
