"use strict";

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
