import Symbolic

// Neural networks of layers. Numbers are those of the fields in `NeuralNetwork.proto`.

extension CoreMLReader {
  mutating func network(
    _ message: Protobuf, _ inputs: [FileTensor], _ outputs: [FileTensor]
  ) throws(Diagnostic) {
    // Unless told otherwise, arrays of one axis are channels, and those of three are maps.
    let isExact = try message.integers(5).last ?? 0 != 0
    let inputs = inputs.map { input in
      var input = input
      if !isExact, let count = input.sizes?.count, count == 1 || count == 3 {
        input.isSample = true
      }
      return input
    }
    _ = try network(message, inputs, outputs, "")
  }

  /// Reads a network, or one inside a layer, which has neither inputs nor outputs of its own.
  private mutating func network(
    _ message: Protobuf, _ inputs: [FileTensor], _ outputs: [FileTensor], _ name: String
  ) throws(Diagnostic) -> Int {
    let index = collector.reserveGraph()
    let place = message.bytes.position(at: message.offset)
    try collector.inGraph { collector throws(Diagnostic) in
      var reader = CoreMLReader(collector: collector)
      defer { collector = reader.collector }
      var graph = FileGraph(name: name)
      for input in inputs { graph.inputs.append(try reader.collector.define(input, at: place)) }
      for layer in try message.messages(1) { graph.nodes.append(try reader.layer(layer)) }
      for output in outputs {
        let tensor = try reader.collector.tensor(output.name, at: place)
        graph.outputs.append(tensor)
        reader.collector.change(tensor) { tensor in
          if tensor.sizes == nil { (tensor.element, tensor.sizes) = (output.element, output.sizes) }
        }
      }
      try reader.collector.set(graph, at: index)
    }
    return index
  }

  // MARK: NeuralNetworkLayer

  private mutating func layer(_ message: Protobuf) throws(Diagnostic) -> FileNode {
    var (type, name) = ("", "")
    var (inputs, outputs): ([String], [String]) = ([], [])
    var sizes: [[FileSize]] = []
    var parameters: (kind: Substring, message: Protobuf)?
    let layers = LayerSchema.messages["NeuralNetworkLayer"] ?? [:]
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1: name = try field.text
      case 2: inputs.append(try field.text)
      case 3: outputs.append(try field.text)
      case 5: sizes.append(try field.message.integers(2).map { FileSize($0) })
      case 100...:
        type = layers[field.number]?.name ?? "layer \(field.number)"
        if case .message(let kind)? = layers[field.number]?.kind {
          parameters = (kind, try field.message)
        }
      default: break
      }
    }
    let place = message.bytes.position(at: message.offset)
    var node = FileNode(
      type: type, domain: "", name: name, inputs: [], outputs: [], position: place)
    for input in inputs { node.inputs.append(try collector.tensor(input, at: place)) }
    if let (kind, message) = parameters { try add(message, kind, "", to: &node) }
    for (index, output) in outputs.enumerated() {
      let tensor = FileTensor(
        name: output, element: .float32, sizes: sizes.indices.contains(index) ? sizes[index] : nil)
      node.outputs.append(try collector.define(tensor, at: place))
    }
    return node
  }

  /// Adds the fields of a message as attributes. A message is itself an attribute that says true;
  /// its fields follow behind a dot: `valid`, `valid.paddingAmounts`.
  private mutating func add(
    _ message: Protobuf, _ kind: Substring, _ prefix: String, to node: inout FileNode
  ) throws(Diagnostic) {
    guard let known = LayerSchema.messages[kind] else { return }
    var lists: [(name: String, integers: [Int])] = []
    var counts: [Int: Int] = [:]
    var fields = message
    while let field = try fields.next() {
      guard let schema = known[field.number] else { continue }
      let name = prefix + schema.name
      func add(_ value: FileAttribute.Value, _ suffix: String = "") {
        node.attributes.append(FileAttribute(name: name + suffix, value: value))
      }
      switch schema.kind {
      case .integer: add(.integer(try field.integer))
      case .bool: add(.bool(try field.integer != 0))
      case .real: add(.real(try field.real))
      case .text: add(.text(try field.text))
      case .integers:
        // Elements may come one by one.
        if lists.last?.name != name { lists.append((name, [])) }
        try field.append(to: &lists[lists.count - 1].integers)
      case .reals:
        var reals: [Double] = []
        try field.append(to: &reals)
        add(.reals(reals))
      case .weights: add(.tensor(try weights(try field.message, node.name + "." + name)))
      case .network: add(.graph(try network(try field.message, [], [], name)))
      case .message(let kind):
        add(.bool(true))
        try self.add(try field.message, kind, name + ".", to: &node)
      case .messages(let kind):
        let index = counts[field.number, default: 0]
        counts[field.number] = index + 1
        add(.bool(true), ".\(index)")
        try self.add(try field.message, kind, name + ".\(index).", to: &node)
      }
    }
    for (name, integers) in lists {
      node.attributes.append(FileAttribute(name: name, value: .integers(integers)))
    }
  }

  // MARK: WeightParams

  /// Weights as a row: the layer's parameters say how it is folded.
  private mutating func weights(_ message: Protobuf, _ name: String) throws(Diagnostic) -> Int {
    var tensor = FileTensor(name: name, element: .float32, sizes: [.known(0)], data: .absent)
    var (raw, bits): (Bytes?, Int?) = (nil, nil)
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1:
        guard let floats = field.packed else { continue }
        tensor.data = .bytes(floats)
        tensor.sizes = [.known(floats.count / 4)]
      case 2:
        let halves = try field.bytes
        (tensor.element, tensor.data) = (.float16, .bytes(halves))
        tensor.sizes = [.known(halves.count / 2)]
      case 30, 31:
        raw = try field.bytes
        if field.number == 31 { bits = bits ?? 8 }
      case 40: (bits, tensor.quantization) = try quantization(try field.message)
      default: break
      }
    }
    if let raw, let bits, 1...8 ~= bits {
      tensor.element = ElementType(rawValue: "uint\(bits)") ?? .unknown
      tensor.data = .bytes(raw)
      tensor.sizes = [.known(raw.count * 8 / bits)]
    }
    return try collector.add(tensor, at: message.bytes.position(at: message.offset))
  }

  private func quantization(
    _ message: Protobuf
  ) throws(Diagnostic) -> (bits: Int?, FileQuantization) {
    var message = message
    var bits: Int?
    var (scales, table): ([Double], [Double]) = ([], [])
    while let field = try message.next() {
      switch field.number {
      case 1: bits = try field.integer
      case 101, 102:
        var values = try field.message
        while let value = try values.next() {
          guard value.number == 1 else { continue }
          if field.number == 101 {
            try value.append(to: &scales)
          } else {
            try value.append(to: &table)
          }
        }
      default: break
      }
    }
    return (
      bits,
      FileQuantization(
        scales: scales, zeroPoints: [], axis: scales.count > 1 ? 0 : nil, tableSize: table.count)
    )
  }
}
