// Written from web/ by `swift run embed-specs`; edit those files instead of this one.
// swift-format-ignore-file

enum PageAssets {
  typealias Asset = (hash: String, text: String)

  static let style: Asset = (hash: "sha256-AE0opDciIlKp4B7BuOPZM3rFX7G9UgqGkfCuUfi0bIU=", text: ###"""
/* The look of a page: light and dark by what the reader prefers, and plain on paper. */

:root {
  color-scheme: light dark;
  --paper: #ffffff;
  --raised: #f5f6f8;
  --ink: #1b1f24;
  --quiet: #55606c;
  --line: #d4d9df;
  --link: #0a58b5;
  --focus: #0a58b5;
  --mark: #fff2b8;
  --pointwise: #a9d4f5;
  --standard: #f7bf97;
  --depthwise: #9fdec6;
  --dense: #edc1da;
  --other: #cfd5db;
  --scope: #e6eaef;
}

@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b;
    --raised: #1d2228;
    --ink: #e7ebf0;
    --quiet: #a5b0bc;
    --line: #363e48;
    --link: #82b8ff;
    --focus: #82b8ff;
    --mark: #4a4118;
    --pointwise: #1f4f78;
    --standard: #7a3d13;
    --depthwise: #125642;
    --dense: #6d3456;
    --other: #434b54;
    --scope: #2a3138;
  }
}

* { box-sizing: border-box; }

/* What is jumped to shows below the sliders, which stay in sight. */
html { scroll-padding-top: 10rem; }

body {
  max-width: 72rem;
  margin: 0 auto;
  padding: 1rem clamp(0.75rem, 3vw, 2rem) 4rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.5 system-ui, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
}

h1 { margin: 1.5rem 0 0.25rem; font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.3rem; overflow-wrap: anywhere; }
h3 { margin: 2rem 0 0.5rem; font-size: 1.1rem; }
p { margin: 0.5rem 0; max-width: 60rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
summary { cursor: pointer; padding: 0.4rem 0; color: var(--link); }
[hidden] { display: none !important; }

.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.5rem; background: var(--paper); }
.about, .hint, .meaning, .long, footer { color: var(--quiet); }
.about { overflow-wrap: anywhere; }
.hint, footer { font-size: 0.875rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 0.75rem; }
nav li { min-width: 0; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }
.network + .network { margin-top: 4rem; border-top: 3px solid var(--line); }

.point { display: flex; flex-wrap: wrap; gap: 0.4rem; font-size: 0.9rem; }
.point span { padding: 0.1rem 0.6rem; border: 1px solid var(--line); border-radius: 1rem; }

