import Symbolic

/// Numbers of several types, whose bytes are rounded up for each type.
struct StoredNumbers {
  // Nearly always all are of one type, which then needs no list.
  private var first: (type: DataType, count: Formula)?
  private var others: [(type: DataType, count: Formula)] = []

  /// Adds numbers of a type, or takes some away. - Throws: `overflow`.
  mutating func add(_ count: Formula, _ type: DataType) throws(ArithmeticFault) {
    if count == .zero { return }
    guard let own = first else { return first = (type, count) }
    guard own.type != type else { return first = (type, try own.count + count) }
    for index in others.indices where others[index].type == type {
      others[index].count = try others[index].count + count
      return
    }
    others.append((type, count))
  }

  /// The bytes of all. - Throws: `overflow`.
  func bytes() throws(ArithmeticFault) -> Formula {
    guard let first else { return .zero }
    var sum = try first.type.bytes(first.count)
    for (type, count) in others { sum = try sum + type.bytes(count) }
    return sum
  }
}
