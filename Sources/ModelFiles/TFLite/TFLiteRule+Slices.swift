import CostModel
import Symbolic

// Slices, with masks for what does not count.
extension TFLiteRule {
  /// Bit `i` of a mask is about entry `i` of the starts, ends and steps.
  static func stridedSlice(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    let input = try call[0]
    guard let sizes = input.shape?.sizes else { return .unknown }
    let entries = try Entries(&translator, call)
    let spent = (0..<entries.count).count {
      !entries.has("new_axis", $0) && !entries.has("ellipsis", $0)
    }
    guard (0..<entries.count).count(where: { entries.has("ellipsis", $0) }) < 2 else {
      throw .invalid(Diagnostic("it has more than one ellipsis"))
    }
    guard spent <= sizes.count else {
      throw .invalid(Diagnostic("it slices \(spent) axes of \(sizes.count)"))
    }
    var result = input
    /// The axis of the input that the next entry is about.
    var axis = 0
    var made: [Formula] = []
    for entry in 0..<entries.count {
      if entries.has("ellipsis", entry) {
        let end = axis + sizes.count - spent
        made += sizes[axis..<end]
        axis = end
      } else if entries.has("new_axis", entry) {
        made.append(1)
      } else if entries.has("shrink_axis", entry) {
        let index = entries.starts[entry]
        let start = try translator.exactly { () throws(ArithmeticFault) in
          index.constantValue.map { $0 < .zero } ?? false ? try index + sizes[axis] : index
        }
        result = try translator.slice(result, axis: axis, start: start, count: 1)
        axis += 1
      } else {
        result = try entries.slice(&translator, result, entry, axis: axis, size: sizes[axis])
        if let size = result.shape?.sizes[axis] { made.append(size) }
        axis += 1
      }
    }
    return try translator.reshape(result, to: made + sizes[axis...])
  }

  /// The starts, ends and steps of a slice, with their masks.
  private struct Entries {
    let starts, ends: [Formula]
    let steps: [Int]
    private var masks: [String: Int] = [:]

    var count: Int { starts.count }

    init(_ translator: inout Translator, _ call: Call) throws(Refusal) {
      starts = try translator.sizes(call[1])
      ends = try translator.sizes(call[2])
      steps = try translator.integers(call[3])
      guard starts.count == ends.count, steps.count == starts.count, starts.count <= 32 else {
        throw .invalid(Diagnostic("it has \(starts.count) starts, and not as many ends and steps"))
      }
      for name in ["begin", "end", "ellipsis", "new_axis", "shrink_axis"] {
        masks[name] = try call.integer("\(name)_mask") ?? 0
      }
    }

    func has(_ mask: String, _ entry: Int) -> Bool { (masks[mask] ?? 0) >> entry & 1 != 0 }

    func slice(
      _ translator: inout Translator, _ operand: Operand, _ entry: Int, axis: Int, size: Formula
    ) throws(Refusal) -> Operand {
      let step = steps[entry]
      let (first, last) = step > 0 ? (Formula.zero, size) : (Formula(-1), Formula(Int.min / 2))
      return try translator.slice(
        operand, axis: axis, from: has("begin", entry) ? first : starts[entry],
        to: has("end", entry) ? last : ends[entry], by: step)
    }
  }
}
