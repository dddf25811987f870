import Symbolic

extension ModelFile {
  /// Reads a model file, or the folder of a Core ML package. Its format is told by its contents,
  /// not by its name.
  ///
  /// - Throws: a diagnostic with the offset of the first fault, or with what the file is instead.
  package static func read(_ path: String) throws(Diagnostic) -> ModelFile {
    let file = try MappedFile.open(try CoreMLReader.model(ofPackage: path) ?? path)
    let model = try read(Bytes(file))
    try file.checkUnchanged()
    return model
  }

  /// Reads a model file that is in memory.
  ///
  /// - Parameter name: the name that positions carry.
  package static func read(_ bytes: [UInt8], name: String) throws(Diagnostic) -> ModelFile {
    try read(Bytes(MappedFile(bytes, name: name)))
  }

  private static func read(_ bytes: Bytes) throws(Diagnostic) -> ModelFile {
    if bytes.hold("TFL3", at: 4) { return try TFLiteReader.read(bytes) }
    if bytes.hold("PK\u{3}\u{4}", at: bytes.range.lowerBound) {
      return try TorchExportReader.read(bytes)
    }
    if let other = OtherFormat.of(bytes) {
      throw Diagnostic(
        "\(quotedPath(bytes.file.name)) is \(other.name)", help: other.help)
    }
    switch try Protobuf.kind(of: bytes) {
    case .onnx: return try ONNXReader.read(bytes)
    case .coreML: return try CoreMLReader.read(bytes)
    default:
      throw Diagnostic(
        "\(quotedPath(bytes.file.name)) is no model file that is known",
        help: "ONNX, TFLite, torch.export's .pt2 and Core ML files are read")
    }
  }
}

extension Protobuf {
  /// The format of a file by the fields of its outermost message; nil if they are of none.
  ///
  /// - Throws: a diagnostic if fields of a format are followed by a damaged one.
  fileprivate static func kind(of bytes: Bytes) throws(Diagnostic) -> ModelFile.Format? {
    var message = Protobuf(bytes)
    var version: Protobuf.Field?
    do throws(Diagnostic) {
      while let field = try message.next() {
        switch field.number {
        // The version, with which both start.
        case 1 where field.packed == nil: version = field
        // Of ONNX, the graph; of Core ML, the model.
        case 7 where field.packed != nil: return .onnx
        case 200...3000 where field.packed != nil: return .coreML
        case 2...26: break
        default: return nil
        }
      }
    } catch {
      if version != nil { throw error }
    }
    return nil
  }
}

/// What is no model file of ours, but known by its first bytes.
private struct OtherFormat {
  let name: String
  let help: String?

  static func of(_ bytes: Bytes) -> OtherFormat? {
    let start = bytes.range.lowerBound
    func starts(_ magic: StaticString, at offset: Int = 0) -> Bool {
      bytes.hold(magic, at: start + offset)
    }
    let export = "export the network as ONNX, TFLite, .pt2 or Core ML"
    if bytes.count == 0 { return OtherFormat(name: "empty", help: nil) }
    if starts("ORTM", at: 4) {
      return OtherFormat(
        name: "ONNX Runtime's own format", help: "give the .onnx file that it was made from")
    }
    if bytes[start] == 0x89, starts("HDF", at: 1) {
      return OtherFormat(name: "an HDF5 file, as Keras writes", help: export)
    }
    if starts("GGUF") {
      return OtherFormat(name: "a GGUF file, which holds weights but no graph", help: export)
    }
    if starts("{\"", at: 8) {
      return OtherFormat(name: "a safetensors file, which holds weights but no graph", help: export)
    }
    if starts("{") { return OtherFormat(name: "a text that starts with '{'", help: nil) }
    if bytes[start] == 0x80 {
      return OtherFormat(name: "a Python pickle, which holds weights but no graph", help: export)
    }
    return nil
  }
}
