import CostModel
import Symbolic

/// The positions of a slice as NumPy counts them: negative numbers count from the end, and what lies
/// outside is cut off.
struct SliceRange {
  var start, count: Formula
  let step: Int

  /// nil if symbols decide where it begins.
  init?(
    _ size: Formula, from first: Formula, to end: Formula, by step: Int
  ) throws(ArithmeticFault) {
    guard step != 0 else { throw .outsideDomain("a step of 0") }
    self.step = step
    func place(_ formula: Formula) throws(ArithmeticFault) -> Formula {
      guard let value = formula.constantValue, value < .zero else { return formula }
      // Numbers beyond all sizes mean the start.
      return value < Rational(-1 << 31) ? -1 : try formula + size
    }
    let most = step > 0 ? size : try size - 1
    let least: Formula = step > 0 ? 0 : -1
    func clamped(_ formula: Formula, _ least: Formula, isEnd: Bool) throws(ArithmeticFault)
      -> Formula
    {
      if let value = formula.constantValue, value >= Rational(Int(Int32.max)) { return most }
      return try Formula.of("min", .of("max", place(formula), least), most)
    }
    start = try clamped(first, 0, isEnd: false)
    let last = try clamped(end, least, isEnd: true)
    let distance = try step > 0 ? last - start : start - last
    let steps = try Formula.of("ceil", distance / Formula(abs(step)))
    count = steps.constantValue == nil ? steps : try Formula.of("max", steps, 0)
  }
}
