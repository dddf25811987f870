import JSON
import Symbolic

/// Reads what torch.export saves.
///
/// Source: github.com/pytorch/pytorch, torch/_export/serde/schema.py, up to schema version 8.20.
struct TorchExportReader {
  private var collector: Collector
  private let data: [String: FileData]

  /// - Throws: the first fault in the file.
  static func read(_ bytes: Bytes) throws(Diagnostic) -> ModelFile {
    let archive = try TorchArchive(bytes)
    let program = try archive.graph()
    var reader = TorchExportReader(
      collector: Collector(.torchExport, name: bytes.file.name), data: try archive.data())
    try reader.program(program)
    return reader.collector.file
  }

  // MARK: ExportedProgram

  private mutating func program(_ json: JSON) throws(Diagnostic) {
    let module = try json.member("graph_module")
    if case .string(let version)? = json["torch_version"]?.value {
      collector.describe { $0.producer = "PyTorch \(version)" }
    }
    for member in try json["opset_version"]?.members ?? [] {
      let version = try member.value.integer
      collector.describe { $0.operatorSets[member.key] = version }
    }
    for member in try json["range_constraints"]?.members ?? [] {
      let bounds = ["min_val", "max_val"].map { try? member.value[$0]?.integer }
      collector.describe { $0.ranges[member.key] = (bounds[0], bounds[1]) }
    }
    _ = try graph(try module.member("graph"), given: try given(try module.member("signature")))
  }

  /// A tensor that the file gives: a parameter, a buffer or a constant.
  private struct Given {
    let name: String
    let isTrained: Bool
  }

  /// The inputs that the file gives, by their names in the graph, with their names in the module.
  private func given(_ signature: JSON) throws(Diagnostic) -> [String: Given] {
    var given: [String: Given] = [:]
    for spec in try signature["input_specs"]?.elements ?? [] {
      let (kind, value) = try spec.union
      let keys = [
        "parameter": "parameter_name", "buffer": "buffer_name",
        "tensor_constant": "tensor_constant_name",
      ]
      guard let key = keys[kind] else { continue }
      given[try value.member("arg").member("name").text] = Given(
        name: try value.member(key).text, isTrained: kind == "parameter")
    }
    // Until PyTorch 2.1.
    for key in ["inputs_to_parameters", "inputs_to_buffers"] {
      for member in try signature[key]?.members ?? [] {
        given[member.key] = Given(
          name: try member.value.text, isTrained: key == "inputs_to_parameters")
      }
    }
    return given
  }

  // MARK: Graph

  private mutating func graph(_ json: JSON, given: [String: Given] = [:]) throws(Diagnostic) -> Int
  {
    let index = collector.reserveGraph()
    try collector.inGraph(isClosed: true) { collector throws(Diagnostic) in
      var reader = TorchExportReader(collector: collector, data: data)
      defer { collector = reader.collector }
      let graph = try reader.contents(json, given)
      try reader.collector.set(graph, at: index)
    }
    return index
  }

  private mutating func contents(
    _ json: JSON, _ given: [String: Given]
  ) throws(Diagnostic) -> FileGraph {
    let known = try Known(json)
    var graph = FileGraph()
    for input in try json.member("inputs").elements {
      for tensor in try defined(input, known) {
        guard let tensor else { continue }
        if let given = given[collector.file.tensors[tensor].name] {
          let data = data[given.name] ?? .absent
          collector.change(tensor) { ($0.data, $0.isBuffer) = (data, !given.isTrained) }
        } else {
          graph.inputs.append(tensor)
        }
      }
    }
    for node in try json.member("nodes").elements {
      graph.nodes.append(try self.node(node, known))
    }
    for output in try json.member("outputs").elements {
      var arguments = Arguments()
      try read(output, named: "", known, into: &arguments)
      graph.outputs += arguments.inputs.compactMap(\.self)
    }
    return graph
  }

