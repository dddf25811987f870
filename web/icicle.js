"use strict";

// Where a metric sits: scopes above, what is in them below, as wide as their share. A click on a scope
// fills the picture with it; arrow keys walk over the boxes.
class Icicle {
  constructor(view) {
    this.view = view;
    this.metric = "macs";
    // The path of the scope that fills the picture; nothing for the whole network.
    this.path = [];
    this.picture = view.find(".icicle");
    this.back = make("button", { type: "button", hidden: "" }, "Show the whole network");
    this.back.addEventListener("click", () => this.zoomTo([]));
    const metrics = [...view.sums, ...(view.data.machine ? [["time", "Time"]] : [])];
    const controls = view.find(".where .controls");
    controls.hidden = false;
    controls.append(choice("Wide by", metrics, this.metric, (key) => {
      this.metric = key;
      this.draw();
    }), this.back);
    this.picture.addEventListener("click", (event) => {
      const scope = this.scopeOf(event.target.closest("a"));
      if (!scope || scope.isLayer) return;
      event.preventDefault();
      this.zoomTo(scope.path);
    });
    this.picture.addEventListener("keydown", (event) => this.walk(event));
    // Names fit other boxes once the window is wider.
    addEventListener("resize", () => this.draw());
    this.draw();
  }

  scopeOf(link) {
    return this.scopes[link?.dataset.scope];
  }

  zoomTo(path) {
    this.path = path;
    this.draw();
    this.back.hidden = path.length === 0;
    this.picture.querySelector("a")?.focus({ preventScroll: true });
  }

  // The layers that fill the picture.
  get shown() {
    const { rows } = this.view.result;
    const isIn = ({ path }) => this.path.every((part, i) => path[i] === part);
    const first = rows.findIndex(isIn);
    return first < 0 ? [0, rows.length] : [first, rows.findLastIndex(isIn) + 1];
  }

  draw() {
    const { rows } = this.view.result;
    const focused = this.scopes && this.scopeOf(document.activeElement)?.path.join("\0");
    this.scopes = scopesOf(rows);
    const sums = [0];
    for (const row of rows) {
      const value = this.metric === "time" ? row.time : Number(metricOf(row.fields, this.metric));
      sums.push(sums.at(-1) + value);
    }
    const name = this.view.title(this.metric);
    const [low, high] = this.shown;
    const whole = sums[high] - sums[low];
    this.picture.setAttribute("aria-label", `${name} of ${this.view.data.name} by scope`);
    this.picture.replaceChildren();
    if (!(whole > 0)) {
      this.picture.append(make("text", { x: 0, y: 18, fill: "currentColor" }, `No ${name} here`));
      return;
    }
    this.scopes.forEach((scope, number) => {
      const [first, end] = [Math.max(scope.first, low), Math.min(scope.end, high)];
      const share = (sums[end] - sums[first]) / whole;
      if (first >= end || share < Icicle.leastShare) return;
      const part = Text.percent((sums[scope.end] - sums[scope.first]) / sums.at(-1));
      const link = this.box(
        scope, number, (sums[first] - sums[low]) / whole, share,
        `${scope.path.join(".")}: ${part} of ${name}`);
      if (scope.path.join("\0") === focused) link.setAttribute("tabindex", 0);
      this.picture.append(link);
    });
    if (!this.picture.querySelector('[tabindex="0"]')) {
      this.picture.firstChild?.setAttribute("tabindex", 0);
    }
  }

  // The same box as the page opens with: `NetworkSection+Icicle.swift`.
  static leastShare = 0.0004;

  box(scope, number, start, share, label) {
    const [title, { kind }] = [scope.path.at(-1), this.view.result.rows[scope.first]];
    const box = make("svg", {
      class: `cell ${scope.isLayer ? seriesOf(kind) : "scope"}`, x: Text.share(start),
      width: Text.share(share), y: scope.level * 29, height: 27,
    }, make("rect", { width: "100%", height: "100%" }));
    if (share * (this.picture.clientWidth || 1000) > 7 * Math.min(title.length, 9) + 6) {
      box.append(make("text", { x: 5, y: 18 }, title));
    }
    box.append(make("title", {}, label));
    return make("a", {
      svg: true, href: `#n${this.view.index}-r${scope.first}`, "data-scope": number,
      "aria-label": label, tabindex: -1,
      id: scope.isLayer ? `n${this.view.index}-c${scope.first}` : null,
    }, box);
  }

  // Arrow keys: to the scopes beside, around and inside.
  walk(event) {
    const link = event.target.closest("a");
    const scope = this.scopeOf(link);
    if (!scope) return;
    if (event.key === "Escape") this.zoomTo([]);
    const links = [...this.picture.querySelectorAll("a")];
    const beside = links.filter((other) => this.scopeOf(other).level === scope.level);
    const next = {
      ArrowLeft: () => beside[beside.indexOf(link) - 1],
      ArrowRight: () => beside[beside.indexOf(link) + 1],
      ArrowUp: () => links.find((other) => isWithin(scope, this.scopeOf(other))),
      ArrowDown: () => links.find((other) => isWithin(this.scopeOf(other), scope)),
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    link.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
  }

  // Leads to the box of a layer; false if it has none.
  show(place) {
    if (this.path.length > 0) this.zoomTo([]);
    for (const other of this.picture.querySelectorAll("a.shown")) other.classList.remove("shown");
    const box = document.getElementById(`n${this.view.index}-c${place}`);
    if (!box) return false;
    box.classList.add("shown");
    this.view.find(".where").scrollIntoView({ block: "nearest" });
    box.focus({ preventScroll: true });
    return true;
  }
}
