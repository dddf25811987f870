/// A cell of a block that could as well be another: it says the same of all instances.
struct OpenCell {
  let block: String
  /// The cell, such as `c / 4`.
  let cell: String
  /// What it could be, such as `floor(c / 4)`.
  let others: [String]
}
