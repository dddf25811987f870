import CostModel
import PyTorch
import Specs
import Symbolic

extension Option {
  static let specFormat = Option(
    name: "format", short: "f",
    value: Value("FORMAT", choices: SpecFormat.allCases.map(\.rawValue)),
    summary: "Print the spec, or the network as a Python file for PyTorch")
}

/// What `spec` prints.
enum SpecFormat: String, CaseIterable {
  case spec, pytorch
}

extension SpecRun {
  /// The network as a Python file for PyTorch; a model file is lifted first.
  func pyTorch() throws -> String {
    for option in [Option.flat, .check] where invocation.isGiven(option) {
      throw invocation.usageError("\(option.spelling) is about specs, not --format pytorch")
    }
    guard invocation.operands.count == 1 else {
      throw invocation.usageError("--format pytorch prints a single network")
    }
    let model = try arguments.model(invocation.operands[0])
    let report = try arguments.report(model, arguments.settings(for: model), CountOptions())
    return try report.pyTorch(source: model.spec.source)
  }
}

extension Report {
  /// The network as a Python file, whose heading names it, its source and its parameters.
  func pyTorch(source: String?) throws(Diagnostic) -> String {
    let names = [network.title ?? network.name, source].compactMap(\.self) + network.uncounted
    let values = network.parameters.map { "\($0.name) \($0.value.text)" }
    let heading = wrapped((names + values).joined(separator: ", ") + ".", to: 96)
    return try PyTorchSource(self, heading: heading.map { printable($0) }).text
  }
}
