"use strict";

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
