"use strict";

// A network of the page at any values of its parameters: its layers, copy by copy, and its totals.
// Everything here is computed from the formulas of `formulas.js`; nothing touches the document.

// The metrics as sums over the formulas of a layer, in the order of `Cost.fields`.
const Metrics = {
  macs: [0], flops: [1], effectiveMacs: [2], parameters: [3], activations: [4],
  fusedBytes: [5, 6, 7], inputBytes: [5], weightBytes: [6], outputBytes: [7],
  unfusedBytes: [8, 9, 10], unfusedInputBytes: [8], unfusedWeightBytes: [9],
  unfusedOutputBytes: [10], modelBytes: [11], im2colBytes: [12],
};

// A metric of fields, a BigInt; FLOPs per byte are a double, or null where no byte moves.
function metricOf(fields, key) {
  if (key !== "intensity") return Metrics[key].reduce((sum, field) => sum + fields[field], 0n);
  const bytes = metricOf(fields, "fusedBytes");
  return bytes === 0n ? null : Exact.number(Exact.divide(fields[1], bytes));
}

class FreeNetwork {
  constructor(data) {
    this.data = data;
  }

  // What the page opens with.
  get start() {
    return this.data.sliders.map(FreeNetwork.startOf);
  }

  static startOf(slider) {
    return slider.whole ? BigInt(slider.value) : Number(slider.value);
  }

  // All numbers at a point: a value for each slider. Throws what is wrong with the point.
  at(point) {
    const value = evaluator(this.data.nodes, point);
    for (const [condition, message] of this.data.requirements) {
      if (!value(condition)) throw new RangeError(message);
    }
    const layers = this.data.layers.map(
      ([path, operator, then, kinds, times, shape, fields], source) => ({
        path, operator, then, source, times: value(times),
        folds: path.flatMap((part, i) => (isFolded(part) ? [path.slice(0, i + 1).join("\0")] : [])),
        kind: () => kinds.find(([condition]) => value(condition))[1],
        shape: () => shape.map(value),
        fields: () => fields.map(value),
      }));
    this.nameSingles(layers);
    const memory = new Liveness(this.data.memory, value);
    const rows = [];
    unfold(layers, {
      layer(layer, times, outer) {
        if (times === 0n) return;
        memory.run(layer.source);
        rows.push({
          ...layer,
          kind: layer.kind(),
          name: layer.path.join(".") + (times > 1n ? ` ×${times}` : ""),
          shape: layer.shape(),
          fields: layer.fields().map((field) => field / outer),
        });
      },
      repeat(fold, copies, body) {
        memory.repeat(fold, copies, body);
      },
    });
    const live = memory.finish();
    rows.forEach((row, step) => Object.assign(row, this.underRoof(row), { live: live[step] }));
    const totals = Array.from({ length: 13 }, () => 0n);
    for (const { fields } of rows) fields.forEach((field, i) => (totals[i] += field));
    return {
      rows, totals, memory,
      peak: live.reduce((most, bytes) => (bytes > most ? bytes : most), 0n),
      time: this.data.machine && rows.reduce((sum, { time }) => sum + time, 0),
    };
  }

  // Where there is one copy only, its layers have no number: "conv2.add" instead of "conv2.1.add".
  nameSingles(layers) {
    const folds = (layers) => new Set(layers.flatMap(({ path }) =>
      path.flatMap((part, i) => (isFolded(part) ? [path.slice(0, i).join("\0")] : []))));
    this.folds ??= folds(this.data.layers.map(([path]) => ({ path })));
    const repeated = folds(layers.filter(({ times }) => times > 0n));
    for (const layer of layers) {
      layer.path = layer.path.filter((part, i, path) => {
        const place = path.slice(0, i).join("\0");
        return part !== "1" || !this.folds.has(place) || repeated.has(place);
      });
    }
  }

  // A layer's place under the roof of the page's machine: seconds, and what it waits for.
  underRoof({ fields, kind }) {
    const { machine } = this.data;
    if (!machine) return {};
    const operations = Exact.number(fields[1]);
    const bytes = Exact.number(metricOf(fields, "fusedBytes"));
    const peak = machine.peak * (machine.efficiency[kind] ?? 1);
    const [compute, memory] = [operations / peak, bytes / machine.bandwidth];
    const time = Math.max(compute, memory);
    return {
      time,
      bound: time === 0 ? "–" : memory > compute ? "memory" : "compute",
      intensity: bytes > 0 ? operations / bytes : null,
      rate: memory > compute ? operations / memory : compute > 0 ? peak : null,
    };
  }
}

// Repeats of more copies than this stay one row, as in the tool.
const copyLimit = 1000n;

const isFolded = (name) => /^\d+…$/.test(name);

// Visits layers in the order in which they run. Folded repeats, "conv2.2….add" three times, are
// "conv2.2.add", "conv2.3.add" and "conv2.4.add", copy after copy. A layer's times are 0 where it is
// absent, and above 1 where copies stay folded; `outer` is how often all of it is copied by what is
// around it, and `level` how many of the folds around it are passed.
function unfold(layers, visitor, depth = 0, outer = 1n, level = 0) {
  for (let start = 0, end = 0; start < layers.length; start = end) {
    const name = layers[start].path[depth];
    end += 1;
    if (name === undefined) {
      visitor.layer(layers[start], layers[start].times / outer, outer);
      continue;
    }
    while (end < layers.length && layers[end].path[depth] === name) end += 1;
    const group = layers.slice(start, end);
    if (!isFolded(name)) {
      unfold(group, visitor, depth + 1, outer, level);
      continue;
    }
    const plain = group.filter(({ folds }) => folds.length === level + 1);
    const most = (plain.length ? plain : group).reduce((a, { times }) => (times > a ? times : a), 0n);
    const copies = most / outer;
    if (copies >= copyLimit) {
      for (const layer of group) visitor.layer(layer, layer.times / outer, outer);
      continue;
    }
    visitor.repeat(group[0].folds[level], Number(copies), (copy) => {
      const number = String(Number.parseInt(name, 10) + copy);
      const copied = group.map((layer) => ({ ...layer, path: layer.path.with(depth, number) }));
      unfold(copied, visitor, depth + 1, outer * copies, level + 1);
    });
  }
}
