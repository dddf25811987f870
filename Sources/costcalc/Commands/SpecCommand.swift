import CostModel
import Specs
import Symbolic

extension Command {
  package static let spec = Command(
    name: "spec", summary: "Print the spec of an architecture, to copy and edit",
    usage: "costcalc spec MODEL",
    operands: [
      Operand(
        name: "MODEL", summary: "An architecture, a variant, a block, a convention, or a machine")
    ],
    examples: [
      ("costcalc spec mobilenet_v1 > mine.json", "a starting point for your own spec"),
      ("costcalc spec squeeze", "a block of the library"),
      ("costcalc spec thop", "the rules that a tool counts by"),
    ]
  ) { invocation in
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
    try Terminal.writeStandardOutput(file.text, isExact: true)
  }
}
