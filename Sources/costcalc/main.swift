let program = Program(
  name: "costcalc",
  version: "0.1.0",
  summary: "Shows what a convolutional network costs and why: MACs, parameters, memory traffic.",
  notes: "",
  commands: [
    .list, .spec, .table, .count, .compare, .formula, .gridSearch, .scale, .fit, .space, .merge,
    .roofline, .calibrate, .verify, .explain, .published, .check,
  ])

Terminal.prepareStreams()
Terminal.exit(program.run(Array(Terminal.arguments.dropFirst())))
