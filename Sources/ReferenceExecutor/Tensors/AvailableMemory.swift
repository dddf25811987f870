#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many bytes this process may still allocate: the least of what the machine has and of what
/// its control group and its resource limits allow.
///
/// A process that exceeds a resource limit gets no memory and ends; one that exceeds the limit of
/// its control group is killed.
package enum AvailableMemory {
  package static var bytes: Int { bytes(threads: 1) }

  /// - Parameter threads: how many threads will allocate.
  static func bytes(threads: Int) -> Int {
    let physical = clampedProduct(
      Int(sysconf(Int32(_SC_PHYS_PAGES))), Int(sysconf(Int32(_SC_PAGESIZE))))
    return ([physical] + controlGroup + resourceLimits(threads)).min() ?? physical
  }

  /// The limits of the control group and of those around it, version 1 or 2.
  private static var controlGroup: [Int] {
    let lines = text(of: "/proc/self/cgroup").split(separator: "\n")
    return lines.flatMap { line -> [Int] in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      let (root, file) =
        parts[1] == "memory"
        ? ("/sys/fs/cgroup/memory", "memory.limit_in_bytes") : ("/sys/fs/cgroup", "memory.max")
      guard parts[1] == "memory" || parts[1].isEmpty else { return [] }
      var folders = [""]
      for name in parts[2].split(separator: "/") { folders.append("\(folders.last ?? "")/\(name)") }
      // 'max' is not a number, and means no limit.
      return folders.compactMap { number(in: "\(root)\($0)/\(file)") }
    }
  }

  /// What is left of the address space and of the heap. Some of both goes to what is not counted:
  /// stacks, the allocator, the network itself.
  private static func resourceLimits(_ threads: Int) -> [Int] {
    let pages = text(of: "/proc/self/statm").split(separator: " ").compactMap { Int($0) }
    let used = pages.map { clampedProduct($0, Int(sysconf(Int32(_SC_PAGESIZE)))) }
    // For each thread but the first, the allocator of glibc reserves 64 MiB of addresses.
    let reserved = clampedProduct(max(0, threads - 1), 64 << 20)
    return [(RLIMIT_AS, 0, reserved), (RLIMIT_DATA, 5, 0)].compactMap { resource, field, reserved in
      var limit = rlimit()
      #if canImport(Glibc)
        let code = getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
      #else
        let code = getrlimit(resource, &limit)
      #endif
      guard code == 0, let most = Int(exactly: limit.rlim_cur) else { return nil }
      let taken = clampedSum(used.indices.contains(field) ? used[field] : 0, reserved)
      let left = max(0, most - taken)
      return max(0, left - max(left / 8, 16 << 20))
    }
  }

  private static func number(in path: String) -> Int? {
    Int(text(of: path).prefix { $0.isNumber })
  }

  private static func text(of path: String) -> String {
    guard let file = fopen(path, "re") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
