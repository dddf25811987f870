import ArenaPlanning
import Symbolic

/// What TensorFlow Lite Micro plans room for in the head of its arena: tensors that are computed,
/// and the scratch memory that operators ask for.
///
/// The tail, which holds structures and persistent buffers, depends on kernels and on the width of
/// pointers, and is not predicted.
///
/// Source: tflite-micro, tensorflow/lite/micro/micro_allocation_info.cc and micro_allocator.cc.
package struct MicroArena: Sendable {
  /// What a buffer is for.
  package enum Occupant: Hashable, Sendable {
    /// An index of ``ModelFile/tensors``.
    case tensor(Int)
    /// What an operator needs while it runs.
    case scratch(operator: String)
  }

  /// Who lies in each buffer: tensors in the order of the file, then scratch memory.
  package let occupants: [Occupant]
  /// Their buffers, with places where the file gives them.
  package let arena: Arena
  /// What happens at each time: the start of a graph, or an operator.
  package let steps: [String]
  /// Whether the file says where tensors lie.
  package let isPlanned: Bool
}

extension ModelFile {
  /// The arena of TensorFlow Lite Micro for a TFLite file, and the best plan for it.
  ///
  /// - Throws: as ``microArena()``.
  package func arena() throws(Diagnostic) -> ArenaStudy {
    let micro = try microArena()
    let names = micro.occupants.map { occupant in
      switch occupant {
      case .tensor(let tensor):
        tensors[tensor].name.isEmpty ? "tensor \(tensor)" : tensors[tensor].name
      case .scratch(let node): "scratch of \(node)"
      }
    }
    // The converter joins the names of all that it fused; the first of them is that of the layer.
    let short = names.map { $0.split(separator: ";").first.map(String.init) ?? $0 }
    let count = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
    return try ArenaStudy(
      zip(names, short).map { count[$1] == 1 ? $1 : $0 }, steps: micro.steps, micro.arena)
  }

  /// The offsets of all tensors in an arena, for ``ArenaMetadata/adding(_:to:)``.
  ///
  /// - Throws: as ``microArena()``.
  package func tensorOffsets(_ found: Arena.Found) throws(Diagnostic) -> [Int?] {
    var offsets = [Int?](repeating: nil, count: tensors.count)
    for (occupant, offset) in zip(try microArena().occupants, found.offsets) {
      if case .tensor(let tensor) = occupant { offsets[tensor] = offset }
    }
    return offsets
  }

  /// What TensorFlow Lite Micro plans for a TFLite file.
  ///
  /// - Throws: a diagnostic if it would refuse the file: for open sizes, types that it does not have,
  ///   graphs that call themselves.
  package func microArena() throws(Diagnostic) -> MicroArena {
    guard format == .tflite else {
      throw Diagnostic(
        "\(quoted(name)) is no TFLite file, and TensorFlow Lite Micro runs no other")
    }
    var lives = MicroLives(self)
    try lives.walk(graph: 0, depth: 0)
    let offsets = try plannedOffsets()
    var occupants: [MicroArena.Occupant] = []
    var buffers: [ArenaBuffer] = []
    func take(
      _ occupant: MicroArena.Occupant, _ bytes: Int, _ life: MicroLives.Life, at offset: Int? = nil
    ) {
      occupants.append(occupant)
      var isPlannable = false
      if case .tensor = occupant { isPlannable = true }
      buffers.append(
        ArenaBuffer(
          bytes: ArenaStudy.aligned(bytes), first: life.first, last: life.last, offset: offset,
          isPlannable: isPlannable))
    }
    for (index, tensor) in tensors.enumerated() {
      let offset = offsets.flatMap { $0[index] >= 0 ? $0[index] : nil }
      // Tensors with data are where the file is; variables are kept in the tail unless planned.
      guard !tensor.isConstant, !tensor.isVariable || offset != nil else { continue }
      let bytes = try tensor.microBytes()
      guard bytes > 0 else { continue }
      take(.tensor(index), bytes, lives.tensors[index], at: offset)
    }
    for (graph, content) in graphs.enumerated() {
      for (number, node) in content.nodes.enumerated() {
        let life = lives.nodes[graph][number]
        for bytes in try scratch(of: node) { take(.scratch(operator: node.type), bytes, life) }
      }
    }
    return MicroArena(
      occupants: occupants, arena: try Arena(buffers), steps: lives.steps, isPlanned: offsets != nil
    )
  }

  /// Where the file says that tensors lie; -1 leaves it open. Nil if it says nothing.
  private func plannedOffsets() throws(Diagnostic) -> [Int]? {
    guard let arenaOffsets else { return nil }
    guard arenaOffsets.count == tensors.count else {
      throw Diagnostic(
        "\(quoted(name)) has places in the arena for \(arenaOffsets.count) tensors and has "
          + "\(tensors.count)", help: "tflite-micro refuses it, too")
    }
    return arenaOffsets
  }
}

