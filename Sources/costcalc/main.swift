let program = Program(
  name: "costcalc",
  version: "0.1.0",
  summary: "Counts what a convolutional network costs.",
  notes: "",
  commands: [])

Terminal.ignoreBrokenPipes()
Terminal.exit(program.run(Array(CommandLine.arguments.dropFirst())))
