import CostModel

extension Cell {
  /// The peak of live tensors; none while sizes are free.
  static func peak(of report: Report) -> Cell { peak(try? report.peakMemory()) }

  /// The same where it is known.
  static func peak(_ peak: PeakMemory?) -> Cell {
    peak.map { .bytes(Int128($0.bytes)) } ?? .missing
  }
}
