import CostModel
import Symbolic

/// Writes the modules of a network: the innermost first, so that those alike become one class before
/// any is used.
struct ModuleWriter {
  let network: Network
  private(set) var classes: [ModuleClass] = []
  private(set) var helpers: Set<Helper> = []
  /// The tensors that have no axes but samples and channels in PyTorch.
  private let flat: Set<Int>
  /// How many layers read a tensor, outputs of the network included.
  private var uses: [Int: [Int]] = [:]
  /// Layers whose weights others use with norms of their own.
  private let torn: Set<Int>
  /// The modules of a group, by its first and last layer and its depth in the tree.
  private var built: [Key: Built] = [:]
  private var classNames: Set<String> = []

  private struct Key: Hashable {
    let layers: ClosedRange<Int>
    let height: Int
  }

  /// The modules that a group became: one of a class, or several that follow each other.
  private struct Built {
    let modules: [Code]
    let layers: [[Int]]
  }

  /// - Throws: a diagnostic for copies that are folded.
  init(_ network: Network) throws(Diagnostic) {
    if let folded = network.layers.first(where: { $0.copies != 1 }) {
      throw Diagnostic(
        "\(folded.name) stands for \(folded.copies.text) layers, too many to be written")
    }
    self.network = network
    for (index, layer) in network.layers.enumerated() {
      for input in layer.inputs { uses[input.id, default: []].append(index) }
    }
    for output in network.outputs { uses[output.id, default: []].append(Int.max) }
    var (flat, torn): (Set<Int>, Set<Int>) = ([], [])
    for layer in network.layers {
      if let owner = layer.weightsOwner, !layer.isCopy { torn.insert(owner) }
      let isPoint = layer.output.shape.sample.count == 1
      let users = uses[layer.output.id] ?? []
      if isPoint
        || layer.isFlattening
          && users.allSatisfy({ $0 == Int.max || network.layers[$0].isFlattening })
      {
        flat.insert(layer.output.id)
      }
    }
    for input in network.inputs where input.shape.sample.count == 1 { flat.insert(input.id) }
    self.flat = flat
    self.torn = torn
  }

  /// The name of the class of the whole network, which no block has.
  var className: String {
    let name = Identifier.capitalized(network.name)
    return classNames.contains(name) || Helper.names.contains(name) ? "\(name)Network" : name
  }

  /// The modules of the whole network; all classes are known then.
  ///
  /// - Throws: a diagnostic for a layer that can't be written.
  mutating func root() throws(Diagnostic) -> ModuleBody {
    let trees = ModuleTree.of(network)
    let height = trees.map(\.height).max() ?? 0
    for level in 1..<max(1, height + 1) {
      let groups = trees.flatMap { $0.groups(ofHeight: level, called: $0.name) }
      try build(groups, height: level)
    }
    return try body(
      of: trees, inputs: network.inputs.map(\.id), outputs: network.outputs.map(\.id))
  }

  // MARK: Groups

  private struct Draft {
    let key: Key
    let name: String
    let body: ModuleBody
    let channels: (source: String, output: String)
  }

  /// Makes modules of all groups of a height. Those of them that are alike become a class.
  private mutating func build(
    _ groups: [(tree: ModuleTree, name: String)], height: Int
  ) throws(Diagnostic) {
    var order: [String] = []
    var alike: [String: [Draft]] = [:]
    for (group, name) in groups {
      guard case .group(_, let children) = group, let first = group.layers.first,
        let last = group.layers.last
      else { continue }
      let key = Key(layers: first...last, height: height)
      let (inputs, outputs) = ends(of: group)
      let body = try body(of: children, inputs: inputs, outputs: outputs)
      if body.isChain, children.allSatisfy({ $0.name.allSatisfy(\.isNumber) }) {
        built[key] = Built(
          modules: body.fields.map {
            $0.modules.count == 1 ? $0.modules[0] : "nn.Sequential(" + $0.modules.joined(", ") + ")"
          },
          layers: body.fields.map { $0.layers.flatMap(\.self) })
        continue
      }
      let draft = Draft(
        key: key, name: Identifier.type(name), body: body,
        channels: (channels(of: inputs.first), channels(of: outputs.first)))
      if alike[body.skeleton] == nil { order.append(body.skeleton) }
      alike[body.skeleton, default: []].append(draft)
    }
    let all = order.flatMap { alike[$0] ?? [] }
    for skeleton in order { define(alike[skeleton] ?? [], among: all) }
  }

