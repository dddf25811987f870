import CostModel
import Symbolic

extension Network {
  /// The network that a model file describes.
  ///
  /// - Throws: a diagnostic that names the node, or lists all that can't be counted.
  package static func translating(
    _ file: ModelFile, _ settings: ModelFileSettings = ModelFileSettings()
  ) throws(Diagnostic) -> Network {
    let rules = FormatRules.of(file)
    guard !file.graphs.isEmpty else { throw Diagnostic("the file has no graph") }
    var translator = Translator(file, settings, rules)
    let outputs = try file.outputs(settings.outputs)
    try translator.takeInputs()
    try translator.run(graph: 0, for: outputs)
    try translator.checkRefused()
    try translator.giveOutputs(outputs)
    translator.draft.findGroups()
    if rules.conversionsAreMarks { translator.draft.takeConversions() }
    return try translator.network()
  }
}

extension FormatRules {
  /// The rules of a file's format. Core ML has two kinds of networks, of which layers know their
  /// inputs by place.
  package static func of(_ file: ModelFile) -> FormatRules {
    switch file.format {
    case .onnx: .onnx
    case .tflite: .tflite
    case .torchExport: .torchExport
    case .coreML:
      file.graphs.first?.nodes.contains { !$0.inputNames.isEmpty } ?? true
        ? .coreMLProgram : .coreMLNetwork
    }
  }
}

extension ModelFile {
  /// The tensors at which the graph ends: its own outputs, or those of the given names of tensors or
  /// nodes.
  fileprivate func outputs(_ names: [String]) throws(Diagnostic) -> [Int] {
    guard !names.isEmpty else { return graphs[0].outputs }
    var outputs: [Int] = []
    for name in names {
      let tensor = graphs[0].nodes.lazy.flatMap(\.outputs).compactMap { $0 }
        .first { tensors[$0].name == name }
      let node = graphs[0].nodes.first { $0.name == name }
      guard let output = tensor ?? node?.outputs.lazy.compactMap({ $0 }).first else {
        let known = graphs[0].nodes.flatMap { node in
          [node.name] + node.outputs.compactMap { $0.map { tensors[$0].name } }
        }
        throw Diagnostic(
          "no node and no tensor of \(quoted(self.name)) is called \(quoted(name))",
          help: didYouMean(name, in: known))
      }
      outputs.append(output)
    }
    return outputs
  }
}

extension Translator {
  /// Refuses the file if it has nodes that can't be priced: all of them in one message.
  fileprivate func checkRefused() throws(Diagnostic) {
    let open = refused.filter { !settings.unpriced.contains($0.node.type) }
    guard !open.isEmpty else { return }
    var texts: [String] = []
    for (type, nodes) in open.byOperator {
      let reasons = Refusal.Reason.allCases.filter { reason in
        nodes.contains { $0.reason == reason }
      }
      texts.append(
        "\(nodes.text(of: type)), \(reasons.map(\.rawValue).joined(separator: " and "))")
    }
    throw Diagnostic(
      "\(quotedPath(file.name)) can't be counted as it is: \(texts.joined(separator: "; "))",
      help: help(for: open))
  }

  /// What to do about nodes that can't be priced: give what decides them a value, or leave them out.
  private func help(
    for open: [(node: FileNode, name: String, reason: Refusal.Reason)]
  ) -> String {
    if open.contains(where: { $0.reason == .sizes }), !symbols.symbols.isEmpty {
      let names = symbols.symbols.map(\.name).prefix(4).map { "--set \($0)=NUMBER" }
      return "give the sizes a value: \(names.joined(separator: " "))"
    }
    let switches = open.filter { $0.reason == .branch }.flatMap { deciders(of: $0.node) }
    if let name = switches.first {
      return "give the input a value: --set \(printable(name))=NUMBER"
    }
    if let compiled = open.first(where: { $0.node.isCompiled }) {
      return "\(quoted(compiled.node.type)) is a part that was compiled for an accelerator, whose "
        + "operators are no longer in the file: count the file that it was compiled from"
    }
    let words = Set(open.map(\.node.type)).sorted().prefix(4).map { "--unpriced \(printable($0))" }
    return "--outputs NAME ends the graph before; \(words.joined(separator: " ")) leaves them out"
  }

