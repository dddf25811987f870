import CostModel
import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that is removed when it is no longer needed; if its process was killed, when the next
/// one is created.
final class TemporaryFolder {
  /// The start of its name; letters that make it unique follow.
  private static let prefix = "costcalc."
  /// A file in it that its process keeps locked; anyone who gets the lock may remove the folder.
  private static let lock = "lock"

  private let path: String
  private var lock: Int32
  private var files: Set<String> = [TemporaryFolder.lock]

  /// Creates a folder in `TMPDIR`, or else in `/tmp`.
  init() throws(Diagnostic) {
    let given = getenv("TMPDIR").map { String(systemString: $0) } ?? ""
    let parent = given.isEmpty ? "/tmp" : given
    TemporaryFolder.removeAbandoned(in: parent)
    var template =
      "\(parent)/\(TemporaryFolder.prefix)XXXXXX".systemBytes.map { CChar(bitPattern: $0) } + [0]
    guard mkdtemp(&template) != nil else {
      throw Diagnostic(
        "can't create a folder in \(quoted(parent)): \(String(cString: strerror(errno)))",
        help: "set TMPDIR to another folder")
    }
    path = String(systemBytes: template.dropLast().map { UInt8(bitPattern: $0) })
    lock = TemporaryFolder.locked(path)
  }

  private static func locked(_ folder: String) -> Int32 {
    let descriptor = "\(folder)/\(lock)".withSystemString {
      open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    }
    flock(descriptor, LOCK_EX | LOCK_NB)
    return descriptor
  }

  deinit {
    TemporaryFolder.remove(path, files: Array(files))
    close(lock)
  }

  /// Writes a file and returns its path. If somebody has removed the folder, it is created again.
  func write(_ text: String, to name: String) throws(Diagnostic) -> String {
    let file = "\(path)/\(name)"
    if path.withSystemString({ mkdir($0, 0o700) }) == 0 {
      close(lock)
      lock = TemporaryFolder.locked(path)
    }
    guard let stream = file.withSystemString({ fopen($0, "we") }) else { throw fault(file) }
    files.insert(name)
    let bytes = Array(text.utf8)
    let count = fwrite(bytes, 1, bytes.count, stream)
    guard fclose(stream) == 0, count == bytes.count else { throw fault(file) }
    return file
  }

  /// Removes the files whose names begin like that.
  func removeAll(startingWith prefix: String) {
    for name in files where name.hasPrefix(prefix) {
      files.remove(name)
      _ = "\(path)/\(name)".withSystemString(unlink)
    }
  }

  private func fault(_ file: String) -> Diagnostic {
    Diagnostic("\(quoted(file)) can't be written: \(String(cString: strerror(errno)))")
  }

  // MARK: Folders of killed processes

  private static func removeAbandoned(in parent: String) {
    for name in names(in: parent) where name.hasPrefix(prefix) {
      let folder = "\(parent)/\(name)"
      var status = stat()
      // Leave folders of other users, and links, alone.
      guard folder.withSystemString({ lstat($0, &status) }) == 0,
        status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid()
      else { continue }
      let descriptor = "\(folder)/\(lock)".withSystemString {
        open($0, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      }
      guard descriptor >= 0 else {
        if errno == ENOENT, isOfEarlierVersion(folder, status) {
          remove(folder, files: names(in: folder))
        }
        continue
      }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { remove(folder, files: names(in: folder)) }
      close(descriptor)
    }
  }

  /// Whether it can only be of a version that had no locks, and for a day has got no network.
  private static func isOfEarlierVersion(_ folder: String, _ status: stat) -> Bool {
    #if canImport(Darwin)
      let changed = status.st_mtimespec.tv_sec
    #else
      let changed = status.st_mtim.tv_sec
    #endif
    return time(nil) - changed > 86_400 && status.st_mode & 0o777 == 0o700
      && names(in: folder).allSatisfy { name in
        name.hasSuffix(".json") && Int(name.dropLast(5)) != nil
      }
  }

  private static func remove(_ folder: String, files: [String]) {
    for file in files { _ = "\(folder)/\(file)".withSystemString(unlink) }
    _ = folder.withSystemString(rmdir)
  }

  static func names(in folder: String) -> [String] {
    guard let stream = folder.withSystemString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(systemBytes: bytes.prefix { $0 != 0 })
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
