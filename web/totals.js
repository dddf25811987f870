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
