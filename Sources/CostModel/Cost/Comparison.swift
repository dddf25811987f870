import Symbolic

/// Two costs side by side, as ratios of the first to the second.
package struct Comparison: Sendable {
  /// The cost that is compared.
  package let first: Cost
  /// The cost it is compared with.
  package let second: Cost

  /// A comparison of two costs.
  package init(_ first: Cost, with second: Cost) {
    self.first = first
    self.second = second
  }

  /// The ratio of a quantity, reduced: `1 / out + 1 / kernel^2` for the MACs of a separable
  /// convolution over those of a standard one (MobileNet V1, arXiv:1704.04861, section 3.1).
  ///
  /// nil if the quantity is 0 in the second cost.
  ///
  /// - Throws: `overflow`.
  package func ratio(
    _ quantity: (Cost) throws(ArithmeticFault) -> Formula
  ) throws(ArithmeticFault) -> Ratio? {
    let (top, bottom) = (try quantity(first), try quantity(second))
    return bottom == .zero ? nil : try Ratio(top, bottom)
  }

  /// The ratio of the MACs without rounding, in all parameters that are free in both.
  ///
  /// - Throws: `overflow`.
  package func closedForm() throws(ArithmeticFault) -> Ratio? {
    try ratio { (cost) throws(ArithmeticFault) in try cost.macs.relaxed() }
  }
}
