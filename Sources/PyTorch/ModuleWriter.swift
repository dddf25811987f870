import CostModel
import Symbolic

/// Writes the modules of a network: the innermost first, so that those alike become one class before
/// any is used.
struct ModuleWriter {
  let network: Network
  private(set) var classes: [ModuleClass] = []
  var helpers: Set<Helper> = []
  /// The tensors that have no axes but samples and channels in PyTorch.
  let flat: Set<Int>
  /// How many layers read a tensor, outputs of the network included.
  private var uses: [Int: [Int]] = [:]
  /// Layers whose weights others use with norms of their own.
  let torn: Set<Int>
  /// The modules of a group, by its first and last layer and its depth in the tree.
  private(set) var built: [Key: Built] = [:]
  private var classNames: Set<String> = []
  /// The channels of each tensor.
  private let channelCounts: [Int: String]

  struct Key: Hashable {
    let layers: ClosedRange<Int>
    let height: Int
  }

  /// The modules that a group became: one of a class, or several that follow each other.
  struct Built {
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
    channelCounts = Dictionary(
      (network.inputs + network.layers.map(\.output)).map { ($0.id, $0.shape.channels.text) },
      uniquingKeysWith: { first, _ in first })
    for (index, layer) in network.layers.enumerated() {
      for input in layer.inputs { uses[input.id, default: []].append(index) }
    }
    for output in network.outputs { uses[output.id, default: []].append(Int.max) }
    var (flat, torn): (Set<Int>, Set<Int>) = ([], [])
    for layer in network.layers {
      if let owner = layer.weights.owner, !layer.isCopy { torn.insert(owner) }
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
    tensor.flatMap { channelCounts[$0] } ?? ""
  }

  /// The tensors that a group reads from outside, and those that it makes for others, in order.
  func ends(of tree: ModuleTree) -> (inputs: [Int], outputs: [Int]) {
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
}
