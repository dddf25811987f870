import CostModel
import Lift
import Specs
import Symbolic

extension Option {
  static let flat = Option(
    name: "flat", summary: "Write a model file's layers as one row each, without blocks")

  static let check = Option(
    name: "check", value: Value("FILE", file: "FILE"),
    summary: "Say whether the spec is also this model file, and with which parameters",
    isRepeatable: true)

  static let specOutput = Option(
    name: "output", short: "o", value: Value("FILE", offers: .files),
    summary: "Write the spec to a file")
}

extension Command {
  package static let spec = Command(
    name: "spec", summary: "Print the spec of an architecture or of a model file, to copy and edit",
    usage: "costcalc spec MODEL|FILE… [--format pytorch] [--flat] [--check FILE] [-o mine.json]",
    operands: [
      Operand(
        name: "MODEL",
        summary: "An architecture, a variant, a block, a convention, a machine, or model files",
        isRepeatable: true, offers: .models)
    ],
    options: [.specFormat, .flat, .check, .specOutput, .set, .input, .variant] + Option.modelFile,
    takesParameters: true,
    discussion: """
      A model file is lifted: written as the table that its paper would print, with blocks, repeats, \
      and parameters width, depth, resolution and classes. The table is expanded again and compared \
      with the file, layer by layer, before it is printed; a layer that no row says is named. \
      Several model files become one spec, with a variant for each: how widths and repeats are \
      scaled follows from the members. --check FILE holds it against a member that was left out: \
      exit code 1 if the spec is not that network. docs/lift.md tells how, and what files can't tell.

      --format pytorch prints a network as one Python file: blocks as classes, repeated rows as \
      sequences, conditions decided, a comment with shape, MACs and parameters at each row. There \
      any other --NAME VALUE sets a parameter of the model.
      """,
    examples: [
      ("costcalc spec mobilenet_v1 > mine.json", "a starting point for your own spec"),
      ("costcalc spec model.onnx -o mine.json", "the table of a model file"),
      (
        "costcalc spec b0.onnx b3.onnx --check b1.onnx -o mine.json",
        "a family, and a member left out"
      ),
      ("costcalc spec mobilenet_v2 --width 0.5 -f pytorch -o net.py", "a network to train"),
      ("costcalc spec squeeze", "a block of the library"),
      ("costcalc spec thop", "the rules that a tool counts by"),
    ], run: SpecRun.run)
}

/// The command `spec`.
struct SpecRun {
  let invocation: Invocation
  var arguments: ModelArguments { ModelArguments(invocation) }

  static func run(_ invocation: Invocation) throws {
    let output = try invocation.value(of: .specOutput).map { (path) throws(Diagnostic) in
      try OutputFile(path)
    }
    func write(_ text: String) throws {
      guard let output else { return try Terminal.writeStandardOutput(text, isExact: true) }
      try output.write(text)
    }
    let run = SpecRun(invocation: invocation)
    if invocation.choice(of: .specFormat) == SpecFormat.pytorch { return try write(run.pyTorch()) }
    if let given = invocation.parameters.first?.spelling
      ?? (invocation.isGiven(.variant) ? Option.variant.spelling : nil)
    {
      throw invocation.usageError(
        "\(given) chooses one network, and a spec is about all of them",
        remedy: "--format pytorch prints one")
    }
    guard let lifted = try run.lifted() else { return try write(run.catalogText()) }
    // Members left out are read before anything is printed.
    let checks = try run.checks(lifted)
    try write(lifted.text)
    for check in checks { Terminal.writeStandardError(check.text + "\n") }
    let wrong = checks.count { !$0.isRight }
    if wrong > 0 {
      throw CheckFailed(
        message: wrong == 1 && checks.count == 1
          ? "the spec is not the network of --check"
          : "the spec is not the network of --check for \(wrong) of \(checks.count) files")
    }
  }

  /// The spec of the operands if they are model files; nil if the only one is a name.
  private func lifted() throws -> LiftedSpec? {
    let names = invocation.operands
    guard let other = names.first(where: { !InputFile.isModelFile($0) }) else {
      let networks = try names.map { try arguments.liftedNetwork(InputFile.model(at: $0)) }
      return try arguments.lifted(networks, isFlat: invocation.isGiven(.flat))
    }
    guard names.count == 1 else {
      throw invocation.usageError("a family is made of model files, and \(quoted(other)) is none")
    }
    for option in [Option.flat, .check, .set, .input] + Option.modelFile
    where invocation.isGiven(option) {
      throw invocation.usageError("\(option.spelling) needs a model file, not \(quoted(other))")
    }
    return nil
  }

  /// What the catalog has of the operand's name.
  private func catalogText() throws -> String {
    let catalog = Catalog.embedded
    let name = invocation.operands[0]
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

  /// The spec held against members that were left out.
  private func checks(_ lifted: LiftedSpec) throws -> [(text: String, isRight: Bool)] {
    try invocation.values(of: .check).map { path in
      guard InputFile.isModelFile(path) else {
        throw invocation.usageError("--check takes a model file, not \(quoted(path))")
      }
      let check = try lifted.check(
        arguments.liftedNetwork(InputFile.model(at: path)), in: arguments.catalog)
      let values = check.parameters.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
      let place = values.isEmpty ? "" : " at \(values)"
      guard let difference = check.difference else {
        return ("\(path): the same network\(place)", true)
      }
      return ("\(path): another network\(place): \(difference)", false)
    }
  }
}
