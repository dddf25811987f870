CrashSignals.endProcessIfSent()
Terminal.prepareStreams()
Terminal.exit(program.run(Array(Terminal.arguments.dropFirst())))
