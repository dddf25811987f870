import CostModel
import Symbolic

extension Catalog {
  /// All published tables, each with the name of its file, in file order.
  ///
  /// - Throws: the first fault of a file.
  package func published() throws(Diagnostic) -> [(file: String, table: Published.Table)] {
    var tables: [(file: String, table: Published.Table)] = []
    for file in files where file.isPublished {
      tables += try published(in: file).map { (file.publishedName, $0) }
    }
    return tables
  }

  /// The tables of all files that have figures for any of the given networks, each with the name of
  /// its file, in file order.
  ///
  /// - Throws: the first fault of a file.
  package func published(
    about names: Set<String>
  ) throws(Diagnostic) -> [(file: String, table: Published.Table)] {
    var tables: [(file: String, table: Published.Table)] = []
    for file in files where file.isPublished && !names.isDisjoint(with: file.names) {
      tables += try published(in: file).map { (file.publishedName, $0) }
    }
    return tables
  }

  private func published(in file: File) throws(Diagnostic) -> [Published.Table] {
    do throws(Diagnostics) {
      return try Published.read(Array(file.text.utf8), file: "specs/\(file.path)").tables
    } catch {
      throw error.all.first ?? Diagnostic("\(file.path) can't be read")
    }
  }
}

extension Catalog.File {
  /// The name of a file of published figures: the paper's or the project's.
  fileprivate var publishedName: String {
    String(path.dropFirst("published/".count).dropLast(".json".count))
  }
}
