import CostModel
import Symbolic

/// Cells of windows. Padding is left out where it makes `ceil(size / stride)` positions at every
/// size, as `same` does: half of what the kernel spans beside its middle.
extension LayerRow {
  mutating func set(
    _ window: Window<Formula>, over map: [Int], isTransposed: Bool = false
  ) throws(Unsayable) {
    let kernels = try window.kernels.map { (kernel) throws(Unsayable) in
      try kernel.sizes.known()
    }
    cells["k"] = kernels.count == 1 ? LayerRow.axes(kernels[0]) : .list(kernels.map(LayerRow.axes))
    set("s", try window.axes.map(\.stride).known(), unless: 1)
    set("d", try window.axes.map(\.dilation).known(), unless: 1)
    var paddings: [PaddingCell] = []
    for (index, axis) in window.axes.enumerated() {
      let size = map.isEmpty ? 1 : map[index]
      paddings.append(
        try PaddingCell(axis, kernels[0][index], over: size, isTransposed: isTransposed))
    }
    if paddings.allSatisfy(\.isSame) { return }
    let ceils = Set(paddings.map(\.ceils))
    let numbers = paddings.compactMap(\.number)
    guard ceils.count == 1, numbers.count == paddings.count else {
      throw Unsayable("its axes are padded in ways that no cell says")
    }
    if ceils == [true] {
      if numbers.allSatisfy({ $0 == 0 }) {
        cells["p"] = .word("ceil")
        return
      }
      cells["ceil"] = .condition(.constant(true))
    }
    cells["p"] = LayerRow.axes(numbers)
  }
}

/// The padding of one axis as a cell says it.
private struct PaddingCell {
  /// Whether it makes the same positions as `same` at every size.
  let isSame: Bool
  /// The number; nil if only `same` says it.
  let number: Int?
  let ceils: Bool

  init(
    _ axis: SlidingAxis<Formula>, _ kernel: Int, over size: Int, isTransposed: Bool
  ) throws(Unsayable) {
    let (stride, dilation) = (try axis.stride.known(), try axis.dilation.known())
    let (reach, overflow) = dilation.multipliedReportingOverflow(by: kernel - 1)
    guard !overflow, reach < 1 << 40 else { throw Unsayable("its kernel is too wide") }
    let span = reach + 1
    guard case .explicit(let first, let last, let ceils) = axis.padding else {
      self.init(isSame: true, number: span % 2 == 1 ? span / 2 : nil)
      return
    }
    let (before, after) = (try first.known(), try last.known())
    guard [before, after, stride, size].allSatisfy({ $0 < 1 << 40 }) else {
      throw Unsayable("its padding or its stride is too wide")
    }
    if isTransposed {
      guard before == after else { throw Unsayable("it is padded on one side") }
      self.init(isSame: span - before - after == stride, number: before)
    } else if before == after {
      self.init(isSame: !ceils && 2 * before == span - 1, number: before, ceils: ceils)
    } else if !ceils, after - before == stride - 1, span >= stride {
      // The last window reaches as far as one that hangs over the end.
      self.init(isSame: false, number: before, ceils: true)
    } else {
      let positions = (size + stride - 1) / stride
      let needed = max(0, (positions - 1) * stride + span - size)
      guard !ceils, before == needed / 2, after == needed - needed / 2 else {
        throw Unsayable("it is padded by \(before) before and \(after) after")
      }
      self.init(isSame: true, number: nil)
    }
  }

  private init(isSame: Bool, number: Int?, ceils: Bool = false) {
    self.isSame = isSame
    self.number = number
    self.ceils = ceils
  }
}
