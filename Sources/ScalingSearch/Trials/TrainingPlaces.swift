import CostModel
import Specs
import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folders and files of trainings: for each one a folder of its own, the same after a resume, so
/// that checkpoints are found; and a log, if logs are wanted.
package struct TrainingPlaces {
  /// The absolute path of the folder with a folder for each training.
  private let work: String
  /// The folder with a log for each training; nil for none.
  private let logs: String?
  /// The fingerprint of the spec, without which the values of parameters mean nothing, and what
  /// trains: a checkpoint of another command, or under another tag, is of another training.
  private let words: [String]

  /// Places beside a journal.
  ///
  /// - Parameter logs: a folder for logs; nil for none.
  /// - Throws: a diagnostic if that folder can't be created.
  package init(
    besides journal: String, logs: String?, spec: String, origin: Journal.Header.Origin?
  ) throws(Diagnostic) {
    let resolved = journal.withSystemString { realpath($0, nil) }
    defer { free(resolved) }
    work = (resolved.map { String(systemString: $0) } ?? journal) + ".work"
    self.logs = logs
    words = [spec, origin?.command ?? "", origin?.tag ?? ""]
    if let logs { try TrainingPlaces.createWritable(logs) }
  }

  /// The name of a training: of its network, of what trains it, and its seed.
  private func name(of key: [String: String], _ seed: Int) -> String {
    let values = key.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let text = (words + values).joined(separator: "\n")
    return "\(Spec.fingerprint(of: Array(text.utf8)).drop { $0 != ":" }.dropFirst())-\(seed)"
  }

  /// What a training gets.
  func setting(
    of key: [String: String], seed: Int, attempt: Int
  ) throws(Diagnostic) -> CommandRunner.Setting {
    let name = name(of: key, seed)
    try TrainingPlaces.create(work)
    try TrainingPlaces.create("\(work)/\(name)")
    let log = logs.map { "\($0)/\(name).log" }
    let words = key.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let about = (words + ["seed \(seed)", "attempt \(attempt)"]).joined(separator: ", ")
    log?.withSystemString { path in
      guard let stream = fopen(path, "ae") else { return }
      fputs("costcalc: \(about)\n", stream)
      fclose(stream)
    }
    return CommandRunner.Setting(
      environment: [
        ("COSTCALC_SEED", "\(seed)"), ("COSTCALC_ID", name),
        ("COSTCALC_WORKDIR", "\(work)/\(name)"), ("COSTCALC_ATTEMPT", "\(attempt)"),
      ], log: log)
  }

  /// Takes away the folder of a training that has ended, if it left nothing there. Returns its log.
  func tidy(of key: [String: String], seed: Int) -> String? {
    let name = name(of: key, seed)
    _ = "\(work)/\(name)".withSystemString(rmdir)
    return logs.map { "\($0)/\(name).log" }
  }

  /// Takes away the folder of all trainings, if it is empty.
  func tidy() { _ = work.withSystemString(rmdir) }

  private static func create(_ folder: String) throws(Diagnostic) {
    guard folder.withSystemString({ mkdir($0, 0o777) }) != 0, errno != EEXIST else { return }
    throw Diagnostic("\(quoted(folder)) can't be created: \(String(cString: strerror(errno)))")
  }

  /// The same for a folder in which files must be created later. - Throws: a diagnostic if none can.
  private static func createWritable(_ folder: String) throws(Diagnostic) {
    try create(folder)
    // A file in the place of the folder has no entry '.'.
    guard "\(folder)/.".withSystemString({ access($0, W_OK | X_OK) }) == 0 else {
      throw Diagnostic(
        "\(quoted(folder)) can't hold logs: \(String(cString: strerror(errno)))",
        help: "name a folder that can be written with --logs")
    }
  }

  // MARK: Trainings of killed searches

  /// Waits, for two seconds at most, until no training of an earlier search runs any more; each
  /// ends with its search, but one that has left its process group does not.
  ///
  /// - Returns: the processes that still run, each with its number and its command.
  package func leftovers() -> [String] {
    var found = processes()
    for _ in 0..<40 where !found.isEmpty {
      usleep(50_000)
      found = processes()
    }
    return found
  }

  /// The processes whose environment names one of the folders; none where the system does not tell.
  private func processes() -> [String] {
    let mark = Array("\0COSTCALC_WORKDIR=".utf8) + work.systemBytes + Array("/".utf8)
    return TemporaryFolder.names(in: "/proc").compactMap { name in
      guard let number = Int32(name), number != getpid(),
        let environment = TrainingPlaces.contents(of: "/proc/\(name)/environ"),
        ([0] + environment).firstRange(of: mark) != nil
      else { return nil }
      let words = (TrainingPlaces.contents(of: "/proc/\(name)/cmdline") ?? []).split(separator: 0)
      let command = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
      return "\(name) (\(printable(String(command.prefix(60)))))"
    }
  }

  private static func contents(of path: String) -> [UInt8]? {
    guard let stream = fopen(path, "re") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < 1 << 22 {
      let count = fread(&buffer, 1, buffer.count, stream)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }
}
