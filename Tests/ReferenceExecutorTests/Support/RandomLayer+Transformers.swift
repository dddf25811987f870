import Symbolic

// What rows of transformers read, and cells that fit it.
extension RandomLayer {
  /// Windows of the input, and a tensor that is as large.
  mutating func pieces() -> String {
    var row: Table.Row = [("operator", "\"windows\""), ("from", "\"in\""), ("k", perAxis(1...5))]
    if random.chance(50) { row.append(("shift", perAxis(0...4))) }
    add("pieces", row)
    guard random.chance(50) else { return "[\"pieces\", \"in\"]" }
    add(
      "whole", [("operator", "\"conv\""), ("from", "\"in\""), ("k", "1"), ("c", perAxis(1...3))])
    return "[\"pieces\", \"whole\"]"
  }

  /// A factor for samples to become positions, which the batch is made for.
  mutating func pieceFactor() -> String {
    let block = table.input.map.map { _ in Int.random(in: 1...2, using: &random) }
    table.batch *= block.reduce(1, *)
    return Self.text(block)
  }

  /// Heads that fit the channels; for scores, channels that fit heads.
  mutating func headCount(_ operation: String) -> String? {
    switch operation {
    case "matmul": return heads.left == 1 ? nil : "\(heads.left)"
    case "relative_position":
      let heads = Int.random(in: 1...3, using: &random)
      table.input.map = table.input.map.map { min($0, 4) }
      table.input.channels = heads * table.input.map.reduce(1, *)
      return heads == 1 && random.chance(50) ? nil : "\(heads)"
    default: return random.chance(40) ? nil : "\(divisor(table.input.channels))"
    }
  }
}
