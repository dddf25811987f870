import CostModel

extension Column {
  /// The peak of live tensors; blank in rows that are no network.
  static func peak(
    isExtra: Bool = false, of report: @escaping @Sendable (Row) -> Report?
  ) -> Column<Row> {
    Column(.peak, priority: 4, isExtra: isExtra) { row in report(row).map(Cell.peak) ?? .blank }
  }
}

extension Cell {
  /// The peak of live tensors; none while sizes are free.
  static func peak(of report: Report) -> Cell {
    (try? report.peakMemory()).map { .bytes(Int128($0.bytes)) } ?? .missing
  }
}
