// Written from web/ by `swift run embed-specs`; edit those files instead of this one.
// swift-format-ignore-file

enum PageAssets {
  typealias Asset = (hash: String, text: String)

  static let style: Asset = (hash: "sha256-6U437UHaz/rqxJh3+j9bSKRjkKk0fIPcuzchWCo4sTg=", text: ###"""
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
.totals td:last-child { min-width: 14rem; white-space: normal; }
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

.roofline .scroll svg, .scatter .scroll svg, .memory .scroll svg, .plot svg { display: block; width: 100%; min-width: 42rem; max-width: 62rem; height: auto; }
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

/* Searches */

.cells td, .cells th { padding: 0.2rem 0.6rem; }
.cells .best { background: var(--mark); font-weight: 600; }

@media print {
  :root { --paper: #fff; --raised: #fff; --ink: #000; --quiet: #444; --line: #bbb; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .sliders, .controls, .skip, nav { display: none !important; }
  .scroll, .layers .scroll { max-height: none; overflow: visible; border: 0; }
  .layers thead th { position: static; }
  /* Headings with buttons are not repeated on each sheet. */
  thead button { display: none; }
  thead th[data-title]::before { content: attr(data-title); }
  .layers table, .cells table { font-size: 6.5pt; }
  .layers :is(th, td), .cells :is(th, td) { padding: 1pt 3pt; }
  .layers tbody th { position: static; max-width: none; }
  .scroll table :is(th, td) { white-space: normal; }
  .scroll table .number { white-space: nowrap; }
  .cells table .number { white-space: normal; }
  thead { display: table-header-group; break-inside: avoid; }
  pre { white-space: pre-wrap; }
  /* Nobody opens them on paper. */
  details::details-content { content-visibility: visible; }
  .card, .where, .staircase, .roofline, .memory, .scatter, tr { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  rect, path { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}

"""###)
  static let networkScripts: [Asset] = [
(hash: "sha256-mXAh7JHUEK0IftUCIZbmMxK4myXH5bltFybQB/7gxzU=", text: ###"""
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

"""###),
(hash: "sha256-FwYwnoDfDT5kQzuArjogytimV1kbo/Y52pqE9QfttIM=", text: ###"""
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

"""###),
(hash: "sha256-+dKNOMRS5HuKhB3WUhVq77yr2G7M0TJd8A8IyqLLvtc=", text: ###"""
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
(hash: "sha256-DtuASiP3lSSM+dismAwr21yZzTug1d5kl2qeK3/Wna4=", text: ###"""
"use strict";

// When memory is taken and given back, layer after layer, as the tool tells it, and the arena of
// TensorFlow Lite Micro's greedy planner. `web/network.js` runs the layers.

// The buffers of tensors that layers make and read. `data` says of each layer which tensor it makes,
// the node of its bytes, whether it is a view, which tensors it reads, and how many of these for more
// than their sizes. A choice is a tensor, a condition, and the tensors that it is where that holds and
// where it does not. What copies of a block carry is a tensor that each reads of the one before it, and
// the one that it makes in its place.
class Liveness {
  constructor(data, value) {
    this.data = data;
    this.value = value;
    // The buffer that each tensor lies in; none for parameters.
    this.places = new Map();
    this.buffers = [];
    this.steps = 0;
    for (const [tensor, bytes] of data.inputs) this.take(tensor, bytes, -1);
    // The choices about each tensor, the outermost first.
    this.choices = new Map();
    for (const [tensor, ...choice] of data.choices) {
      this.choices.set(tensor, [choice, ...(this.choices.get(tensor) ?? [])]);
    }
    this.carries = new Map(data.carries.map(([path, pairs]) => [path.join("\0"), pairs]));
  }

  take(tensor, bytes, maker) {
    this.places.set(tensor, this.buffers.length);
    this.buffers.push({ bytes: this.value(bytes), maker, last: undefined });
  }

  // The buffer of a tensor, or of the one that stands for it here.
  placeOf(tensor) {
    if (this.places.has(tensor)) return this.places.get(tensor);
    const chosen = this.choices.get(tensor)
      ?.map(([condition, present, absent]) => (this.value(condition) ? present : absent))
      .find((other) => other !== tensor);
    return chosen === undefined ? undefined : this.placeOf(chosen);
  }

  need(tensor, isRead) {
    const buffer = this.buffers[this.placeOf(tensor)];
    if (buffer && (isRead || buffer.last === undefined)) buffer.last = this.steps;
  }

  // The layer runs, and what it makes lives.
  run(source) {
    const [tensor, bytes, isView, sources, inputs] = this.data.layers[source];
    inputs.forEach((input, i) => this.need(input, i < sources));
    if (isView && inputs.length > 0) this.places.set(tensor, this.placeOf(inputs[0]));
    else this.take(tensor, bytes, this.steps);
    this.need(tensor, true);
    this.steps += 1;
  }

  // Copies of a block: each reads what the one before it made.
  repeat(fold, copies, body) {
    const pairs = this.carries.get(fold) ?? [];
    const move = (places) => {
      for (const [tensor, place] of places) {
        if (place === undefined) this.places.delete(tensor);
        else this.places.set(tensor, place);
      }
    };
    const before = pairs.map(([first]) => [first, this.places.get(first)]);
    for (let copy = 0; copy < copies; copy += 1) {
      body(copy);
      move(pairs.map(([first, later]) => [first, this.placeOf(later)]));
    }
    move(before);
  }

  // The bytes that live at each step, and the buffers, once all layers ran.
  finish() {
    for (const output of this.data.outputs) {
      const buffer = this.buffers[this.placeOf(output)];
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
(hash: "sha256-RuD1Pi+cYdWEgE83RNhqAgY4oFugPl2XGlCYGrcaR8s=", text: ###"""
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
      ([path, operator, then, kinds, times, shape, fields], source) => ({
        path, operator, then, source, times: value(times),
        folds: path.flatMap((part, i) => (isFolded(part) ? [path.slice(0, i + 1).join("\0")] : [])),
        kind: () => kinds.find(([condition]) => value(condition))[1],
        shape: () => shape.map(value),
        fields: () => fields.map(value),
      }));
    this.nameSingles(layers);
    const memory = new Liveness(this.data.memory, value);
    const rows = [];
    unfold(layers, {
      layer(layer, times, outer) {
        if (times === 0n) return;
        memory.run(layer.source);
        rows.push({
          ...layer,
          kind: layer.kind(),
          name: layer.path.join(".") + (times > 1n ? ` ×${times}` : ""),
          shape: layer.shape(),
          fields: layer.fields().map((field) => field / outer),
        });
      },
      repeat(fold, copies, body) {
        memory.repeat(fold, copies, body);
      },
    });
    const live = memory.finish();
    rows.forEach((row, step) => Object.assign(row, this.underRoof(row), { live: live[step] }));
    const totals = Array.from({ length: 13 }, () => 0n);
    for (const { fields } of rows) fields.forEach((field, i) => (totals[i] += field));
    return {
      rows, totals, memory,
      peak: live.reduce((most, bytes) => (bytes > most ? bytes : most), 0n),
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
(hash: "sha256-Zi171IPMWetVwrn7codZFtORKifhWgJ3jbAPY9Kd8zY=", text: ###"""
"use strict";

// Numbers as people read them, as the tool writes them; and elements that hold them.
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

  fixed(x) {
    const [whole, places] = x.toFixed(2).split(".");
    return `${Text.grouped(whole)}.${places}`;
  },

  // Three digits, or all of a larger whole number.
  significant: (x) => (x < 1000 ? x.toPrecision(3) : Text.grouped(x.toFixed(0))),

  // A share as people read it, "12.3%", and as pictures place it, "12.34%". The first is rounded from the
  // share itself: a hundred times as much is rounded already.
  percent: (share) => `${(100 * Number(share.toFixed(3))).toFixed(1)}%`,
  share: (share) => `${Number((100 * share).toFixed(2))}%`,

  // A value of a metric, short or with every digit.
  metric(key, value, isLong = false) {
    if (value === null) return "–";
    if (key === "intensity") return isLong ? "" : Text.fixed(value);
    if (key === "time") return Text.measure(value, "s");
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
(hash: "sha256-8AwXRDGDE6FGom5atfiNW9l0Ws5PK14Lvhd8RcFd1CE=", text: ###"""
"use strict";

// Headings that sort a table: by one click in the order that is most useful, by a second in the other,
// by a third as it was.

// `sort` is given the column and 1, -1, or 0 for the order that the table came in.
function makeSortable(heads, sort) {
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    // Where it is printed, the heading stands without a button.
    head.dataset.title = button.textContent;
    head.replaceChildren(button);
    const orders = ["ascending", "descending"];
    if (head.classList.contains("number")) orders.reverse();
    button.addEventListener("click", () => {
      const next = orders[orders.indexOf(head.getAttribute("aria-sort")) + 1];
      for (const other of heads) other.removeAttribute("aria-sort");
      if (next) head.setAttribute("aria-sort", next);
      sort(column, next === "ascending" ? 1 : next === "descending" ? -1 : 0);
    });
  });
}

// Texts as people sort them, "b2" before "b10"; numbers by size.
function compareCells(a, b) {
  if (typeof a === "string") return a.localeCompare(b, "en", { numeric: true });
  return a < b ? -1 : a > b ? 1 : 0;
}

"""###),
(hash: "sha256-+2jh8FeOf/x491EQ++uD8i456LydO8yeskMdekBHptw=", text: ###"""
"use strict";

// The sliders of a network, each with a field for the number.
class Sliders {
  constructor(view) {
    this.view = view;
    this.section = view.find(".sliders");
    if (!this.section) return;
    this.section.hidden = false;
    this.rows = view.findAll(".slider").map((row) => [...row.querySelectorAll("input")]);
    this.point = [...view.point];
    this.rows.forEach(([range, field], place) => {
      range.addEventListener("input", () => this.set(place, range.value, field));
      field.addEventListener("input", () => this.set(place, field.value.trim(), range));
    });
    view.find(".reset").addEventListener("click", () => this.reset());
  }

  set(place, text, other) {
    const { name, whole } = this.view.data.sliders[place];
    if (!(whole ? /^[1-9]\d*$/.test(text) : Number(text) > 0)) {
      this.say(`${name} is a positive ${whole ? "whole " : ""}number`);
      return;
    }
    other.value = text;
    this.point[place] = whole ? BigInt(text) : Number(text);
    // Once for all moves that come together.
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.view.move([...this.point]);
    });
  }

  reset() {
    this.rows.forEach((inputs, place) => {
      for (const input of inputs) input.value = this.view.data.sliders[place].value;
    });
    this.point = this.view.network.start;
    this.view.move([...this.point]);
  }

  // The values at the head of the page.
  draw() {
    if (!this.section) return;
    this.say("");
    this.view.data.sliders.forEach(({ name }, place) => {
      const value = this.view.find(`[data-value="${CSS.escape(name)}"]`);
      if (value) value.textContent = String(this.view.point[place]);
    });
  }

  // What is wrong with the point; an empty text if nothing is.
  say(fault) {
    const state = this.section.querySelector(".state");
    state.textContent = fault;
    state.classList.toggle("wrong", fault !== "");
  }
}

"""###),
(hash: "sha256-Begpy5vI5gMJZbcixfSrbAz7Db5USsLcEPX+ddY/lB4=", text: ###"""
"use strict";

// The totals of a network, and their sums by kind of layer.
class Totals {
  constructor(view) {
    this.view = view;
    this.short = view.findAll("[data-short]");
    this.long = view.findAll("[data-long]");
  }

  draw() {
    for (const element of this.short) {
      const key = element.dataset.short;
      element.textContent = Text.metric(key, this.view.value(key));
    }
    for (const element of this.long) {
      const key = element.dataset.long;
      // What stands there of the time is the machine.
      if (key !== "time") element.textContent = Text.metric(key, this.view.value(key), true);
    }
  }
}

class Kinds {
  static keys = ["macs", "parameters", "activations", "fusedBytes"];

  constructor(view) {
    this.view = view;
    this.body = view.find(".kinds tbody");
  }

  draw() {
    const { rows, totals } = this.view.result;
    const kinds = new Map([...this.body.rows].map((row) => [row.dataset.kind, null]));
    for (const { kind, fields } of rows) {
      const sums = kinds.get(kind) ?? { count: 0, fields: fields.map(() => 0n) };
      sums.count += 1;
      fields.forEach((field, i) => (sums.fields[i] += field));
      kinds.set(kind, sums);
    }
    this.body.replaceChildren(...[...kinds].filter(([, sums]) => sums).map(([kind, sums]) => {
      const cells = Kinds.keys.map((key) => [metricOf(sums.fields, key), metricOf(totals, key), key])
        .flatMap(([part, whole, key]) => [
          Text.metric(key, part), whole > 0n ? Text.percent(Number(part) / Number(whole)) : "–",
        ]);
      return make("tr", { "data-kind": kind }, make("th", { scope: "row" }, kind),
        ...[Text.grouped(sums.count), ...cells].map((text) => make("td", { class: "number" }, text)));
    }));
  }
}

"""###),
(hash: "sha256-BWtJpESsiAyWEYIlbtk7LVuINMfrxOCjQBkpz/8zLG4=", text: ###"""
"use strict";

// The table of layers: it sorts, filters, shows every digit, and leads to the boxes.
class LayerTable {
  static texts = ["layer", "operator", "then", "output", "bound"];

  constructor(view) {
    this.view = view;
    const section = view.find(".layers");
    this.body = section.querySelector("tbody");
    this.heads = [...section.querySelectorAll("thead th")];
    this.keys = this.heads.map((head) => head.dataset.key);
    this.column = 0;
    // 0 for the order in which layers run.
    this.sign = 0;
    this.needle = "";
    makeSortable(this.heads, (column, sign) => {
      Object.assign(this, { column, sign });
      this.order();
    });
    this.body.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && view.icicle.show(Number(link.hash.split("-c")[1]))) event.preventDefault();
    });
    this.addControls(section.querySelector(".controls"));
  }

  addControls(controls) {
    const label = "Filter the layers";
    const search = make("input", {
      type: "search", "aria-label": label, placeholder: "Filter: conv 3x3, add, …",
    });
    const exact = make("input", { type: "checkbox" });
    this.count = make("span", { role: "status" });
    controls.append(search, make("label", {}, exact, " every digit"), this.count);
    controls.hidden = false;
    search.addEventListener("input", () => {
      this.needle = search.value.trim().toLowerCase();
      this.filter();
    });
    exact.addEventListener("change", () => {
      this.isLong = exact.checked;
      this.draw();
    });
  }

  id(place) {
    return `n${this.view.index}-r${place}`;
  }

  cell(row, key) {
    switch (key) {
      case "layer": return row.name;
      case "operator": case "then": case "bound": return row[key];
      case "output": return row.shape.join("x");
      case "time": case "live": return Text.metric(key, row[key], this.isLong && key === "live");
      default: return Text.metric(key, metricOf(row.fields, key), this.isLong && key !== "intensity");
    }
  }

  // Fills in the rows again, and makes new ones where there are other layers now.
  draw() {
    const old = new Map([...this.body.rows].map((row) => [row.id, row]));
    this.body.replaceChildren(...this.view.result.rows.map((layer, place) => {
      const row = old.get(this.id(place)) ?? this.newRow(place);
      this.keys.forEach((key, i) => {
        const cell = i === 0 ? row.cells[0].firstChild : row.cells[i];
        const text = this.cell(layer, key);
        if (cell.textContent !== text) cell.textContent = text;
      });
      return row;
    }));
    this.order();
    this.filter();
  }

  newRow(place) {
    const link = make("a", { href: `#n${this.view.index}-c${place}` });
    return make("tr", { id: this.id(place) }, make("th", { scope: "row" }, link),
      ...this.keys.slice(1).map((key) =>
        make("td", LayerTable.texts.includes(key) ? {} : { class: "number" })));
  }

  order() {
    const key = this.keys[this.column];
    const values = this.view.result.rows.map((row) => {
      if (LayerTable.texts.includes(key)) return this.cell(row, key);
      return key === "time" || key === "live" ? row[key] : metricOf(row.fields, key) ?? -1;
    });
    const places = values.map((_, place) => place);
    if (this.sign !== 0) {
      places.sort((a, b) => this.sign * compareCells(values[a], values[b]) || a - b);
    }
    this.body.append(...places.map((place) => document.getElementById(this.id(place))));
  }

  filter() {
    const { rows } = this.view.result;
    let count = 0;
    rows.forEach((row, place) => {
      const isShown = !this.needle
        || `${row.name} ${row.operator} ${row.then} ${row.kind}`.toLowerCase().includes(this.needle);
      document.getElementById(this.id(place)).hidden = !isShown;
      count += isShown ? 1 : 0;
    });
    this.count.textContent = this.needle
      ? `${Text.grouped(count)} of ${Text.grouped(rows.length)} layers` : "";
  }
}

"""###),
(hash: "sha256-IhziRK6nbcmCM3YN7mbwXmkyZXL7AKWSvDl3ODsQ3Eo=", text: ###"""
"use strict";

// The scopes of a network: runs of layers whose paths begin alike, level by level, as in `Scopes.swift`.
function scopesOf(rows) {
  const scopes = [];
  const levels = Math.min(12, rows.reduce((most, { path }) => Math.max(most, path.length), 0));
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

// Whether a scope is one level below another, in it.
const isWithin = (scope, outer) => scope.level === outer.level + 1
  && scope.first >= outer.first && scope.end <= outer.end;

"""###),
(hash: "sha256-ZqnIlY6TkgootZfI/8PyivGZCj7MdEnRuq72otRphgQ=", text: ###"""
"use strict";

// Where a metric sits: scopes above, what is in them below, as wide as their share. A click on a scope
// fills the picture with it; arrow keys walk over the boxes.
class Icicle {
  constructor(view) {
    this.view = view;
    this.metric = "macs";
    // The path of the scope that fills the picture; nothing for the whole network.
    this.path = [];
    this.picture = view.find(".icicle");
    this.back = make("button", { type: "button", hidden: "" }, "Show the whole network");
    this.back.addEventListener("click", () => this.zoomTo([]));
    const metrics = [...view.sums, ...(view.data.machine ? [["time", "Time"]] : [])];
    const controls = view.find(".where .controls");
    controls.hidden = false;
    controls.append(choice("Wide by", metrics, this.metric, (key) => {
      this.metric = key;
      this.draw();
    }), this.back);
    this.picture.addEventListener("click", (event) => {
      const scope = this.scopeOf(event.target.closest("a"));
      if (!scope || scope.isLayer) return;
      event.preventDefault();
      this.zoomTo(scope.path);
    });
    this.picture.addEventListener("keydown", (event) => this.walk(event));
    // Names fit other boxes once the window is wider.
    addEventListener("resize", () => this.draw());
    this.draw();
  }

  scopeOf(link) {
    return this.scopes[link?.dataset.scope];
  }

  zoomTo(path) {
    this.path = path;
    this.draw();
    this.back.hidden = path.length === 0;
    this.picture.querySelector("a")?.focus({ preventScroll: true });
  }

  // The layers that fill the picture.
  get shown() {
    const { rows } = this.view.result;
    const isIn = ({ path }) => this.path.every((part, i) => path[i] === part);
    const first = rows.findIndex(isIn);
    return first < 0 ? [0, rows.length] : [first, rows.findLastIndex(isIn) + 1];
  }

  draw() {
    const { rows } = this.view.result;
    const focused = this.scopes && this.scopeOf(document.activeElement)?.path.join("\0");
    this.scopes = scopesOf(rows);
    const sums = [0];
    for (const row of rows) {
      const value = this.metric === "time" ? row.time : Number(metricOf(row.fields, this.metric));
      sums.push(sums.at(-1) + value);
    }
    const name = this.view.title(this.metric);
    const [low, high] = this.shown;
    const whole = sums[high] - sums[low];
    this.picture.setAttribute("aria-label", `${name} of ${this.view.data.name} by scope`);
    this.picture.replaceChildren();
    if (!(whole > 0)) {
      this.picture.append(make("text", { x: 0, y: 18, fill: "currentColor" }, `No ${name} here`));
      return;
    }
    this.scopes.forEach((scope, number) => {
      const [first, end] = [Math.max(scope.first, low), Math.min(scope.end, high)];
      const share = (sums[end] - sums[first]) / whole;
      if (first >= end || share < Icicle.leastShare) return;
      const part = Text.percent((sums[scope.end] - sums[scope.first]) / sums.at(-1));
      const link = this.box(
        scope, number, (sums[first] - sums[low]) / whole, share,
        `${scope.path.join(".")}: ${part} of ${name}`);
      if (scope.path.join("\0") === focused) link.setAttribute("tabindex", 0);
      this.picture.append(link);
    });
    if (!this.picture.querySelector('[tabindex="0"]')) {
      this.picture.firstChild?.setAttribute("tabindex", 0);
    }
  }

  // The same box as the page opens with: `NetworkSection+Icicle.swift`.
  static leastShare = 0.0004;

  box(scope, number, start, share, label) {
    const [title, { kind }] = [scope.path.at(-1), this.view.result.rows[scope.first]];
    const box = make("svg", {
      class: `cell ${scope.isLayer ? seriesOf(kind) : "scope"}`, x: Text.share(start),
      width: Text.share(share), y: scope.level * 29, height: 27,
    }, make("rect", { width: "100%", height: "100%" }));
    if (share * (this.picture.clientWidth || 1000) > 7 * Math.min(title.length, 9) + 6) {
      box.append(make("text", { x: 5, y: 18 }, title));
    }
    box.append(make("title", {}, label));
    return make("a", {
      svg: true, href: `#n${this.view.index}-r${scope.first}`, "data-scope": number,
      "aria-label": label, tabindex: -1,
      id: scope.isLayer ? `n${this.view.index}-c${scope.first}` : null,
    }, box);
  }

  // Arrow keys: to the scopes beside, around and inside.
  walk(event) {
    const link = event.target.closest("a");
    const scope = this.scopeOf(link);
    if (!scope) return;
    if (event.key === "Escape") this.zoomTo([]);
    const links = [...this.picture.querySelectorAll("a")];
    const beside = links.filter((other) => this.scopeOf(other).level === scope.level);
    const next = {
      ArrowLeft: () => beside[beside.indexOf(link) - 1],
      ArrowRight: () => beside[beside.indexOf(link) + 1],
      ArrowUp: () => links.find((other) => isWithin(scope, this.scopeOf(other))),
      ArrowDown: () => links.find((other) => isWithin(this.scopeOf(other), scope)),
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    link.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
  }

  // Leads to the box of a layer; false if it has none.
  show(place) {
    if (this.path.length > 0) this.zoomTo([]);
    for (const other of this.picture.querySelectorAll("a.shown")) other.classList.remove("shown");
    const box = document.getElementById(`n${this.view.index}-c${place}`);
    if (!box) return false;
    box.classList.add("shown");
    this.view.find(".where").scrollIntoView({ block: "nearest" });
    box.focus({ preventScroll: true });
    return true;
  }
}

"""###),
(hash: "sha256-oZYQNDmFTFpfnXbbTz6MgHcpbb3mn83Ghcx6kw08/Go=", text: ###"""
"use strict";

// The roofline: a mark for each layer, on the axes that the page opened with.
class RooflineChart {
  constructor(view) {
    this.view = view;
    this.picture = view.find(".roofline svg");
    if (!this.picture) return;
    [this.x, this.y] = [this.picture.dataset.x, this.picture.dataset.y].map(RooflineChart.axis);
  }

  // A logarithmic axis; what is beyond its ends stands at them.
  static axis(text) {
    const [lowest, highest, start, end] = text.split(" ").map(Number);
    return (value) => {
      const place = start + ((end - start) * Math.log(value / lowest)) / Math.log(highest / lowest);
      return Math.min(Math.max(place, Math.min(start, end)), Math.max(start, end));
    };
  }

  draw() {
    if (!this.picture) return;
    const { rows, time } = this.view.result;
    for (const mark of this.picture.querySelectorAll(".layer")) mark.remove();
    const legend = this.picture.querySelector(".legend");
    const drawn = rows.filter(({ intensity, rate }) => intensity && rate);
    for (const row of drawn) {
      const series = seriesOf(row.kind);
      const mark = (this.picture.querySelector(`.legend.${series}`) ?? legend).cloneNode();
      mark.setAttribute("class", `layer ${series}`);
      mark.setAttribute("transform", `translate(${this.x(row.intensity)} ${this.y(row.rate)})`);
      mark.append(make("title", {}, `${row.name} (${row.operator}): ${Text.fixed(row.intensity)} per byte, ${Text.measure(row.time, "s")}`));
      legend.before(mark);
    }
    this.showCounts(drawn, rows.length - drawn.length);
    for (const bound of ["memory", "compute"]) {
      const count = rows.filter((row) => row.bound === bound).length;
      this.view.find(`.roofline [data-bound="${bound}"]`).textContent = Text.grouped(count);
    }
    const sum = this.picture.querySelector(".sum");
    if (sum) sum.textContent = sum.textContent.replace(/^\S+ \S+/, Text.measure(time, "s"));
  }
  // How many layers of each kind are drawn, and how many are not.
  showCounts(drawn, left) {
    for (const label of this.picture.querySelectorAll(".count")) {
      const count = drawn.filter(({ kind }) => label.classList.contains(seriesOf(kind))).length;
      label.textContent = label.textContent.replace(/\d[\d,]*/, Text.grouped(count));
    }
    const note = this.picture.querySelector(".undrawn");
    if (note) note.textContent = `${Text.grouped(left)} layer${left === 1 ? "" : "s"} without MACs not drawn`;
  }
}

"""###),
(hash: "sha256-SY9XmP7kP5mU1hI7ECBHun3n5LyPJXGAWVvuD52QsU0=", text: ###"""
"use strict";

// The chart of memory: what lives at each step, and below it the arena, each buffer as wide as it lives.
class MemoryChart {
  constructor(view) {
    this.view = view;
    this.section = view.find(".memory");
    this.picture = this.section?.querySelector("svg");
    if (!this.picture) return;
    const boxes = [...this.picture.querySelectorAll(".buffer")];
    this.palette = [...new Set(boxes.map((box) => box.getAttribute("fill")))];
  }

  draw() {
    if (!this.picture) return;
    const { isMoved, result } = this.view;
    const arena = result.memory.arena();
    this.section.classList.toggle("old", isMoved && !arena);
    this.section.querySelector(".state").hidden = !isMoved || arena !== null;
    // What only the tool finds.
    for (const part of this.section.querySelectorAll(".best, details")) part.hidden = isMoved;
    if (!arena) return;
    this.section.querySelector(".peak-layer").textContent =
      result.rows.find(({ live }) => live === result.peak)?.name ?? "the inputs";
    this.section.querySelector(".arena-bytes").textContent =
      Text.metric("live", BigInt(arena.bytes), true);
    this.drawArena(arena);
  }

  drawArena({ buffers, bytes }) {
    const steps = ["inputs", ...this.view.result.rows.map(({ name }) => name)];
    const living = steps.map(() => 0);
    for (const { first, last, bytes } of buffers) {
      for (let step = first; step <= last; step += 1) living[step] += bytes;
    }
    const bound = Math.max(...living);
    const plots = [this.picture.dataset.live, this.picture.dataset.arena].map(
      (text) => MemoryChart.plot(text, steps.length, Math.max(bound, bytes, 1)));
    for (const box of this.picture.querySelectorAll(".live, .buffer")) box.remove();
    living.forEach((bytes, step) => this.picture.append(MemoryChart.box(
      plots[0], "live", bytes === bound ? "#e15759" : "#4e79a7", [step, step + 1], [0, bytes],
      `${steps[step]}: ${Text.grouped(bytes)} B`)));
    buffers.forEach(({ first, last, bytes, offset }, i) => this.picture.append(MemoryChart.box(
      plots[1], "buffer", this.palette[i % this.palette.length], [first, last + 1],
      [offset, offset + bytes], `${Text.grouped(bytes)} B at ${Text.grouped(offset)}`)));
    this.mark("live", plots[0], bound);
    this.mark("arena", plots[1], bytes);
  }

  static plot(text, steps, top) {
    const [left, above, right, bottom] = text.split(" ").map(Number);
    return {
      x: (step) => left + ((right - left) * step) / steps,
      y: (bytes) => bottom - ((bottom - above) * bytes) / top,
    };
  }

  static box({ x, y }, name, fill, steps, bytes, title) {
    return make("rect", {
      class: name, fill, "fill-opacity": 0.85, stroke: "#ffffff", "stroke-width": 0.5,
      x: x(steps[0]), width: x(steps[1]) - x(steps[0]),
      y: y(bytes[1]), height: y(bytes[0]) - y(bytes[1]),
    }, make("title", {}, title));
  }

  // The line at the most bytes, with its number and its words.
  mark(name, plot, bytes) {
    const place = plot.y(bytes);
    const [line, number, words] = this.picture.querySelectorAll(`.${name}-mark`);
    line.setAttribute("points", line.getAttribute("points").replace(/,[-\d.]+/g, `,${place}`));
    number.setAttribute("y", place + 4);
    number.textContent = Text.scaled(BigInt(bytes), "B");
    words.setAttribute("y", place - 5);
  }
}

"""###),
(hash: "sha256-NpJiHPwDN7a6hmrdu3WTUlIULpF0rGfP/P+LkXwEtEk=", text: ###"""
"use strict";

// A chart of steps, drawn as `StepChart.swift` draws it: a metric, from 0 to the highest value, over a
// parameter. A step is where it begins and the value from there on, or null for none; `here` is the
// present value.
function stepChart({ title, name, key, least, most, highest, steps, here }) {
  const [left, right, top, bottom] = [84, 940, 16, 280];
  const short = (place) => Number(place.toFixed(2));
  const x = (value) => short(left + ((right - left) * (value - least)) / (most - least || 1));
  const y = (value) => short(bottom - ((bottom - top) * Number(value)) / highest);
  const svg = make("svg", {
    viewBox: "0 0 960 320", role: "img", "aria-label": `${title} over ${name}`,
  });
  const line = (x1, x2, y1, y2) => svg.append(make("line", { class: "grid", x1, x2, y1, y2 }));
  const write = (text, x, y, anchor) =>
    svg.append(make("text", { x, y, "text-anchor": anchor }, text));
  for (const tick of roundNumbers(0, highest, 7)) {
    line(left, right, y(tick), y(tick));
    write(Text.metric(key, BigInt(Math.round(tick))), left - 8, y(tick) + 4, "end");
  }
  for (const tick of roundNumbers(least, most, 8)) {
    line(x(tick), x(tick), bottom, bottom + 4);
    write(String(tick), x(tick), bottom + 18, "middle");
  }
  write(name, (left + right) / 2, bottom + 36, "middle");
  let path = "";
  let value = null;
  for (const [at, next] of [...steps, [most, null]]) {
    if (value !== null) path += `H${x(at)}`;
    if (next !== null) path += value === null ? `M${x(at)} ${y(next)}` : `V${y(next)}`;
    value = next;
  }
  svg.append(make("path", { class: "steps", d: path || "M0 0" }));
  const [now, metric] = here;
  if (metric !== null && now >= least && now <= most) {
    svg.append(make("circle", { class: "here", cx: x(now), cy: y(metric), r: 5 },
      make("title", {}, `${name} ${now}: ${Text.metric(key, metric)}`)));
  }
  return svg;
}

// Round numbers from low to high, at most about as many as wanted.
function roundNumbers(low, high, count) {
  const rough = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((digit) => digit * power).find((size) => size >= rough);
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high * (1 + 1e-9); i += 1) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}

"""###),
(hash: "sha256-xdexPyHabP4SbS6ndqy73jpTVWMwmC5/lFmaA2qFwKM=", text: ###"""
"use strict";

// A metric over one parameter, the others as they are now, with every step where rounding makes it jump.
class Staircase {
  static jumpLimit = 2000;

  constructor(view) {
    this.view = view;
    this.section = view.find(".staircase");
    if (!this.section) return;
    this.text = this.section.querySelector("[role=status]");
    const { sliders } = view.data;
    this.place = Math.max(0, sliders.findIndex(({ whole }) => !whole));
    this.key = "macs";
    const controls = this.section.querySelector(".controls");
    controls.hidden = false;
    controls.append(
      choice("Of", view.sums, this.key, (key) => {
        this.key = key;
        this.draw();
      }),
      choice("over", sliders.map(({ name }, i) => [String(i), name]), String(this.place), (place) => {
        this.place = Number(place);
        this.draw();
      }));
    // What is far below the window can wait until it is near.
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      this.isSeen = true;
      this.draw();
    }, { rootMargin: "200px" }).observe(this.section);
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
    if (before === after || found.length > Staircase.jumpLimit) return;
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
    const now = Number(this.view.point[this.place]);
    const title = this.view.title(this.key);
    this.section.querySelector(".plot").replaceChildren(stepChart({
      title, name, least, most, key: this.key,
      highest: Number(samples.reduce((a, [, b]) => (b > a ? b : a), 1n)),
      steps: [samples[0], ...jumps.map(({ at, after }) => [at, after])],
      here: [now, this.valueAt(this.view.point[this.place])],
    }));
    this.text.textContent = this.words(jumps, name, now, title);
  }

  // The chart in words: how often it jumps, and the steps beside the present value.
  words(jumps, name, now, title) {
    const { least, most } = this.view.data.sliders[this.place];
    if (jumps.length === 0) return `${title} do not depend on ${name} here.`;
    const times = jumps.length > Staircase.jumpLimit
      ? "more than 2,000 times" : `${Text.grouped(jumps.length)} times`;
    const below = jumps.findLast(({ at }) => at <= now);
    const above = jumps.find(({ at }) => at > now);
    const short = (at) => Number(at.toPrecision(12));
    // Where three digits don't tell the two apart, all are written.
    const step = ({ at, before, after }) => {
      const [from, to] = [false, true]
        .map((isLong) => [before, after].map((value) => Text.metric(this.key, value, isLong)))
        .find(([a, b], isLast) => a !== b || isLast);
      return `${short(at)}, from ${from} to ${to}`;
    };
    return `${title} jump ${times} between ${least} and ${most}.`
      + (below && below.before !== null ? ` The step that ${name} ${now} stands on begins at ${step(below)}.` : "")
      + (above && above.before !== null && above.after !== null ? ` The next is at ${step(above)}.` : "");
  }
}

"""###),
(hash: "sha256-kV3Pr1cPZjBlwAXQj5qM7bnmE85xK1CgTWIwU4lWCMY=", text: ###"""
"use strict";

// The part of the page about one network: the values of its parameters, what follows from them, and the
// parts that show it.
class NetworkView {
  constructor(section, index, data, metrics) {
    Object.assign(this, { section, index, data, metrics });
    this.network = new FreeNetwork(data);
    this.point = this.network.start;
    this.result = this.network.at(this.point);
    this.sliders = new Sliders(this);
    this.icicle = new Icicle(this);
    this.parts = [
      this.sliders, new Totals(this), new Kinds(this), new LayerTable(this), this.icicle,
      new RooflineChart(this), new MemoryChart(this), new Staircase(this),
    ];
  }

  find(selector) {
    return this.section.querySelector(selector);
  }

  findAll(selector) {
    return [...this.section.querySelectorAll(selector)];
  }

  title(key) {
    return key === "time" ? "Time" : this.metrics.find((metric) => metric.key === key)?.title ?? key;
  }

  // The sums that can be chosen: of them, parts are shares.
  get sums() {
    return this.metrics.filter(({ key }) => key !== "intensity").map(({ key, title }) => [key, title]);
  }

  value(key, { totals, peak, time } = this.result) {
    return key === "peak" ? peak : key === "time" ? time : metricOf(totals, key);
  }

  // Whether the parameters are others than those that the page opened with.
  get isMoved() {
    return this.point.some((value, place) => value !== this.network.start[place]);
  }

  // Goes to a point, and shows everything there. A point without a network changes nothing but what the
  // sliders say.
  move(point) {
    try {
      this.result = this.network.at(point);
    } catch (fault) {
      this.sliders.say(`No such network: ${fault.message}. The numbers are those before.`);
      return;
    }
    this.point = point;
    for (const part of this.parts) part.draw();
    for (const note of this.findAll("[data-moved]")) note.hidden = !this.isMoved;
    this.section.dispatchEvent(new CustomEvent("recomputed", { bubbles: true }));
  }
}

"""###),
(hash: "sha256-PCgS/ySvtom1s3hXyMqt3xMvvQy3wo4AFlwiwSPG4og=", text: ###"""
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
          ? `${Text.significant(numbers[i] / numbers[0])}×` : "–";
      }
    }
  });
})();

