import CostModel
import ModelFiles
import Specs
import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads files named by users.
enum InputFile {
  /// The spec reader accepts no more bytes.
  private static let limit = 16 << 20
  /// A model file on standard input may have so many bytes.
  private static let largestStream = 1 << 30

  /// Whether a word names a file rather than something in the catalog.
  static func isNamed(by word: String) -> Bool { word.contains("/") || word.hasSuffix(".json") }

  /// Whether a model operand names a file: by its spelling, or because there is such a file.
  static func isSpec(_ word: String) -> Bool {
    isNamed(by: word) || isModelFile(word) || word == "-" || isFile(word)
  }

  /// The path of a file that another file names: from that file's folder, unless it begins with a
  /// slash.
  static func path(_ name: String, beside file: String) -> String {
    guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
    return file[...slash] + name
  }

  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return path.withSystemString { stat($0, &status) } == 0
      && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether reading would wait for someone to write: standard input, a pipe or a device.
  static func isStream(_ path: String) -> Bool {
    var status = stat()
    return path == "-"
      || path.withSystemString { stat($0, &status) } == 0
        && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// How to name a file where names of the catalog are taken, too.
  static func naming(_ word: String) -> String {
    let written = isReadable(word + ".json") ? "\(word).json" : "./\(word)"
    return "a file's name has a '/' or ends in .json: \(written)"
  }

  private static func isReadable(_ path: String) -> Bool {
    path.withSystemString { access($0, R_OK) == 0 }
  }

  /// The bytes of a file; `-` is standard input.
  ///
  /// - Parameter wanted: what the file should be.
  /// - Throws: a diagnostic with the reason if it can't be read.
  static func bytes(
    of path: String, _ wanted: String = "a spec file"
  ) throws(Diagnostic) -> [UInt8] {
    if isModelFile(path) {
      throw Diagnostic(
        "\(quotedPath(path)) is a model file, and a file in JSON is needed here",
        help: "'costcalc count' counts it; 'costcalc spec resnet50' prints a spec")
    }
    return try contents(of: path, limit: limit, wanted)
  }

  /// The bytes of any file.
  ///
  /// - Parameter wanted: what should be named instead of one that is too large.
  /// - Throws: a diagnostic with the reason if it can't be read.
  static func contents(
    of path: String, limit: Int, _ wanted: String
  ) throws(Diagnostic) -> [UInt8] {
    guard path != "-" else {
      return try within(limit, try StandardInput.bytes(upTo: limit), path, wanted)
    }
    let descriptor = path.withSystemString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw fault(path) }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0 {
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw Diagnostic("\(quotedPath(path)) is a folder", help: "name \(wanted) in it")
      }
      FilesInUse.note(status)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= limit {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fault(path) }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return try within(limit, bytes, path, wanted)
  }

  private static func within(
    _ limit: Int, _ bytes: [UInt8], _ path: String, _ wanted: String
  ) throws(Diagnostic) -> [UInt8] {
    guard bytes.count <= limit else {
      throw Diagnostic(
        "\(quotedPath(path)) is larger than \(limit >> 20) MiB", help: "name \(wanted)")
    }
    return bytes
  }

  /// A framework's model file. - Throws: a diagnostic with what is wrong.
  static func model(at path: String) throws(Diagnostic) -> ModelFile {
    guard path != "-" else { return try ModelFile.read(streamedModel(), name: path) }
    FilesInUse.note(path)
    return try ModelFile.read(path)
  }

  /// The bytes of a model file on standard input.
  static func streamedModel() throws(Diagnostic) -> [UInt8] {
    try contents(of: "-", limit: largestStream, "a file, which is mapped")
  }

  /// Whether a name is that of a framework's model file: by its ending, or because there is a file
  /// that does not begin as a spec does.
  static func isModelFile(_ path: String) -> Bool {
    let endings = [
      ".onnx", ".tflite", ".pt", ".pt2", ".pth", ".pb", ".h5", ".keras", ".safetensors",
      ".mlmodel", ".mlpackage", ".mlpackage/",
    ]
    if endings.contains(where: path.lowercased().hasSuffix) { return true }
    if path == "-" {
      // What can't be read is told by whoever reads it.
      let start = (try? StandardInput.bytes(upTo: 64)) ?? []
      return !start.isEmpty && !isText(start.prefix(64))
    }
    guard isFile(path), !path.hasSuffix(".json") else { return false }
    return !startsAsText(path)
  }

  /// Whether a file begins with what may begin a text in JSON.
  private static func startsAsText(_ path: String) -> Bool {
    let descriptor = path.withSystemString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var start = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &start, start.count)
    return isText(start.prefix(max(0, count)))
  }

  private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 || [9, 10, 13].contains($0) }
  }

  private static func fault(_ path: String) -> Diagnostic {
    let reason = String(cString: strerror(errno))
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let bare = name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    let known = Catalog.embedded.modelNames
    let help = known.contains(bare) ? "the model is called \(quoted(bare))" : nil
    return Diagnostic("\(quotedPath(path)) can't be read: \(reason)", help: help)
  }
}
