import CostModel
import Specs
import Symbolic

extension LayerGraph {
  /// The graph of a network whose sizes are all known.
  ///
  /// - Throws: a diagnostic that names the layer that no row says.
  package init(_ network: Network) throws(Diagnostic) {
    var reader = try GraphReader(network)
    let responses = LocalResponse.all(in: network)
    let parts = responses.values.reduce(into: Set<Int>()) { $0.formUnion($1.parts) }
    for (index, layer) in network.layers.enumerated() where !parts.contains(index) {
      do throws(Unsayable) {
        if let response = responses[index] {
          try reader.read(response, endingAt: layer)
        } else {
          try reader.read(layer)
        }
      } catch {
        throw Diagnostic(
          "no row says \(quoted(layer.name)) (\(layer.operation.name)): \(error.reason)",
          help: "'costcalc count' counts it; --outputs NAME ends the graph before")
      }
    }
    self = try reader.finished(network).withMergedParts()
  }
}

/// Reads layers into nodes.
struct GraphReader {
  var graph: LayerGraph
  /// The labels of each tensor's axes, by the tensor's number.
  private var labels: [Int: AxisLabels] = [:]
  /// The concatenations by what they join, those within them resolved.
  private var concatenations: [[Int]: Int] = [:]
  private var joined: [Int: [Int]] = [:]
  /// Longer lists are not told apart by how they begin: each would be kept as a whole.
  private static let joinLimit = 256

  init(_ network: Network) throws(Diagnostic) {
    guard network.inputs.count == 1 else {
      throw Diagnostic("the network has \(network.inputs.count) inputs, and a spec has one")
    }
    let shape = network.input.shape
    let sizes = shape.sizes.compactMap(\.integerValue)
    guard sizes.count == shape.sizes.count else {
      throw Diagnostic("sizes of the input are not known: \(shape.text)")
    }
    guard shape.channelAxis != nil, sizes[0] == 1 else {
      throw Diagnostic("a spec's input is one sample of channels and a map, not \(shape.text)")
    }
    let map = shape.map.compactMap(\.integerValue)
    let extent = LayerGraph.Extent(channels: shape.channels.integerValue ?? 1, map: map)
    graph = LayerGraph(input: extent, inputMap: map)
    labels[network.input.id] = AxisLabels(node: LayerGraph.input, of: shape, extent)
  }

  /// The graph with its outputs.
  func finished(_ network: Network) throws(Diagnostic) -> LayerGraph {
    var result = graph
    for tensor in network.outputs {
      guard let node = labels[tensor.id]?.node, node >= 0 else {
        throw Diagnostic("an output of the network is no layer's")
      }
      if !result.outputs.contains(node) { result.outputs.append(node) }
    }
    return result
  }

  mutating func read(_ layer: Layer) throws(Unsayable) {
    guard layer.presence.constantValue == true, layer.copies == 1 else {
      throw Unsayable("whether it is there, or how often, depends on sizes that are not known")
    }
    guard !layer.weights.isShared, !layer.normWeights.isShared else {
      throw Unsayable("it shares its weights with an earlier layer")
    }
    let activations = layer.inputs.filter { $0.role == .activation }
    var views: [AxisLabels] = []
    for tensor in activations {
      guard let view = labels[tensor.id] else { throw Unsayable("it reads what no layer makes") }
      views.append(view)
    }
    guard !views.isEmpty else { throw Unsayable("it depends on no input") }
    if let view = try relabeling(layer, views) {
      graph.relabelings += 1
      labels[layer.output.id] = view
      return
    }
    let reading = LayerReading(
      layer: layer, views: views, extents: views.map { graph.extent($0.node) })
    let row = try reading.row()
    let extent = try reading.made(row)
    append(row, views.map(\.node), extent, layer)
    labels[layer.output.id] = reading.labels(of: graph.nodes.count - 1, row, extent)
  }

