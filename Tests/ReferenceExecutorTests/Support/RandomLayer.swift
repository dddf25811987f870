import Symbolic
import TestSupport

import CostModel
import ReferenceExecutor
import Specs

/// A random row of an operator, with rows before it that make what it reads.
///
/// Most rows mean something. Some cells are wrong, so that both sides of validity are met.
struct RandomLayer {
  var table = Table()
  var random: SplitMix64
  /// Heads of a matrix product, and of its second factor.
  var heads = (left: 1, right: 1)

  init(_ entry: OperatorEntry, seed: UInt64) {
    random = SplitMix64(seed: seed)
    table.batch = random.pick([1, 1, 2, 3])
    let axes = ["class_token", "pick"].contains(entry.name) ? 1 : random.pick([1, 2, 2, 2, 3])
    let largest = axes == 3 ? 6 : 11
    table.input = (
      Int.random(in: 1...9, using: &random),
      (0..<axes).map { _ in Int.random(in: 1...largest, using: &random) }
    )
    if random.chance(30) { table.input.channels *= 4 }
    var row: Table.Row = [("name", "\"last\""), ("operator", "\"\(entry.name)\"")]
    if let from = sources(of: entry) { row.append(("from", from)) }
    let cells = entry.columns.compactMap { column -> (column: String, cell: String)? in
      random.chance(1)
        ? (column, wrong()) : cell(column, of: entry.name).map { (column, $0) }
    }
    table.rows.append(row + cells)
  }

  // MARK: Tensors

  /// Makes what the row reads; nil for the input.
  private mutating func sources(of entry: OperatorEntry) -> String? {
    switch entry.inputs {
    case .one: return nil
    case .two(let column):
      if entry.name == "windows_to_space" { return pieces() }
      if column == nil { return factors() }
      resizesBy = random.chance(50)
      return resizesBy ? nil : resized()
    case .join: return joined(entry.name)
    }
  }

  mutating func add(_ name: String, _ row: Table.Row) {
    table.rows.append([("name", "\"\(name)\"")] + row)
  }

  /// Two matrices; whether the second is transposed is decided here.
  private mutating func factors() -> String {
    let transposes = random.chance(50)
    if random.chance(50) {
      heads.right = Int.random(in: 1...3, using: &random)
      heads.left = heads.right * random.pick([1, 1, 2, 3])
      table.input.channels *= heads.right
    }
    let stride = Int.random(in: 1...3, using: &random)
    let positions = table.input.map.reduce(1) {
      $0 * (($1 + stride - 1) / stride)
    }
    let inner = transposes ? table.input.channels / heads.right : positions
    add("right", [("operator", "\"maxpool\""), ("k", "3"), ("s", "\(stride)")])
    add(
      "left",
      [
        ("operator", "\"conv\""), ("from", "\"in\""), ("k", "1"),
        ("c", "\(heads.left * inner)"),
      ])
    matmul = transposes
    return "[\"left\", \"right\"]"
  }

  private var matmul = false
  private var resizesBy = false

  private mutating func resized() -> String {
    if random.chance(50) {
      add(
        "other",
        [
          ("operator", "\"transposed\""), ("k", "\(Int.random(in: 1...3, using: &random))"),
          ("c", "2"), ("s", "\(Int.random(in: 1...3, using: &random))"),
          ("p", random.pick(["\"same\"", "0"])),
        ])
    } else {
      add(
        "other",
        [
          ("operator", "\"avgpool\""), ("k", "2"),
          ("s", "\(Int.random(in: 1...4, using: &random))"),
        ])
    }
    return random.pick(["[\"in\", \"other\"]", "[\"other\", \"in\"]"])
  }

