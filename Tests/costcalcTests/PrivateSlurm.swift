import Foundation
import Testing

/// A Slurm cluster of one node that belongs to a test: its own ports, key, files and user.
///
/// Each daemon is the child of a shell that ends it when the test does, in whatever way.
final class PrivateSlurm {
  static let programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "sinfo"]

  private struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a daemon until its own input ends.
  private static let guardian = """
    "$@" >"$0.out" 2>&1 </dev/null &
    daemon=$!
    read -r line
    kill $daemon
    for tenth in $(seq 100); do
      kill -0 $daemon 2>/dev/null || exit
      sleep 0.1
    done
    kill -9 $daemon
    """

  private let folder: ClusterFolder
  private var daemons: [(shell: Process, life: Pipe)] = []

  /// Starts the daemons and waits until the node is idle.
  init(in folder: ClusterFolder) throws {
    self.folder = folder
    let ports = try PrivateSlurm.freePorts(2)
    for name in ["slurm/state/", "slurm/spool/"] { try folder.write("", to: name + "keep") }
    let key = (0..<128).map { _ in Character(Unicode.Scalar(UInt8.random(in: 33...126))) }
    try folder.write(String(key), to: "slurm/munge.key")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: path("munge.key"))
    try folder.write(configuration(ports), to: "slurm/slurm.conf")
    // What a node may use is left to the machine; Slurm 22.05 can't do without the plugin.
    let release = try folder.output("\(PrivateSlurm.program("slurmd")) -V").split(separator: " ")
    let year = release.last?.split(separator: ".").first.flatMap { Int($0) } ?? 0
    try folder.write(
      "CgroupPlugin=\(year >= 23 ? "disabled" : "cgroup/v1")\n", to: "slurm/cgroup.conf")
    do {
      // A folder that all may write to lies above; the key is the test's own.
      try start(
        "munged", "--foreground", "--force", "--key-file=\(path("munge.key"))",
        "--socket=\(path("munge.socket"))", "--pid-file=\(path("munged.pid"))",
        "--log-file=\(path("munged.log"))", "--seed-file=\(path("munge.seed"))")
      try wait("munged") { FileManager.default.fileExists(atPath: path("munge.socket")) }
      try start("slurmctld", "-D")
      try start("slurmd", "-D", "-N", "private")
      try wait("an idle node") {
        try Tool.run(shell: slurm("sinfo -h -o %T"), in: folder.url).output == "idle\n"
      }
    } catch {
      stop()
      throw error
    }
  }

  deinit { stop() }

  /// Submits a batch script and waits until all its tasks have ended, and ended well.
  func submit(_ script: String) throws {
    let job = try folder.output(slurm("sbatch --parsable \(script)")).filter(\.isNumber)
    var states: [Substring] = []
    try wait("the end of job \(job)", seconds: 120) {
      states = try folder.output(slurm("squeue -h -a -r -t all -j \(job) -o %T")).split(
        separator: "\n")
      return !states.contains { ["PENDING", "RUNNING", "CONFIGURING", "COMPLETING"].contains($0) }
    }
    #expect(!states.isEmpty && states.allSatisfy { $0 == "COMPLETED" }, "\(states)\(logs)")
  }

  /// Ends the daemons, the last one first.
  func stop() {
    for (shell, life) in daemons.reversed() {
      try? life.fileHandleForWriting.close()
      shell.waitUntilExit()
    }
    daemons = []
  }

  // MARK: Parts

  private func path(_ name: String) -> String {
    folder.url.appending(path: "slurm/\(name)").path
  }

  private static func program(_ name: String) -> String { Installed.path(of: name) ?? name }

  private func slurm(_ line: String) -> String { "SLURM_CONF='\(path("slurm.conf"))' \(line)" }

  /// As many CPUs as the script has tasks, so that all of them run at once.
  private func configuration(_ ports: [UInt16]) -> String {
    let host = ProcessInfo.processInfo.hostName.prefix { $0 != "." }
    return """
      ClusterName=private
      SlurmctldHost=\(host)(127.0.0.1)
      SlurmctldPort=\(ports[0])
      SlurmdPort=\(ports[1])
      SlurmUser=\(NSUserName())
      SlurmdUser=\(NSUserName())
      AuthType=auth/munge
      AuthInfo=socket=\(path("munge.socket"))
      CredType=cred/munge
      StateSaveLocation=\(path("state"))
      SlurmdSpoolDir=\(path("spool"))
      SlurmctldPidFile=\(path("slurmctld.pid"))
      SlurmdPidFile=\(path("slurmd.pid"))
      SlurmctldLogFile=\(path("slurmctld.log"))
      SlurmdLogFile=\(path("slurmd.log"))
      ProctrackType=proctrack/linuxproc
      TaskPlugin=task/none
      SwitchType=switch/none
      MpiDefault=none
      JobAcctGatherType=jobacct_gather/none
      AccountingStorageType=accounting_storage/none
      SelectType=select/cons_tres
      SelectTypeParameters=CR_CPU
      SlurmdParameters=config_overrides
      ReturnToService=2
      NodeName=private NodeHostname=\(host) NodeAddr=127.0.0.1 CPUs=8 State=UNKNOWN
      PartitionName=private Nodes=private Default=YES MaxTime=INFINITE State=UP

      """
  }

  /// Starts a daemon under a shell that ends it when its own input ends.
  private func start(_ name: String, _ arguments: String...) throws {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments =
      ["-c", PrivateSlurm.guardian, path(name), PrivateSlurm.program(name)] + arguments
    shell.environment = ProcessInfo.processInfo.environment
      .merging(["SLURM_CONF": path("slurm.conf")]) { $1 }
    let life = Pipe()
    shell.standardInput = life
    // Threads of tests block signals, and what they start would never be told to end.
    var (none, own) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &own)
    defer { pthread_sigmask(SIG_SETMASK, &own, nil) }
    try shell.run()
    daemons.append((shell, life))
  }

  private func wait(_ what: String, seconds: Int = 30, until isReady: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while try !isReady() {
      guard ContinuousClock.now < deadline else {
        throw Fault(description: "\(what) is not there after \(seconds) s\(logs)")
      }
      Thread.sleep(forTimeInterval: 0.1)
    }
  }

  /// What the daemons said last.
  private var logs: String {
    ["munged.out", "slurmctld.out", "slurmd.out"].map { name in
      let lines = (try? folder.read("slurm/\(name)"))?.split(separator: "\n") ?? []
      return "\n\(name):\n" + lines.suffix(20).joined(separator: "\n")
    }.joined()
  }

  /// Ports of this machine that nobody listens on.
  private static func freePorts(_ count: Int) throws -> [UInt16] {
    var sockets: [Int32] = []
    defer { for socket in sockets { close(socket) } }
    return try (0..<count).map { _ in
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      sockets.append(descriptor)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
        }
      }
      guard isBound else { throw Fault(description: "no free port") }
      return UInt16(bigEndian: address.sin_port)
    }
  }
}
