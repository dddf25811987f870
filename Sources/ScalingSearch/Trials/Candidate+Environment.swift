import CostModel
import Symbolic

extension Candidate {
  /// The environment of a command: `COSTCALC_WIDTH`, `COSTCALC_MACS`.
  var environment: [(name: String, value: String)] {
    let costs = Metric.searched.map { ($0.rawValue, "\(cost($0))") }
    let own =
      parameters
      + choices.filter { choice in
        !parameters.contains { $0.name == choice.name }
      }
    return (own + costs.filter { cost in !own.contains { $0.name == cost.0 } }).map { name, text in
      (Candidate.variable(name), text)
    }
  }

  /// What costcalc tells of a training itself, by the variable's name without `COSTCALC_`.
  private static let ownVariables = [
    ("NETWORK", "the file of the network"), ("PYTHON", "the file of the network in Python"),
    ("SEED", "the seed of the training"), ("ID", "the name of the training"),
    ("WORKDIR", "the folder of the training"), ("ATTEMPT", "the number of the attempt"),
    ("SLOT", "the place among the jobs"), ("JOBS", "the number of jobs"),
  ]

  private static func variable(_ name: String) -> String { "COSTCALC_\(name.uppercased())" }

  /// Checks that no two names share an environment variable, where case is lost.
  ///
  /// - Throws: a diagnostic that gives both names.
  func checkEnvironment() throws(Diagnostic) {
    var known: [String: String] = [:]
    for (name, meaning) in Candidate.ownVariables { known[Candidate.variable(name)] = meaning }
    let costs = Metric.searched.map(\.rawValue)
    for name in parameters.map(\.name) + choices.map(\.name) + costs {
      let variable = Candidate.variable(name)
      guard let other = known.updateValue(quoted(name), forKey: variable), other != quoted(name)
      else { continue }
      throw Diagnostic(
        "\(quoted(name)) and \(other) are both \(variable) in the environment of the command",
        help: "rename the parameter")
    }
  }
}
