import CostModel
import VectorKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The peak rates of this machine, measured by the tool's own loops.
package struct MachineRates: Sendable {
  /// Floating-point operations per second; a multiply-add is two.
  package let peak: Double
  /// Bytes per second, half of them read and half written, far beyond the caches.
  package let bandwidth: Double
  /// Maximum bytes per second, by the number of bytes touched.
  package let bandwidths: Bandwidths
  /// The number of threads used.
  package let threads: Int
  /// The instruction set of the loops.
  package let instructionSet: String

  /// The intensity, in FLOP per byte, at which memory just keeps up with the peak.
  package var ridge: Double { peak / bandwidth }

  /// The memory to read; the same amount is written.
  private static let bytes = 128 << 20

  /// Measures for about a second.
  ///
  /// - Parameter threads: how many threads work at once.
  /// - Throws: `memory` if that is more than the process may allocate.
  package init(threads: Int = 1) throws(ExecutionError) {
    let (threadPool, loops) = (ThreadPool(threads), VectorLoops.best)
    // A thread may still hold the first when the second is allocated.
    let needed = clampedSum(2 * MachineRates.bytes, Bandwidths.largest)
    let limit = AvailableMemory.bytes(threads: threadPool.size)
    guard needed <= limit else { throw .memory(needed: needed, limit: limit) }
    self.threads = threadPool.size
    instructionSet = loops.name
    peak = MachineRates.peak(threadPool, loops)
    bandwidth = MachineRates.bandwidth(threadPool, loops, bytes: MachineRates.bytes)
    bandwidths = Bandwidths(threadPool, loops)
  }

  /// What limits a task.
  package enum Bound: String, Sendable {
    /// Arithmetic.
    case compute
    /// Moving its data, faster than memory alone could.
    case cache
    /// Moving its data at the speed of memory.
    case memory
  }

  /// The roof above a task: its minimum time in seconds, and what sets it.
  ///
  /// - Parameters:
  ///   - operations: floating-point operations.
  ///   - bytes: bytes read and written, each element once.
  package func roof(operations: Double, bytes: Double) -> (seconds: Double, bound: Bound) {
    let rate = bandwidths.rate(over: bytes)
    let point = Roofline.Point(flops: operations, bytes: bytes, peak: peak, bandwidth: rate)
    guard point.bound == .memory else { return (point.time, .compute) }
    // Repeated measurements of memory differ by a few percent.
    return (point.time, rate > 1.25 * bandwidths.memory ? .cache : .memory)
  }

  private static func peak(_ threadPool: ThreadPool, _ loops: VectorLoops) -> Double {
    let rounds = 1_000_000
    let operations = Double(loops.calls.spin(1)) * Double(rounds) * Double(threadPool.size)
    return operations
      / fastest(of: 20) {
        threadPool.forEach(threadPool.size) { _ in _ = loops.calls.spin(rounds) }
      }
  }

  private static func bandwidth(_ threadPool: ThreadPool, _ loops: VectorLoops, bytes: Int)
    -> Double
  {
    let count = bytes / 4 / threadPool.size
    let parts = (0..<threadPool.size).map { _ in (Storage(count), Storage(count)) }
    let seconds = fastest(of: 10) {
      threadPool.forEach(threadPool.size) { part in
        let (source, result) = parts[part]
        loops.calls.clamp(source.elements, result.elements, count, -1, 1)
      }
    }
    return Double(2 * 4 * count * threadPool.size) / seconds
  }

  /// The time of the fastest of several runs, in seconds: disturbances only slow a run down.
  static func fastest(of runs: Int, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    let times = (0...runs).map { _ in clock.measure(body) }
    return (times.dropFirst().min() ?? .zero) / .seconds(1)
  }
}

extension MachineRates {
  /// How many cores this process may use, according to the system.
  package static let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// The processor's name on Linux; nil elsewhere.
  package static let processor: String? = {
    guard let file = fopen("/proc/cpuinfo", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, Int32(line.count), file) != nil {
      let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let parts = String(decoding: bytes, as: UTF8.self).split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].hasPrefix("model name") else { continue }
      return parts[1].split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }
    return nil
  }()
}