  private mutating func define(_ drafts: [Draft], among others: [Draft]) {
    let wanted = (drafts[0].body.isResidual ? "Residual" : "") + name(for: drafts, among: others)
    let name = Identifier.unique(wanted) { classNames.contains($0) || Helper.names.contains($0) }
    classNames.insert(name)
    let made = ModuleClass(name: name, drafts.map(\.body), channels: drafts.map(\.channels))
    classes.append(made)
    for draft in drafts {
      built[draft.key] = Built(
        modules: [made.instance(draft.body)],
        layers: [Array(draft.key.layers)])
    }
  }

  /// What a class is called: as most of its instances are. A name such as `c4` says nothing; then it
  /// is that of a block which consists of the same rows and others.
  private func name(for drafts: [Draft], among others: [Draft]) -> String {
    func most(_ drafts: [Draft]) -> String? {
      let names = drafts.map(\.name).filter { $0.count > 2 }
      let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
      return names.first { counts[$0] == counts.values.max() }
    }
    let own = Set(drafts[0].body.fields.map(\.name))
    return most(drafts) ?? most(others.filter { own.isSubset(of: $0.body.fields.map(\.name)) })
      ?? "Block"
  }

  private func channels(of tensor: Int?) -> String {
    let all = network.inputs + network.layers.map(\.output)
    return all.first { $0.id == tensor }?.shape.channels.text ?? ""
  }

  /// The tensors that a group reads from outside, and those that it makes for others, in order.
  private func ends(of tree: ModuleTree) -> (inputs: [Int], outputs: [Int]) {
    let layers = tree.layers
    let own = Set(layers)
    let made = Set(layers.map { network.layers[$0].output.id })
    var inputs: [Int] = []
    for layer in layers {
      for input in network.layers[layer].inputs
      where !made.contains(input.id) && !inputs.contains(input.id) {
        inputs.append(input.id)
      }
    }
    let outputs = layers.map { network.layers[$0].output.id }.filter { tensor in
      uses[tensor]?.contains { !own.contains($0) } ?? true
    }
    return (inputs, outputs)
  }

  // MARK: Bodies

  /// What a module does that consists of others.
  private mutating func body(
    of children: [ModuleTree], inputs: [Int], outputs: [Int]
  ) throws(Diagnostic) -> ModuleBody {
    var body = ModuleBody()
    var variables = Variables(inputs)
    var fields: [Int: String] = [:]
    var groupFields: [(layers: [Int], name: String)] = []
    body.inputs = inputs.map { variables[$0] }
    var previous = inputs.count == 1 ? inputs.first : nil

    for child in children {
      let (read, made) = ends(of: child)
      let field = Identifier.unique(Identifier.field(child.name)) { name in
        body.fields.contains { $0.name == name }
      }
      var link: String?
      var value: Code
      let names = read.map { variables[$0] }
      switch child {
      case .group:
        let name: String
        if let original = child.original(among: children, in: network),
          let known = groupFields.first(where: { $0.layers == original.layers })
        {
          name = known.name
        } else {
          guard let first = child.layers.first, let last = child.layers.last,
            let built = built[Key(layers: first...last, height: child.height)]
          else { continue }
          name = field
          body.fields.append(
            ModuleBody.Field(
              name: field, modules: built.modules.map { $0.owned(by: field) },
              layers: built.layers))
          groupFields.append((child.layers, field))
          if read.count == 1, read.first == previous { link = field }
        }
        value = Code("self.\(name)(\(names.joined(separator: ", ")))")
      case .layer(_, let index):
        let layer = network.layers[index]
        let code = try code(of: index)
        let arguments = layer.inputs.map { variables[$0.id] }
        (value, link) = apply(
          code, of: index, to: arguments, field, &body, &fields,
          follows: layer.inputs.count == 1 && layer.inputs[0].id == previous)
      }
      let targets = made.map { tensor in
        variables.assign(
          tensor, named: made.count == 1 ? Identifier.field(child.name) : "",
          overwriting: read.filter { old in !isUsed(old, after: child, in: children, outputs) })
      }
      body.statements.append(
        ModuleBody.Statement(targets: targets, value: value.owned(by: field), link: link))
      previous = made.count == 1 ? made.first : nil
    }
    body.results = outputs.map { variables[$0] }
    return body
  }