  /// What is left out of the count because the user accepts it.
  fileprivate var uncounted: [String] {
    refused.byOperator.map { type, nodes in "not counted: \(nodes.text(of: type))" }
      + followersNote
  }

  /// Ends the draft at the outputs.
  fileprivate mutating func giveOutputs(_ outputs: [Int]) throws(Diagnostic) {
    var tensors: [Draft.Tensor] = []
    var names: [String] = []
    for output in outputs {
      if case .tensor(let tensor) = operand(output) {
        tensors.append(draft.tensors[tensor.id])
        names.append(file.tensors[output].name)
      }
      guard !unmade.contains(output) else {
        throw Diagnostic(
          "no layer makes the output \(quoted(file.tensors[output].name)) of \(quotedPath(file.name))",
          help: "--outputs NAME ends the graph at others")
      }
    }
    for (tensor, name) in ends(besides: tensors) {
      tensors.append(tensor)
      names.append(name)
    }
    if tensors.isEmpty, let first = refused.byOperator.first {
      throw Diagnostic(
        "all that is asked for comes after \(first.nodes.text(of: first.type)), and the file does "
          + "not say what sizes that makes", help: "--outputs NAME ends the graph before")
    }
    guard !tensors.isEmpty else {
      throw Diagnostic("no output of \(quotedPath(file.name)) depends on its inputs")
    }
    draft.give(tensors, named: names)
  }

  /// The network of the draft, layer by layer through the builder.
  fileprivate func network() throws(Diagnostic) -> Network {
    var builder = NetworkBuilder()
    var emitter = Emitter(draft, of: file)
    for requirement in requirements {
      try builder.require(requirement.condition, requirement.message, at: requirement.place)
    }
    try emitter.emit(into: &builder)
    var free = symbols.symbols
    let used = draft.inputs.flatMap { draft.tensors[$0.tensor].shape.sizes }
    if used.contains(Formula(Network.freeBatch)) { free.insert(Network.freeBatch, at: 0) }
    return builder.network(
      named: file.baseName, title: nil, outputs: emitter.outputs, parameters: [], symbols: free,
      notes: [], uncounted: uncounted, outputNames: draft.outputNames, fingerprint: "",
      file: file.name)
  }
}

extension ModelFile {
  /// The file's name without folders and ending.
  fileprivate var baseName: String {
    let last = name.split(separator: "/").last ?? ""
    let base = last.split(separator: ".").dropLast().joined(separator: ".")
    return printable(base.isEmpty ? String(last) : base)
  }
}

extension [(node: FileNode, name: String, reason: Refusal.Reason)] {
  /// The nodes of each operator, in the order in which operators are met.
  fileprivate var byOperator: [(type: String, nodes: [Element])] {
    var places: [String: Int] = [:]
    var groups: [(type: String, nodes: [Element])] = []
    for item in self {
      let domain = item.node.domain
      let type = domain.isEmpty ? item.node.type : "\(domain).\(item.node.type)"
      if let place = places[type] {
        groups[place].nodes.append(item)
      } else {
        places[type] = groups.count
        groups.append((type, [item]))
      }
    }
    return groups
  }

  /// `2 NonMaxSuppression ('/nms_1', '/nms_2')`.
  fileprivate func text(of type: String) -> String {
    let shown = prefix(3).map { quoted($0.name) }.joined(separator: ", ")
    return "\(count) \(printable(type)) (\(shown)\(count > 3 ? ", …" : ""))"
  }
}

extension FileNode {
  /// Whether it stands for operators that a compiler took out of the file: Coral's Edge TPU, LiteRT's
  /// vendors, Arm's Vela.
  fileprivate var isCompiled: Bool {
    ["edgetpu-custom-op", "DISPATCH_OP", "ethos-u", "EPContext"].contains(type)
  }
}
