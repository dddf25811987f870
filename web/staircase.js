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
