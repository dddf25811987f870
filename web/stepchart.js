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
