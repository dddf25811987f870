import CostModel
import Symbolic

extension Catalog {
  /// The names of the machines, sorted.
  package var machineNames: [String] { files.filter(\.isMachine).flatMap(\.names).sorted() }

  /// The profile of that name.
  ///
  /// - Throws: a diagnostic with the nearest name and all names, or the first fault of its file.
  package func machine(named name: String) throws(Diagnostic) -> MachineProfile {
    guard let file = files.first(where: { $0.isMachine && $0.names.contains(name) }) else {
      let all = "machines are \(machineNames.joined(separator: ", ")), or a file"
      throw Diagnostic(
        "unknown machine \(quoted(name))",
        help: didYouMean(name, in: machineNames).map { "\($0) \(all)" } ?? all)
    }
    do throws(Diagnostics) {
      return try MachineProfile.read(Array(file.text.utf8), file: "specs/\(file.path)")
    } catch {
      throw error.all.first ?? Diagnostic("\(file.path) can't be read")
    }
  }
}
