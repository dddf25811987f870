import Charts
import CostModel
import Specs

extension Option {
  static let machine = Option(
    name: "machine", short: "m", value: Value("NAME"),
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
    guard InputFile.isNamed(by: name) else {
      guard Catalog.machines.contains(name) else {
        throw unknown("machine", name, in: Catalog.machines, orFile: true)
      }
      return try Catalog.embedded.machine(named: name)
    }
    return try MachineProfile.read(InputFile.bytes(of: name), file: name)
  }
}