/* Totals */

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.75rem; margin: 0; }
.card { padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--raised); }
.card dt { font-size: 0.875rem; font-weight: 600; }
.card dd { margin: 0; }
.card .big { font-size: 1.7rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.card .long { font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.card .meaning { margin-top: 0.35rem; font-size: 0.8rem; line-height: 1.35; }

/* Sliders and other controls */

.sliders { position: sticky; top: 0; z-index: 3; margin: 1rem 0 0; padding: 0.25rem 1rem 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--raised); }
.sliders h2, .sliders h3 { display: inline-block; margin: 0.4rem 1rem 0.4rem 0; font-size: 1rem; }
.sliders .reset { padding: 0 0.6rem; font-size: 0.85rem; }
.knobs { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0.25rem 1.5rem; }
.slider { display: grid; grid-template-columns: 5.5rem 1fr 4.5rem; gap: 0.6rem; align-items: center; }
.slider label { overflow: hidden; text-overflow: ellipsis; font-size: 0.9rem; }
.slider input[type="range"] { width: 100%; accent-color: var(--link); }
.state { margin: 0.25rem 0 0; font-size: 0.875rem; }
.state:empty { display: none; }
.state.wrong { font-weight: 600; }
.state.wrong::before { content: "⚠ "; }
.controls { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center; font-size: 0.9rem; }
button, select, input[type="text"], input[type="search"] {
  padding: 0.3rem 0.6rem;
  border: 1px solid var(--quiet);
  border-radius: 0.35rem;
  background: var(--paper);
  color: var(--ink);
  font: inherit;
}
button { cursor: pointer; }
@media (max-width: 40rem), (max-height: 40rem) { .sliders { position: static; } }

/* Tables */

.scroll { overflow-x: auto; }
.layers .scroll { max-height: 80vh; overflow: auto; border: 1px solid var(--line); border-radius: 0.35rem; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; white-space: nowrap; border-bottom: 1px solid var(--line); }
.number { text-align: right; }
tbody th { font-weight: 400; }
.totals td:last-child { white-space: normal; }
.layers table { width: 100%; border-collapse: separate; border-spacing: 0; }
.layers th, .layers td { padding-left: 0.5rem; }
.layers thead th { position: sticky; top: 0; z-index: 1; background: var(--raised); }
.layers tbody th { position: sticky; left: 0; background: var(--paper); max-width: 22rem; overflow: hidden; text-overflow: ellipsis; }
.layers tbody tr:hover > *, .layers tbody tr:target > *, tr.shown > * { background: var(--mark); }
.layers tbody tr { scroll-margin-top: 4rem; }
thead button { width: 100%; padding: 0.1rem 0; border: 0; background: none; font-weight: 600; text-align: inherit; }
th[aria-sort="ascending"] button::after { content: " ▲"; }
th[aria-sort="descending"] button::after { content: " ▼"; }
pre { overflow-x: auto; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 0.35rem; background: var(--raised); font-size: 0.8rem; line-height: 1.45; }

/* Pictures */

.icicle { display: block; overflow: hidden; }
.cell rect { stroke: var(--paper); stroke-width: 1; }
.cell text { font-size: 12px; fill: var(--ink); pointer-events: none; }
.icicle a:focus-visible { outline: none; }
.icicle a:focus-visible rect, .icicle a:hover rect, .icicle a:target rect, .icicle a.shown rect { stroke: var(--ink); stroke-width: 3; }
.cell.scope rect { fill: var(--scope); }
.cell.pointwise rect { fill: var(--pointwise); }
.cell.standard rect { fill: var(--standard); }
.cell.depthwise rect { fill: var(--depthwise); }
.cell.dense rect { fill: var(--dense); }
.cell.other rect { fill: var(--other); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; font-size: 0.875rem; }
.legend svg { vertical-align: -2px; }

.roofline .scroll svg, .memory .scroll svg, .plot svg { display: block; width: 100%; min-width: 42rem; max-width: 62rem; height: auto; }
.old .scroll { opacity: 0.45; }
.plot .steps { fill: none; stroke: var(--link); stroke-width: 2; }
.plot .grid { stroke: var(--line); }
.plot .here { fill: var(--ink); }
.plot text { fill: var(--ink); font-size: 12px; }

/* Charts that the tool also writes as files have the colors of paper in their attributes. */
@media (prefers-color-scheme: dark) {
  .scroll svg rect[fill="#ffffff"] { fill: var(--paper); }
  .scroll svg text[fill="#222222"] { fill: var(--ink); }
  .scroll svg text[fill="#555555"] { fill: var(--quiet); }
  .scroll svg polyline[stroke="#dddddd"] { stroke: var(--line); }
  .scroll svg polyline[stroke="#222222"] { stroke: var(--ink); }
  .scroll svg polyline[stroke="#444444"], .scroll svg polyline[stroke="#777777"] { stroke: var(--quiet); }
  .scroll svg path[fill="#0072b2"] { fill: #56a8e8; }
  .scroll svg path[fill="#d55e00"] { fill: #ff8f3f; }
  .scroll svg path[fill="#009e73"] { fill: #35c99b; }
  .scroll svg path[fill="#cc79a7"] { fill: #e79bc6; }
  .scroll svg path[fill="#555555"] { fill: #aab4be; }
  .scroll svg path, .scroll svg rect { stroke: var(--paper); }
}

@media print {
  :root { --paper: #fff; --raised: #fff; --ink: #000; --quiet: #444; --line: #bbb; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .sliders, .controls, .skip, nav { display: none !important; }
  .layers .scroll { max-height: none; overflow: visible; border: 0; }
  .layers thead th { position: static; }
  .card, .icicle, .roofline .scroll, .memory .scroll, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  rect, path { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}

/* Searches */

.cells td, .cells th { padding: 0.2rem 0.6rem; }
.cells .best { background: var(--mark); font-weight: 600; }

"""###)
  static let networkScripts: [Asset] = [
(hash: "sha256-ZNIk3qm6OTsXsgX+TWIAFJ/p474h2KZi0h0N0REn3nw=", text: ###"""
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

"""###),
(hash: "sha256-78t8jDVVCMK6YMlSDMyPidP1jEtSj+CkFFXU/S9PeDM=", text: ###"""
"use strict";

// When memory is taken and given back, layer after layer, as the tool tells it, and the arena of
// TensorFlow Lite Micro's greedy planner. `web/network.js` runs the layers.

// The buffers of tensors that layers make and read. `data` says of each layer which tensor it makes,
// the node of its bytes, whether it is a view, which tensors it reads, and how many of these for more
// than their sizes.
class Liveness {
  constructor(data, value) {
    this.data = data;
    this.value = value;
    // The buffer that each tensor lies in; none for parameters.
    this.places = new Map();
    this.buffers = [];
    this.steps = 0;
    for (const [tensor, bytes] of data.inputs) this.take(tensor, bytes, -1);
    this.carries = new Map(data.carries.map(([path, pairs]) => [path.join("\0"), pairs]));
  }

  take(tensor, bytes, maker) {
    this.places.set(tensor, this.buffers.length);
    this.buffers.push({ bytes: this.value(bytes), maker, last: undefined });
  }

  need(tensor, isRead) {
    const buffer = this.buffers[this.places.get(tensor)];
    if (buffer && (isRead || buffer.last === undefined)) buffer.last = this.steps;
  }

  // The layer runs, and what it makes lives.
  run(source) {
    const [tensor, bytes, isView, sources, inputs] = this.data.layers[source];
    inputs.forEach((input, i) => this.need(input, i < sources));
    if (isView && inputs.length > 0) this.pass(tensor, inputs[0]);
    else this.take(tensor, bytes, this.steps);
    this.need(tensor, true);
    this.steps += 1;
  }

  // The layer is absent: what would be read of it is what it would read.
  skip(source) {
    const [tensor, , , , inputs] = this.data.layers[source];
    if (inputs.length > 0) this.pass(tensor, inputs[0]);
  }

  pass(tensor, from) {
    const place = this.places.get(from);
    if (place === undefined) this.places.delete(tensor);
    else this.places.set(tensor, place);
  }

  // Copies of a block: each reads what the one before it made. Without copies, what would be read of
  // them is what the first block made.
  repeat(fold, copies, body) {
    const pairs = this.carries.get(fold) ?? [];
    if (copies === 0) {
      for (const [first, later] of pairs) this.pass(later, first);
      return;
    }
    const before = pairs.map(([first]) => this.places.get(first));
    for (let copy = 0; copy < copies; copy += 1) {
      body(copy);
      for (const [first, later] of pairs) this.pass(first, later);
    }
    pairs.forEach(([first], i) => this.places.set(first, before[i]));
  }

  // The bytes that live at each step, and the buffers, once all layers ran.
  finish() {
    for (const output of this.data.outputs) {
      const buffer = this.buffers[this.places.get(output)];
      if (buffer) buffer.last = undefined;
    }
    const changes = Array.from({ length: this.steps + 1 }, () => 0n);
    for (const { bytes, maker, last } of this.buffers) {
      changes[Math.max(0, maker)] += bytes;
      if (last !== undefined) changes[last + 1] -= bytes;
    }
    let sum = 0n;
    return changes.slice(0, -1).map((change) => (sum += change));
  }

  // The arena: the buffers by size, the largest first, each in the lowest gap between those that live
  // with it. Step 0 is before the first layer. Null if there are too many, or beyond a double.
  arena() {
    if (this.buffers.length > 5000) return null;
    const buffers = this.buffers.map(({ bytes, maker, last }) => ({
      bytes: Math.ceil(Number(bytes) / 16) * 16, first: maker + 1,
      last: (last ?? this.steps - 1) + 1, offset: -1,
    }));
    if (buffers.some(({ bytes }) => !Number.isSafeInteger(bytes))) return null;
    const order = buffers.map((_, i) => i).sort((a, b) => buffers[b].bytes - buffers[a].bytes || b - a);
    const placed = [];
    for (const buffer of order.map((i) => buffers[i])) {
      const beside = placed.filter(({ first, last }) => first <= buffer.last && buffer.first <= last);
      let offset = 0;
      for (const other of beside.sort((a, b) => a.offset - b.offset)) {
        if (other.offset - offset >= buffer.bytes) break;
        offset = Math.max(offset, other.offset + other.bytes);
      }
      buffer.offset = offset;
      placed.push(buffer);
    }
    return {
      buffers, steps: this.steps + 1,
      bytes: placed.reduce((most, { offset, bytes }) => Math.max(most, offset + bytes), 0),
    };
  }
}

"""###),
(hash: "sha256-94D5gejwLxZAnmhN1d8xLey4tbha2yfBtE9ca7ISzsc=", text: ###"""
"use strict";

// A network of the page at any values of its parameters: its layers, copy by copy, and its totals.
// Everything here is computed from the formulas of `formulas.js`; nothing touches the document.

// The metrics as sums over the formulas of a layer, in the order of `Cost.fields`.
const Metrics = {
  macs: [0], flops: [1], effectiveMacs: [2], parameters: [3], activations: [4],
  fusedBytes: [5, 6, 7], inputBytes: [5], weightBytes: [6], outputBytes: [7],
  unfusedBytes: [8, 9, 10], unfusedInputBytes: [8], unfusedWeightBytes: [9],
  unfusedOutputBytes: [10], modelBytes: [11], im2colBytes: [12],
};

// A metric of fields, a BigInt; FLOPs per byte are a double, or null where no byte moves.
function metricOf(fields, key) {
  if (key !== "intensity") return Metrics[key].reduce((sum, field) => sum + fields[field], 0n);
  const bytes = metricOf(fields, "fusedBytes");
  return bytes === 0n ? null : Exact.number(Exact.divide(fields[1], bytes));
}

class FreeNetwork {
  constructor(data) {
    this.data = data;
  }

  // What the page opens with.
  get start() {
    return this.data.sliders.map(FreeNetwork.startOf);
  }

  static startOf(slider) {
    return slider.whole ? BigInt(slider.value) : Number(slider.value);
  }

  // All numbers at a point: a value for each slider. Throws what is wrong with the point.
  at(point) {
    const value = evaluator(this.data.nodes, point);
    for (const [condition, message] of this.data.requirements) {
      if (!value(condition)) throw new RangeError(message);
    }
    const layers = this.data.layers.map(
      ([path, operator, then, kind, times, shape, fields], source) => ({
        path, operator, then, kind, source, times: value(times),
        folds: path.flatMap((part, i) => (isFolded(part) ? [path.slice(0, i + 1).join("\0")] : [])),
        shape: () => shape.map(value),
        fields: () => fields.map(value),
      }));
    this.nameSingles(layers);
    const memory = this.data.memory && new Liveness(this.data.memory, value);
    const rows = [];
    unfold(layers, {
      layer(layer, times, outer) {
        if (times === 0n) return memory?.skip(layer.source);
        memory?.run(layer.source);
        rows.push({
          ...layer,
          name: layer.path.join(".") + (times > 1n ? ` ×${times}` : ""),
          shape: layer.shape(),
          fields: layer.fields().map((field) => field / outer),
        });
      },
      repeat(fold, copies, body) {
        if (memory) return memory.repeat(fold, copies, body);
        for (let copy = 0; copy < copies; copy += 1) body(copy);
      },
    });
    const live = memory?.finish();
    rows.forEach((row, step) => Object.assign(row, this.underRoof(row), { live: live?.[step] }));
    const totals = Array.from({ length: 13 }, () => 0n);
    for (const { fields } of rows) fields.forEach((field, i) => (totals[i] += field));
    return {
      rows, totals, memory,
      peak: live && live.reduce((most, bytes) => (bytes > most ? bytes : most), 0n),
      time: this.data.machine && rows.reduce((sum, { time }) => sum + time, 0),
    };
  }

  // Where there is one copy only, its layers have no number: "conv2.add" instead of "conv2.1.add".
  nameSingles(layers) {
    const folds = (layers) => new Set(layers.flatMap(({ path }) =>
      path.flatMap((part, i) => (isFolded(part) ? [path.slice(0, i).join("\0")] : []))));
    this.folds ??= folds(this.data.layers.map(([path]) => ({ path })));
    const repeated = folds(layers.filter(({ times }) => times > 0n));
    for (const layer of layers) {
      layer.path = layer.path.filter((part, i, path) => {
        const place = path.slice(0, i).join("\0");
        return part !== "1" || !this.folds.has(place) || repeated.has(place);
      });
    }
  }

  // A layer's place under the roof of the page's machine: seconds, and what it waits for.
  underRoof({ fields, kind }) {
    const { machine } = this.data;
    if (!machine) return {};
    const operations = Exact.number(fields[1]);
    const bytes = Exact.number(metricOf(fields, "fusedBytes"));
    const peak = machine.peak * (machine.efficiency[kind] ?? 1);
    const [compute, memory] = [operations / peak, bytes / machine.bandwidth];
    const time = Math.max(compute, memory);
    return {
      time,
      bound: time === 0 ? "–" : memory > compute ? "memory" : "compute",
      intensity: bytes > 0 ? operations / bytes : null,
      rate: memory > compute ? operations / memory : compute > 0 ? peak : null,
    };
  }
}

// Repeats of more copies than this stay one row, as in the tool.
const copyLimit = 1000n;

const isFolded = (name) => /^\d+…$/.test(name);

// Visits layers in the order in which they run. Folded repeats, "conv2.2….add" three times, are
// "conv2.2.add", "conv2.3.add" and "conv2.4.add", copy after copy. A layer's times are 0 where it is
// absent, and above 1 where copies stay folded; `outer` is how often all of it is copied by what is
// around it, and `level` how many of the folds around it are passed.
function unfold(layers, visitor, depth = 0, outer = 1n, level = 0) {
  for (let start = 0, end = 0; start < layers.length; start = end) {
    const name = layers[start].path[depth];
    end += 1;
    if (name === undefined) {
      visitor.layer(layers[start], layers[start].times / outer, outer);
      continue;
    }
    while (end < layers.length && layers[end].path[depth] === name) end += 1;
    const group = layers.slice(start, end);
    if (!isFolded(name)) {
      unfold(group, visitor, depth + 1, outer, level);
      continue;
    }
    const plain = group.filter(({ folds }) => folds.length === level + 1);
    const most = (plain.length ? plain : group).reduce((a, { times }) => (times > a ? times : a), 0n);
    const copies = most / outer;
    if (copies >= copyLimit) {
      for (const layer of group) visitor.layer(layer, layer.times / outer, outer);
      continue;
    }
    visitor.repeat(group[0].folds[level], Number(copies), (copy) => {
      const number = String(Number.parseInt(name, 10) + copy);
      const copied = group.map((layer) => ({ ...layer, path: layer.path.with(depth, number) }));
      unfold(copied, visitor, depth + 1, outer * copies, level + 1);
    });
  }
}

"""###),
(hash: "sha256-EFfHyM1ikif5m0ChlQkEg1otkJDk7C1EdO0K/y1lqbw=", text: ###"""
"use strict";

// Numbers as people read them, as the tool writes them.
const Text = {
  grouped: (x) => String(x).replace(/\B(?=(\d{3})+(?!\d))/g, ","),

  // Three digits and a prefix: "569 M", "4.23 MB". Halves are rounded up, as by hand.
  scaled(x, unit = "") {
    if (typeof x === "number") return Text.measure(x, unit);
    if (x < 1000n) return unit ? `${x} ${unit}` : String(x);
    let power = 3 * Math.floor((String(x).length - 1) / 3);
    let decimals = 2 - (String(x).length - 1 - power);
    const step = 10n ** BigInt(power - decimals);
    let digits = (x + step / 2n) / step;
    if (digits === 1000n) {
      digits = 100n;
      decimals -= 1;
      if (decimals < 0) [decimals, power] = [2, power + 3];
    }
    const text = String(digits).padStart(decimals + 1, "0");
    const whole = text.slice(0, text.length - decimals);
    const rest = decimals ? "." + text.slice(-decimals) : "";
    return `${whole}${rest} ${["k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"][power / 3 - 1]}${unit}`;
  },

  measure(x, unit) {
    if (!(x > 0)) return `0 ${unit}`;
    const prefixes = ["p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E"];
    for (let place = 0; place < prefixes.length; place += 1) {
      const shifted = x / 10 ** (3 * (place - 4));
      const text = shifted >= 999.5 ? "" : shifted.toPrecision(3);
      if (text) return `${text} ${prefixes[place]}${unit}`;
    }
    return `${x} ${unit}`;
  },

  fixed: (x) => (x === null || x === undefined ? "–" : Text.grouped(x.toFixed(2).split(".")[0]) + "." + x.toFixed(2).split(".")[1]),

  percent: (part, whole) => (whole > 0 ? `${((100 * part) / whole).toFixed(1)}%` : "–"),

  // A value of a metric, short or with every digit.
  metric(key, value, isLong = false) {
    if (value === null || value === undefined) return "–";
    if (key === "intensity") return isLong ? "" : Text.fixed(value);
    const unit = /[bB]ytes|peak|live/.test(key) ? "B" : "";
    if (isLong) return Text.grouped(value) + (unit && " B");
    return Text.scaled(value, unit);
  },
};

// An element with attributes; texts and elements in it.
function make(tag, attributes = {}, ...children) {
  const isDrawn = ["svg", "rect", "text", "title", "path", "line", "circle", "polyline"].includes(tag)
    || attributes.svg;
  const element = isDrawn
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== "svg" && value !== null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const series = ["pointwise", "standard", "depthwise", "dense"];
const seriesOf = (kind) => (series.includes(kind) ? kind : "other");

// A select with a label; calls back with the chosen key.
function choice(label, options, chosen, onChange) {
  const select = make("select", { "aria-label": label });
  for (const [key, title] of options) {
    select.append(make("option", { value: key, ...(key === chosen && { selected: "" }) }, title));
  }
  select.addEventListener("change", () => onChange(select.value));
  return make("label", {}, `${label} `, select);
}

"""###),
(hash: "sha256-KaFEykaO1fOzXOokuSALJIEBWbR+ZIwMPtO3SffCmw0=", text: ###"""
"use strict";

// A metric over one parameter, the others as they are now: the steps where rounding makes it jump.
class Staircase {
  static width = 960;
  static height = 320;
  static plot = { left: 84, right: 940, top: 16, bottom: 280 };

  constructor(view) {
    this.view = view;
    const section = view.find(".staircase");
    if (!section) return;
    this.section = section;
    this.place = 0;
    this.key = "macs";
    const { sliders } = view.data;
    section.querySelector(".controls").append(
      choice("Of", view.metrics.filter(({ key }) => key !== "intensity")
        .map(({ key, title }) => [key, title]), "macs", (key) => {
        this.key = key;
        this.draw();
      }),
      choice("over", sliders.map(({ name }, place) => [String(place), name]), "0", (place) => {
        this.place = Number(place);
        this.draw();
      }));
    section.hidden = false;
    this.text = make("p", { role: "status" });
    section.append(this.text);
    // What is far below the window can wait until it is near.
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      this.isSeen = true;
      this.draw();
    }, { rootMargin: "200px" }).observe(section);
  }

  // The metric where the parameter has a value; null where there is no such network.
  valueAt(x) {
    const { data, point } = this.view;
    const moved = point.with(this.place, data.sliders[this.place].whole ? BigInt(x) : x);
    try {
      const value = evaluator(data.nodes, moved);
      for (const [condition] of data.requirements) if (!value(condition)) return null;
      return Metrics[this.key].reduce((sum, field) => sum + value(data.totals[field]), 0n);
    } catch {
      return null;
    }
  }

  // The first values with another metric, between two that differ.
  jumps([low, before], [high, after], found) {
    if (before === after || found.length > 2000) return;
    const { whole } = this.view.data.sliders[this.place];
    const middle = whole ? Math.floor((low + high) / 2) : (low + high) / 2;
    if (middle <= low || middle >= high) {
      found.push({ at: high, before, after });
      return;
    }
    const between = [middle, this.valueAt(middle)];
    this.jumps([low, before], between, found);
    this.jumps(between, [high, after], found);
  }

  draw() {
    if (!this.isSeen) return;
    const { least, most, name, whole } = this.view.data.sliders[this.place];
    const count = whole ? Math.min(240, most - least) : 240;
    const samples = Array.from({ length: count + 1 }, (_, i) => {
      const x = least + ((most - least) * i) / Math.max(1, count);
      return whole ? Math.round(x) : x;
    }).map((x) => [x, this.valueAt(x)]);
    const jumps = [];
    for (let i = 0; i < count; i += 1) this.jumps(samples[i], samples[i + 1], jumps);
    this.show(samples, jumps, name, least, most);
  }

  show(samples, jumps, name, least, most) {
    const { left, right, top, bottom } = Staircase.plot;
    const highest = Number(samples.reduce((a, [, b]) => (b > a ? b : a), 1n));
    const x = (value) => left + ((right - left) * (value - least)) / (most - least || 1);
    const y = (value) => bottom - ((bottom - top) * Number(value)) / highest;
    const title = this.view.title(this.key);
    const svg = make("svg", {
      viewBox: `0 0 ${Staircase.width} ${Staircase.height}`, role: "img",
      "aria-label": `${title} over ${name}`,
    });
    const unit = /[bB]ytes/.test(this.key) ? "B" : "";
    for (const tick of Staircase.ticks(0, highest, 7)) {
      svg.append(
        make("line", { class: "grid", x1: left, x2: right, y1: y(tick), y2: y(tick) }),
        make("text", { x: left - 8, y: y(tick) + 4, "text-anchor": "end" },
          Text.scaled(BigInt(Math.round(tick)), unit)));
    }
    for (const tick of Staircase.ticks(least, most, 8)) {
      svg.append(
        make("line", { class: "grid", x1: x(tick), x2: x(tick), y1: bottom, y2: bottom + 4 }),
        make("text", { x: x(tick), y: bottom + 18, "text-anchor": "middle" }, String(tick)));
    }
    svg.append(make("text", { x: (left + right) / 2, y: bottom + 36, "text-anchor": "middle" }, name));
    let path = "";
    let value = null;
    const go = (place, next) => {
      if (next === null) {
        if (value !== null) path += `H${x(place)}`;
      } else {
        path += value === null ? `M${x(place)} ${y(next)}` : `H${x(place)}V${y(next)}`;
      }
      value = next;
    };
    go(least, samples[0][1]);
    for (const { at, after } of jumps) go(at, after);
    if (value !== null) path += `H${x(most)}`;
    svg.append(make("path", { class: "steps", d: path || "M0 0" }));
    const now = Number(this.view.point[this.place]);
    const here = this.valueAt(this.view.point[this.place]);
    if (here !== null && now >= least && now <= most) {
      svg.append(make("circle", { class: "here", cx: x(now), cy: y(here), r: 5 },
        make("title", {}, `${name} ${now}: ${Text.metric(this.key, here)}`)));
    }
    this.section.querySelector(".plot").replaceChildren(svg);
    this.text.textContent = this.words(jumps, name, now, title);
  }

  // The chart in words: how often it jumps, and the steps beside the present value.
  words(jumps, name, now, title) {
    const { least, most } = this.view.data.sliders[this.place];
    if (jumps.length === 0) return `${title} do not depend on ${name} here.`;
    const times = jumps.length > 2000 ? "more than 2,000 times" : `${Text.grouped(jumps.length)} times`;
    const below = jumps.findLast(({ at }) => at <= now);
    const above = jumps.find(({ at }) => at > now);
    const short = (at) => Number(at.toPrecision(12));
    const step = ({ at, before, after }) =>
      `${short(at)}, from ${Text.metric(this.key, before)} to ${Text.metric(this.key, after)}`;
    return `${title} jump ${times} between ${least} and ${most}.`
      + (below && below.before !== null ? ` The step that ${name} ${now} stands on begins at ${step(below)}.` : "")
      + (above && above.before !== null && above.after !== null ? ` The next is at ${step(above)}.` : "");
  }

  // Round numbers from low to high.
  static ticks(low, high, count) {
    const rough = (high - low) / count || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].map((digit) => digit * power).find((size) => size >= rough);
    const ticks = [];
    for (let i = Math.ceil(low / step); i * step <= high * (1 + 1e-9); i += 1) {
      ticks.push(Number((i * step).toPrecision(12)));
    }
    return ticks;
  }
}

"""###),
(hash: "sha256-8p/7uWBC+EBS3k7iR1wJkRkmdDjFb+jEr6vJ3MwXJMk=", text: ###"""
"use strict";

// The part of the page about one network.
class NetworkView {
  constructor(section, index, data, metrics) {
    Object.assign(this, { section, index, data, metrics });
    this.network = new FreeNetwork(data);
    this.point = this.network.start;
    this.metric = "macs";
    this.zoom = null;
    this.order = null;
    this.needle = "";
    this.result = this.network.at(this.point);
    this.isMoved = false;
    this.addSliders();
    this.addTableControls();
    this.addScopeControls();
    this.staircase = new Staircase(this);
  }

  find(selector) {
    return this.section.querySelector(selector);
  }

  title(key) {
    return this.metrics.find((metric) => metric.key === key)?.title ?? key;
  }

  // MARK: Sliders

  addSliders() {
    const section = this.find(".sliders");
    if (!section) return;
    section.hidden = false;
    section.querySelectorAll(".slider").forEach((row, place) => {
      const [range, field] = row.querySelectorAll("input");
      const set = (text, other) => {
        const slider = this.data.sliders[place];
        const isGood = slider.whole ? /^[1-9]\d*$/.test(text) : Number(text) > 0;
        if (!isGood) {
          return this.say(`${slider.name} is a positive ${slider.whole ? "whole " : ""}number`);
        }
        other.value = text;
        this.point[place] = slider.whole ? BigInt(text) : Number(text);
        this.later();
      };
      range.addEventListener("input", () => set(range.value, field));
      field.addEventListener("input", () => set(field.value.trim(), range));
    });
    section.querySelector(".reset").addEventListener("click", () => {
      section.querySelectorAll(".slider").forEach((row, place) => {
        for (const input of row.querySelectorAll("input")) input.value = this.data.sliders[place].value;
      });
      this.point = this.network.start;
      this.update();
    });
  }

  say(fault) {
    const state = this.find(".state");
    if (!state) return;
    state.textContent = fault;
    state.classList.toggle("wrong", fault !== "");
  }

  // Once for all moves of a slider that come together.
  later() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.update();
    });
  }

  update() {
    try {
      this.result = this.network.at(this.point);
    } catch (fault) {
      return this.say(`No such network: ${fault.message}. The numbers are those before.`);
    }
    this.say("");
    this.isMoved = this.point.some((value, place) => value !== this.network.start[place]);
    this.data.sliders.forEach(({ name }, place) => {
      const value = this.find(`[data-value="${CSS.escape(name)}"]`);
      if (value) value.textContent = String(this.point[place]);
    });
    this.showTotals();
    this.showKinds();
    this.showRows();
    this.drawScopes();
    this.drawRoofline();
    this.drawMemory();
    this.staircase.draw();
    this.section.dispatchEvent(new CustomEvent("recomputed", { bubbles: true }));
  }

  // MARK: Totals

  value(key, { totals, peak, time } = this.result) {
    return key === "peak" ? peak : key === "time" ? time : metricOf(totals, key);
  }

  showTotals() {
    for (const element of this.section.querySelectorAll("[data-short]")) {
      const key = element.dataset.short;
      const value = this.value(key);
      element.textContent = key === "time" ? Text.measure(value, "s") : Text.metric(key, value);
    }
    for (const element of this.section.querySelectorAll("[data-long]")) {
      const key = element.dataset.long;
      if (key !== "time") element.textContent = Text.metric(key, this.value(key), true);
    }
  }

  showKinds() {
    const body = this.find(".kinds tbody");
    const keys = ["macs", "parameters", "activations", "fusedBytes"];
    const kinds = new Map();
    for (const { kind, fields } of this.result.rows) {
      const sums = kinds.get(kind) ?? { count: 0, fields: fields.map(() => 0n) };
      sums.count += 1;
      fields.forEach((field, i) => (sums.fields[i] += field));
      kinds.set(kind, sums);
    }
    const known = [...body.rows].map((row) => row.dataset.kind);
    const order = [...new Set([...known, ...kinds.keys()])].filter((kind) => kinds.has(kind));
    body.replaceChildren(...order.map((kind) => {
      const { count, fields } = kinds.get(kind);
      const cells = keys.flatMap((key) => [
        Text.metric(key, metricOf(fields, key)),
        Text.percent(Number(metricOf(fields, key)), Number(this.value(key))),
      ]);
      return make("tr", { "data-kind": kind }, make("th", { scope: "row" }, kind),
        ...[Text.grouped(count), ...cells].map((text) => make("td", { class: "number" }, text)));
    }));
  }

  // MARK: The table

  addTableControls() {
    const section = this.find(".layers");
    const controls = section.querySelector(".controls");
    controls.hidden = false;
    const search = make("input", { type: "search", "aria-label": "Filter the layers", placeholder: "Filter: conv 3x3, add, …" });
    this.count = make("span", { role: "status" });
    const exact = make("input", { type: "checkbox" });
    controls.append(search, make("label", {}, exact, " every digit"), this.count);
    search.addEventListener("input", () => {
      this.needle = search.value.trim().toLowerCase();
      this.filter();
    });
    exact.addEventListener("change", () => {
      this.isLong = exact.checked;
      this.showRows();
    });
    for (const head of section.querySelectorAll("thead th")) {
      const button = make("button", { type: "button" }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => this.sort(head));
    }
    section.querySelector("tbody").addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) this.showCell(event, Number(link.hash.split("-c")[1]));
    });
  }

  get keys() {
    return [...this.section.querySelectorAll(".layers thead th")].map((head) => head.dataset.key);
  }

  cell(row, key) {
    switch (key) {
      case "layer": return row.name;
      case "operator": return row.operator;
      case "then": return row.then;
      case "output": return row.shape.join("x");
      case "bound": return row.bound;
      case "time": return Text.measure(row.time, "s");
      case "live": return Text.metric("live", row.live, this.isLong);
      default: return Text.metric(key, metricOf(row.fields, key), this.isLong && key !== "intensity");
    }
  }

  // Fills in the rows again, and makes new ones where there are other layers now.
  showRows() {
    const body = this.find(".layers tbody");
    const { rows } = this.result;
    const keys = this.keys;
    while (body.rows.length > rows.length) body.rows[body.rows.length - 1].remove();
    const byPlace = new Map([...body.rows].map((row) => [row.id, row]));
    body.replaceChildren(...rows.map((row, place) => {
      const id = `n${this.index}-r${place}`;
      const old = byPlace.get(id);
      if (!old) return this.newRow(row, id, place, keys);
      keys.forEach((key, i) => {
        const cell = i === 0 ? old.cells[0].firstChild : old.cells[i];
        const text = this.cell(row, key);
        if (cell.textContent !== text) cell.textContent = text;
      });
      return old;
    }));
    if (this.order) this.applyOrder();
    this.filter();
  }

  newRow(row, id, place, keys) {
    const texts = ["layer", "operator", "then", "output", "bound"];
    return make("tr", { id },
      make("th", { scope: "row" }, make("a", { href: `#n${this.index}-c${place}` }, row.name)),
      ...keys.slice(1).map((key) =>
        make("td", texts.includes(key) ? {} : { class: "number" }, this.cell(row, key))));
  }

  sort(head) {
    const key = head.dataset.key;
    const first = head.classList.contains("number") ? "descending" : "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    const now = head.getAttribute("aria-sort");
    const next = now === null ? first : now === first ? second : null;
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    if (next) head.setAttribute("aria-sort", next);
    this.order = next && { key, sign: next === "ascending" ? 1 : -1 };
    this.applyOrder();
  }

  applyOrder() {
    const body = this.find(".layers tbody");
    const places = this.result.rows.map((_, place) => place);
    if (this.order) {
      const { key, sign } = this.order;
      const values = this.result.rows.map((row) => {
        if (["layer", "operator", "then", "output", "bound"].includes(key)) return this.cell(row, key);
        return key === "time" || key === "live" ? row[key] : metricOf(row.fields, key) ?? -1;
      });
      const compare = (a, b) => (typeof a === "string"
        ? a.localeCompare(b, "en", { numeric: true }) : a < b ? -1 : a > b ? 1 : 0);
      places.sort((a, b) => sign * compare(values[a], values[b]) || a - b);
    }
    body.append(...places.map((place) => document.getElementById(`n${this.index}-r${place}`)));
  }

  filter() {
    const { rows } = this.result;
    let count = 0;
    rows.forEach((row, place) => {
      const isShown = !this.needle
        || `${row.name} ${row.operator} ${row.then} ${row.kind}`.toLowerCase().includes(this.needle);
      document.getElementById(`n${this.index}-r${place}`).hidden = !isShown;
      count += isShown ? 1 : 0;
    });
    this.count.textContent = this.needle
      ? `${Text.grouped(count)} of ${Text.grouped(rows.length)} layers` : "";
  }

  // MARK: The scopes

  addScopeControls() {
    const controls = this.find(".where .controls");
    controls.hidden = false;
    const options = this.metrics.filter(({ key }) => key !== "intensity")
      .map(({ key, title }) => [key, title]);
    if (this.data.machine) options.push(["time", "Time"]);
    this.back = make("button", { type: "button", hidden: "" }, "Show the whole network");
    this.back.addEventListener("click", () => this.zoomTo(null));
    controls.append(choice("Wide by", options, this.metric, (key) => {
      this.metric = key;
      this.drawScopes();
    }), this.back);
    const picture = this.find(".icicle");
    picture.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      const scope = link && this.scopes?.[link.dataset.scope];
      if (scope && !scope.isLayer) {
        event.preventDefault();
        this.zoomTo(scope);
      }
    });
    picture.addEventListener("keydown", (event) => this.walk(event));
    this.drawScopes();
    // Names fit other boxes once the window is wider.
    addEventListener("resize", () => this.drawScopes());
  }

  zoomTo(scope) {
    this.zoom = scope && { path: scope.path };
    this.drawScopes();
    this.back.hidden = !scope;
    this.find(".icicle a")?.focus({ preventScroll: true });
  }

  // Runs of layers whose paths begin alike, level by level.
  static scopes(rows) {
    const scopes = [];
    const levels = Math.min(12, Math.max(0, ...rows.map(({ path }) => path.length)));
    const isAlike = (a, b, level) => {
      for (let part = 0; part <= level; part += 1) if (a.path[part] !== b.path[part]) return false;
      return true;
    };
    for (let level = 0; level < levels; level += 1) {
      for (let first = 0, end = 0; first < rows.length; first = end) {
        end = first + 1;
        while (end < rows.length && isAlike(rows[first], rows[end], level)) end += 1;
        const { path } = rows[first];
        if (path.length <= level) continue;
        const isLayer = end === first + 1 && path.length === level + 1;
        scopes.push({ level, first, end, isLayer, path: path.slice(0, level + 1) });
      }
    }
    return scopes;
  }

  drawScopes() {
    const picture = this.find(".icicle");
    const { rows } = this.result;
    const all = NetworkView.scopes(rows);
    const values = rows.map((row) => Number(
      this.metric === "time" ? row.time : metricOf(row.fields, this.metric)));
    const sums = [0];
    for (const value of values) sums.push(sums.at(-1) + value);
    const isIn = (scope) => this.zoom.path.every((part, i) => scope.path[i] === part);
    let zoomed = this.zoom && all.find((scope) =>
      scope.path.length === this.zoom.path.length && isIn(scope));
    const [low, high] = zoomed ? [zoomed.first, zoomed.end] : [0, rows.length];
    const whole = sums[high] - sums[low];
    const total = sums.at(-1);
    const width = picture.clientWidth || 1000;
    const focused = this.scopes?.[document.activeElement?.dataset?.scope]?.path.join(" ");
    const name = this.metric === "time" ? "Time" : this.title(this.metric);
    this.scopes = all;
    picture.setAttribute("aria-label", `${name} of ${this.data.name} by scope`);
    picture.replaceChildren();
    if (!(whole > 0)) {
      picture.append(make("text", { x: 0, y: 18, fill: "currentColor" }, `No ${name} here`));
      return;
    }
    all.forEach((scope, number) => {
      if (scope.first < low || scope.end > high) {
        if (!(scope.first <= low && scope.end >= high)) return;
      }
      const [start, end] = [Math.max(scope.first, low), Math.min(scope.end, high)];
      const share = (sums[end] - sums[start]) / whole;
      if (share < 0.0004) return;
      const label = `${scope.path.join(".")}: ${Text.percent(sums[scope.end] - sums[scope.first], total)}`;
      const title = scope.path.at(-1);
      const box = make("svg", {
        class: `cell ${scope.isLayer ? seriesOf(rows[scope.first].kind) : "scope"}`,
        x: `${(100 * (sums[start] - sums[low])) / whole}%`, width: `${100 * share}%`,
        y: scope.level * 29, height: 27,
      }, make("rect", { width: "100%", height: "100%" }));
      if (share * width > 7 * Math.min(title.length, 9) + 6) {
        box.append(make("text", { x: 5, y: 18 }, title));
      }
      box.append(make("title", {}, `${label} of ${name}`));
      const link = make("a", {
        svg: true, href: `#n${this.index}-r${scope.first}`, "data-scope": number,
        "aria-label": `${label} of ${name}`, tabindex: -1,
        id: scope.isLayer ? `n${this.index}-c${scope.first}` : null,
      }, box);
      picture.append(link);
      if (scope.path.join(" ") === focused) link.setAttribute("tabindex", 0);
    });
    if (!picture.querySelector('[tabindex="0"]')) picture.firstChild?.setAttribute("tabindex", 0);
  }

  // Arrow keys: to the scopes beside, around and inside.
  walk(event) {
    const link = event.target.closest("a");
    const scope = this.scopes?.[link?.dataset.scope];
    const links = [...this.find(".icicle").querySelectorAll("a")];
    const scopeOf = (other) => this.scopes[other.dataset.scope];
    const beside = links.filter((other) => scopeOf(other).level === scope?.level);
    const place = beside.indexOf(link);
    const next = scope && {
      ArrowLeft: () => beside[place - 1],
      ArrowRight: () => beside[place + 1],
      ArrowUp: () => links.find((other) => scopeOf(other).level === scope.level - 1
        && scopeOf(other).first <= scope.first && scopeOf(other).end >= scope.end),
      ArrowDown: () => links.find((other) => scopeOf(other).level === scope.level + 1
        && scopeOf(other).first >= scope.first && scopeOf(other).end <= scope.end),
      Escape: () => (this.zoomTo(null), null),
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    link.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
  }

  // From the table to the picture.
  showCell(event, place) {
    if (this.zoom) this.zoomTo(null);
    const cell = document.getElementById(`n${this.index}-c${place}`);
    for (const other of this.section.querySelectorAll("a.shown")) other.classList.remove("shown");
    if (!cell) return;
    event.preventDefault();
    cell.classList.add("shown");
    this.find(".where").scrollIntoView({ block: "nearest" });
    cell.focus({ preventScroll: true });
  }

  // MARK: Memory

  drawMemory() {
    const section = this.find(".memory");
    const picture = section?.querySelector("svg");
    if (!picture) return;
    const { rows, memory, peak } = this.result;
    const arena = memory?.arena();
    section.classList.toggle("old", this.isMoved && !arena);
    section.querySelector(".state").hidden = !this.isMoved || Boolean(arena);
    for (const part of section.querySelectorAll(".best, details")) part.hidden = this.isMoved;
    if (!arena) return;
    section.querySelector(".peak-layer").textContent =
      rows.find(({ live }) => live === peak)?.name ?? "the inputs";
    section.querySelector(".arena-bytes").textContent = Text.metric("live", BigInt(arena.bytes), true);
    this.drawArena(picture, arena);
  }

  // What lives at each step, and below it the arena: each buffer as wide as it lives.
  drawArena(picture, arena) {
    this.palette ??= [...new Set([...picture.querySelectorAll(".buffer")]
      .map((box) => box.getAttribute("fill")))];
    const steps = ["inputs", ...this.result.rows.map(({ name }) => name)];
    const sums = steps.map(() => 0);
    for (const { first, last, bytes } of arena.buffers) {
      for (let step = first; step <= last; step += 1) sums[step] += bytes;
    }
    const bound = Math.max(...sums);
    const top = Math.max(bound, arena.bytes, 1);
    for (const box of picture.querySelectorAll(".live, .buffer")) box.remove();
    const plots = [picture.dataset.live, picture.dataset.arena].map((text) => {
      const [left, above, right, bottom] = text.split(" ").map(Number);
      return {
        x: (step) => left + ((right - left) * step) / steps.length,
        y: (bytes) => bottom - ((bottom - above) * bytes) / top,
      };
    });
    const draw = ({ x, y }, name, fill, steps, bytes, title) => {
      picture.append(make("rect", {
        class: name, fill, "fill-opacity": 0.85, stroke: "#ffffff", "stroke-width": 0.5,
        x: x(steps[0]), width: x(steps[1]) - x(steps[0]),
        y: y(bytes[1]), height: y(bytes[0]) - y(bytes[1]),
      }, make("title", {}, title)));
    };
    sums.forEach((bytes, step) => draw(
      plots[0], "live", bytes === bound ? "#e15759" : "#4e79a7", [step, step + 1], [0, bytes],
      `${steps[step]}: ${Text.grouped(bytes)} B`));
    arena.buffers.forEach(({ first, last, bytes, offset }, i) => draw(
      plots[1], "buffer", this.palette[i % this.palette.length], [first, last + 1],
      [offset, offset + bytes], `${Text.grouped(bytes)} B at ${Text.grouped(offset)}`));
    [["live", bound], ["arena", arena.bytes]].forEach(([name, bytes], i) => {
      const place = plots[i].y(bytes);
      const [line, number, words] = picture.querySelectorAll(`.${name}-mark`);
      line.setAttribute("points", line.getAttribute("points").replace(/,[-\d.]+/g, `,${place}`));
      number.setAttribute("y", place + 4);
      number.textContent = Text.scaled(BigInt(bytes), "B");
      words.setAttribute("y", place - 5);
    });
  }

  // MARK: The roofline

  drawRoofline() {
    const picture = this.find(".roofline svg");
    if (!picture) return;
    const axis = (text) => {
      const [lowest, highest, start, end] = text.split(" ").map(Number);
      return (value) => {
        const place = start + ((end - start) * Math.log(value / lowest)) / Math.log(highest / lowest);
        return Math.min(Math.max(place, Math.min(start, end)), Math.max(start, end));
      };
    };
    const [x, y] = [axis(picture.dataset.x), axis(picture.dataset.y)];
    const legend = (kind) => picture.querySelector(`.legend.${seriesOf(kind)}`)
      ?? picture.querySelector(".legend");
    for (const mark of picture.querySelectorAll(".layer")) mark.remove();
    const before = picture.querySelector(".legend");
    for (const row of this.result.rows) {
      if (!row.intensity || !row.rate) continue;
      const mark = legend(row.kind).cloneNode();
      mark.setAttribute("class", `layer ${seriesOf(row.kind)}`);
      mark.setAttribute("transform", `translate(${x(row.intensity)} ${y(row.rate)})`);
      mark.append(make("title", {}, `${row.name} (${row.operator}): ${Text.fixed(row.intensity)} per byte, ${Text.measure(row.time, "s")}`));
      before.before(mark);
    }
    for (const bound of ["memory", "compute"]) {
      const count = this.result.rows.filter((row) => row.bound === bound).length;
      this.find(`.roofline [data-bound="${bound}"]`).textContent = Text.grouped(count);
    }
    const sum = picture.querySelector(".sum");
    if (sum) sum.textContent = sum.textContent.replace(/^\S+ \S+/, Text.measure(this.result.time, "s"));
  }
}

