import Charts
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

  static let widthName = Option(
    name: "name", value: Value("WIDTH=ROW"),
    summary: "Scale rows of a lifted model file, separated by commas, by a width of their own",
    isRepeatable: true)

  /// The options of commands that scale a model file, which is lifted into a spec first.
  static let lifting = [roundChannels, keep, widthName]
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

  /// The model of the spec that a file is lifted into, which knows what the lift leaves behind.
  func liftedModel(_ file: ModelFile) throws -> Model {
    let network = try liftedNetwork(file)
    var model = Model(try lifted([network]).spec)
    model.uncounted = network.uncounted
    let types = network.storedTypes
    if types.contains(where: { $0 != .fp32 }),
      !invocation.isGiven(.weights) || !invocation.isGiven(.activations)
    {
      model.assumed = [
        "lifted without the types of the file, \(allOf(types.map(\.rawValue))): --weights and "
          + "--activations say how numbers are stored"
      ]
    }
    return model
  }

  /// The spec that networks of files are lifted into: several are the members of a family.
  func lifted(_ networks: [Network], isFlat: Bool = false) throws -> LiftedSpec {
    if isFlat, networks.count > 1 {
      throw invocation.usageError("--flat writes one model file, and \(networks.count) are given")
    }
    var options = LiftOptions()
    options.isFlat = isFlat
    options.kept = Set(invocation.values(of: .keep))
    options.multipliers = try multipliers()
    if let rule = invocation.value(of: .roundChannels) {
      guard LiftOptions.isRounding(rule) else {
        let functions = LiftOptions.roundings.joined(separator: ", ")
        throw invocation.usageError(
          "--round-channels takes a number or one of \(functions), "
            + "not \(quoted(rule))")
      }
      options.rounding = rule
    }
    return try LiftedSpec(networks, options, in: catalog)
  }

  /// The network of a file that is to be lifted.
  func liftedNetwork(_ file: ModelFile) throws -> Network {
    let network = try Network.translating(file, liftedSettings(file))
    guard network.symbols.isEmpty else {
      throw Self.openSizes(network.symbols.map(\.name), of: file, Settings(), invocation)
    }
    return network
  }

  /// Widths of their own: `--name head=conv2,dense1`.
  private func multipliers() throws -> [(name: String, rows: [String])] {
    var found: [(name: String, rows: [String])] = []
    for text in invocation.values(of: .widthName) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let rows = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
      guard parts.count == 2, !rows.isEmpty, Self.isName(parts[0]) else {
        throw invocation.usageError("--name takes WIDTH=ROW[,ROW…], not \(quoted(text))")
      }
      guard !Self.ownNames.contains(parts[0]), !found.contains(where: { $0.name == parts[0] })
      else {
        throw invocation.usageError("--name \(parts[0]) is the name of another parameter")
      }
      guard !invocation.command.allOptions.contains(where: { $0.name == parts[0] }) else {
        throw invocation.usageError("--name \(parts[0]) is the name of an option")
      }
      if let kept = rows.first(where: invocation.values(of: .keep).contains) {
        throw invocation.usageError("--name scales \(quoted(kept)), which --keep leaves alone")
      }
      if let twice = rows.first(where: { row in found.contains { $0.rows.contains(row) } }) {
        throw invocation.usageError("--name gives \(quoted(twice)) two widths")
      }
      found.append((parts[0], rows))
    }
    return found
  }

  /// The names of parameters that every lifted spec may have, and what else a name can't be.
  private static let ownNames: Set<String> = [
    "width", "depth", "resolution", "classes", "in", "true", "false", "and", "or", "not",
  ]

  private static func isName(_ text: String) -> Bool {
    text.first?.isLetter == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  /// What is asked of a file that is lifted. Heights and widths that it leaves open become the
  /// parameter `resolution`, whose default is then 224 unless `--set` or `--input` says otherwise.
  private func liftedSettings(_ file: ModelFile) throws -> ModelFileSettings {
    var own = ModelFileSettings()
    own.outputs = invocation.values(of: .outputs)
    own.unpriced = try unpriced(of: file)
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