  /// A layer applied to variables, with the fields that it takes.
  private func apply(
    _ code: LayerCode, of index: Int, to arguments: [String], _ field: String,
    _ body: inout ModuleBody, _ fields: inout [Int: String], follows: Bool
  ) -> (Code, link: String?) {
    let layer = network.layers[index]
    func add(_ name: String, _ modules: [Code]) {
      body.fields.append(
        ModuleBody.Field(
          name: name, modules: modules.map { $0.owned(by: field) }, layers: [[index]]))
    }
    let listed = arguments.joined(separator: ", ")
    if let owner = layer.weightsOwner, let known = fields[owner] {
      if layer.isCopy, !torn.contains(owner) { return (Code("self.\(known)(\(listed))"), nil) }
      let norm = layer.isCopy ? "\(known)_norm" : "\(field)_norm"
      if !layer.isCopy, !code.attached.isEmpty { add(norm, code.attached) }
      let call = Code("self.\(known)(\(listed))")
      return (code.attached.isEmpty ? call : "self.\(norm)(" + call + ")", nil)
    }
    if let expression = code.expression {
      guard !code.attached.isEmpty else { return (expression(arguments), nil) }
      add(field, code.attached)
      return ("self.\(field)(" + expression(arguments) + ")", nil)
    }
    fields[index] = field
    // A sequence takes one tensor.
    guard torn.contains(index) || arguments.count > 1, !code.attached.isEmpty else {
      add(field, code.operation + code.attached)
      return (Code("self.\(field)(\(listed))"), follows ? field : nil)
    }
    add(field, code.operation)
    add("\(field)_norm", code.attached)
    return (Code("self.\(field)_norm(self.\(field)(\(listed)))"), nil)
  }

  private mutating func code(of index: Int) throws(Diagnostic) -> LayerCode {
    let layer = network.layers[index]
    let numerics = network.numbers.layers[index]?.numerics ?? Numerics()
    let code: LayerCode?
    do throws(ArithmeticFault) {
      code = try LayerWriter(layer, numerics, flat: flat).written()
    } catch {
      throw layer.fault(error)
    }
    guard let code else {
      throw Diagnostic(
        "\(layer.name): nothing in PyTorch is known for \(quoted(layer.operation.name))")
    }
    helpers.formUnion(code.helpers)
    return code
  }

  /// Whether a tensor is needed after one of the modules.
  private func isUsed(
    _ tensor: Int, after child: ModuleTree, in children: [ModuleTree], _ outputs: [Int]
  ) -> Bool {
    if outputs.contains(tensor) { return true }
    let last = child.layers.last ?? 0
    let own = Set(children.flatMap(\.layers))
    return uses[tensor]?.contains { $0 > last && own.contains($0) } ?? false
  }
}

/// The names of tensors in a method.
private struct Variables {
  private var names: [Int: String] = [:]
  private var taken: Set<String> = []

  init(_ inputs: [Int]) {
    for (index, tensor) in inputs.enumerated() {
      names[tensor] = inputs.count == 1 ? "x" : "x\(index + 1)"
    }
    taken = Set(names.values)
  }

  subscript(_ tensor: Int) -> String { names[tensor] ?? "x" }

  /// A name for a new tensor: that of one which is not needed any more, or else its own.
  mutating func assign(_ tensor: Int, named own: String, overwriting dead: [Int]) -> String {
    let free = dead.compactMap { names[$0] }.first { name in
      !names.contains { $0.value == name && !dead.contains($0.key) }
    }
    let name =
      free
      ?? (taken.contains("y")
        ? Identifier.unique(own.isEmpty ? "y" : own) { taken.contains($0) } : "y")
    for old in dead where names[old] == name { names[old] = nil }
    taken.insert(name)
    names[tensor] = name
    return name
  }
}

extension ModuleTree {
  /// 0 for a layer, and for a group one more than the highest in it.
  var height: Int {
    switch self {
    case .layer: 0
    case .group(_, let children): 1 + (children.map(\.height).max() ?? 0)
    }
  }

  /// The groups of a height in it, each with its name; copies are called as what is repeated.
  func groups(ofHeight level: Int, called name: String) -> [(tree: ModuleTree, name: String)] {
    guard case .group(_, let children) = self, height >= level else { return [] }
    if height == level { return [(self, name)] }
    return children.flatMap { child in
      child.groups(ofHeight: level, called: child.name.allSatisfy(\.isNumber) ? name : child.name)
    }
  }
}

extension Layer {
  /// Whether it is a fully connected layer that flattens a sample.
  fileprivate var isFlattening: Bool {
    if case .dense(let dense) = operation { dense.axis == nil } else { false }
  }
}

extension Helper {
  /// The names that helpers define.
  static let names = Set(
    allCases.flatMap { helper in
      helper.text.split(separator: "\n").compactMap { line in
        line.hasPrefix("class ") || line.hasPrefix("def ")
          ? String(line.split(separator: " ")[1].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
          : nil
      }
    })
}
