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
