import Symbolic

// What rows of transformers read, and cells that fit it.
extension RandomLayer {
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
