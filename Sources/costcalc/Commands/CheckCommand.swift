import CostModel
import Specs
import Symbolic

extension Command {
  package static let check = Command(
    name: "check", summary: "Check files for faults, and what networks cost against budgets",
    usage: "costcalc check MODEL|FILE… [--max-macs 300M]… [--against main.json "
      + "--max-increase macs:1%]",
    operands: [
      Operand(
        name: "MODEL",
        summary: "A spec, a model file or a name; or a convention, a machine, a file of budgets",
        isRepeatable: true, offers: .models)
    ],
    options: Option.gates + Option.counting + [.checkFormat, .columns, .exact],
    columns: CheckRun.columns.headings(),
    takesParameters: true,
    discussion: """
      Reads the file strictly; if it is a spec, expands the architecture and every member of its \
      family with the default parameters. Reports up to \(Diagnostics.limit) faults, each as \
      file:line:column. Notes point out what is legal but may not be intended, such as padding \
      along an axis where the kernel is 1.

      With budgets, then counts the network, at the parameters given, and prints a line for each: \
      what is used, the limit and the verdict. Budgets are options, or stand in \
      \(BudgetFile.usualName) beside the model; on a --machine its RAM and flash are budgets, too. \
      --max-increase limits what a change may add to what --against says. docs/gates.md shows \
      both in a CI job.

      The exit code is 0 if there are no faults and all budgets are kept, 1 if one is broken, and \
      2 if a file is wrong or a budget can't be known. \(Amount.spellings)
      """,
    examples: [
      ("costcalc check mine.json", "check a file before counting it"),
      (
        "costcalc check mine.tflite --max-macs 10M --max-peak 64KiB", "hold a model to its budgets"
      ),
      ("costcalc check mobilenet_v2 --max-parameters 4M", "a network of the catalog"),
    ], run: CheckRun.run)
}

extension Option {
  static let checkFormat = Option(
    name: format.name, short: format.short,
    value: Value(
      "FORMAT", choices: Format.allCases.map(\.rawValue) + CheckFormat.allCases.map(\.rawValue)),
    summary: format.summary)
}

extension Program {
  /// The names of all options of commands that take parameters: a parameter with such a name could
  /// not be set. Options about trainings are younger than specs whose parameters are called like
  /// one, such as EfficientDet's `repeats`: there, `--set` sets the parameter.
  var optionNames: Set<String> {
    let all = Set(commands.filter(\.takesParameters).flatMap { $0.allOptions.map(\.name) })
    return all.subtracting(Option.training.map(\.name))
  }
}