  /// Reads a local response normalization as one node.
  mutating func read(_ response: LocalResponse, endingAt layer: Layer) throws(Unsayable) {
    guard let view = labels[response.source.id] else {
      throw Unsayable("it reads what no layer makes")
    }
    append(LayerRow(word: "lrn"), [view.node], graph.extent(view.node), layer)
    labels[layer.output.id] = AxisLabels(node: graph.nodes.count - 1, axes: view.axes)
  }

  /// The labels of what a layer makes if it only moves axes; nil if it does more.
  private func relabeling(
    _ layer: Layer, _ views: [AxisLabels]
  ) throws(Unsayable) -> AxisLabels? {
    guard layer.norm == nil, layer.activation == nil else { return nil }
    let extent = graph.extent(views[0].node)
    switch layer.operation {
    case .conversion: return views[0]
    case .move(.transpose(let order, _)): return views[0].transposed(order)
    case .move(.reshape(let sizes, _)):
      let numbers = sizes.compactMap(\.integerValue)
      guard numbers.count == sizes.count, let view = views[0].reshaped(to: numbers, extent) else {
        throw Unsayable("it divides an axis")
      }
      // Tokens are a row: what follows works along the axis that it makes.
      let isTokens = numbers.count == 3 && view.axes[2].count > 1
      return isTokens && layer.inputs[0].shape.sizes.count > 3 && view.axes[1] == [1] ? nil : view
    default: return nil
    }
  }

  /// Adds the node of a row, and nodes for what its operator has no column for.
  private mutating func append(
    _ row: LayerRow, _ inputs: [Int], _ extent: LayerGraph.Extent, _ layer: Layer
  ) {
    var (row, inputs) = (row, inputs)
    let columns = Set(OperatorEntry.named(row.word)?.columns ?? [])
    if row.word == "concat" { inputs = nested(inputs) }
    var later: [LayerRow] = []
    if let norm = layer.norm {
      if columns.contains("norm") {
        row.cells["norm"] = .word(norm.name)
      } else {
        later.append(LayerRow(word: norm == .layer ? "layernorm" : "batchnorm"))
      }
    }
    if let activation = layer.activation {
      if later.isEmpty, columns.contains("act") {
        row.cells["act"] = .word(activation.name)
      } else if later.isEmpty {
        later.append(LayerRow(word: activation.name))
      } else {
        later[0].cells["act"] = .word(activation.name)
      }
    }
    for row in [row] + later {
      let isPooled = row.isGlobal || inputs.allSatisfy { $0 >= 0 && graph.nodes[$0].isPooled }
      var node = LayerGraph.Node(
        word: row.word, cells: row.cells, inputs: inputs, extent: extent, isPooled: isPooled,
        origin: layer.name)
      node.takeDense()
      graph.nodes.append(node)
      inputs = [graph.nodes.count - 1]
    }
    let last = graph.nodes.count - 1
    if row.word == "concat", later.isEmpty, graph.nodes[last].cells.isEmpty { remember(last) }
  }

  /// `concat(a, b, c)` where there is a `concat(a, b)`: a join of that and c.
  private func nested(_ inputs: [Int]) -> [Int] {
    guard inputs.count <= GraphReader.joinLimit else { return inputs }
    for count in stride(from: inputs.count - 1, to: 1, by: -1) {
      if let first = concatenations[Array(inputs[..<count])] { return [first] + inputs[count...] }
    }
    return inputs
  }

  private mutating func remember(_ concatenation: Int) {
    let inputs = graph.nodes[concatenation].inputs
    let parts = (joined[inputs[0]] ?? [inputs[0]]) + inputs.dropFirst()
    guard parts.count <= GraphReader.joinLimit else { return }
    joined[concatenation] = parts
    concatenations[parts] = concatenation
  }
}

extension LayerGraph.Node {
  /// A pointwise convolution of what was pooled to a single position is a dense layer.
  fileprivate mutating func takeDense() {
    guard isPooled else { return }
    if word == "linear" { word = "dense" }
    guard word == "conv", cells["k"] == .integer(1), cells["g"] == nil, cells["p"] == nil else {
      return
    }
    word = "dense"
    for column in ["k", "s", "d"] { cells[column] = nil }
  }
}
