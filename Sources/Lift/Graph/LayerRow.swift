import CostModel
import Symbolic

/// The row of a layer: its word and the cells that say no default.
struct LayerRow {
  var word: String
  var cells: [String: Value] = [:]

  /// Whether it makes a single position of any map.
  var isGlobal: Bool {
    word == "dense" || (["avgpool", "maxpool"].contains(word) && cells["k"] == nil)
  }

  /// Sets a whole number, unless it is the default.
  mutating func set(_ column: String, _ number: Int, unless usual: Int) {
    if number != usual { cells[column] = .integer(number) }
  }

  /// Sets a number for each axis, as one where all are equal, unless all are the default.
  mutating func set(_ column: String, _ numbers: [Int], unless usual: Int?) {
    if let usual, numbers.allSatisfy({ $0 == usual }) { return }
    cells[column] = LayerRow.axes(numbers)
  }

  static func axes(_ numbers: [Int]) -> Value {
    Set(numbers).count == 1 ? .integer(numbers[0]) : .perAxis(numbers)
  }
}

extension Formula {
  /// The number. - Throws: if it is not known.
  func known() throws(Unsayable) -> Int {
    guard let value = integerValue else { throw Unsayable("\(text) is not a known whole number") }
    return value
  }
}

extension [Formula] {
  /// The numbers. - Throws: if one is not known.
  func known() throws(Unsayable) -> [Int] {
    var numbers: [Int] = []
    for formula in self { numbers.append(try formula.known()) }
    return numbers
  }
}