/// When tensors and scratch memory are needed. Time is counted in scopes: the inputs of a graph are
/// there from its start, and each operator opens the next.
private struct MicroLives {
  /// First and last scope; -1 is before the first, for what nothing makes.
  struct Life {
    var first = -1
    var last = -1

    mutating func create(at scope: Int) { if first == -1 { first = scope } }
  }

  /// Graphs that operators call may call others, but not for ever.
  private static let depthLimit = 32
  private static let stepLimit = 1 << 20

  let file: ModelFile
  var tensors: [Life]
  var nodes: [[Life]]
  /// What opened each scope.
  var steps: [String] = ["inputs"]

  init(_ file: ModelFile) {
    self.file = file
    tensors = Array(repeating: Life(), count: file.tensors.count)
    nodes = file.graphs.map { Array(repeating: Life(), count: $0.nodes.count) }
  }

  private var scope: Int { steps.count - 1 }

  mutating func walk(graph index: Int, depth: Int) throws(Diagnostic) {
    guard depth <= MicroLives.depthLimit else {
      throw Diagnostic(
        "the graphs of \(quoted(file.name)) call each other more than "
          + "\(MicroLives.depthLimit) deep")
    }
    let graph = file.graphs[index]
    for tensor in graph.inputs { use(tensor, creating: true) }
    for (number, node) in graph.nodes.enumerated() {
      try open(node.type)
      for case let tensor? in node.outputs { tensors[tensor].create(at: scope) }
      let start = scope
      for called in node.calledGraphs {
        try open(file.graphs[called].name.isEmpty ? "graph \(called)" : file.graphs[called].name)
        try walk(graph: called, depth: depth + 1)
      }
      for case let tensor? in node.inputs + node.outputs { tensors[tensor].last = scope }
      nodes[index][number].create(at: start)
      nodes[index][number].last = scope
    }
    for tensor in graph.outputs { use(tensor, creating: true) }
  }

  private mutating func use(_ tensor: Int, creating: Bool) {
    tensors[tensor].create(at: scope)
    tensors[tensor].last = scope
  }

  private mutating func open(_ step: String) throws(Diagnostic) {
    guard steps.count < MicroLives.stepLimit else {
      throw Diagnostic(
        "the graphs of \(quoted(file.name)) call each other more than \(MicroLives.stepLimit) times"
      )
    }
    steps.append(step)
  }
}

extension FileNode {
  /// The graphs that TensorFlow Lite Micro runs as part of this operator.
  fileprivate var calledGraphs: [Int] {
    let names: [String] =
      switch type {
      case "IF": ["then_subgraph_index", "else_subgraph_index"]
      case "WHILE": ["cond_subgraph_index", "body_subgraph_index"]
      case "CALL_ONCE": ["init_subgraph_index"]
      default: []
      }
    return names.compactMap { name in
      if case .graph(let graph)? = self[name] { graph } else { nil }
    }
  }
}

extension FileTensor {
  /// The number of elements of the sizes that stand in a TFLite file, where open ones have a value to
  /// begin with.
  func microCount() throws(Diagnostic) -> Int {
    var count = 1
    for size in microSizes {
      guard size >= 0 else {
        throw Diagnostic(
          "the tensor \(quoted(name)) has an open size, which tflite-micro refuses",
          help: "export the network with fixed sizes")
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product <= Int(Int32.max) else {
        throw Diagnostic("the tensor \(quoted(name)) has more elements than tflite-micro counts")
      }
      count = product
    }
    return count
  }

  /// The sizes of a TFLite file; none for a scalar.
  var microSizes: [Int] {
    storedSizes
      ?? (sizes ?? []).map { size in if case .known(let number) = size { number } else { -1 } }
  }

  /// Its bytes in the arena.
  fileprivate func microBytes() throws(Diagnostic) -> Int {
    try microCount() * element.microBytes(name)
  }
}

extension ElementType {
  /// The bytes of an element, by TfLiteTypeSizeOf; four bits take a byte. A resource, which is a
  /// handle, is not in the arena.
  func microBytes(_ name: String) throws(Diagnostic) -> Int {
    switch self {
    case .int4: return 1
    case .other: return 0
    case .float32, .float16, .int32, .uint8, .int64, .bool, .int16, .complex64, .int8, .float64,
      .complex128, .uint64, .uint32, .uint16:
      return (bits ?? 8) / 8
    default:
      throw Diagnostic(
        "the tensor \(quoted(name)) holds \(rawValue) elements, which tflite-micro does not have")
    }
  }
}
