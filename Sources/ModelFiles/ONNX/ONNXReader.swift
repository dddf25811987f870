import Symbolic

/// Reads ONNX files. Numbers are those of the fields in `onnx.proto`, from which names here follow.
///
/// Source: github.com/onnx/onnx, onnx/onnx.proto, IR versions 3 to 14.
struct ONNXReader {
  private var collector: Collector

  /// - Throws: the first fault in the file.
  static func read(_ bytes: Bytes) throws(Diagnostic) -> ModelFile {
    var reader = ONNXReader(collector: Collector(.onnx, name: bytes.file.name))
    try reader.model(Protobuf(bytes))
    return reader.collector.file
  }

  // MARK: ModelProto

  private mutating func model(_ message: Protobuf) throws(Diagnostic) {
    var message = message
    var producer: [String] = []
    var sets: [String: Int] = [:]
    var graph: Protobuf?
    var functions: [Protobuf] = []
    while let field = try message.next() {
      switch field.number {
      case 2, 3: producer.append(try field.text)
      case 7: graph = try field.message
      case 8:
        let (domain, version) = try operatorSet(try field.message)
        sets[domain] = version
      case 25: functions.append(try field.message)
      default: break
      }
    }
    guard let graph else {
      throw message.bytes.fault("the model has no graph", at: message.offset)
    }
    collector.describe { file in
      file.producer = producer.filter { !$0.isEmpty }.joined(separator: " ")
      file.operatorSets = sets
    }
    _ = try self.graph(graph)
    for message in functions { try function(message) }
  }

  private func operatorSet(_ message: Protobuf) throws(Diagnostic) -> (String, Int) {
    var message = message
    var (domain, version) = ("", 0)
    while let field = try message.next() {
      switch field.number {
      case 1: domain = Self.domain(try field.text)
      case 2: version = try field.integer
      default: break
      }
    }
    return (domain, version)
  }

  /// `ai.onnx` is the long name of the standard's own domain.
  private static func domain(_ name: String) -> String { name == "ai.onnx" ? "" : name }

  // MARK: FunctionProto

