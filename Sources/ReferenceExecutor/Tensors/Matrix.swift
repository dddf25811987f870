extension ArraySlice<Float> {
  /// The elements of a matrix of that many rows, column by column.
  func transposed(rows: Int) -> [Float] {
    guard rows > 0 else { return [] }
    let columns = count / rows
    return (0..<columns).flatMap { column in
      (0..<rows).map { row in self[startIndex + row * columns + column] }
    }
  }
}
