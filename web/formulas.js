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