  private mutating func function(_ message: Protobuf) throws(Diagnostic) {
    let index = collector.reserveGraph()
    var (domain, name, overload) = ("", "", "")
    var (inputs, outputs, parameters): ([String], [String], [String]) = ([], [], [])
    var (nodes, defaults, infos): ([Protobuf], [Protobuf], [Protobuf]) = ([], [], [])
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1: name = try field.text
      case 4: inputs.append(try field.text)
      case 5: outputs.append(try field.text)
      case 6: parameters.append(try field.text)
      case 7: nodes.append(try field.message)
      case 10: domain = Self.domain(try field.text)
      case 11: defaults.append(try field.message)
      case 12: infos.append(try field.message)
      case 13: overload = try field.text
      default: break
      }
    }
    let place = message.bytes.position(at: message.offset)
    let attributes = try collector.inGraph(isClosed: true) {
      collector throws(Diagnostic) -> [FileAttribute] in
      var reader = ONNXReader(collector: collector)
      defer { collector = reader.collector }
      var graph = FileGraph(name: name)
      let known = try reader.valueInfos(infos)
      for name in inputs {
        graph.inputs.append(
          try reader.collector.define(known[name] ?? FileTensor(name: name), at: place))
      }
      try reader.add(nodes, known, to: &graph)
      for name in outputs { graph.outputs.append(try reader.collector.tensor(name, at: place)) }
      try reader.collector.set(graph, at: index)
      var attributes: [FileAttribute] = []
      for message in defaults { attributes.append(try reader.attribute(message)) }
      return attributes
    }
    let function = ModelFile.Function(
      domain: domain, name: name, overload: overload, parameters: parameters,
      defaults: attributes, graph: index)
    collector.describe { $0.functions.append(function) }
  }

  // MARK: GraphProto

  private mutating func graph(_ message: Protobuf) throws(Diagnostic) -> Int {
    let index = collector.reserveGraph()
    try collector.inGraph { collector throws(Diagnostic) in
      var reader = ONNXReader(collector: collector)
      defer { collector = reader.collector }
      try reader.collector.set(try reader.contents(of: message), at: index)
    }
    return index
  }

  private mutating func contents(of message: Protobuf) throws(Diagnostic) -> FileGraph {
    var graph = FileGraph()
    var (nodes, inputs, outputs, infos): ([Protobuf], [Protobuf], [Protobuf], [Protobuf]) =
      ([], [], [], [])
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1: nodes.append(try field.message)
      case 2: graph.name = try field.text
      case 5: try define(try tensor(try field.message), at: field.offset, in: message)
      case 11: inputs.append(try field.message)
      case 12: outputs.append(try field.message)
      case 13: infos.append(try field.message)
      case 15: try define(try sparseTensor(try field.message), at: field.offset, in: message)
      default: break
      }
    }
    for message in inputs {
      let input = try valueInfo(message)
      // Up to IR version 3, each initializer is an input, too.
      guard !collector.defines(input.name) else { continue }
      graph.inputs.append(
        try collector.define(input, at: message.bytes.position(at: message.offset)))
    }
    try add(nodes, try valueInfos(infos + outputs), to: &graph)
    for message in outputs {
      graph.outputs.append(
        try collector.tensor(
          try valueInfo(message).name, at: message.bytes.position(at: message.offset)))
    }
    return graph
  }

  private mutating func define(
    _ tensor: FileTensor, at offset: Int, in message: Protobuf
  ) throws(Diagnostic) {
    _ = try collector.define(tensor, at: message.bytes.position(at: offset))
  }

  private func valueInfos(_ messages: [Protobuf]) throws(Diagnostic) -> [String: FileTensor] {
    var infos: [String: FileTensor] = [:]
    for message in messages {
      let info = try valueInfo(message)
      infos[info.name] = info
    }
    return infos
  }

  // MARK: NodeProto

  /// Adds nodes, which may stand in any order: names first, with the constants among the nodes.
  private mutating func add(
    _ messages: [Protobuf], _ known: [String: FileTensor], to graph: inout FileGraph
  ) throws(Diagnostic) {
    var others: [Protobuf] = []
    for message in messages {
      let (outputs, isConstant) = try outputs(of: message)
      for (name, offset) in outputs where collector.defines(name) {
        throw message.bytes.fault("two nodes compute \(quoted(name))", at: offset)
      }
      if isConstant, outputs.count == 1, try define(constant: message, outputs[0].name) {
        continue
      }
      for (name, offset) in outputs {
        try define(known[name] ?? FileTensor(name: name), at: offset, in: message)
      }
      others.append(message)
    }
    for message in others { graph.nodes.append(try node(message)) }
  }

  /// What a node computes, and whether it is called a constant.
  private func outputs(
    of message: Protobuf
  ) throws(Diagnostic) -> ([(name: String, offset: Int)], isConstant: Bool) {
    var outputs: [(name: String, offset: Int)] = []
    var isConstant = false
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 2:
        let name = try field.text
        if !name.isEmpty { outputs.append((name, field.offset)) }
      case 4: isConstant = try field.text == "Constant"
      default: break
      }
    }
    return (outputs, isConstant)
  }

  private mutating func node(_ message: Protobuf) throws(Diagnostic) -> FileNode {
    var (type, domain, name) = ("", "", "")
    var (inputs, outputs): ([Int?], [Int?]) = ([], [])
    var attributes: [FileAttribute] = []
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1: inputs.append(try tensor(named: field, in: message))
      case 2: outputs.append(try tensor(named: field, in: message))
      case 3: name = try field.text
      case 4: type = try field.text
      case 5: attributes.append(try attribute(try field.message))
      case 7: domain = Self.domain(try field.text)
      default: break
      }
    }
    return FileNode(
      type: type, domain: domain, name: name, inputs: inputs, outputs: outputs,
      attributes: attributes, position: message.bytes.position(at: message.offset))
  }

  private func tensor(named field: Protobuf.Field, in message: Protobuf) throws(Diagnostic) -> Int?
  {
    let name = try field.text
    return name.isEmpty
      ? nil : try collector.tensor(name, at: message.bytes.position(at: field.offset))
  }

  /// Defines a constant that a node writes down, which is then no node; false if it is not written
  /// there.
  private mutating func define(
    constant message: Protobuf, _ name: String
  ) throws(Diagnostic) -> Bool {
    var values: [FileAttribute.Value] = []
    var fields = message
    while let field = try fields.next() {
      if field.number == 5 { values.append(try attribute(try field.message).value) }
    }
    guard values.count == 1 else { return false }
    var tensor = FileTensor(name: name)
    switch values[0] {
    case .tensor(let index):
      collector.change(index) { $0.name = name }
      collector.name(index, name)
      return true
    case .integer(let value): (tensor.element, tensor.data) = (.int64, .integers([value]))
    case .real(let value): (tensor.element, tensor.data) = (.float32, .reals([value]))
    case .text: (tensor.element, tensor.data) = (.string, .absent)
    case .integers(let list): (tensor.element, tensor.data) = (.int64, .integers(list))
    case .reals(let list): (tensor.element, tensor.data) = (.float32, .reals(list))
    case .texts: (tensor.element, tensor.data) = (.string, .absent)
    default: return false
    }
    tensor.sizes =
      switch values[0] {
      case .integers(let list): [.known(list.count)]
      case .reals(let list): [.known(list.count)]
      case .texts(let list): [.known(list.count)]
      default: []
      }
    try define(tensor, at: message.offset, in: message)
    return true
  }

  // MARK: AttributeProto

  private mutating func attribute(_ message: Protobuf) throws(Diagnostic) -> FileAttribute {
    var (name, reference, kind) = ("", "", 0)
    var value = FileAttribute.Value.none
    var (integers, reals, texts): ([Int], [Double], [String]) = ([], [], [])
    var (tensors, graphs): ([Int?], [Int]) = ([], [])
    var fields = message
    while let field = try fields.next() {
      switch field.number {
      case 1: name = try field.text
      case 2: value = .real(try field.real)
      case 3: value = .integer(try field.integer)
      case 4:
        let bytes = try field.bytes
        value = bytes.isText ? .text(try bytes.text()) : .bytes(count: bytes.count)
      case 5: value = .tensor(try add(try tensor(try field.message), of: message))
      case 6: value = .graph(try graph(try field.message))
      case 7: try field.append(to: &reals)
      case 8: try field.append(to: &integers)
      case 9: texts.append(try field.text)
      case 10: tensors.append(try add(try tensor(try field.message), of: message))
      case 11: graphs.append(try graph(try field.message))
      case 20: kind = try field.integer
      case 21: reference = try field.text
      case 22: value = .tensor(try add(try sparseTensor(try field.message), of: message))
      default: break
      }
    }
    // Before IR version 2 the kind was the field that is there; zeros and empty lists may be left
    // out of the file.
    switch (kind, value) {
    case _ where !reference.isEmpty: value = .parameter(reference)
    case (1, .none): value = .real(0)
    case (2, .none): value = .integer(0)
    case (3, .none): value = .text("")
    case (6, .none): value = .reals(reals)
    case (7, .none): value = .integers(integers)
    case (8, .none): value = .texts(texts)
    case (_, .none):
      if !integers.isEmpty { value = .integers(integers) }
      if !reals.isEmpty { value = .reals(reals) }
      if !texts.isEmpty { value = .texts(texts) }
      if !tensors.isEmpty { value = .tensors(tensors) }
      if !graphs.isEmpty { value = .graphs(graphs) }
    default: break
    }
    return FileAttribute(name: name, value: value)
  }

  private mutating func add(_ tensor: FileTensor, of message: Protobuf) throws(Diagnostic) -> Int {
    try collector.add(tensor, at: message.bytes.position(at: message.offset))
  }
}
