import Specs

/// The tool, with its commands in the order of its help.
package let program = Program(
  name: "costcalc",
  version: "0.1.0",
  date: "November 29, 2026",
  summary: "Shows what a convolutional network costs and why: MACs, parameters, memory traffic.",
  notes: """
    A MODEL is a name that 'costcalc list' shows, a spec file, or a model file: ONNX, TFLite, .pt2 \
    or Core ML.
    """,
  commands: [
    .list, .spec, .table, .count, .compare, .formula, .memory, .train, .report, .gridSearch, .scale,
    .fit, .space, .merge, .roofline, .calibrate, .verify, .explain, .published, .check,
  ],
  words: Catalog.embeddedWords)
