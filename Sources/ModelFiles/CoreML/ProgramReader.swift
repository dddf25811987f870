import Symbolic

// ML programs. Numbers are those of the fields in `MIL.proto`.

extension CoreMLReader {
  // MARK: Program, Function

  mutating func program(_ message: Protobuf) throws(Diagnostic) {
    var functions: [(name: String, message: Protobuf)] = []
    for entry in try message.messages(2) {
      let (name, value) = try entry.entry()
      if let value { functions.append((name, try value.message)) }
    }
    guard !functions.isEmpty else {
      throw message.bytes.fault("the program has no function", at: message.offset)
    }
    // The order of a map is not told.
    functions.sort { ($0.name == "main" ? 0 : 1, $0.name) < ($1.name == "main" ? 0 : 1, $1.name) }
    for (name, message) in functions { try function(message, name) }
  }

  private mutating func function(_ message: Protobuf, _ name: String) throws(Diagnostic) {
    var set = ""
    var blocks: [String: Protobuf] = [:]
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 2: set = try field.text
      case 3:
        let (key, value) = try field.message.entry()
        if let value { blocks[key] = try value.message }
      default: break
      }
    }
    guard let block = blocks[set] ?? blocks.min(by: { $0.key < $1.key })?.value else {
      throw message.bytes.fault("the function \(quoted(name)) has no block", at: message.offset)
    }
    _ = try self.block(block, name, inputs: try message.messages(1))
  }

  // MARK: Block

  /// Reads a block, whose inputs are those of its function if it is the outermost.
  private mutating func block(
    _ message: Protobuf, _ name: String, inputs: [Protobuf] = []
  ) throws(Diagnostic) -> Int {
    let index = collector.reserveGraph()
    try collector.inGraph { collector throws(Diagnostic) in
      var reader = CoreMLReader(collector: collector)
      defer { collector = reader.collector }
      var graph = FileGraph(name: name)
      for input in try inputs + message.messages(1) {
        graph.inputs.append(try reader.define(try reader.named(input), input))
      }
      for operation in try message.messages(3) {
        if let node = try reader.operation(operation) { graph.nodes.append(node) }
      }
      for output in try message.texts(2) {
        graph.outputs.append(
          try reader.collector.tensor(output, at: message.bytes.position(at: message.offset)))
      }
      try reader.collector.set(graph, at: index)
    }
    return index
  }

  private mutating func define(
    _ tensor: FileTensor, _ message: Protobuf
  ) throws(Diagnostic) -> Int {
    try collector.define(tensor, at: message.bytes.position(at: message.offset))
  }

  // MARK: Operation

  /// Reads an operation; nil for one that writes a constant down, which is then no node.
  private mutating func operation(_ message: Protobuf) throws(Diagnostic) -> FileNode? {
    var (type, name) = ("", "")
    var (inputs, blocks, values): ([Protobuf], [Protobuf], [(String, Protobuf)]) = ([], [], [])
    var outputs: [FileTensor] = []
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1: type = try field.text
      case 2: inputs.append(try field.message)
      case 3: outputs.append(try named(try field.message))
      case 4: blocks.append(try field.message)
      case 5:
        let (key, value) = try field.message.entry()
        if let value { values.append((key, try value.message)) }
      default: break
      }
    }
    if type == "const", outputs.count == 1, let value = values.first(where: { $0.0 == "val" })?.1 {
      outputs[0].data = try self.value(value).data
      _ = try define(outputs[0], message)
      return nil
    }
    var node = FileNode(
      type: type, domain: "", name: "", inputs: [], outputs: [],
      position: message.bytes.position(at: message.offset))
    for input in inputs { try add(input, to: &node) }
    for (key, value) in values {
      let attribute = try self.attribute(value)
      if key == "name", case .text(let text) = attribute {
        name = text
      } else {
        node.attributes.append(FileAttribute(name: key, value: attribute))
      }
    }
    if !blocks.isEmpty {
      var graphs: [Int] = []
      for block in blocks { graphs.append(try self.block(block, name)) }
      node.attributes.append(FileAttribute(name: "blocks", value: .graphs(graphs)))
    }
    for output in outputs { node.outputs.append(try define(output, message)) }
    return node.named(name)
  }

  /// Adds an entry of the inputs: names of values, or values written in place.
  private mutating func add(_ entry: Protobuf, to node: inout FileNode) throws(Diagnostic) {
    let (key, value) = try entry.entry()
    for binding in try value?.message.messages(1) ?? [] {
      var fields = binding
      while let field = try fields.next() {
        switch field.number {
        case 1:
          node.inputs.append(
            try collector.tensor(try field.text, at: binding.bytes.position(at: field.offset)))
        case 2:
          node.inputs.append(
            try collector.add(
              try self.value(try field.message), at: binding.bytes.position(at: field.offset)))
        default: continue
        }
        node.inputNames.append(key)
      }
    }
  }

  // MARK: NamedValueType, ValueType

  private func named(_ message: Protobuf) throws(Diagnostic) -> FileTensor {
    var message = message
    var tensor = FileTensor()
    while let field = try message.next() {
      switch field.number {
      case 1: tensor.name = try field.text
      case 2: (tensor.element, tensor.sizes) = try type(try field.message)
      default: break
      }
    }
    return tensor
  }

  private func type(_ message: Protobuf) throws(Diagnostic) -> (ElementType, [FileSize]?) {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: return try tensorType(try field.message)
      // A state is a tensor that is kept.
      case 5:
        if let wrapped = try field.message.messages(1).last { return try type(wrapped) }
      default: break
      }
    }
    return (.other, nil)
  }

  private func tensorType(_ message: Protobuf) throws(Diagnostic) -> (ElementType, [FileSize]) {
    var message = message
    var (element, sizes): (ElementType, [FileSize]) = (.unknown, [])
    while let field = try message.next() {
      switch field.number {
      case 1: element = .mil(try field.integer)
      case 3:
        // A dimension of a constant size; the size 0 is not written.
        let constant = try field.message.messages(1).last
        sizes.append(
          try constant.map { message throws(Diagnostic) in
            FileSize(try message.integers(1).last ?? 0)
          } ?? .unknown)
      default: break
      }
    }
    return (element, sizes)
  }

  // MARK: Value

  private func value(_ message: Protobuf) throws(Diagnostic) -> FileTensor {
    var message = message
    var tensor = FileTensor(data: .absent)
    while let field = try message.next() {
      switch field.number {
      case 2: (tensor.element, tensor.sizes) = try type(try field.message)
      case 3:
        if let value = try field.message.messages(1).last { tensor.data = try data(value) }
      case 5:
        let file = try field.message
        tensor.data = .external(
          path: try file.texts(1).last ?? "", offset: try file.integers(2).last ?? 0, count: nil)
      default: break
      }
    }
    return tensor
  }

  /// A tensor that is written in place: one field of values, packed or not.
  private func data(_ message: Protobuf) throws(Diagnostic) -> FileData {
    var message = message
    guard let field = try message.next() else { return .integers([]) }
    var values = try field.message
    // Texts are the fourth kind of values.
    if field.number == 4 { return .texts(try values.texts(1)) }
    var (integers, reals): ([Int], [Double]) = ([], [])
    while let value = try values.next() {
      switch field.number {
      case 1: try value.append(to: &reals)
      case 2, 3, 5: try value.append(to: &integers)
      case 6: try value.append(to: &reals, width: 8)
      case 7: return .bytes(try value.bytes)
      default: return .absent
      }
    }
    return field.number == 1 || field.number == 6 ? .reals(reals) : .integers(integers)
  }

  /// An attribute: a single value as such, anything else as a tensor.
  private mutating func attribute(
    _ message: Protobuf
  ) throws(Diagnostic) -> FileAttribute.Value {
    let tensor = try value(message)
    if case .texts(let texts)? = tensor.data {
      return tensor.sizes == [] ? .text(texts.first ?? "") : .texts(texts)
    }
    if tensor.sizes == [] {
      switch tensor.data {
      case .integers(let values) where values.count == 1:
        return tensor.element == .bool ? .bool(values[0] != 0) : .integer(values[0])
      case .reals(let values) where values.count == 1: return .real(values[0])
      default: break
      }
    }
    return .tensor(try collector.add(tensor, at: message.bytes.position(at: message.offset)))
  }
}

extension FileNode {
  /// The same node with its name, which stands among its attributes.
  fileprivate func named(_ name: String) -> FileNode {
    var node = FileNode(
      type: type, domain: domain, name: name, inputs: inputs, outputs: outputs,
      attributes: attributes, position: position)
    node.inputNames = inputNames
    return node
  }
}
