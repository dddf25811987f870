import CostModel
import Symbolic

extension CompiledGrid.Plan {
  /// Lays out products level by level, and proves that `Double` holds every sum.
  init(
    _ products: [Separation.Product], _ builders: [GroupBuilder]
  ) throws(Diagnostic) {
    var exact: [Rational] = []
    var common: Int128 = 1
    for product in products {
      var coefficient = product.coefficient
      for builder in builders {
        guard let factor = product.factors[builder.separationIndex] else { continue }
        do throws(ArithmeticFault) {
          coefficient = try coefficient / Rational(builder.scales[factor])
        } catch {
          throw Diagnostic("a coefficient of the totals: \(error)")
        }
      }
      exact.append(coefficient)
      common = try GroupBuilder.multiple(common, coefficient.denominator)
    }
    denominator = Double(common)
    coefficients = exact.map { Double($0.numerator) * Double(common / $0.denominator) }
    var bound = 0.0
    for (product, coefficient) in zip(products, coefficients) {
      bound += builders.reduce(abs(coefficient)) { size, builder in
        product.factors[builder.separationIndex].map { size * builder.magnitudes[$0] } ?? size
      }
    }
    guard bound <= 0x1p53 else {
      throw Diagnostic(
        "totals may reach \(bound), but they are exact only up to 2^53",
        help: "narrow the ranges")
    }
    self.bound = bound
    // Entries of a level are told apart by their factors from that level on.
    var keys = products.map { product in builders.map { product.factors[$0.separationIndex] } }
    var (factors, targets, counts) = ([[Int?]](), [[Int]](), [keys.count])
    for level in builders.indices {
      factors.append(keys.map { $0[level] })
      var seen: [[Int?]: Int] = [:]
      var next: [[Int?]] = []
      targets.append(
        keys.map { key in
          var rest = key
          rest[level] = nil
          if let index = seen[rest] { return index }
          seen[rest] = next.count
          next.append(rest)
          return next.count - 1
        })
      keys = next
      counts.append(keys.count)
    }
    self.factors = factors
    self.targets = targets
    self.counts = counts
  }
}
