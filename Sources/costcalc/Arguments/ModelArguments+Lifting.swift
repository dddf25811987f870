import CostModel
import Lift
import ModelFiles
import Specs
import Symbolic

extension Option {
  static let roundChannels = Option(
    name: "round-channels", value: Value("N", words: ["8", "none", "nearest8"]),
    summary: "Round a model file's scaled widths to multiples of N, or by none or a function")

  static let keep = Option(
    name: "keep", value: Value("ROW"),
    summary: "Leave a row of a lifted model file as it is at every width and depth",
    isRepeatable: true)

  /// The options of commands that scale a model file, which is lifted into a spec first.
  static let lifting = [roundChannels, keep]
}

/// Model files as specs: what has no parameters is lifted into a table that has them.
extension ModelArguments {
  /// The parameters of lifted specs that no file has.
  private static let multipliers: Set<String> = ["depth", "resolution", "classes"]

  /// Whether the user asks for a parameter that only the lifted spec of a file has. A width is a
  /// multiplier if it is small and no height stands beside it.
  func asksForLifting(_ file: ModelFile) -> Bool {
    if Option.lifting.contains(where: invocation.isGiven) { return true }
    let set = invocation.values(of: .set).map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      return (name: parts.first ?? "", value: parts.count > 1 ? parts[1] : "")
    }
    let given = invocation.parameters.map { (name: $0.name, value: $0.value ?? "") } + set
    let free = (invocation.value(of: .free) ?? "").split(separator: ",").map(String.init)
    let names = Set(given.map(\.name) + free)
    let own = Set(file.sizeNames)
    if !names.intersection(Self.multipliers).subtracting(own).isEmpty { return true }
    guard !names.contains("height"), let width = given.first(where: { $0.name == "width" }) else {
      return false
    }
    return width.value.split(whereSeparator: { ",:".contains($0) }).allSatisfy { number in
      Double(plain: String(number)).map { $0 <= 16 } ?? false
    }
  }

  /// The spec that a model file is lifted into.
  func lifted(_ file: ModelFile, isFlat: Bool = false) throws -> LiftedSpec {
    var options = LiftOptions()
    options.isFlat = isFlat
    options.kept = Set(invocation.values(of: .keep))
    if let rule = invocation.value(of: .roundChannels) {
      let functions = ["none", "floor", "ceil", "round8", "nearest8"]
      guard functions.contains(rule) || (Int(rule) ?? 0) >= 1 else {
        throw invocation.usageError(
          "--round-channels takes a number or one of \(functions.joined(separator: ", ")), "
            + "not \(quoted(rule))")
      }
      options.rounding = rule
    }
    let network = try Network.translating(file, liftedSettings(file))
    guard network.symbols.isEmpty else {
      throw Self.openSizes(network.symbols.map(\.name), of: file, Settings(), invocation)
    }
    return try LiftedSpec(network, options, in: catalog)
  }

  /// What is asked of a file that is lifted. Heights and widths that it leaves open become the
  /// parameter `resolution`, whose default is then 224 unless `--set` or `--input` says otherwise.
  private func liftedSettings(_ file: ModelFile) throws -> ModelFileSettings {
    var own = ModelFileSettings()
    own.outputs = invocation.values(of: .outputs)
    own.unpriced = Set(invocation.values(of: .unpriced))
    own.batch = 1
    own.inputSizes = try inputs().mapValues { $0.map { Formula($0) } }
    let open = file.freeSizes
    if own.inputSizes.isEmpty, open.count == 2, file.inputs.count == 1,
      file.inputs[0].axes.count == 4
    {
      for name in open { own.sizes[name] = 224 }
    }
    for text in invocation.values(of: .set) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, open.contains(parts[0]), let size = Int(parts[1]), size > 0 {
        own.sizes[parts[0]] = Formula(size)
      }
    }
    return own
  }
}
