import Symbolic

/// What readers put together: tensors and graphs, with the names by which nodes refer to them.
struct Collector {
  private(set) var file: ModelFile
  /// The names of the graph that is being read, and of those around it; innermost last.
  private var scopes: [[String: Int]] = [[:]]
  private var nodeCount = 0

  /// A file of 100 MB with as many nodes as fit would take gigabytes.
  private static let limit = 1 << 20

  init(_ format: ModelFile.Format, name: String) { file = ModelFile(format, name: name) }

  /// Changes what the file says besides its graphs.
  mutating func describe(_ change: (inout ModelFile) -> Void) { change(&file) }

  // MARK: Tensors

  /// Adds a tensor that nodes don't refer to by name.
  mutating func add(
    _ tensor: FileTensor, at position: @autoclosure () -> SourcePosition
  ) throws(Diagnostic) -> Int {
    guard file.tensors.count < 2 * Self.limit else {
      throw Diagnostic("more than \(2 * Self.limit) tensors", at: position())
    }
    file.tensors.append(tensor)
    return file.tensors.count - 1
  }

  /// Adds a tensor that nodes of this graph, and of those inside, refer to by its name.
  mutating func define(
    _ tensor: FileTensor, at position: @autoclosure () -> SourcePosition
  ) throws(Diagnostic) -> Int {
    let index = try add(tensor, at: position())
    scopes[scopes.count - 1][tensor.name] = index
    return index
  }

  /// Gives a name of this graph to a tensor.
  mutating func name(_ tensor: Int, _ name: String) { scopes[scopes.count - 1][name] = tensor }

  /// Whether this graph, not one around it, defines a name.
  func defines(_ name: String) -> Bool { scopes[scopes.count - 1][name] != nil }

  /// The tensor of a name.
  ///
  /// - Throws: a diagnostic if neither this graph nor one around it defines it.
  func tensor(
    _ name: String, at position: @autoclosure () -> SourcePosition
  ) throws(Diagnostic) -> Int {
    for scope in scopes.reversed() {
      if let tensor = scope[name] { return tensor }
    }
    throw Diagnostic("no tensor is called \(quoted(name)) here", at: position())
  }

  mutating func change(_ tensor: Int, _ change: (inout FileTensor) -> Void) {
    change(&file.tensors[tensor])
  }

  // MARK: Graphs

  /// The index of a graph to come.
  mutating func reserveGraph() -> Int {
    file.graphs.append(FileGraph())
    return file.graphs.count - 1
  }

  /// Reads what stands inside a graph: names that it defines end with it.
  ///
  /// - Parameter isClosed: whether names around it can't be seen from inside.
  mutating func inGraph<Result>(
    isClosed: Bool = false, _ read: (inout Collector) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let around = scopes
    scopes = isClosed ? [[:]] : around + [[:]]
    defer { scopes = around }
    return try read(&self)
  }

  mutating func set(_ graph: FileGraph, at index: Int) throws(Diagnostic) {
    nodeCount += graph.nodes.count
    guard nodeCount <= Self.limit, file.graphs.count <= Self.limit else {
      throw Diagnostic("\(quoted(file.name)) has more than \(Self.limit) nodes")
    }
    file.graphs[index] = graph
  }
}
