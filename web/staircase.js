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