"""###)
  ]
  static let searchScripts: [Asset] = [
(hash: "sha256-8AwXRDGDE6FGom5atfiNW9l0Ws5PK14Lvhd8RcFd1CE=", text: ###"""
"use strict";

// Headings that sort a table: by one click in the order that is most useful, by a second in the other,
// by a third as it was.

// `sort` is given the column and 1, -1, or 0 for the order that the table came in.
function makeSortable(heads, sort) {
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    // Where it is printed, the heading stands without a button.
    head.dataset.title = button.textContent;
    head.replaceChildren(button);
    const orders = ["ascending", "descending"];
    if (head.classList.contains("number")) orders.reverse();
    button.addEventListener("click", () => {
      const next = orders[orders.indexOf(head.getAttribute("aria-sort")) + 1];
      for (const other of heads) other.removeAttribute("aria-sort");
      if (next) head.setAttribute("aria-sort", next);
      sort(column, next === "ascending" ? 1 : next === "descending" ? -1 : 0);
    });
  });
}

// Texts as people sort them, "b2" before "b10"; numbers by size.
function compareCells(a, b) {
  if (typeof a === "string") return a.localeCompare(b, "en", { numeric: true });
  return a < b ? -1 : a > b ? 1 : 0;
}

"""###),
(hash: "sha256-rGIXl46QRdjnTNIQpFHIS0OSrqe32UTSAfQZfV1JTHc=", text: ###"""
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
  makeSortable([...section.querySelectorAll("thead th")], (column, sign) => {
    body.append(...(sign === 0 ? rows : rows.toSorted(
      (a, b) => sign * compareCells(value(a, column), value(b, column)))));
  });
})();

"""###)
  ]
}