"""###),
(hash: "sha256-3UiMrxa/xoyAe5OAIQkmH2lifAcc4z+ZDZWFxPkOLak=", text: ###"""
"use strict";

// What scripts add to a page that says everything without them: sliders whose numbers come from the
// formulas, a table that sorts and filters, pictures that follow, and the staircase.

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const views = [...document.querySelectorAll("[data-network]")].map((section, index) =>
    new NetworkView(section, index, data.networks[index], data.metrics));
  // The totals beside each other follow all of them.
  document.addEventListener("recomputed", () => {
    for (const row of document.querySelectorAll(".beside tbody tr")) {
      const key = row.dataset.metric;
      const values = views.map((view) => view.value(key));
      const cells = [...row.querySelectorAll("td")];
      const numbers = values.map((value) => Number(value ?? 0));
      cells[0].textContent = Text.metric(key, values[0]);
      for (let i = 1; i < values.length; i += 1) {
        cells[2 * i - 1].textContent = Text.metric(key, values[i]);
        cells[2 * i].textContent = numbers[0] > 0
          ? `${(numbers[i] / numbers[0]).toPrecision(3)}×` : "–";
      }
    }
  });
})();

"""###)
  ]
  static let searchScripts: [Asset] = [
(hash: "sha256-J5FdOkJ+rAJnviRzeoH01GAmwU5M321iHQu6rA0HU7U=", text: ###"""
"use strict";

