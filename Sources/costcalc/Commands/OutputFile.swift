import CostModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes the files that users name.
enum OutputFile {
  /// Writes a text; `-` is standard output.
  ///
  /// - Throws: a diagnostic that says why it can't be written.
  static func write(_ text: String, to path: String) throws {
    guard path != "-" else { return try Terminal.writeStandardOutput(text) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw fault(path, errno) }
    defer { close(descriptor) }
    do {
      try Terminal.write(text, to: descriptor)
    } catch {
      throw fault(path, error.code)
    }
  }

  private static func fault(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic("\(quoted(path)) can't be written: \(String(cString: strerror(code)))")
  }
}
