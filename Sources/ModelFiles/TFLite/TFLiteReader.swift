import Symbolic

/// Reads TFLite files. Numbers are those of the fields in `schema.fbs`, counted from 0; a union
/// takes two.
///
/// Source: github.com/tensorflow/tensorflow, tensorflow/compiler/mlir/lite/schema/schema.fbs,
/// version 3c.
struct TFLiteReader {
  /// An operator as operators of graphs refer to it.
  private struct Code {
    let type, domain: String
  }

  private let bytes: Bytes
  private var collector: Collector
  private var codes: [Code] = []
  private var buffers: [FileData?] = []
  /// The tensors of the graph that is being read are those from here on.
  private var firstTensor = 0
  private var graphCount = 0

  /// - Throws: the first fault in the file.
  static func read(_ bytes: Bytes) throws(Diagnostic) -> ModelFile {
    var reader = TFLiteReader(
      bytes: bytes, collector: Collector(.tflite, name: bytes.file.name))
    try reader.model(try FlatTable.root(of: bytes))
    return reader.collector.file
  }

  private init(bytes: Bytes, collector: Collector) {
    self.bytes = bytes
    self.collector = collector
  }

  // MARK: Model

  private mutating func model(_ table: FlatTable) throws(Diagnostic) {
    let version = try table.integer(0, UInt32.self)
    guard version == 3 else {
      throw bytes.fault(
        "the model has version \(version) of the schema", at: table.offset,
        help: "version 3, in use since 2017, is read")
    }
    let producer = try table.text(3)
    collector.describe { $0.producer = producer }
    for code in try table.tables(1) { codes.append(try operatorCode(code)) }
    for buffer in try table.tables(4) { buffers.append(try data(buffer)) }
    let graphs = try table.tables(2)
    guard !graphs.isEmpty else { throw table.fault("the model has no graph") }
    graphCount = graphs.count
    // Graphs of operators may follow later: all of them have an index from the start.
    for _ in graphs { _ = collector.reserveGraph() }
    var firstTensors: [Range<Int>] = []
    for (index, graph) in graphs.enumerated() {
      firstTensors.append(try self.graph(graph, index))
    }
    for signature in try table.tables(7) { try self.signature(signature, firstTensors) }
    try plan(try table.tables(6))
  }

  /// Reads where tensors lie in the arena of TensorFlow Lite Micro: a version, the number of graphs,
  /// that of tensors, and an offset for each.
  private mutating func plan(_ metadata: [FlatTable]) throws(Diagnostic) {
    for entry in metadata where try entry.text(0) == ArenaMetadata.name {
      let buffer = try entry.integer(1, UInt32.self)
      guard buffers.indices.contains(buffer), case .bytes(let bytes)? = buffers[buffer] else {
        throw entry.fault("the offsets of an arena, which are not there")
      }
      let start = bytes.range.lowerBound
      let count = Int(try bytes.load(Int32.self, at: start + 8))
      let offsets = try bytes.part(at: start + 12, count: 4 * max(0, count))
      var numbers: [Int] = []
      for place in stride(from: offsets.range.lowerBound, to: offsets.range.upperBound, by: 4) {
        numbers.append(Int(try bytes.load(Int32.self, at: place)))
      }
      collector.describe { $0.arenaOffsets = numbers }
    }
  }

  private func operatorCode(_ table: FlatTable) throws(Diagnostic) -> Code {
    let custom = try table.text(1)
    // The first codes stood in a byte, and still do, for older readers.
    let code = max(try table.integer(0, Int8.self), try table.integer(3, Int32.self))
    guard code != TFLiteOperators.custom else { return Code(type: custom, domain: "custom") }
    let names = TFLiteOperators.names
    guard names.indices.contains(code) else {
      return Code(type: "operator \(code)", domain: "unknown")
    }
    return Code(type: names[code], domain: "")
  }

  /// Where the elements of a buffer are; nil if it is empty, as those of computed tensors are.
  private func data(_ table: FlatTable) throws(Diagnostic) -> FileData? {
    let (start, size) = (try table.integer(1, UInt64.self), try table.integer(2, UInt64.self))
    // Files above 2 GB have their data behind the flatbuffer.
    if start > 1 { return .bytes(try bytes.part(at: start, count: size)) }
    guard let data = try table.vector(0, width: 1), data.count > 0 else { return nil }
    return .bytes(data)
  }

  private mutating func signature(
    _ table: FlatTable, _ tensors: [Range<Int>]
  ) throws(Diagnostic) {
    let graph = try table.integer(4, UInt32.self)
    guard tensors.indices.contains(graph) else {
      throw table.fault("a signature of graph \(graph), which is not there")
    }
    func names(_ field: Int) throws(Diagnostic) -> [(name: String, tensor: Int)] {
      var names: [(name: String, tensor: Int)] = []
      for map in try table.tables(field) {
        let index = try map.integer(1, UInt32.self)
        guard index < tensors[graph].count else {
          throw map.fault("a signature of tensor \(index), which is not there")
        }
        names.append((try map.text(0), tensors[graph].lowerBound + index))
      }
      return names
    }
    let signature = ModelFile.Signature(
      name: try table.text(2), graph: graph, inputs: try names(0), outputs: try names(1))
    collector.describe { $0.signatures.append(signature) }
  }

  // MARK: SubGraph

