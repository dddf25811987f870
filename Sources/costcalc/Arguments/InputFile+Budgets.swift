import Specs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension InputFile {
  /// The budgets in the folder of a file; nil if there are none.
  ///
  /// - Throws: diagnostics if they can't be read: a build whose budgets are gone must not pass.
  static func budgets(beside path: String) throws -> BudgetFile? {
    guard path != "-", isFile(path) || isModelFile(path) else { return nil }
    let bare = path.hasSuffix("/") ? String(path.dropLast()) : path
    let file = self.path(BudgetFile.usualName, beside: bare)
    guard file != path, isThere(file) else { return nil }
    return try BudgetFile.read(bytes(of: file, "a file of budgets"), file: file)
  }

  /// Whether a folder has something of this name that is no pipe or device: also a folder, or a link
  /// that leads nowhere.
  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return path.withSystemString { lstat($0, &status) } == 0 && !isStream(path)
  }
}