// What scripts add to the page of a search: its table of networks sorts by its headings, and filters.
(() => {
  const section = document.querySelector(".layers");
  const body = section.querySelector("tbody");
  const rows = [...body.rows];

  const search = document.createElement("input");
  const count = document.createElement("span");
  search.type = "search";
  search.placeholder = "Filter the networks";
  search.setAttribute("aria-label", search.placeholder);
  count.setAttribute("role", "status");
  const controls = section.querySelector(".controls");
  controls.hidden = false;
  controls.append(search, count);
  search.addEventListener("input", () => {
    const needle = search.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(needle);
    count.textContent = needle
      ? `${rows.filter((row) => !row.hidden).length} of ${rows.length} networks` : "";
  });

  // Numbers by every digit; what is no number comes last.
  const value = (row, column) => {
    const { dataset, textContent } = row.cells[column];
    if (dataset.exact === undefined) return textContent;
    const number = Number(dataset.exact);
    return Number.isNaN(number) ? -Infinity : number;
  };
  const compare = (a, b) => (typeof a === "string"
    ? a.localeCompare(b, "en", { numeric: true }) : a < b ? -1 : a > b ? 1 : 0);

  [...section.querySelectorAll("thead th")].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const first = head.classList.contains("number") ? "descending" : "ascending";
      const second = first === "ascending" ? "descending" : "ascending";
      const now = head.getAttribute("aria-sort");
      const next = now === null ? first : now === first ? second : null;
      for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
      if (next) head.setAttribute("aria-sort", next);
      const sign = next === "ascending" ? 1 : -1;
      const order = next
        ? rows.toSorted((a, b) => sign * compare(value(a, column), value(b, column))) : rows;
      body.append(...order);
    });
  });
})();

"""###)
  ]
}
