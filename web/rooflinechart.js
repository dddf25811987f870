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
