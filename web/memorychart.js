"use strict";

// The chart of memory: what lives at each step, and below it the arena, each buffer as wide as it lives.
class MemoryChart {
  constructor(view) {
    this.view = view;
    this.section = view.find(".memory");
    this.picture = this.section?.querySelector("svg");
    if (!this.picture) return;
    const boxes = [...this.picture.querySelectorAll(".buffer")];
    this.palette = [...new Set(boxes.map((box) => box.getAttribute("fill")))];
  }

  draw() {
    if (!this.picture) return;
    const { isMoved, result } = this.view;
    const arena = result.memory.arena();
    this.section.classList.toggle("old", isMoved && !arena);
    this.section.querySelector(".state").hidden = !isMoved || arena !== null;
    // What only the tool finds.
    for (const part of this.section.querySelectorAll(".best, details")) part.hidden = isMoved;
    if (!arena) return;
    this.section.querySelector(".peak-layer").textContent =
      result.rows.find(({ live }) => live === result.peak)?.name ?? "the inputs";
    this.section.querySelector(".arena-bytes").textContent =
      Text.metric("live", BigInt(arena.bytes), true);
    this.drawArena(arena);
  }

  drawArena({ buffers, bytes }) {
    const steps = ["inputs", ...this.view.result.rows.map(({ name }) => name)];
    const living = steps.map(() => 0);
    for (const { first, last, bytes } of buffers) {
      for (let step = first; step <= last; step += 1) living[step] += bytes;
    }
    const bound = Math.max(...living);
    const plots = [this.picture.dataset.live, this.picture.dataset.arena].map(
      (text) => MemoryChart.plot(text, steps.length, Math.max(bound, bytes, 1)));
    for (const box of this.picture.querySelectorAll(".live, .buffer")) box.remove();
    living.forEach((bytes, step) => this.picture.append(MemoryChart.box(
      plots[0], "live", bytes === bound ? "#e15759" : "#4e79a7", [step, step + 1], [0, bytes],
      `${steps[step]}: ${Text.grouped(bytes)} B`)));
    buffers.forEach(({ first, last, bytes, offset }, i) => this.picture.append(MemoryChart.box(
      plots[1], "buffer", this.palette[i % this.palette.length], [first, last + 1],
      [offset, offset + bytes], `${Text.grouped(bytes)} B at ${Text.grouped(offset)}`)));
    this.mark("live", plots[0], bound);
    this.mark("arena", plots[1], bytes);
  }

  static plot(text, steps, top) {
    const [left, above, right, bottom] = text.split(" ").map(Number);
    return {
      x: (step) => left + ((right - left) * step) / steps,
      y: (bytes) => bottom - ((bottom - above) * bytes) / top,
    };
  }

  static box({ x, y }, name, fill, steps, bytes, title) {
    return make("rect", {
      class: name, fill, "fill-opacity": 0.85, stroke: "#ffffff", "stroke-width": 0.5,
      x: x(steps[0]), width: x(steps[1]) - x(steps[0]),
      y: y(bytes[1]), height: y(bytes[0]) - y(bytes[1]),
    }, make("title", {}, title));
  }

  // The line at the most bytes, with its number and its words.
  mark(name, plot, bytes) {
    const place = plot.y(bytes);
    const [line, number, words] = this.picture.querySelectorAll(`.${name}-mark`);
    line.setAttribute("points", line.getAttribute("points").replace(/,[-\d.]+/g, `,${place}`));
    number.setAttribute("y", place + 4);
    number.textContent = Text.scaled(BigInt(bytes), "B");
    words.setAttribute("y", place - 5);
  }
}