  private mutating func joined(_ operation: String) -> String {
    var names = ["in"]
    for index in 0..<Int.random(in: 1...3, using: &random) {
      let name = "x\(index)"
      if operation == "multiply", random.chance(40) {
        add(name, [("operator", "\"avgpool\""), ("from", "\"in\"")])
      } else if operation == "concat" {
        let channels = Int.random(in: 1...5, using: &random)
        add(
          name,
          [("operator", "\"conv\""), ("from", "\"in\""), ("k", "1"), ("c", "\(channels)")])
      } else {
        add(name, [("operator", "\"relu\""), ("from", "\"in\"")])
      }
      names.append(name)
    }
    if random.chance(20) { names.append("in") }
    names.shuffle(using: &random)
    return "[\(names.map { "\"\($0)\"" }.joined(separator: ", "))]"
  }

  // MARK: Cells

  private mutating func wrong() -> String {
    random.pick([
      "0", "-1", "2.5", "64", "100000", "4611686018427387904", "1e300", "\"relu9\"", "\"3x0\"",
      "[3, 0]", "[]", "true", "\"x\"", "\"2x2x2\"",
    ])
  }

  private mutating func kernel() -> String {
    func size() -> Int { random.pick([1, 2, 3, 3, 4, 5, 7]) }
    return random.chance(30) ? Self.text(table.input.map.map { _ in size() }) : "\(size())"
  }

  /// A number for all axes, or one for each.
  mutating func perAxis(_ range: ClosedRange<Int>) -> String {
    guard random.chance(25) else { return "\(Int.random(in: range, using: &random))" }
    return Self.text(table.input.map.map { _ in Int.random(in: range, using: &random) })
  }

  /// `3`, or `"3x1x2"`.
  static func text(_ numbers: [Int]) -> String {
    numbers.count == 1
      ? "\(numbers[0])" : "\"\(numbers.map(\.description).joined(separator: "x"))\""
  }

  /// A factor that the input is made for.
  private mutating func factor(_ operation: String) -> String? {
    if operation == "resize" {
      guard resizesBy else { return nil }
      return random.pick([
        "1", "2", "3", perAxis(1...3), perAxis(1...3), "\"1 / 2\"", "\"2 / 3\"", "\"5 / 2\"", "1.5",
        "0.7",
      ])
    }
    let isEqual = random.chance(60)
    let first = Int.random(in: 1...3, using: &random)
    let block = table.input.map.map { _ in
      isEqual ? first : Int.random(in: 1...3, using: &random)
    }
    if operation == "depth_to_space" {
      table.input.channels *= block.reduce(1, *)
    } else {
      table.input.map = zip(table.input.map, block).map { $0 * $1 }
    }
    return isEqual ? "\(first)" : Self.text(block)
  }

  mutating func divisor(_ number: Int) -> Int {
    random.pick((1...number).filter { number.isMultiple(of: $0) })
  }

  private var groups = 1
  private var isPadded = false

  /// A cell of a column, or nil for what is not given.
  private mutating func cell(_ column: String, of operation: String) -> String? {
    let channels = table.input.channels
    switch column {
    case "k":
      if operation.hasSuffix("pool"), random.chance(15) { return nil }
      guard operation == "depthwise", random.chance(40) else { return kernel() }
      let count = Int.random(in: 1...min(4, channels), using: &random)
      return "[\((0..<count).map { _ in kernel() }.joined(separator: ", "))]"
    case "c":
      switch operation {
      case "depthwise":
        return random.chance(60) ? nil : "\(channels * Int.random(in: 1...3, using: &random))"
      case "split": return "\(Int.random(in: 1...channels, using: &random))"
      case "dense", "linear": return "\(Int.random(in: 1...20, using: &random))"
      default:
        groups = random.chance(40) ? divisor(channels) : 1
        return "\(groups * Int.random(in: 1...5, using: &random))"
      }
    case "s": return random.chance(40) ? nil : perAxis(1...4)
    case "d": return random.chance(60) ? nil : perAxis(1...4)
    case "p":
      isPadded = random.chance(60)
      return isPadded ? perAxis(0...3) : random.pick([nil, "\"same\"", "\"ceil\""])
    case "ceil": return isPadded ? random.pick([nil, "true", "false"]) : nil
    case "by": return operation == "batch_to_space" ? pieceFactor() : factor(operation)
    case "heads": return headCount(operation)
    case "kv_heads":
      return heads.left == heads.right && random.chance(50) ? nil : "\(heads.right)"
    case "shift": return random.chance(40) ? nil : perAxis(0...4)
    case "g":
      if operation == "shuffle" { return "\(divisor(channels))" }
      return groups == 1 ? nil : "\(groups)"
    case "at":
      let count = operation == "pick" ? table.input.map[0] : channels
      return random.chance(50) ? nil : "\(Int.random(in: 0..<count, using: &random))"
    case "bias": return random.pick([nil, "true", "false"])
    case "transpose": return "\(matmul)"
    case "norm": return words([nil, "none"] + Norm.allCases.map(\.name))
    case "act": return words([nil, "none"] + Activation.allCases.map(\.name))
    case "fusion": return words([nil, "sum", "fast", "softmax"])
    case "called":
      switch operation {
      case "matmul": return words([nil, "function", "infix"])
      case "maxpool", "avgpool": return words([nil, "module", "function", "mean", "fixed"])
      default: return words([nil, "module", "function"])
      }
    default: preconditionFailure("no cells are drawn for the column '\(column)'")
    }
  }

  private mutating func words(_ words: [String?]) -> String? {
    random.pick(words).map { "\"\($0)\"" }
  }
}
