import CostModel
import Specs

extension Option {
  static let set = Option(
    name: "set", value: Value("NAME=VALUE", offers: .assignments),
    summary: "Set a parameter, like --NAME VALUE",
    isRepeatable: true)

  static let input = Option(
    name: "input", value: Value("[NAME=]HxW[xC]"),
    summary: "Sizes of the input in its own order, or those of the map, instead of its own",
    isRepeatable: true)

  static let variant = Option(
    name: "variant", value: Value("NAME", offers: .variants),
    summary: "The member to use, if FILE describes a family")

  static let batch = Option(
    name: "batch", value: Value("N"), summary: "Batch size (default 1)")

  static let weights = Option(
    name: "weights", value: Value("TYPE", choices: DataType.choices.map(\.rawValue)),
    summary: "Data type of weights (default fp32)")

  static let activations = Option(
    name: "activations", value: Value("TYPE", choices: DataType.choices.map(\.rawValue)),
    summary: "Data type of tensors (default fp32)")

  static let outputs = Option(
    name: "outputs", value: Value("NAME"),
    summary: "End the graph of a model file at this node or tensor", isRepeatable: true)

  static let unpriced = Option(
    name: "unpriced", value: Value("OPERATOR"),
    summary: "Count a model file without this operator, which has no known cost",
    isRepeatable: true)

  static let convention = Option(
    name: "convention",
    value: Value("TOOL", choices: ["costcalc"] + Catalog.conventions, file: "FILE"),
    summary: "Count MACs or parameters by the rules of a tool, a paper or a file",
    otherwise: "always uses our own counts")

  /// The options of every command that reads model files.
  static let modelFile = [outputs, unpriced] + lifting

  /// The options of every command that reads one model: a spec or a file.
  static let reading = [set, input, variant, batch] + modelFile

  /// The options of every command that counts one.
  static let counting = reading + [weights, activations, convention]
}

extension Command.Operand {
  /// The one model of a command.
  static let model = Command.Operand(
    name: "MODEL", summary: "An architecture, a variant, a spec file, or a model file",
    offers: .models)
}