  /// What a graph says of its values.
  private struct Known {
    var tensors: [String: FileTensor] = [:]
    var sizes: [String: FileSize] = [:]

    init(_ graph: JSON) throws(Diagnostic) {
      for member in try graph.member("tensor_values").members {
        var sizes: [FileSize] = []
        for size in try member.value.member("sizes").elements {
          sizes.append(try TorchExportReader.size(size))
        }
        tensors[member.key] = FileTensor(
          name: member.key, element: .torch(try member.value.member("dtype").integer), sizes: sizes)
      }
      for member in try graph["sym_int_values"]?.members ?? [] {
        sizes[member.key] = try TorchExportReader.size(member.value)
      }
    }
  }

  private static func size(_ json: JSON) throws(Diagnostic) -> FileSize {
    let (kind, value) = try json.union
    if kind == "as_int" { return FileSize(try value.integer) }
    return SymbolicSize.of(try value.member("expr_str").text)
  }

  /// Defines what an input or the output of a node is called; nil for what is no tensor.
  private mutating func defined(_ argument: JSON, _ known: Known) throws(Diagnostic) -> [Int?] {
    let (kind, value) = try argument.union
    switch kind {
    case "as_tensor": return [try define(value, known)]
    case "as_tensors":
      var tensors: [Int?] = []
      for tensor in try value.elements { tensors.append(try define(tensor, known)) }
      return tensors
    case "as_optional_tensor": return try defined(value, known)
    case "as_optional_tensors":
      var tensors: [Int?] = []
      for tensor in try value.elements { tensors += try defined(tensor, known) }
      return tensors
    // A size that nodes compute, and that has been evaluated as well.
    case "as_sym_int":
      guard let name = value["as_name"] else { return [nil] }
      let tensor = FileTensor(name: try name.text, element: .int64, sizes: [])
      return [try collector.define(tensor, at: value.position)]
    case "as_custom_obj":
      let tensor = FileTensor(name: try value.member("name").text, element: .other)
      return [try collector.define(tensor, at: value.position)]
    default: return [nil]
    }
  }

  private mutating func define(_ json: JSON, _ known: Known) throws(Diagnostic) -> Int {
    let name = try json.member("name").text
    return try collector.define(
      known.tensors[name] ?? FileTensor(name: name), at: json.position)
  }

  // MARK: Node

  private mutating func node(_ json: JSON, _ known: Known) throws(Diagnostic) -> FileNode {
    var arguments = Arguments()
    for input in try json.member("inputs").elements {
      try read(
        try input.member("arg"), named: try input.member("name").text, known, into: &arguments)
    }
    var outputs: [Int?] = []
    for output in try json.member("outputs").elements { outputs += try defined(output, known) }
    let (domain, type) = Self.operation(try json.member("target").text)
    var name = ""
    if case .string(let text)? = json["name"]?.value {
      name = text
    } else if let output = outputs.first ?? nil {
      name = collector.file.tensors[output].name
    }
    var node = FileNode(
      type: type, domain: domain, name: name, inputs: arguments.inputs, outputs: outputs,
      attributes: arguments.attributes, position: json.position)
    node.inputNames = arguments.names
    if case .string(let stack)? = json["metadata"]?["nn_module_stack"]?.value {
      node.scope = Self.scope(stack)
    }
    return node
  }

  /// `torch.ops.aten.conv2d.default` is `conv2d.default` of `aten`; Python's functions have no
  /// domain.
  private static func operation(_ target: String) -> (domain: String, type: String) {
    guard target.hasPrefix("torch.ops.") else { return ("", target) }
    let rest = target.dropFirst("torch.ops.".count)
    let domain = rest.prefix { $0 != "." }
    return (String(domain), String(rest.dropFirst(domain.count + 1)))
  }

  /// The innermost of modules that are written as `key,path,class;…`.
  private static func scope(_ stack: String) -> String {
    let parts = stack.split(separator: ";").last?
      .split(separator: ",", omittingEmptySubsequences: false)
    return parts.flatMap { $0.count > 1 ? String($0[1]) : nil } ?? ""
  }

