import Charts
import CostModel
import Specs
import Symbolic

extension Option {
  static let machine = Option(
    name: "machine", short: "m", value: Value("NAME", offers: .machines),
    summary: "The machine: a name or a profile file")
}

extension Catalog {
  /// The names of the machines that come with costcalc.
  static let machines = embedded.machineNames
}

extension Invocation {
  /// The machine of `--machine`: a name of the catalog, or a file.
  func machine() throws -> MachineProfile {
    guard let name = value(of: .machine) else {
      throw usageError(
        "--machine is missing", remedy: "choose \(anyOf(Catalog.machines)), or a file")
    }
    return try machine(named: name)
  }

  /// A machine of the catalog, or a file.
  ///
  /// - Parameter position: where a file names it, for faults; nil for an option.
  func machine(named name: String, at position: SourcePosition? = nil) throws -> MachineProfile {
    guard InputFile.isNamed(by: name) else {
      guard Catalog.machines.contains(name) else {
        guard let position else {
          throw unknown("machine", name, in: Catalog.machines, orFile: true)
        }
        throw Diagnostic(
          "unknown machine \(quoted(name))", at: position,
          help: didYouMean(name, in: Catalog.machines) ?? "choose \(anyOf(Catalog.machines))")
      }
      return try Catalog.embedded.machine(named: name)
    }
    return try MachineProfile.read(InputFile.bytes(of: name), file: name)
  }
}
