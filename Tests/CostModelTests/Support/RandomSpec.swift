import Symbolic
import TestSupport

/// A random spec and the network that it may contain: most of them mean something for most values
/// of their parameters, so that both sides of validity are met.
struct RandomSpec {
  private var random: SplitMix64
  private var rows: [[(column: String, cell: String)]] = []
  private var names = 0
  private var isBlock = false

  /// The text of the spec.
  private(set) var text = ""
  /// The text of the network `inner`, which it may contain.
  private(set) var inner = ""

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    inner = network(named: "inner", parts: 1...2, nests: false)
    text = network(named: "outer", parts: 1...4, nests: true)
  }

  // MARK: Texts

  private static let columns = [
    "name", "operator", "from", "k", "c", "s", "t", "g", "d", "p", "ceil", "by", "at", "fusion",
    "transpose", "heads", "shift", "bias", "norm", "act", "if", "n", "each", "w", "u",
  ]

  private mutating func network(
    named name: String, parts: ClosedRange<Int>, nests: Bool
  ) -> String {
    let rule = random.pick([
      "round8(c * width)", "ceil(c * width)", "c", "max(2, floor(c * width))",
    ])
    let blocks = self.blocks()
    rows = []
    for _ in 0..<Int.random(in: parts, using: &random) { part(nests: nests) }
    if chance(30) { add("dense", ("c", random.pick(["10", "\"classes\""]))) }
    let defaults = random.pick([
      "{ \"norm\": \"batch\" }", "{ \"norm\": \"nrm\", \"act\": \"relu\" }", "{ \"k\": 3 }",
    ])
    return """
      { "name": "\(name)",
        "let": { "a": 3, "b": 2, "kernel": 3, "stride": 2, "rep": 2, "w": 12, "g": [2, 1, 4],
                 "width": 1.0, "depth": 1.0, "half": [0.5, 1.5], "se": \(chance(50)),
                 "nrm": "batch", "unit": "residual", "mid": "a * 4", "big": "ceil(mid * width)",
                 "f(x)": "ceil(x * width)", "resolution": 12, "extra": 2, "classes": 10 },
        "input": ["resolution", \(random.pick(["\"resolution\"", "\"resolution + extra\"", "9"])), 4],
        "scale": { "c": "\(rule)", "n": "ceil(n * depth)" },
        "defaults": \(defaults),
        "blocks": {
      \(blocks) },
        "body": [
      \(table()) ] }
      """
  }

  private mutating func blocks() -> String {
    isBlock = true
    defer { isBlock = false }
    func block(_ name: String, _ keys: String, _ body: String) -> String {
      "    \"\(name)\": { \(keys)\"body\": [\n\(body) ] }"
    }
    let residual = collect {
      $0.add("conv", ("k", "1"), ("c", "\"in * t\""), ("if", "\"t > 1\""), ("s", "1"))
      $0.add("depthwise", ("k", "3"), ("s", "\"s\""), ("c", "-"))
      $0.add("conv", ("k", "1"), ("c", "\"c\""), ("s", "1"))
      $0.add("add", ("from", "\"in\""), ("if", "\"s == 1 and in == c\""))
    }
    let grow = collect {
      $0.add("conv", ("k", "3"), ("c", $0.channels()))
      $0.add("concat", ("from", "\"in\""))
    }
    let cell = collect {
      $0.add(
        "add", ("name", "\"m\""), ("from", "[\"x\", \"resize(y, x)\"]"), ("fusion", "\"fast\""))
      $0.add("conv", ("name", "\"o\""), ("k", "3"), ("c", "\"x\""))
      $0.add("down", ("name", "\"q\""), ("from", "\"o\""))
      $0.add("add", ("name", "\"z\""), ("from", "[\"y\", \"q\"]"))
    }
    let head = collect {
      $0.add("conv", ("k", "3"), ("c", "\"w\""), ("n", $0.random.pick(["1", "2", "\"rep\""])))
      $0.chain()
      $0.add("conv", ("k", "1"), ("c", "\"u\""), ("norm", "\"none\""))
    }
    let down = collect { $0.add("maxpool", ("k", "3"), ("s", "2")) }
    return [
      block("residual", "\"let\": [\"t\", \"c\", \"s\"], ", residual),
      block("grow", "", grow),
      block(
        "cell", "\"inputs\": [\"x\", \"y\"], \"outputs\": [\"o\", \"z\"], ", cell),
      block("head", "\"let\": [\"u = mid\", \"w = u * 2\"], ", head),
      block("down", "", down),
    ].joined(separator: ",\n")
  }

  private mutating func collect(_ body: (inout RandomSpec) -> Void) -> String {
    rows = []
    body(&self)
    return table()
  }

  private func table() -> String {
    let used = RandomSpec.columns.filter { column in
      column == "operator" || rows.contains { $0.contains { $0.column == column } }
    }
    let header = "[\(used.map { "\"\($0)\"" }.joined(separator: ", "))]"
    let lines = rows.map { row in
      let cells = used.map { column in row.first { $0.column == column }?.cell ?? "-" }
      return "[\(cells.map { $0 == "-" ? "\"-\"" : $0 }.joined(separator: ", "))]"
    }
    return ([header] + lines).map { "      \($0)" }.joined(separator: ",\n")
  }

  // MARK: Rows

  private mutating func chance(_ percent: Int) -> Bool { random.chance(percent) }

  private mutating func add(_ operation: String, _ cells: (column: String, cell: String)...) {
    rows.append([("operator", "\"\(operation)\"")] + cells)
  }

  /// A cell of the row added last.
  private mutating func give(_ column: String, _ cell: String) {
    rows[rows.count - 1].append((column, cell))
  }

  private mutating func name(_ prefix: String) -> String {
    names += 1
    return "\(prefix)\(names)"
  }

  /// A cell of channels.
  private mutating func channels() -> String {
    let texts = [
      "in", "in * 2", "4 * a", "mid", "big", "f(8)", "f(in)", "round8(a * 6 * width)",
      "nearest8(in * width)", "roundTo(a * 3, 4)", "max(8, a)", "min(in, 12)", "ceil(in / 2)",
      "if(a > 3, 8, 16)", "select(g, 1, 8, 2, 12, 4, 16)", "floor(in * 1.5)", "g * 4", "a ^ 2 + 3",
      "in + [b > 2] * 4", "ceil(8 * half)", "round(width * 10)", "round8(24 * width)", "in / 2",
      "if(se, in, 2 * in)", "abs(in - 20) + 4", "4 + round(a * log(in * width + 1))", "a", "in - a",
      "b * b", "ceil(in / 4) * 4",
    ]
    if chance(30) { return random.pick(["4", "8", "12"]) }
    if !isBlock, chance(15) { return random.pick(["\"scale(8)\"", "\"scale(b * 8)\""]) }
    return "\"\(random.pick(texts))\""
  }

  private mutating func condition() -> String {
    random.pick([
      "a > 3", "in == 12", "in == 4 * a", "se", "not se", "width < 1.0", "b == 2 or a == 2",
      "classes > 10 and a < 5", "isInteger(in / 8)", "in <= w", "g == 1", "width * a >= 2",
    ])
  }

  private mutating func repeats() -> String {
    let scaled = isBlock ? "2" : "\"scale(rep)\""
    return random.pick(["2", "3", "\"rep\"", scaled, "\"ceil(rep * depth)\"", "\"b\"", "1"])
  }

  private mutating func chain() {
    switch Int.random(in: 0..<10, using: &random) {
    case 0...3:
      add("conv", ("k", random.pick(["1", "3", "3", "5", "\"1x3\"", "\"kernel\""])))
      give("c", channels())
      if chance(30) { give("s", random.pick(["2", "\"stride\"", "3", "\"2x1\""])) }
      if chance(10) { give("d", random.pick(["2", "\"b\""])) }
      if chance(25) {
        give("p", random.pick(["0", "1", "\"same\"", "\"ceil\"", "\"b\"", "\"1x0\""]))
      }
      if chance(15) { give("bias", random.pick(["true", "false", "\"se\""])) }
      if chance(20) { give("n", repeats()) }
    case 4:
      add("depthwise", ("k", random.pick(["3", "[3, 5]", "[3, \"kernel\", 5]", "\"kernel\""])))
      if chance(30) { give("s", random.pick(["2", "\"stride\""])) }
      if chance(20) { give("c", random.pick(["\"-\"", "\"in\""])) }
    case 5:
      add(random.pick(["maxpool", "avgpool"]), ("k", random.pick(["2", "3", "\"kernel\""])))
      if chance(60) { give("s", random.pick(["2", "\"stride\""])) }
      if chance(40) {
        give("p", random.pick(["0", "1", "\"b\""]))
        give("ceil", random.pick(["true", "false", "\"se\""]))
      }
      return
    case 6:
      add(
        random.pick([
          "batchnorm", "layernorm", "l2norm", "lrn", "relu", "prelu", "layerscale", "biasadd",
        ]))
    case 7:
      add("transposed", ("k", random.pick(["2", "3", "\"kernel\""])), ("c", channels()))
      give("s", random.pick(["2", "\"stride\""]))
      if chance(40) { give("p", random.pick(["0", "1", "\"ceil\""])) }
    case 8:
      add("conv", ("k", "1"), ("c", "\"4 * g\""))
      add("conv", ("k", "3"), ("c", random.pick(["\"8 * g\"", "8"])), ("g", "\"g\""))
      add("shuffle", ("g", random.pick(["2", "\"g\""])))
      if chance(30) { add("space_to_depth", ("by", random.pick(["2", "\"b\"", "\"1x2\""]))) }
      if chance(30) { add("depth_to_space", ("by", random.pick(["2", "\"b\"", "\"2x1\""]))) }
      return
    default:
      add("conv", ("k", "1"), ("c", channels()))
    }
    if chance(20) { give("if", "\"\(condition())\"") }
    let operation = rows[rows.count - 1][0].cell
    guard ["\"conv\"", "\"depthwise\"", "\"transposed\""].contains(operation) else { return }
    if chance(25) { give("norm", random.pick(["\"none\"", "\"layer\"", "\"nrm\"", "\"frozen\""])) }
    if chance(25) {
      give("act", random.pick(["\"relu\"", "\"none\"", "\"prelu\"", "\"prelu_shared\""]))
    }
  }

  /// Pieces of a map, and the map again.
  private mutating func pieces(of map: String) {
    add("conv", ("name", "\"\(map)\""), ("k", "1"), ("c", channels()))
    let shift = random.pick(["0", "1", "\"b - 1\""])
    add("windows", ("k", random.pick(["2", "3", "\"b\"", "\"2x1\""])), ("shift", shift))
    add("linear", ("c", channels()))
    add("windows_to_space", ("from", "[\"-\", \"\(map)\"]"), ("shift", shift))
    add("resize", ("by", "\"b\""))
    add("space_to_batch", ("by", "\"b\""))
    add("position")
    add("batch_to_space", ("by", "\"b\""))
  }

  private mutating func part(nests: Bool) {
    let y = name("y")
    func tensor(_ name: String) -> (column: String, cell: String) { ("name", "\"\(name)\"") }
    func from(_ names: String...) -> (column: String, cell: String) {
      ("from", names.count == 1 ? "\"\(names[0])\"" : "[\"\(names.joined(separator: "\", \""))\"]")
    }
    switch Int.random(in: 0..<(nests ? 14 : 11), using: &random) {
    case 0...2:
      for _ in 0...2 { chain() }
    case 3:
      add("unit", ("t", random.pick(["1", "3", "\"a\""])), ("c", channels()))
      give("s", random.pick(["1", "2", "\"stride\"", "\"2x1\""]))
      give("n", repeats())
    case 4:
      add("grow", ("n", random.pick(["2", "3", "2", "\"b\""])))
    case 5:
      let (left, right) = (name("l"), name("r"))
      add("conv", tensor(y), ("k", "1"), ("c", "\"2 * a + 4\""))
      add("split", tensor(left), from(y), ("c", "\"\(y) / 2\""))
      add("split", from(y), ("c", "\"\(y) / 2\""), ("at", "\"\(y) / 2\""))
      add("conv", tensor(right), ("k", "3"), ("c", "\"\(left)\""))
      add("concat", from(left, right))
    case 6:
      let (q, k, v) = (name("q"), name("k"), name("v"))
      add("conv", tensor(y), ("k", "3"), ("c", channels()), ("s", "2"))
      add("conv", tensor(v), from(y), ("k", "1"), ("c", random.pick(["\"4 * g\"", "\"6 * g\""])))
      add("conv", tensor(k), from(y), ("k", "1"), ("c", "\"8 * g\""))
      add("linear", tensor(q), from(y), ("c", random.pick(["\"8 * g\"", "\"\(k)\""])))
      let heads = chance(60)
      add("matmul", from(q, k), ("transpose", "true"))
      if heads { give("heads", "\"g\"") }
      if heads, chance(40) { add("relative_position", ("heads", "\"g\"")) }
      add("softmax")
      if heads { give("heads", "\"g\"") }
      add("matmul", ("from", "[\"-\", \"\(v)\"]"))
      if heads { give("heads", "\"g\"") }
      if chance(40) { pieces(of: name("w")) }
    case 7:
      let each = random.pick(["own", "shared", "shared but norm"])
      let widths = random.pick(["8", "\"mid\"", each == "own" ? "[4, \"a\"]" : "4"])
      add("conv", tensor(y), ("k", "3"), ("c", channels()))
      add("head", from(y, "down(\(y))"), ("each", "\"\(each)\""), ("u", widths))
      if chance(30) { give("n", random.pick(["2", "\"rep\""])) }
      add("avgpool", ("each", "\"own\""))
      add("concat")
    case 8:
      add("conv", tensor(y), ("k", "1"), ("c", channels()))
      add("cell", from(y, "down(\(y))"), ("n", repeats()))
      add("avgpool", ("each", "\"shared\""))
      add("multiply", ("act", "\"sigmoid\""))
    case 9:
      add("conv", tensor(y), ("k", "3"), ("c", channels()))
      add("avgpool")
      add("dense", ("c", "\"max(1, floor(\(y) / 4))\""), ("act", "\"relu\""))
      add("dense", ("c", "\"\(y)\""), ("act", "\"sigmoid\""))
      add("multiply", from(y), ("if", "\"\(condition())\""))
      if chance(60) { rows[rows.count - 1].removeLast() }
    case 10:
      add("conv", tensor(y), ("k", "3"), ("c", channels()))
      chain()
      add("resize", ("from", "[\"-\", \"down(\(y))\"]"))
      add("concat", from("down(\(y))"))
      if chance(50) { add("resize", ("by", random.pick(["2", "\"b / 3\"", "\"half\"", "1.5"]))) }
      if chance(30) { give("if", "\"\(condition())\"") }
    case 11 where chance(40):
      let (zero, other) = (name("z"), name("o"))
      add("conv", tensor(y), ("k", "3"), ("c", channels()))
      add("none", tensor(zero), from(y))
      add(random.pick(["relu", "none"]), tensor(other), from(random.pick([y, zero])))
      add("add", from(y, zero, other), ("fusion", random.pick(["\"sum\"", "\"fast\""])))
      if chance(40) { add("concat", from(zero)) }
    case 11:
      add("inner", ("w", random.pick(["8", "\"a\"", "\"4 * b\""])))
      if chance(50) { give("if", "\"\(condition())\"") }
    default:
      add("conv", tensor(y), ("k", "3"), ("c", channels()), ("if", "\"\(condition())\""))
      add("residual", ("t", "2"), ("c", "\"\(y)\""), ("s", "1"), ("n", repeats()))
      add("add", from(y), ("if", "\"in == \(y) or a > 2\""))
      if chance(70) { rows[rows.count - 1].removeLast() }
    }
  }
}
