import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that goes when nobody needs it any more.
final class TemporaryFolder {
  private let path: String
  private var files: Set<String> = []

  /// Makes a folder in `TMPDIR`, else in `/tmp`.
  init() throws(Diagnostic) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/costcalc.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Diagnostic(
        "no folder can be made in \(quoted(parent)): \(String(cString: strerror(errno)))",
        help: "TMPDIR names another place")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for file in files { unlink("\(path)/\(file)") }
    rmdir(path)
  }

  /// Writes a file and returns its path.
  func write(_ text: String, to name: String) throws(Diagnostic) -> String {
    let file = "\(path)/\(name)"
    guard let stream = fopen(file, "w") else { throw fault(file) }
    files.insert(name)
    let bytes = Array(text.utf8)
    let count = fwrite(bytes, 1, bytes.count, stream)
    guard fclose(stream) == 0, count == bytes.count else { throw fault(file) }
    return file
  }

  func remove(_ name: String) {
    guard files.remove(name) != nil else { return }
    unlink("\(path)/\(name)")
  }

  private func fault(_ file: String) -> Diagnostic {
    Diagnostic("\(quoted(file)) can't be written: \(String(cString: strerror(errno)))")
  }
}
