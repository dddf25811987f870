import CostModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files that this run has read or keeps results in, under whatever names: none of them may be
/// overwritten.
enum FilesInUse {
  private struct Identity: Hashable {
    let device, node: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      node = UInt64(truncatingIfNeeded: status.st_ino)
    }
  }

  private static let known = Mutex<Set<Identity>>([])

  /// Notes a file by its status from the system.
  static func note(_ status: stat) { _ = known.withLock { $0.insert(Identity(status)) } }

  /// Notes the file at a path, if there is one.
  static func note(_ path: String) {
    var status = stat()
    if path.withSystemString({ stat($0, &status) }) == 0 { note(status) }
  }

  static func contains(_ status: stat) -> Bool {
    known.withLock { $0.contains(Identity(status)) }
  }

  /// A file that will be written, by its folder, because it may not be there yet.
  private struct Place: Hashable {
    let folder: Identity
    let name: String
  }

  private static let claimed = Mutex<Set<Place>>([])

  /// Notes a file that will be written; false if it is noted already.
  ///
  /// - Parameter folder: what its path begins with: a path that ends with a slash, or nothing.
  static func claim(_ path: String, in folder: String) -> Bool {
    var status = stat()
    guard (folder.isEmpty ? "." : folder).withSystemString({ stat($0, &status) }) == 0 else {
      return true
    }
    let place = Place(
      folder: Identity(status), name: String(path.dropFirst(folder.count)))
    return claimed.withLock { $0.insert(place).inserted }
  }
}
