"use strict";

// What scripts add to a page that says everything without them: sliders whose numbers come from the
// formulas, a table that sorts and filters, pictures that follow, and the staircase.

// Numbers as people read them, as the tool writes them.
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

  fixed: (x) => (x === null || x === undefined ? "–" : Text.grouped(x.toFixed(2).split(".")[0]) + "." + x.toFixed(2).split(".")[1]),

  percent: (part, whole) => (whole > 0 ? `${((100 * part) / whole).toFixed(1)}%` : "–"),

  // A value of a metric, short or with every digit.
  metric(key, value, isLong = false) {
    if (value === null || value === undefined) return "–";
    if (key === "intensity") return isLong ? "" : Text.fixed(value);
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

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const views = [...document.querySelectorAll("[data-network]")].map((section, index) =>
    new NetworkView(section, index, data.networks[index], data.metrics));
  // The totals beside each other follow all of them.
  document.addEventListener("recomputed", () => {
    for (const row of document.querySelectorAll(".beside tbody tr")) {
      const key = row.dataset.metric;
      const values = views.map((view) => view.value(key));
      const cells = [...row.querySelectorAll("td")];
      const numbers = values.map((value) => Number(value ?? 0));
      cells[0].textContent = Text.metric(key, values[0]);
      for (let i = 1; i < values.length; i += 1) {
        cells[2 * i - 1].textContent = Text.metric(key, values[i]);
        cells[2 * i].textContent = numbers[0] > 0
          ? `${(numbers[i] / numbers[0]).toPrecision(3)}×` : "–";
      }
    }
  });
})();
