extension Function {
  /// Every function of the expression language except `if` and `select`, which choose between
  /// values, and `scale`, which is the rule of a table's column.
  package static let table: [Function] = [
    Function(
      "floor", "x", rounds: true, summary: "the largest integer not above x",
      exact: { (x) throws(ArithmeticFault) in Rational(x[0].floor) },
      inexact: { $0[0].rounded(.down) },
      simplify: Rounding.simplify,
      latex: { "\\left\\lfloor \($0[0]) \\right\\rfloor" }),

    Function(
      "ceil", "x", rounds: true, summary: "the smallest integer not below x",
      exact: { (x) throws(ArithmeticFault) in Rational(x[0].ceiling) },
      inexact: { $0[0].rounded(.up) },
      simplify: Rounding.simplify,
      latex: { "\\left\\lceil \($0[0]) \\right\\rceil" }),

    Function(
      "round", "x", rounds: true, summary: "the nearest integer, halves to the even one",
      exact: { (x) throws(ArithmeticFault) in Rational(try x[0].rounded()) },
      inexact: { $0[0].rounded(.toNearestOrEven) },
      simplify: Rounding.keepIntegers),

    Function(
      "round8", "x", rounds: true,
      summary: "the nearest multiple of 8, at least 8 and never under 90 % of x",
      exact: { (x) throws(ArithmeticFault) in try ChannelRounding.divisible(x[0], by: 8) },
      inexact: { ChannelRounding.divisible($0[0], by: 8) },
      simplify: { (_, x) throws(ArithmeticFault) in Rounding.keepMultiples(of: 8, x[0]) },
      divisor: { _ in 8 }),

    Function(
      "roundTo", "x", "d", rounds: true, summary: "like round8, for multiples of d",
      exact: { (x) throws(ArithmeticFault) in try ChannelRounding.divisible(x[0], by: x[1]) },
      inexact: { ChannelRounding.divisible($0[0], by: $0[1]) },
      simplify: { (_, x) throws(ArithmeticFault) in
        guard let d = ChannelRounding.divisor(x) else { return nil }
        return Rounding.keepMultiples(of: d, x[0])
      },
      bounds: { _, _ in Interval(1, .infinity) },
      divisor: { ChannelRounding.divisor($0) ?? 1 }),

    Function(
      "nearest8", "x", rounds: true,
      summary: "the nearest multiple of 8, at least 8, without the 90 % rule",
      exact: { (x) throws(ArithmeticFault) in try ChannelRounding.nearest(x[0], multipleOf: 8) },
      inexact: { ChannelRounding.nearest($0[0], multipleOf: 8) },
      simplify: { (_, x) throws(ArithmeticFault) in Rounding.keepMultiples(of: 8, x[0]) },
      divisor: { _ in 8 }),

    Function(
      "min", "x", "y", variadic: true, rounds: false, summary: "the smallest argument",
      exact: { (x) throws(ArithmeticFault) in x.min() ?? .zero },
      inexact: { $0.min() ?? .nan },
      simplify: { (_, x) throws(ArithmeticFault) in Rounding.extreme(x) { $0.upper <= $1.lower } },
      relaxed: { (_) throws(ArithmeticFault) in nil },
      latex: { "\\min\\left(\($0.joined(separator: ", "))\\right)" }),

    Function(
      "max", "x", "y", variadic: true, rounds: false, summary: "the largest argument",
      exact: { (x) throws(ArithmeticFault) in x.max() ?? .zero },
      inexact: { $0.max() ?? .nan },
      simplify: { (_, x) throws(ArithmeticFault) in Rounding.extreme(x) { $0.lower >= $1.upper } },
      relaxed: { (_) throws(ArithmeticFault) in nil },
      latex: { "\\max\\left(\($0.joined(separator: ", "))\\right)" }),

    Function(
      "abs", "x", rounds: false, summary: "x without its sign",
      exact: { (x) throws(ArithmeticFault) in x[0] < .zero ? try .zero - x[0] : x[0] },
      inexact: { abs($0[0]) },
      simplify: { (_, x) throws(ArithmeticFault) in
        guard let argument = x[0].formula else { return nil }
        let bounds = argument.bounds(over: [:])
        return bounds.lower >= 0 ? argument : bounds.upper <= 0 ? try .zero - argument : nil
      },
      bounds: { _, x in
        let ends = [abs(x[0].lower), abs(x[0].upper)]
        let holdsZero = x[0].lower <= 0 && x[0].upper >= 0
        return Interval(
          holdsZero ? 0 : ends.min() ?? 0, ends.max() ?? .infinity)
      },
      relaxed: { (_) throws(ArithmeticFault) in nil },
      latex: { "\\left|\($0[0])\\right|" }),

    Function(
      "log", "x", rounds: false, isReal: true, summary: "the natural logarithm, a real",
      exact: { (_) throws(ArithmeticFault) in throw .outsideDomain("log has no exact value") },
      inexact: { Elementary.logarithm($0[0]) },
      relaxed: { (_) throws(ArithmeticFault) in nil },
      latex: { "\\ln\\left(\($0[0])\\right)" }),

    Function(
      "atLeast", "x", "m", rounds: false,
      summary: "x, but at least m: a minimum width, which relaxing drops with the rounding",
      exact: { (x) throws(ArithmeticFault) in max(x[0], x[1]) },
      inexact: { max($0[0], $0[1]) },
      simplify: { (_, x) throws(ArithmeticFault) in Rounding.extreme(x) { $0.lower >= $1.upper } }),

    Function(
      "taps", "i", "o", "k", "s", "d", "p", rounds: true,
      summary: "pairs of an output position and a kernel tap that fall inside the input",
      exact: { (x) throws(ArithmeticFault) in Rational(try SlidingKernel(x).taps()) },
      inexact: { _ in .nan },
      bounds: { _, x in Interval(0, max(0, (x[1] * x[2]).upper)) },
      relaxed: { (x) throws(ArithmeticFault) in try x[1] * x[2] }),

    Function(
      "touched", "i", "o", "k", "s", "d", "p", rounds: true,
      summary: "distinct input positions read along one axis",
      exact: { (x) throws(ArithmeticFault) in Rational(try SlidingKernel(x).touched()) },
      inexact: { _ in .nan },
      bounds: { _, x in Interval(0, max(0, x[0].upper)) },
      relaxed: { (x) throws(ArithmeticFault) in
        // Whether windows overlap or leave gaps depends on kernel and stride alone.
        guard let k = x[2].constantValue, let s = x[3].constantValue else { return nil }
        return k >= s ? x[0] : try x[1] * x[2]
      }),
  ]
}

