import CostModel
import Specs
import Symbolic

/// The arguments that specify a model, before anything is counted.
struct ModelArguments {
  let catalog: Catalog
  let invocation: Invocation

  init(_ invocation: Invocation) {
    catalog = .embedded
    self.invocation = invocation
  }

  /// What an operand means: an existing file, or else a name of the catalog.
  func subject(_ operand: String) throws -> Subject {
    if InputFile.isModelFile(operand) {
      for option in [Option.variant, .members, .replace] where invocation.isGiven(option) {
        throw invocation.usageError("\(option.spelling) needs a spec, not \(quoted(operand))")
      }
      let file = try InputFile.model(at: operand)
      return asksForLifting(file) ? .model(try liftedModel(file)) : .file(file)
    }
    return .model(try model(operand))
  }

  /// The model of an operand: a spec file, a model file lifted into a spec, or else a name of the
  /// catalog.
  func model(_ operand: String) throws -> Model {
    if InputFile.isModelFile(operand) {
      return try liftedModel(InputFile.model(at: operand))
    }
    // Beside a file, they mean the file.
    if !invocation.operands.contains(where: InputFile.isModelFile),
      let option = Option.modelFile.first(where: invocation.isGiven)
    {
      throw invocation.usageError("\(option.spelling) needs a model file, not \(quoted(operand))")
    }
    let variant = invocation.value(of: .variant)
    guard InputFile.isSpec(operand) else {
      if let variant {
        throw invocation.usageError(
          "--variant needs a spec file, not \(quoted(operand))",
          remedy: "use \(quoted(variant)) instead")
      }
      return try catalog.model(named: operand)
    }
    let spec = try Spec.read(InputFile.bytes(of: operand), file: operand)
    let faults = spec.tableFaults(in: catalog)
    guard faults.isEmpty else { throw Diagnostics(faults) }
    guard let variant else { return Model(spec) }
    guard let model = spec.model(named: variant) else {
      throw invocation.unknown(
        "variant", variant, in: spec.variants.map(\.name), of: " of \(operand)")
    }
    return model
  }

  /// The convention of an option's value: a name of the catalog, or a file.
  func convention(_ text: String) throws -> Convention {
    InputFile.isNamed(by: text)
      ? try Convention.read(InputFile.bytes(of: text), file: text)
      : try catalog.convention(named: text)
  }

  /// The parameters that the user set, each with its flag as typed.
  private func entries() throws -> [Settings.Entry] {
    var entries = invocation.parameters.map {
      Settings.Entry(name: $0.name, text: $0.value ?? "true", flag: $0.spelling)
    }
    for text in invocation.values(of: .set) {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw invocation.usageError("--set takes NAME=VALUE, not \(quoted(text))")
      }
      let name = String(text[..<equals])
      entries.append(
        Settings.Entry(
          name: name, text: String(text[text.index(after: equals)...]), flag: "--set \(name)"))
    }
    var seen: Set<String> = []
    for entry in entries where !seen.insert(entry.name).inserted {
      throw invocation.usageError("\(quoted("--" + entry.name)) is given more than once")
    }
    return entries
  }

  /// The settings for one model from the user's arguments.
  func settings(for model: Model) throws -> Settings {
    try settings(for: .model(model), among: [.model(model)])
  }

  /// The settings for one subject from the user's arguments.
  ///
  /// - Parameter subjects: all of the command: a parameter must belong to at least one.
  func settings(for subject: Subject, among subjects: [Subject]) throws -> Settings {
    let known = Set(subjects.flatMap(\.parameterNames))
    let own = Set(subject.parameterNames)
    var settings = Settings()
    for entry in try entries() {
      guard known.contains(entry.name) else {
        guard entry.flag == "--" + entry.name else {
          throw invocation.unknown("parameter", entry.name, in: known.sorted(), of: " for --set")
        }
        let parameter = Invocation.Parameter(name: entry.name, value: entry.text)
        throw invocation.unknown(parameter, parameters: known.sorted())
      }
      if own.contains(entry.name) { settings.values.append(entry) }
    }
    switch subject {
    case .model(let model):
      try requireValues(of: model)
      settings.input = try input(of: model)
    case .file: settings.inputs = try inputs()
    }
    settings.batch = try batch()
    return settings
  }

  /// Rejects a missing value for anything but a flag: `--se` means true.
  private func requireValues(of model: Model) throws {
    for typed in invocation.parameters where typed.value == nil {
      guard let parameter = model.spec.parameter(named: typed.name), parameter.domain != .flag
      else { continue }
      throw invocation.usageError(
        "\(quoted(typed.spelling)) needs a value, such as \(parameter.defaultText)")
    }
  }

  /// The sizes of another input; an image has three channels unless told.
  private func input(of model: Model) throws -> [Int]? {
    guard let text = invocation.value(of: .input) else { return nil }
    guard invocation.values(of: .input).count == 1 else {
      throw invocation.usageError("\(model.name) has one input, and --input is given twice")
    }
    let sizes = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    let names = model.spec.inputNames.map { $0.uppercased() }
    let isImage = names.count == 3
    guard sizes.count == names.count || (isImage && sizes.count == 2),
      sizes.allSatisfy({ ($0 ?? 0) >= 1 })
    else {
      let all = names.joined(separator: "x")
      throw invocation.usageError(
        isImage
          ? "--input takes HEIGHTxWIDTH or \(all), such as 192x256, not \(quoted(text))"
          : "--input takes \(all) for \(model.name), not \(quoted(text))")
    }
    return sizes.compactMap(\.self) + (sizes.count < names.count ? [3] : [])
  }

  /// - Parameter type: how numbers are stored where neither the user nor the network says.
  func options(storing type: DataType = .fp32) throws -> CountOptions {
    var options = CountOptions(
      weights: invocation.choice(of: .weights), activations: invocation.choice(of: .activations),
      unstated: type)
    if let name = invocation.value(of: .convention), name != "costcalc" {
      options.convention = try convention(name)
    }
    return options
  }

  /// Samples per batch.
  func batch() throws -> Int {
    guard let text = invocation.value(of: .batch) else { return 1 }
    guard let batch = Int(text), batch >= 1 else {
      throw invocation.usageError(
        "--batch takes a positive whole number below 2^63, not \(quoted(text))")
    }
    return batch
  }

  /// The network of a subject; sizes that the settings leave open are symbols.
  func network(_ subject: Subject, _ settings: Settings) throws -> Network {
    switch subject {
    case .model(let model): return try Network.expand(model, settings, in: catalog)
    case .file(let file): return try network(file, settings)
    }
  }

  /// Expands and counts a subject.
  func report(
    _ subject: Subject, _ settings: Settings, _ options: CountOptions
  ) throws -> Report {
    try Report(network(subject, settings), options)
  }

  /// Expands and counts a model.
  func report(
    _ model: Model, _ settings: Settings, _ options: CountOptions
  ) throws -> Report {
    try report(.model(model), settings, options)
  }
}