  /// Reads a graph, and returns which tensors are its own.
  private mutating func graph(_ table: FlatTable, _ index: Int) throws(Diagnostic) -> Range<Int> {
    firstTensor = collector.file.tensors.count
    for tensor in try table.tables(0) {
      _ = try collector.add(try self.tensor(tensor), at: bytes.position(at: tensor.offset))
    }
    var graph = FileGraph(name: try table.text(4))
    graph.inputs = try tensors(1, of: table).compactMap(\.self)
    graph.outputs = try tensors(2, of: table).compactMap(\.self)
    for node in try table.tables(3) { graph.nodes.append(try self.node(node)) }
    try collector.set(graph, at: index)
    return firstTensor..<collector.file.tensors.count
  }

  /// A list of tensors of the graph; -1 is one that is left out.
  private func tensors(_ field: Int, of table: FlatTable) throws(Diagnostic) -> [Int?] {
    let own = collector.file.tensors.count - firstTensor
    var tensors: [Int?] = []
    for index in try table.integers(field, Int32.self) {
      guard index < own, index >= -1 else {
        throw table.fault("tensor \(index) of \(own) is not there")
      }
      tensors.append(index < 0 ? nil : firstTensor + index)
    }
    return tensors
  }

  // MARK: Tensor

  private func tensor(_ table: FlatTable) throws(Diagnostic) -> FileTensor {
    let buffer = try table.integer(2, UInt32.self)
    guard buffer == 0 || buffer < buffers.count else {
      throw table.fault("buffer \(buffer) of \(buffers.count) is not there")
    }
    var tensor = FileTensor(
      name: try table.text(3), element: .tflite(try table.integer(1, Int8.self)),
      data: buffer == 0 ? nil : buffers[buffer])
    var sizes = try table.integers(0, Int32.self)
    // The signature has -1 where the shape has some size to begin with.
    tensor.storedSizes = sizes
    let signature = try table.integers(7, Int32.self)
    if signature.count == sizes.count { sizes = signature }
    let hasRank = try table.integer(8, UInt8.self) != 0
    // No sizes are those of a scalar, or not known.
    if !sizes.isEmpty || hasRank || tensor.isConstant { tensor.sizes = sizes.map { FileSize($0) } }
    // A list of no elements has no data.
    if tensor.data == nil, sizes.contains(0), buffer != 0 { tensor.data = .integers([]) }
    tensor.isVariable = try table.integer(5, UInt8.self) != 0
    tensor.quantization = try table.table(4).flatMap(quantization)
    tensor.sparsity = try table.table(6).map(sparsity)
    return tensor
  }

  private func quantization(_ table: FlatTable) throws(Diagnostic) -> FileQuantization? {
    let scales = try table.reals(2)
    guard !scales.isEmpty else { return nil }
    return FileQuantization(
      scales: scales, zeroPoints: try table.integers(3, Int64.self),
      axis: scales.count > 1 ? try table.integer(6, Int32.self) : nil, tableSize: 0)
  }

  private func sparsity(_ table: FlatTable) throws(Diagnostic) -> FileSparsity {
    var levels: [FileSparsity.Level] = []
    for level in try table.tables(2) {
      if try level.integer(0, Int8.self) == 0 {
        levels.append(.dense(size: try level.integer(1, Int32.self)))
      } else {
        levels.append(
          .compressed(segments: try count(2, of: level), indices: try count(4, of: level)))
      }
    }
    return FileSparsity(
      order: try table.integers(0, Int32.self), blocks: try table.integers(1, Int32.self),
      levels: levels)
  }

  /// The length of a vector of indices, whose elements have 4, 2 or 1 bytes by their type.
  private func count(_ field: Int, of table: FlatTable) throws(Diagnostic) -> Int {
    let kind = try table.integer(field, UInt8.self)
    guard 1...3 ~= kind, let vector = try table.table(field + 1) else { return 0 }
    let width = [4, 2, 1][kind - 1]
    return (try vector.vector(0, width: width)?.count ?? 0) / width
  }

  // MARK: Operator

  private func node(_ table: FlatTable) throws(Diagnostic) -> FileNode {
    let index = try table.integer(0, UInt32.self)
    guard codes.indices.contains(index) else {
      throw table.fault("operator \(index) of \(codes.count) is not there")
    }
    var node = FileNode(
      type: codes[index].type, domain: codes[index].domain, name: "",
      inputs: try tensors(1, of: table), outputs: try tensors(2, of: table),
      position: bytes.position(at: table.offset))
    for (field, options) in [(3, TFLiteOptions.first), (11, TFLiteOptions.second)] {
      let kind = try table.integer(field, UInt8.self)
      guard let fields = options[kind], let values = try table.table(field + 1) else { continue }
      for field in fields {
        let value = try field.value(in: values)
        if case .graph(let graph) = value, !(0..<graphCount ~= graph) {
          throw table.fault("graph \(graph) of \(graphCount) is not there")
        }
        node.attributes.append(FileAttribute(name: field.name, value: value))
      }
    }
    if let custom = try table.vector(5, width: 1), custom.count > 0 {
      node.attributes.append(
        FileAttribute(name: "custom_options", value: .bytes(count: custom.count)))
      for (name, value) in FlexBuffer.numbers(in: custom) where node[name] == nil {
        node.attributes.append(FileAttribute(name: name, value: .integer(value)))
      }
    }
    let intermediates = try tensors(8, of: table)
    if !intermediates.isEmpty {
      node.attributes.append(FileAttribute(name: "intermediates", value: .tensors(intermediates)))
    }
    return node
  }
}