/// The channel rounding of the mobile networks, in exact and in floating-point arithmetic.
package enum ChannelRounding {
  /// The papers' make-divisible (MobileNet V2's released code, `_make_divisible`).
  static func divisible(_ x: Rational, by d: Rational) throws(ArithmeticFault) -> Rational {
    let nearest = try nearest(x, multipleOf: d)
    let ninetyPercent = try x * Rational(9, over: 10)
    return nearest < ninetyPercent ? try nearest + d : nearest
  }

  static func nearest(_ x: Rational, multipleOf d: Rational) throws(ArithmeticFault) -> Rational {
    guard d.isInteger, d > .zero else {
      throw .outsideDomain("channels can't be rounded to multiples of \(d)")
    }
    let steps = try (x + d / Rational(2)) / d
    return max(d, try Rational(steps.floor) * d)
  }

  package static func divisible(_ x: Double, by d: Double) -> Double {
    let nearest = nearest(x, multipleOf: d)
    return nearest < 0.9 * x ? nearest + d : nearest
  }

  package static func nearest(_ x: Double, multipleOf d: Double) -> Double {
    guard d >= 1, d == d.rounded() else { return .nan }
    // As in Python's int(x + d / 2) // d: the inner rounding keeps the quotient from rounding up.
    return max(d, ((x + d / 2).rounded(.down) / d).rounded(.down) * d)
  }

  /// The constant divisor of a `roundTo` call.
  static func divisor(_ arguments: [Scalar]) -> Int128? {
    guard let d = arguments.last?.formula?.constantValue, d.isInteger, d >= .one else { return nil }
    return d.numerator
  }
}

extension Function {
  /// What is said about functions under the names that other languages give them.
  static let foreign = [
    "sqrt": "write x ^ 0.5", "pow": "write x ^ y", "exp": "write 2.718281828459045 ^ x",
    "int": "write floor(x)", "trunc": "write floor(x)", "ln": "it is called 'log'",
    "log2": "write log(x) / log(2)", "log10": "write log(x) / log(10)",
    "ceiling": "it is called 'ceil'", "mod": "write x - d * floor(x / d)",
  ]
}
