/// The cells of a row by column, in the order of the file.
///
/// A row has few of them: to compare their names is quicker than to hash one.
struct Cells: Sendable {
  private var entries: [(column: String, cell: Cell)] = []

  subscript(column: String) -> Cell? {
    get {
      for entry in entries where entry.column == column { return entry.cell }
      return nil
    }
    set {
      let index = entries.firstIndex { $0.column == column }
      switch (index, newValue) {
      case (let index?, let cell?): entries[index].cell = cell
      case (nil, let cell?): entries.append((column, cell))
      case (let index?, nil): entries.remove(at: index)
      case (nil, nil): return
      }
    }
  }
}

extension Cells: Sequence {
  func makeIterator() -> [(column: String, cell: Cell)].Iterator { entries.makeIterator() }
}