  // MARK: Argument

  /// The arguments of a node, as they are collected.
  private struct Arguments {
    var inputs: [Int?] = []
    var names: [String] = []
    var attributes: [FileAttribute] = []
  }

  private mutating func read(
    _ argument: JSON, named name: String, _ known: Known, into arguments: inout Arguments
  ) throws(Diagnostic) {
    let (kind, value) = try argument.union
    switch kind {
    case "as_tensor", "as_custom_obj":
      arguments.inputs.append(
        try collector.tensor(try value.member("name").text, at: value.position))
      arguments.names.append(name)
    case "as_tensors":
      for tensor in try value.elements {
        arguments.inputs.append(
          try collector.tensor(try tensor.member("name").text, at: tensor.position))
        arguments.names.append(name)
      }
    case "as_optional_tensor": try read(value, named: name, known, into: &arguments)
    case "as_optional_tensors":
      for tensor in try value.elements {
        if try tensor.union.kind == "as_none" {
          arguments.inputs.append(nil)
          arguments.names.append(name)
        } else {
          try read(tensor, named: name, known, into: &arguments)
        }
      }
    case "as_nested_tensors":
      for list in try value.elements {
        for tensor in try list.elements {
          arguments.inputs.append(
            try collector.tensor(try tensor.member("name").text, at: tensor.position))
          arguments.names.append(name)
        }
      }
    default:
      arguments.attributes.append(
        FileAttribute(name: name, value: try attribute(kind, value, known)))
    }
  }

  private mutating func attribute(
    _ kind: String, _ value: JSON, _ known: Known
  ) throws(Diagnostic) -> FileAttribute.Value {
    func list<Element>(
      _ element: (JSON) throws(Diagnostic) -> Element
    ) throws(Diagnostic) -> [Element] {
      var list: [Element] = []
      for json in try value.elements { list.append(try element(json)) }
      return list
    }
    func size(_ json: JSON) throws(Diagnostic) -> FileSize {
      let (kind, value) = try json.union
      if kind == "as_int" { return .known(try value.integer) }
      return known.sizes[try value.text] ?? .unknown
    }
    switch kind {
    case "as_int", "as_memory_format", "as_layout": return .integer(try value.integer)
    case "as_bool": return .bool(try value.isTrue)
    case "as_float": return .real(try value.real)
    case "as_string", "as_operator": return .text(try value.text)
    case "as_ints": return .integers(try list { json throws(Diagnostic) in try json.integer })
    case "as_bools":
      return .integers(try list { json throws(Diagnostic) in try json.isTrue ? 1 : 0 })
    case "as_floats": return .reals(try list { json throws(Diagnostic) in try json.real })
    case "as_strings": return .texts(try list { json throws(Diagnostic) in try json.text })
    case "as_sym_int": return .sizes([try size(value)])
    case "as_sym_ints": return .sizes(try list(size))
    case "as_scalar_type": return .element(.torch(try value.integer))
    case "as_device": return .text(try value.member("type").text)
    case "as_graph": return .graph(try graph(try value.member("graph")))
    default: return .none
    }
  }
}

extension ElementType {
  /// The type of a number of `ScalarType`.
  package static func torch(_ code: Int) -> ElementType {
    let types: [ElementType] = [
      .unknown, .uint8, .int8, .int16, .int32, .int64, .float16, .float32, .float64, .complex32,
      .complex64, .complex128, .bool, .bfloat16,
    ]
    let later: [Int: ElementType] = [
      28: .uint16, 29: .float8e4m3fn, 30: .float8e5m2, 31: .float8e4m3fnuz, 32: .float8e5m2fnuz,
      33: .float8e8m0, 34: .uint32, 35: .uint64,
    ]
    return types.indices.contains(code) ? types[code] : later[code] ?? .unknown
  }
}
