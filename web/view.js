"use strict";

// The part of the page about one network.
class NetworkView {
  constructor(section, index, data, metrics) {
    Object.assign(this, { section, index, data, metrics });
    this.network = new FreeNetwork(data);
    this.point = this.network.start;
    this.metric = "macs";
    this.zoom = null;
    this.order = null;
    this.needle = "";
    this.result = this.network.at(this.point);
    this.isMoved = false;
    this.addSliders();
    this.addTableControls();
    this.addScopeControls();
    this.staircase = new Staircase(this);
  }

  find(selector) {
    return this.section.querySelector(selector);
  }

  title(key) {
    return this.metrics.find((metric) => metric.key === key)?.title ?? key;
  }

  // MARK: Sliders

  addSliders() {
    const section = this.find(".sliders");
    if (!section) return;
    section.hidden = false;
    section.querySelectorAll(".slider").forEach((row, place) => {
      const [range, field] = row.querySelectorAll("input");
      const set = (text, other) => {
        const slider = this.data.sliders[place];
        const isGood = slider.whole ? /^[1-9]\d*$/.test(text) : Number(text) > 0;
        if (!isGood) {
          return this.say(`${slider.name} is a positive ${slider.whole ? "whole " : ""}number`);
        }
        other.value = text;
        this.point[place] = slider.whole ? BigInt(text) : Number(text);
        this.later();
      };
      range.addEventListener("input", () => set(range.value, field));
      field.addEventListener("input", () => set(field.value.trim(), range));
    });
    section.querySelector(".reset").addEventListener("click", () => {
      section.querySelectorAll(".slider").forEach((row, place) => {
        for (const input of row.querySelectorAll("input")) input.value = this.data.sliders[place].value;
      });
      this.point = this.network.start;
      this.update();
    });
  }

  say(fault) {
    const state = this.find(".state");
    if (!state) return;
    state.textContent = fault;
    state.classList.toggle("wrong", fault !== "");
  }

