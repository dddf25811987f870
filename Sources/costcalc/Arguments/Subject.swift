import CostModel
import JSON
import ModelFiles
import Specs
import Symbolic

/// What a command counts: a model of the catalog or of a spec file, or a framework's model file.
enum Subject {
  case model(Model)
  case file(ModelFile)

  /// The name that reports begin with.
  var name: String {
    switch self {
    case .model(let model): model.name
    case .file(let file): file.name
    }
  }

  /// The model of the spec language; nil for a model file.
  var model: Model? { if case .model(let model) = self { model } else { nil } }

  /// The parameters that flags set: those of the spec, or the sizes of the file's inputs.
  var parameterNames: [String] {
    switch self {
    case .model(let model): model.spec.parameters.map(\.name)
    case .file(let file): file.sizeNames + file.switches
    }
  }

  /// The parameters with the values that a table takes by itself.
  func ranges(_ settings: Settings) -> [ParameterValues] {
    guard let model else { return [] }
    let fixed = settings.values.map(\.name) + (model.variant?.parameterNames ?? [])
    let given = byInput(settings)
    return model.spec.ranges.filter { !(fixed + given).contains($0.parameter) }
      .map { ParameterValues(name: $0.parameter, texts: $0.values) }
  }

  /// The values of the parameters, as far as they are known.
  func values(_ settings: Settings) throws(Diagnostic) -> [String: Value] {
    switch self {
    case .model(let model): return try model.parameters(settings)
    case .file(let file):
      var values: [String: Value] = [:]
      for axis in file.inputs.flatMap(\.axes) {
        if case .known(let size) = axis.size { values[axis.name] = .integer(size) }
      }
      for entry in settings.values { values[entry.name] = Int(entry.text).map(Value.integer) }
      return values
    }
  }

  /// The values of the parameters that an answer about many networks does not vary.
  func bindings(
    _ settings: Settings, except varied: [String]
  ) throws(Diagnostic) -> JSONOutput {
    guard let model else { return .object([]) }
    return try model.bindings(settings, except: varied)
  }

  /// The parameters that a formula leaves free unless told otherwise: those with ranges in the
  /// spec, or all sizes that the file leaves open.
  func usuallyFree(_ settings: Settings) -> Set<String> {
    switch self {
    case .model(let model): Set(model.spec.ranges.map(\.parameter)).subtracting(byInput(settings))
    case .file(let file): Set(file.freeSizes)
    }
  }

  /// All parameters that may be left free.
  func everyFree(_ settings: Settings) -> Set<String> {
    switch self {
    case .model(let model): Set(model.spec.numbers.map(\.name)).subtracting(byInput(settings))
    case .file(let file): Set(file.freeSizes)
    }
  }

  /// The parameters of a spec that another input gives.
  private func byInput(_ settings: Settings) -> [String] {
    guard case .model(let model) = self, settings.input != nil else { return [] }
    return model.spec.parameters.map(\.name).filter { model.spec.takesInput(from: $0) }
  }
}
