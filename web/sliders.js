"use strict";

// The sliders of a network, each with a field for the number.
class Sliders {
  constructor(view) {
    this.view = view;
    this.section = view.find(".sliders");
    if (!this.section) return;
    this.section.hidden = false;
    this.rows = view.findAll(".slider").map((row) => [...row.querySelectorAll("input")]);
    this.point = [...view.point];
    this.rows.forEach(([range, field], place) => {
      range.addEventListener("input", () => this.set(place, range.value, field));
      field.addEventListener("input", () => this.set(place, field.value.trim(), range));
    });
    view.find(".reset").addEventListener("click", () => this.reset());
  }

  set(place, text, other) {
    const { name, whole } = this.view.data.sliders[place];
    if (!(whole ? /^[1-9]\d*$/.test(text) : Number(text) > 0)) {
      this.say(`${name} is a positive ${whole ? "whole " : ""}number`);
      return;
    }
    other.value = text;
    this.point[place] = whole ? BigInt(text) : Number(text);
    // Once for all moves that come together.
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.view.move([...this.point]);
    });
  }

  reset() {
    this.rows.forEach((inputs, place) => {
      for (const input of inputs) input.value = this.view.data.sliders[place].value;
    });
    this.point = this.view.network.start;
    this.view.move([...this.point]);
  }

  // The values at the head of the page.
  draw() {
    if (!this.section) return;
    this.say("");
    this.view.data.sliders.forEach(({ name }, place) => {
      const value = this.view.find(`[data-value="${CSS.escape(name)}"]`);
      if (value) value.textContent = String(this.view.point[place]);
    });
  }

  // What is wrong with the point; an empty text if nothing is.
  say(fault) {
    const state = this.section.querySelector(".state");
    state.textContent = fault;
    state.classList.toggle("wrong", fault !== "");
  }
}