  // Once for all moves of a slider that come together.
  later() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.update();
    });
  }

  update() {
    try {
      this.result = this.network.at(this.point);
    } catch (fault) {
      return this.say(`No such network: ${fault.message}. The numbers are those before.`);
    }
    this.say("");
    this.isMoved = this.point.some((value, place) => value !== this.network.start[place]);
    this.data.sliders.forEach(({ name }, place) => {
      const value = this.find(`[data-value="${CSS.escape(name)}"]`);
      if (value) value.textContent = String(this.point[place]);
    });
    this.showTotals();
    this.showKinds();
    this.showRows();
    this.drawScopes();
    this.drawRoofline();
    this.drawMemory();
    this.staircase.draw();
    this.section.dispatchEvent(new CustomEvent("recomputed", { bubbles: true }));
  }

  // MARK: Totals

  value(key, { totals, peak, time } = this.result) {
    return key === "peak" ? peak : key === "time" ? time : metricOf(totals, key);
  }

  showTotals() {
    for (const element of this.section.querySelectorAll("[data-short]")) {
      const key = element.dataset.short;
      const value = this.value(key);
      element.textContent = key === "time" ? Text.measure(value, "s") : Text.metric(key, value);
    }
    for (const element of this.section.querySelectorAll("[data-long]")) {
      const key = element.dataset.long;
      if (key !== "time") element.textContent = Text.metric(key, this.value(key), true);
    }
  }

  showKinds() {
    const body = this.find(".kinds tbody");
    const keys = ["macs", "parameters", "activations", "fusedBytes"];
    const kinds = new Map();
    for (const { kind, fields } of this.result.rows) {
      const sums = kinds.get(kind) ?? { count: 0, fields: fields.map(() => 0n) };
      sums.count += 1;
      fields.forEach((field, i) => (sums.fields[i] += field));
      kinds.set(kind, sums);
    }
    const known = [...body.rows].map((row) => row.dataset.kind);
    const order = [...new Set([...known, ...kinds.keys()])].filter((kind) => kinds.has(kind));
    body.replaceChildren(...order.map((kind) => {
      const { count, fields } = kinds.get(kind);
      const cells = keys.flatMap((key) => [
        Text.metric(key, metricOf(fields, key)),
        Text.percent(Number(metricOf(fields, key)), Number(this.value(key))),
      ]);
      return make("tr", { "data-kind": kind }, make("th", { scope: "row" }, kind),
        ...[Text.grouped(count), ...cells].map((text) => make("td", { class: "number" }, text)));
    }));
  }

  // MARK: The table

  addTableControls() {
    const section = this.find(".layers");
    const controls = section.querySelector(".controls");
    controls.hidden = false;
    const search = make("input", { type: "search", "aria-label": "Filter the layers", placeholder: "Filter: conv 3x3, add, …" });
    this.count = make("span", { role: "status" });
    const exact = make("input", { type: "checkbox" });
    controls.append(search, make("label", {}, exact, " every digit"), this.count);
    search.addEventListener("input", () => {
      this.needle = search.value.trim().toLowerCase();
      this.filter();
    });
    exact.addEventListener("change", () => {
      this.isLong = exact.checked;
      this.showRows();
    });
    for (const head of section.querySelectorAll("thead th")) {
      const button = make("button", { type: "button" }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => this.sort(head));
    }
    section.querySelector("tbody").addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) this.showCell(event, Number(link.hash.split("-c")[1]));
    });
  }

  get keys() {
    return [...this.section.querySelectorAll(".layers thead th")].map((head) => head.dataset.key);
  }

  cell(row, key) {
    switch (key) {
      case "layer": return row.name;
      case "operator": return row.operator;
      case "then": return row.then;
      case "output": return row.shape.join("x");
      case "bound": return row.bound;
      case "time": return Text.measure(row.time, "s");
      case "live": return Text.metric("live", row.live, this.isLong);
      default: return Text.metric(key, metricOf(row.fields, key), this.isLong && key !== "intensity");
    }
  }

  // Fills in the rows again, and makes new ones where there are other layers now.
  showRows() {
    const body = this.find(".layers tbody");
    const { rows } = this.result;
    const keys = this.keys;
    while (body.rows.length > rows.length) body.rows[body.rows.length - 1].remove();
    const byPlace = new Map([...body.rows].map((row) => [row.id, row]));
    body.replaceChildren(...rows.map((row, place) => {
      const id = `n${this.index}-r${place}`;
      const old = byPlace.get(id);
      if (!old) return this.newRow(row, id, place, keys);
      keys.forEach((key, i) => {
        const cell = i === 0 ? old.cells[0].firstChild : old.cells[i];
        const text = this.cell(row, key);
        if (cell.textContent !== text) cell.textContent = text;
      });
      return old;
    }));
    if (this.order) this.applyOrder();
    this.filter();
  }

  newRow(row, id, place, keys) {
    const texts = ["layer", "operator", "then", "output", "bound"];
    return make("tr", { id },
      make("th", { scope: "row" }, make("a", { href: `#n${this.index}-c${place}` }, row.name)),
      ...keys.slice(1).map((key) =>
        make("td", texts.includes(key) ? {} : { class: "number" }, this.cell(row, key))));
  }

  sort(head) {
    const key = head.dataset.key;
    const first = head.classList.contains("number") ? "descending" : "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    const now = head.getAttribute("aria-sort");
    const next = now === null ? first : now === first ? second : null;
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    if (next) head.setAttribute("aria-sort", next);
    this.order = next && { key, sign: next === "ascending" ? 1 : -1 };
    this.applyOrder();
  }

  applyOrder() {
    const body = this.find(".layers tbody");
    const places = this.result.rows.map((_, place) => place);
    if (this.order) {
      const { key, sign } = this.order;
      const values = this.result.rows.map((row) => {
        if (["layer", "operator", "then", "output", "bound"].includes(key)) return this.cell(row, key);
        return key === "time" || key === "live" ? row[key] : metricOf(row.fields, key) ?? -1;
      });
      const compare = (a, b) => (typeof a === "string"
        ? a.localeCompare(b, "en", { numeric: true }) : a < b ? -1 : a > b ? 1 : 0);
      places.sort((a, b) => sign * compare(values[a], values[b]) || a - b);
    }
    body.append(...places.map((place) => document.getElementById(`n${this.index}-r${place}`)));
  }

  filter() {
    const { rows } = this.result;
    let count = 0;
    rows.forEach((row, place) => {
      const isShown = !this.needle
        || `${row.name} ${row.operator} ${row.then} ${row.kind}`.toLowerCase().includes(this.needle);
      document.getElementById(`n${this.index}-r${place}`).hidden = !isShown;
      count += isShown ? 1 : 0;
    });
    this.count.textContent = this.needle
      ? `${Text.grouped(count)} of ${Text.grouped(rows.length)} layers` : "";
  }

  // MARK: The scopes

  addScopeControls() {
    const controls = this.find(".where .controls");
    controls.hidden = false;
    const options = this.metrics.filter(({ key }) => key !== "intensity")
      .map(({ key, title }) => [key, title]);
    if (this.data.machine) options.push(["time", "Time"]);
    this.back = make("button", { type: "button", hidden: "" }, "Show the whole network");
    this.back.addEventListener("click", () => this.zoomTo(null));
    controls.append(choice("Wide by", options, this.metric, (key) => {
      this.metric = key;
      this.drawScopes();
    }), this.back);
    const picture = this.find(".icicle");
    picture.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      const scope = link && this.scopes?.[link.dataset.scope];
      if (scope && !scope.isLayer) {
        event.preventDefault();
        this.zoomTo(scope);
      }
    });
    picture.addEventListener("keydown", (event) => this.walk(event));
    this.drawScopes();
    // Names fit other boxes once the window is wider.
    addEventListener("resize", () => this.drawScopes());
  }

  zoomTo(scope) {
    this.zoom = scope && { path: scope.path };
    this.drawScopes();
    this.back.hidden = !scope;
    this.find(".icicle a")?.focus({ preventScroll: true });
  }

  // Runs of layers whose paths begin alike, level by level.
  static scopes(rows) {
    const scopes = [];
    const levels = Math.min(12, Math.max(0, ...rows.map(({ path }) => path.length)));
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

  drawScopes() {
    const picture = this.find(".icicle");
    const { rows } = this.result;
    const all = NetworkView.scopes(rows);
    const values = rows.map((row) => Number(
      this.metric === "time" ? row.time : metricOf(row.fields, this.metric)));
    const sums = [0];
    for (const value of values) sums.push(sums.at(-1) + value);
    const isIn = (scope) => this.zoom.path.every((part, i) => scope.path[i] === part);
    let zoomed = this.zoom && all.find((scope) =>
      scope.path.length === this.zoom.path.length && isIn(scope));
    const [low, high] = zoomed ? [zoomed.first, zoomed.end] : [0, rows.length];
    const whole = sums[high] - sums[low];
    const total = sums.at(-1);
    const width = picture.clientWidth || 1000;
    const focused = this.scopes?.[document.activeElement?.dataset?.scope]?.path.join(" ");
    const name = this.metric === "time" ? "Time" : this.title(this.metric);
    this.scopes = all;
    picture.setAttribute("aria-label", `${name} of ${this.data.name} by scope`);
    picture.replaceChildren();
    if (!(whole > 0)) {
      picture.append(make("text", { x: 0, y: 18, fill: "currentColor" }, `No ${name} here`));
      return;
    }
    all.forEach((scope, number) => {
      if (scope.first < low || scope.end > high) {
        if (!(scope.first <= low && scope.end >= high)) return;
      }
      const [start, end] = [Math.max(scope.first, low), Math.min(scope.end, high)];
      const share = (sums[end] - sums[start]) / whole;
      if (share < 0.0004) return;
      const label = `${scope.path.join(".")}: ${Text.percent(sums[scope.end] - sums[scope.first], total)}`;
      const title = scope.path.at(-1);
      const box = make("svg", {
        class: `cell ${scope.isLayer ? seriesOf(rows[scope.first].kind) : "scope"}`,
        x: `${(100 * (sums[start] - sums[low])) / whole}%`, width: `${100 * share}%`,
        y: scope.level * 29, height: 27,
      }, make("rect", { width: "100%", height: "100%" }));
      if (share * width > 7 * Math.min(title.length, 9) + 6) {
        box.append(make("text", { x: 5, y: 18 }, title));
      }
      box.append(make("title", {}, `${label} of ${name}`));
      const link = make("a", {
        svg: true, href: `#n${this.index}-r${scope.first}`, "data-scope": number,
        "aria-label": `${label} of ${name}`, tabindex: -1,
        id: scope.isLayer ? `n${this.index}-c${scope.first}` : null,
      }, box);
      picture.append(link);
      if (scope.path.join(" ") === focused) link.setAttribute("tabindex", 0);
    });
    if (!picture.querySelector('[tabindex="0"]')) picture.firstChild?.setAttribute("tabindex", 0);
  }

  // Arrow keys: to the scopes beside, around and inside.
  walk(event) {
    const link = event.target.closest("a");
    const scope = this.scopes?.[link?.dataset.scope];
    const links = [...this.find(".icicle").querySelectorAll("a")];
    const scopeOf = (other) => this.scopes[other.dataset.scope];
    const beside = links.filter((other) => scopeOf(other).level === scope?.level);
    const place = beside.indexOf(link);
    const next = scope && {
      ArrowLeft: () => beside[place - 1],
      ArrowRight: () => beside[place + 1],
      ArrowUp: () => links.find((other) => scopeOf(other).level === scope.level - 1
        && scopeOf(other).first <= scope.first && scopeOf(other).end >= scope.end),
      ArrowDown: () => links.find((other) => scopeOf(other).level === scope.level + 1
        && scopeOf(other).first >= scope.first && scopeOf(other).end <= scope.end),
      Escape: () => (this.zoomTo(null), null),
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    link.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
  }

  // From the table to the picture.
  showCell(event, place) {
    if (this.zoom) this.zoomTo(null);
    const cell = document.getElementById(`n${this.index}-c${place}`);
    for (const other of this.section.querySelectorAll("a.shown")) other.classList.remove("shown");
    if (!cell) return;
    event.preventDefault();
    cell.classList.add("shown");
    this.find(".where").scrollIntoView({ block: "nearest" });
    cell.focus({ preventScroll: true });
  }

  // MARK: Memory

  drawMemory() {
    const section = this.find(".memory");
    const picture = section?.querySelector("svg");
    if (!picture) return;
    const { rows, memory, peak } = this.result;
    const arena = memory?.arena();
    section.classList.toggle("old", this.isMoved && !arena);
    section.querySelector(".state").hidden = !this.isMoved || Boolean(arena);
    for (const part of section.querySelectorAll(".best, details")) part.hidden = this.isMoved;
    if (!arena) return;
    section.querySelector(".peak-layer").textContent =
      rows.find(({ live }) => live === peak)?.name ?? "the inputs";
    section.querySelector(".arena-bytes").textContent = Text.metric("live", BigInt(arena.bytes), true);
    this.drawArena(picture, arena);
  }

  // What lives at each step, and below it the arena: each buffer as wide as it lives.
  drawArena(picture, arena) {
    this.palette ??= [...new Set([...picture.querySelectorAll(".buffer")]
      .map((box) => box.getAttribute("fill")))];
    const steps = ["inputs", ...this.result.rows.map(({ name }) => name)];
    const sums = steps.map(() => 0);
    for (const { first, last, bytes } of arena.buffers) {
      for (let step = first; step <= last; step += 1) sums[step] += bytes;
    }
    const bound = Math.max(...sums);
    const top = Math.max(bound, arena.bytes, 1);
    for (const box of picture.querySelectorAll(".live, .buffer")) box.remove();
    const plots = [picture.dataset.live, picture.dataset.arena].map((text) => {
      const [left, above, right, bottom] = text.split(" ").map(Number);
      return {
        x: (step) => left + ((right - left) * step) / steps.length,
        y: (bytes) => bottom - ((bottom - above) * bytes) / top,
      };
    });
    const draw = ({ x, y }, name, fill, steps, bytes, title) => {
      picture.append(make("rect", {
        class: name, fill, "fill-opacity": 0.85, stroke: "#ffffff", "stroke-width": 0.5,
        x: x(steps[0]), width: x(steps[1]) - x(steps[0]),
        y: y(bytes[1]), height: y(bytes[0]) - y(bytes[1]),
      }, make("title", {}, title)));
    };
    sums.forEach((bytes, step) => draw(
      plots[0], "live", bytes === bound ? "#e15759" : "#4e79a7", [step, step + 1], [0, bytes],
      `${steps[step]}: ${Text.grouped(bytes)} B`));
    arena.buffers.forEach(({ first, last, bytes, offset }, i) => draw(
      plots[1], "buffer", this.palette[i % this.palette.length], [first, last + 1],
      [offset, offset + bytes], `${Text.grouped(bytes)} B at ${Text.grouped(offset)}`));
    [["live", bound], ["arena", arena.bytes]].forEach(([name, bytes], i) => {
      const place = plots[i].y(bytes);
      const [line, number, words] = picture.querySelectorAll(`.${name}-mark`);
      line.setAttribute("points", line.getAttribute("points").replace(/,[-\d.]+/g, `,${place}`));
      number.setAttribute("y", place + 4);
      number.textContent = Text.scaled(BigInt(bytes), "B");
      words.setAttribute("y", place - 5);
    });
  }

  // MARK: The roofline

  drawRoofline() {
    const picture = this.find(".roofline svg");
    if (!picture) return;
    const axis = (text) => {
      const [lowest, highest, start, end] = text.split(" ").map(Number);
      return (value) => {
        const place = start + ((end - start) * Math.log(value / lowest)) / Math.log(highest / lowest);
        return Math.min(Math.max(place, Math.min(start, end)), Math.max(start, end));
      };
    };
    const [x, y] = [axis(picture.dataset.x), axis(picture.dataset.y)];
    const legend = (kind) => picture.querySelector(`.legend.${seriesOf(kind)}`)
      ?? picture.querySelector(".legend");
    for (const mark of picture.querySelectorAll(".layer")) mark.remove();
    const before = picture.querySelector(".legend");
    for (const row of this.result.rows) {
      if (!row.intensity || !row.rate) continue;
      const mark = legend(row.kind).cloneNode();
      mark.setAttribute("class", `layer ${seriesOf(row.kind)}`);
      mark.setAttribute("transform", `translate(${x(row.intensity)} ${y(row.rate)})`);
      mark.append(make("title", {}, `${row.name} (${row.operator}): ${Text.fixed(row.intensity)} per byte, ${Text.measure(row.time, "s")}`));
      before.before(mark);
    }
    for (const bound of ["memory", "compute"]) {
      const count = this.result.rows.filter((row) => row.bound === bound).length;
      this.find(`.roofline [data-bound="${bound}"]`).textContent = Text.grouped(count);
    }
    const sum = picture.querySelector(".sum");
    if (sum) sum.textContent = sum.textContent.replace(/^\S+ \S+/, Text.measure(this.result.time, "s"));
  }
}
