"use strict";

// When memory is taken and given back, layer after layer, as the tool tells it, and the arena of
// TensorFlow Lite Micro's greedy planner. `web/network.js` runs the layers.

// The buffers of tensors that layers make and read. `data` says of each layer which tensor it makes,
// the node of its bytes, whether it is a view, which tensors it reads, and how many of these for more
// than their sizes. A choice is a tensor, a condition, and the tensors that it is where that holds and
// where it does not. What copies of a block carry is a tensor that each reads of the one before it, and
// the one that it makes in its place.
class Liveness {
  constructor(data, value) {
    this.data = data;
    this.value = value;
    // The buffer that each tensor lies in; none for parameters.
    this.places = new Map();
    this.buffers = [];
    this.steps = 0;
    for (const [tensor, bytes] of data.inputs) this.take(tensor, bytes, -1);
    // The choices about each tensor, the outermost first.
    this.choices = new Map();
    for (const [tensor, ...choice] of data.choices) {
      this.choices.set(tensor, [choice, ...(this.choices.get(tensor) ?? [])]);
    }
    this.carries = new Map(data.carries.map(([path, pairs]) => [path.join("\0"), pairs]));
  }

  take(tensor, bytes, maker) {
    this.places.set(tensor, this.buffers.length);
    this.buffers.push({ bytes: this.value(bytes), maker, last: undefined });
  }

  // The buffer of a tensor, or of the one that stands for it here.
  placeOf(tensor) {
    if (this.places.has(tensor)) return this.places.get(tensor);
    const chosen = this.choices.get(tensor)
      ?.map(([condition, present, absent]) => (this.value(condition) ? present : absent))
      .find((other) => other !== tensor);
    return chosen === undefined ? undefined : this.placeOf(chosen);
  }

  need(tensor, isRead) {
    const buffer = this.buffers[this.placeOf(tensor)];
    if (buffer && (isRead || buffer.last === undefined)) buffer.last = this.steps;
  }

  // The layer runs, and what it makes lives.
  run(source) {
    const [tensor, bytes, isView, sources, inputs] = this.data.layers[source];
    inputs.forEach((input, i) => this.need(input, i < sources));
    if (isView && inputs.length > 0) this.places.set(tensor, this.placeOf(inputs[0]));
    else this.take(tensor, bytes, this.steps);
    this.need(tensor, true);
    this.steps += 1;
  }

  // Copies of a block: each reads what the one before it made.
  repeat(fold, copies, body) {
    const pairs = this.carries.get(fold) ?? [];
    const move = (places) => {
      for (const [tensor, place] of places) {
        if (place === undefined) this.places.delete(tensor);
        else this.places.set(tensor, place);
      }
    };
    const before = pairs.map(([first]) => [first, this.places.get(first)]);
    for (let copy = 0; copy < copies; copy += 1) {
      body(copy);
      move(pairs.map(([first, later]) => [first, this.placeOf(later)]));
    }
    move(before);
  }

  // The bytes that live at each step, and the buffers, once all layers ran.
  finish() {
    for (const output of this.data.outputs) {
      const buffer = this.buffers[this.placeOf(output)];
      if (buffer) buffer.last = undefined;
    }
    const changes = Array.from({ length: this.steps + 1 }, () => 0n);
    for (const { bytes, maker, last } of this.buffers) {
      changes[Math.max(0, maker)] += bytes;
      if (last !== undefined) changes[last + 1] -= bytes;
    }
    let sum = 0n;
    return changes.slice(0, -1).map((change) => (sum += change));
  }

  // The arena: the buffers by size, the largest first, each in the lowest gap between those that live
  // with it. Step 0 is before the first layer. Null if there are too many, or beyond a double.
  arena() {
    if (this.buffers.length > 5000) return null;
    const buffers = this.buffers.map(({ bytes, maker, last }) => ({
      bytes: Math.ceil(Number(bytes) / 16) * 16, first: maker + 1,
      last: (last ?? this.steps - 1) + 1, offset: -1,
    }));
    if (buffers.some(({ bytes }) => !Number.isSafeInteger(bytes))) return null;
    const order = buffers.map((_, i) => i).sort((a, b) => buffers[b].bytes - buffers[a].bytes || b - a);
    const placed = [];
    for (const buffer of order.map((i) => buffers[i])) {
      const beside = placed.filter(({ first, last }) => first <= buffer.last && buffer.first <= last);
      let offset = 0;
      for (const other of beside.sort((a, b) => a.offset - b.offset)) {
        if (other.offset - offset >= buffer.bytes) break;
        offset = Math.max(offset, other.offset + other.bytes);
      }
      buffer.offset = offset;
      placed.push(buffer);
    }
    return {
      buffers, steps: this.steps + 1,
      bytes: placed.reduce((most, { offset, bytes }) => Math.max(most, offset + bytes), 0),
    };
  }
}
