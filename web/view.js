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
