import JSON
import Symbolic

/// The entries of a `.pt2` file: the graph as JSON, and where weights are.
///
/// Since PyTorch 2.8 it is `models/NAME.json` in a folder, with the weights beside it as they are;
/// before, `serialized_exported_program.json`, with the weights pickled.
struct TorchArchive {
  private let archive: ZipArchive
  private let program: String
  /// What stands before `models/` in the names of entries, and the NAME behind it.
  private let folder, model: String

  /// Larger graphs than this one of a hundred thousand nodes would take gigabytes of memory.
  private static let limit = 64 << 20

  /// - Throws: a diagnostic if there is no graph; it says what the archive is instead.
  init(_ bytes: Bytes) throws(Diagnostic) {
    archive = try ZipArchive(bytes)
    let names = archive.names
    let models = names.filter { name in
      name.hasSuffix(".json") && name.split(separator: "/").dropLast().last == "models"
    }
    let old = names.first { $0.split(separator: "/").last == "serialized_exported_program.json" }
    guard let program = models.first(where: { $0.hasSuffix("/model.json") }) ?? models.first ?? old
    else { throw Self.other(names, bytes) }
    guard models.count < 2 || program.hasSuffix("/model.json") else {
      let list = models.map(quoted).joined(separator: ", ")
      throw Diagnostic(
        "\(quoted(bytes.file.name)) holds several models: \(list)",
        help: "save each with torch.export.save")
    }
    self.program = program
    model = String(program.split(separator: "/").last?.dropLast(5) ?? "")
    folder = models.isEmpty ? "" : String(program.dropLast("models/\(model).json".count))
  }

  private static func other(_ names: [String], _ bytes: Bytes) -> Diagnostic {
    let name = quoted(bytes.file.name)
    let export = "save the network with torch.export.save(torch.export.export(model, inputs), …)"
    if let model = names.first(where: { $0.hasSuffix(".tflite") }) {
      return Diagnostic(
        "\(name) is a bundle with \(quoted(model))", help: "unpack it and give that file")
    }
    if names.contains(where: { $0.hasSuffix("data.pkl") }) {
      return Diagnostic("\(name) holds pickled weights or TorchScript, but no graph", help: export)
    }
    if names.contains(where: { $0.contains("data/aotinductor/") }) {
      return Diagnostic("\(name) holds a compiled program, but no graph", help: export)
    }
    if names.contains("model.weights.h5") {
      return Diagnostic("\(name) is a Keras file", help: "export the network as ONNX or TFLite")
    }
    return Diagnostic("\(name) is an archive without a model that is known")
  }

  /// The exported program.
  func graph() throws(Diagnostic) -> JSON {
    guard let json = try json(program) else {
      throw Diagnostic("\(quoted(archive.bytes.file.name)) has no \(quoted(program))")
    }
    return json
  }

  /// Where parameters, buffers and constants are, by their names in the module; those that are not
  /// there, or not stored as they are, are absent.
  func data() throws(Diagnostic) -> [String: FileData] {
    var data: [String: FileData] = [:]
    for kind in ["weights", "constants"] {
      guard let config = try json("\(folder)data/\(kind)/\(model)_\(kind)_config.json")?["config"]
      else { continue }
      for member in try config.members {
        guard case .string(let path)? = member.value["path_name"]?.value,
          case .bool(false)? = member.value["use_pickle"]?.value,
          let meta = member.value["tensor_meta"], isContiguous(meta),
          let bytes = try archive.contents(of: "\(folder)data/\(kind)/\(path)")
        else { continue }
        data[member.key] = .bytes(bytes)
      }
    }
    return data
  }

  /// Whether elements follow each other in the order of the axes.
  private func isContiguous(_ meta: JSON) -> Bool {
    func numbers(_ key: String) -> [Int]? {
      try? meta[key]?.elements.map { size in try size.union.value.integer }
    }
    guard let sizes = numbers("sizes"), let strides = numbers("strides"),
      sizes.count == strides.count
    else { return false }
    var expected = 1
    for (size, stride) in zip(sizes, strides).reversed() {
      guard size == 1 || stride == expected else { return false }
      let (product, overflow) = expected.multipliedReportingOverflow(by: size)
      guard !overflow else { return false }
      expected = product
    }
    return true
  }

  private func json(_ entry: String) throws(Diagnostic) -> JSON? {
    guard let bytes = try archive.contents(of: entry) else { return nil }
    return try JSON.read(
      [UInt8](bytes.buffer), file: "\(archive.bytes.file.name)/\(entry)", limit: Self.limit)
  }
}
