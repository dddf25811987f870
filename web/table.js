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
