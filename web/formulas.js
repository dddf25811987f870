"use strict";

// The formulas of a page, computed as the tool computes them: whole numbers and fractions exactly,
// whatever their size, and reals as the same doubles in the same order.
//
// A formula is a place in a list of nodes. A node is one of
//
//   7, "9007199254740993", "3/4"     a number; in quotes where a double would lose digits
//   true, false                      a condition that is known
//   ["+", c, [k, a, [b, 2]], …]      c + k * a * b^2 + …; a and b are places
//   ["$", i]                         the value that the page sets for its i-th symbol
//   ["ceil", x], ["taps", …], …      a function of exact numbers
//   ["#round8", x], …                a function of reals whose result is a whole number
//   ["[]", condition]                1 or 0
//   ["?", condition, x, y]           x or y
//   ["1/", x]                        a reciprocal
//   ["=", 0.5], ["~$", i], ["~", x]  reals: a literal, a symbol, an exact number as a double
//   ["~+", x, y], ["~min", …], …     arithmetic and functions of reals
//   ["~?", condition, x, y]          one of two reals
//   ["<", x, y], ["<=", …], ["==", …], ["whole", x], ["!", a], ["&", a, b], ["|", a, b]

// Exact numbers: a BigInt, or {n, d} in lowest terms with d above 1.
const Exact = (() => {
  const n = (x) => (typeof x === "bigint" ? x : x.n);
  const d = (x) => (typeof x === "bigint" ? 1n : x.d);

  function gcd(a, b) {
    if (a < 0n) a = -a;
    while (b) [a, b] = [b, a % b];
    return a;
  }

  function fraction(top, bottom) {
    if (bottom === 0n) throw new RangeError("division by zero");
    if (bottom < 0n) [top, bottom] = [-top, -bottom];
    const common = gcd(top, bottom);
    return common === bottom ? top / bottom : { n: top / common, d: bottom / common };
  }

  const both = (a, b) => typeof a === "bigint" && typeof b === "bigint";
  const add = (a, b) => (both(a, b) ? a + b : fraction(n(a) * d(b) + n(b) * d(a), d(a) * d(b)));
  const multiply = (a, b) => (both(a, b) ? a * b : fraction(n(a) * n(b), d(a) * d(b)));
  const negate = (a) => (typeof a === "bigint" ? -a : { n: -a.n, d: a.d });
  const divide = (a, b) => fraction(n(a) * d(b), d(a) * n(b));

  function power(a, exponent) {
    if (exponent < 0) return power(divide(1n, a), -exponent);
    return typeof a === "bigint"
      ? a ** BigInt(exponent)
      : { n: a.n ** BigInt(exponent), d: a.d ** BigInt(exponent) };
  }

  // Below, at or above 0 as a is below, at or above b.
  function compare(a, b) {
    const difference = n(a) * d(b) - n(b) * d(a);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  function floor(a) {
    if (typeof a === "bigint") return a;
    const quotient = a.n / a.d;
    return a.n < 0n ? quotient - 1n : quotient;
  }

  const ceil = (a) => -floor(negate(a));

  // The nearest whole number, halves to the even one.
  function round(a) {
    const below = floor(a);
    const side = compare(add(a, -below), { n: 1n, d: 2n });
    return side < 0 || (side === 0 && below % 2n === 0n) ? below : below + 1n;
  }

  const number = (a) => (typeof a === "bigint" ? Number(a) : Number(a.n) / Number(a.d));

  // "7", "3/4", "0.25", "2.5e-7": what the page's data and its fields hold.
  function read(text) {
    const [, sign, whole, places = "", power = "0", , bottom] =
      /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?(\/(\d+))?$/i.exec(text) ?? [];
    if (whole === undefined) throw new RangeError(`${text} is no number`);
    const exponent = Number(power) - places.length;
    const digits = BigInt(sign + whole + places);
    return exponent < 0
      ? fraction(digits, 10n ** BigInt(-exponent) * BigInt(bottom ?? 1))
      : fraction(digits * 10n ** BigInt(exponent), BigInt(bottom ?? 1));
  }

  return { add, multiply, negate, divide, power, compare, floor, ceil, round, number, read };
})();

// The functions of the expression language, by name, over exact numbers and over doubles.
const Functions = (() => {
  const { add, multiply, divide, negate, compare, floor, ceil, round } = Exact;

  function nearest(x, d) {
    if (typeof d !== "bigint" || d <= 0n) throw new RangeError(`multiples of ${d}`);
    const steps = floor(divide(add(x, divide(d, 2n)), d)) * d;
    return steps > d ? steps : d;
  }

  function divisible(x, d) {
    const rounded = nearest(x, d);
    return compare(rounded, multiply(x, { n: 9n, d: 10n })) < 0 ? rounded + d : rounded;
  }

  const least = (...x) => x.reduce((a, b) => (compare(b, a) < 0 ? b : a));
  const most = (...x) => x.reduce((a, b) => (compare(b, a) > 0 ? b : a));
  const clamp = (x) => (x < 0n ? 0n : x);

  // For each tap, the first and the last output whose window has it inside the input.
  function* windows(input, output, kernel, stride, dilation, padding) {
    if (stride < 1n || dilation < 1n || kernel > 1024n) throw new RangeError("a kernel");
    for (let tap = 0n; tap < kernel; tap += 1n) {
      const offset = tap * dilation - padding;
      const reach = input - 1n - offset;
      const first = offset >= 0n ? 0n : (-offset + stride - 1n) / stride;
      const last = reach < 0n ? -1n : least(output - 1n, reach / stride);
      yield [tap, first, last];
    }
  }

  function taps(i, o, k, s, d, p) {
    let sum = 0n;
    for (const [, first, last] of windows(clamp(i), clamp(o), clamp(k), s, d, p)) {
      sum += clamp(last - first + 1n);
    }
    return sum;
  }

  // A position counts at the lowest tap that reads it: a tap below the step between taps that read
  // the same positions, or an output with none as far behind it.
  function touched(i, o, k, s, d, p) {
    let common = s;
    for (let rest = d; rest; ) [common, rest] = [rest, common % rest];
    let sum = 0n;
    for (const [tap, first, last] of windows(clamp(i), clamp(o), clamp(k), s, d, p)) {
      const start = tap < s / common ? first : most(first, clamp(clamp(o) - d / common));
      sum += clamp(last - start + 1n);
    }
    return sum;
  }

  const exact = {
    floor, ceil, round, taps, touched,
    round8: (x) => divisible(x, 8n),
    roundTo: divisible,
    nearest8: (x) => nearest(x, 8n),
    min: least,
    max: most,
    abs: (x) => (compare(x, 0n) < 0 ? negate(x) : x),
    atLeast: (x, m) => most(x, m),
    log() { throw new RangeError("log has no exact value"); },
  };

  // As in Python's int(x + d / 2) // d: the inner rounding keeps the quotient from rounding up.
  function nearestReal(x, d) {
    if (!(d >= 1 && Number.isInteger(d))) return NaN;
    return Math.max(d, Math.floor(Math.floor(x + d / 2) / d) * d);
  }

  function divisibleReal(x, d) {
    const rounded = nearestReal(x, d);
    return rounded < 0.9 * x ? rounded + d : rounded;
  }

  function roundReal(x) {
    const below = Math.floor(x);
    const side = x - below - 0.5;
    return side < 0 || (side === 0 && below % 2 === 0) ? below : below + 1;
  }

  const real = {
    floor: Math.floor, ceil: Math.ceil, round: roundReal,
    round8: (x) => divisibleReal(x, 8),
    roundTo: divisibleReal,
    nearest8: (x) => nearestReal(x, 8),
    min: Math.min, max: Math.max, abs: Math.abs, atLeast: Math.max, log: Math.log,
    taps: () => NaN, touched: () => NaN,
    "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b,
    "/": (a, b) => a / b, "^": Math.pow,
  };

  return { exact, real };
})();

// The values of nodes where the symbols have these values: BigInt for whole ones, else doubles. Each
// node is computed at most once, and only if it is needed.
function evaluator(nodes, symbols) {
  const { add, multiply, power, divide, compare, number, read } = Exact;
  const known = new Array(nodes.length);

  function value(place) {
    return (known[place] ??= compute(nodes[place]));
  }

  function finite(x) {
    if (!Number.isFinite(x)) throw new RangeError("a real has no value");
    return x + 0;
  }

  function sum([, constant, ...terms]) {
    let total = literal(constant);
    for (const [coefficient, ...factors] of terms) {
      let product = literal(coefficient);
      for (const factor of factors) {
        product = Array.isArray(factor)
          ? multiply(product, power(value(factor[0]), factor[1]))
          : multiply(product, value(factor));
        // After a zero factor, the rest need not have a value.
        if (product === 0n) break;
      }
      total = add(total, product);
    }
    return total;
  }

  const literal = (x) => (typeof x === "number" ? BigInt(x) : read(x));

  const order = (a, b) => (typeof a === "number" ? a - b : compare(a, b));

  const forms = {
    "+": sum,
    "$": ([, i]) => (typeof symbols[i] === "number" ? read(String(symbols[i])) : symbols[i]),
    "[]": ([, a]) => (value(a) ? 1n : 0n),
    "?": ([, a, x, y]) => value(value(a) ? x : y),
    "1/": ([, x]) => divide(1n, value(x)),
    "=": ([, x]) => x,
    "~$": ([, i]) => Number(symbols[i]),
    "~": ([, x]) => number(value(x)),
    "~?": ([, a, x, y]) => value(value(a) ? x : y),
    "<": ([, x, y]) => order(value(x), value(y)) < 0,
    "<=": ([, x, y]) => order(value(x), value(y)) <= 0,
    "==": ([, x, y]) => order(value(x), value(y)) === 0,
    "whole": ([, x]) => typeof value(x) === "bigint" || Number.isInteger(value(x)),
    "!": ([, a]) => !value(a),
    "&": ([, a, b]) => value(a) && value(b),
    "|": ([, a, b]) => value(a) || value(b),
  };

  function compute(node) {
    if (typeof node === "boolean") return node;
    if (!Array.isArray(node)) return literal(node);
    const form = forms[node[0]];
    if (form) return form(node);
    const values = node.slice(1).map(value);
    if (node[0][0] === "~") return finite(Functions.real[node[0].slice(1)](...values));
    if (node[0][0] === "#") return BigInt(finite(Functions.real[node[0].slice(1)](...values)));
    return Functions.exact[node[0]](...values);
  }

  return value;
}
