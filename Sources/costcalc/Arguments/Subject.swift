import CostModel
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

  /// The parameters that flags set: those of the spec, or the sizes that the file leaves open.
  var parameterNames: [String] {
    switch self {
    case .model(let model): model.spec.parameters.map(\.name)
    case .file(let file): file.freeSizes
    }
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
