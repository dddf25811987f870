import CostModel
import Specs
import Symbolic

extension Command {
  package static let check = Command(
    name: "check", summary: "Check a spec, convention or machine file for faults",
    usage: "costcalc check FILE…",
    operands: [
      Operand(
        name: "FILE", summary: "A spec, a convention or a machine profile", isRepeatable: true)
    ],
    discussion: """
      Reads the file strictly; if it is a spec, expands the architecture and every member of its \
      family with the default parameters. Reports up to \(Diagnostics.limit) faults, each as file:line:column. \
      The exit code is 0 if there are none, otherwise 2. Notes point out what is legal but may not \
      be intended, such as padding along an axis where the kernel is 1.
      """,
    examples: [("costcalc check mine.json", "check a file before counting it")]
  ) { invocation in
    var faults: [Diagnostic] = []
    var summaries = ""
    for path in invocation.operands {
      do {
        let bytes = try InputFile.bytes(of: path)
        switch FileKind(of: bytes) {
        case .convention:
          let convention = try Convention.read(bytes, file: path)
          summaries += "\(path): convention \(convention.name), no faults\n"
          continue
        case .machine:
          let machine = try MachineProfile.read(bytes, file: path)
          summaries += "\(path): machine \(machine.name), no faults\n"
          continue
        case .spec: break
        }
        let spec = try Spec.read(bytes, file: path)
        let found = spec.findings(in: .embedded, reserved: invocation.program.optionNames)
        faults += found.faults
        for note in found.notes { summaries += note.text(of: "note") + "\n" }
        let members = spec.variants.count
        summaries += "\(path): \(spec.name ?? "blocks")"
        summaries += members > 0 ? " and \(members) members, no faults\n" : ", no faults\n"
      } catch let error as Diagnostics {
        faults += error.all
      } catch let error as Diagnostic {
        faults.append(error)
      }
    }
    guard faults.isEmpty else { throw Diagnostics(faults) }
    try Terminal.writeStandardOutput(summaries)
  }
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
