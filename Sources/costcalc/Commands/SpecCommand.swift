import CostModel
import Specs
import Symbolic

extension Option {
  static let flat = Option(
    name: "flat", summary: "Write a model file's layers as one row each, without blocks")

  static let specOutput = Option(
    name: "output", short: "o", value: Value("FILE"), summary: "Write the spec to a file")
}

extension Command {
  package static let spec = Command(
    name: "spec", summary: "Print the spec of an architecture or of a model file, to copy and edit",
    usage: "costcalc spec MODEL|FILE [--flat] [-o mine.json]",
    operands: [
      Operand(
        name: "MODEL",
        summary: "An architecture, a variant, a block, a convention, a machine, or a model file")
    ],
    options: [.flat, .specOutput, .set, .input, .outputs, .unpriced] + Option.lifting,
    discussion: """
      A model file is lifted: written as the table that its paper would print, with blocks, repeats, \
      and parameters width, depth, resolution and classes. The table is expanded again and compared \
      with the file, layer by layer, before it is printed; a layer that no row says is named. \
      docs/lift.md tells how, and what one file can't tell.
      """,
    examples: [
      ("costcalc spec mobilenet_v1 > mine.json", "a starting point for your own spec"),
      ("costcalc spec model.onnx -o mine.json", "the table of a model file"),
      ("costcalc spec squeeze", "a block of the library"),
      ("costcalc spec thop", "the rules that a tool counts by"),
    ], run: SpecRun.run)
}

/// The command `spec`.
enum SpecRun {
  static func run(_ invocation: Invocation) throws {
    let output = try invocation.value(of: .specOutput).map { (path) throws(Diagnostic) in
      try OutputFile(path)
    }
    let text = try text(invocation)
    guard let output else { return try Terminal.writeStandardOutput(text, isExact: true) }
    try output.write(text)
  }

  private static func text(_ invocation: Invocation) throws -> String {
    let catalog = Catalog.embedded
    let name = invocation.operands[0]
    if InputFile.isModelFile(name) {
      let arguments = ModelArguments(invocation)
      return try arguments.lifted(
        InputFile.model(at: name), isFlat: invocation.isGiven(.flat)
      ).text
    }
    for option in [Option.flat, .set, .input, .outputs, .unpriced] + Option.lifting
    where invocation.isGiven(option) {
      throw invocation.usageError("\(option.spelling) needs a model file, not \(quoted(name))")
    }
    guard let file = catalog.file(defining: name) else {
      let known =
        catalog.modelNames + catalog.blockNames + catalog.conventionNames
        + catalog.machineNames
      throw Diagnostic(
        "unknown model \(quoted(name))",
        help: didYouMean(name, in: known) ?? "'costcalc list' shows all of them")
    }
    return file.text
  }
}
