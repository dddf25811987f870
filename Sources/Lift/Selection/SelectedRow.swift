import Symbolic

/// A row of the body before it is written: what stands for which segments of each member.
struct SelectedRow {
  enum Kind: Hashable {
    /// A segment as rows of its operators.
    case operators
    /// A layer so many times.
    case repeated
    /// A block so many times, by the number of its table.
    case block(Int)
  }

  /// What it stands for in one member.
  struct Place {
    let segment: Int
    var count = 1
    /// The segment behind it.
    let end: Int
  }

  let kind: Kind
  /// By member.
  let places: [Place]
  /// The values of a block's columns, by member.
  var columns: [[String: Value]] = []
}
