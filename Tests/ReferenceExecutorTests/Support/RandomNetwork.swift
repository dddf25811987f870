import Symbolic
import TestSupport

import CostModel
import ReferenceExecutor

/// A random network: branches that join, blocks, repeats, parameters that are shared.
///
/// Sizes of tensors are kept along, so that almost every network means something.
struct RandomNetwork {
  private struct Tensor {
    let name: String
    var channels: Int
    /// How often the map was halved; `resize` and joins go by it.
    var level: Int
    var isRead = false
  }

  private(set) var table = Table()
  private var random: SplitMix64
  private var tensors: [Tensor]
  private var names = 0

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    table.batch = random.pick([1, 1, 1, 2, 3])
    let axes = random.pick([1, 2, 2, 3])
    var map: [Int] = []
    for _ in 0..<axes { map.append(Int.random(in: 4...(axes == 3 ? 6 : 12), using: &random)) }
    table.input = (random.pick([3, 4, 8]), map)
    tensors = [Tensor(name: "in", channels: table.input.channels, level: 0, isRead: true)]
    for _ in 0..<Int.random(in: 2...9, using: &random) { part() }
    if tensors.count == 1 { make("relu", from: [0], [], channels: table.input.channels, level: 0) }
    let outputs = tensors.filter { !$0.isRead }.map { "\"\($0.name)\"" }
    table.keys = """
      "defaults": { "norm": \(word(["none", "batch", "layer", "group", "frozen", "instance"])) },
      "outputs": [\(outputs.joined(separator: ", "))],
      \(RandomNetwork.blocks)
      """
  }

  /// Blocks that repeat, join and gate.
  private static let blocks = """
    "blocks": {
        "se": { "body": [
          ["operator", "from", "c", "act"],
          ["avgpool", "in"],
          ["dense", "-", "max(1, floor(in / 4))", "relu"],
          ["dense", "-", "in", "sigmoid"],
          ["multiply", "in"] ] },
        "residual": { "let": ["c", "s = 1", "t = 2"], "body": [
          ["operator", "from", "k", "c", "s", "act", "if"],
          ["conv", "-", 1, "in * t", 1, "relu6", "t > 1"],
          ["depthwise", "-", 3, "-", "s", "relu6"],
          ["se"],
          ["conv", "-", 1, "c", 1],
          ["add", "in", "-", "-", "-", "relu", "s == 1 and in == c"] ] },
        "grow": { "body": [
          ["operator", "from", "k", "c"],
          ["conv", "-", 3, 3],
          ["concat", "in"] ] },
        "unit": { "body": [
          ["name", "operator", "from", "k", "c", "at"],
          ["left", "split", "in", "-", "floor(in / 2)"],
          ["-", "split", "in", "-", "in - floor(in / 2)", "floor(in / 2)"],
          ["right", "conv", "-", 3, "left"],
          ["-", "concat", ["left", "right"]],
          ["-", "shuffle"] ] },
        "head": { "let": ["c"], "body": [
          ["operator", "k", "c", "act", "norm"],
          ["conv", 3, 4, "swish", "batch"],
          ["conv", 1, "c", "-", "none"] ] },
        "attention": { "body": [
          ["name", "operator", "from", "k", "c", "transpose"],
          ["v", "conv", "in", 1, 4],
          ["q", "conv", "in", 1, 3],
          ["w", "conv", "in", 1, 3],
          ["-", "matmul", ["q", "w"], "-", "-", true],
          ["-", "softmax"],
          ["-", "matmul", ["-", "v"]] ] } },
    """

  // MARK: Parts

  private mutating func newName() -> String {
    names += 1
    return "t\(names)"
  }

  private mutating func word(_ words: [String]) -> String { "\"\(random.pick(words))\"" }

  /// Adds a row that makes a tensor, unless it has a name of its own.
  @discardableResult
  private mutating func make(
    _ operation: String, from sources: [Int], _ cells: Table.Row, channels: Int, level: Int
  ) -> Int {
    let name = newName()
    for source in sources { tensors[source].isRead = true }
    let isJoin = ["add", "multiply", "concat"].contains(operation)
    let from =
      sources.count == 1 && !isJoin
      ? "\"\(tensors[sources[0]].name)\""
      : "[\(sources.map { "\"\(tensors[$0].name)\"" }.joined(separator: ", "))]"
    table.rows.append(
      [("name", "\"\(name)\""), ("operator", "\"\(operation)\""), ("from", from)] + cells)
    tensors.append(Tensor(name: name, channels: channels, level: level))
    return tensors.count - 1
  }

  /// A tensor, mostly a new one.
  private mutating func tensor() -> Int {
    let last = tensors.count - 1
    return random.chance(60) ? last : Int.random(in: 0...last, using: &random)
  }

  private mutating func part() {
    let source = tensor()
    let (channels, level) = (tensors[source].channels, tensors[source].level)
    let width = random.pick([2, 3, 4, 6])
    let stride = random.chance(30) && level < 2 ? 2 : 1
    let below = level + stride - 1
    switch Int.random(in: 0..<15, using: &random) {
    case 0, 1:
      make(
        "conv", from: [source],
        [
          ("k", random.pick(["1", "3", table.input.map.count == 2 ? "\"1x3\"" : "2"])),
          ("c", "\(width)"), ("s", "\(stride)"),
          ("n", random.pick(["1", "2", "3"])), ("act", word(Activation.allCases.map(\.name))),
        ], channels: width, level: below)
    case 2:
      make(
        "residual", from: [source],
        [("c", "\(width)"), ("s", "\(stride)"), ("n", random.pick(["1", "2"]))],
        channels: width, level: below)
    case 3:
      let count = Int.random(in: 1...3, using: &random)
      make(
        "grow", from: [source], [("n", "\(count)")], channels: channels + 3 * count, level: level)
    case 4:
      if channels.isMultiple(of: 2) {
        make("unit", from: [source], [], channels: channels, level: level)
      }
    case 5: make("se", from: [source], [], channels: channels, level: level)
    case 6: joinAlike(source)
    case 7: concatenate(source)
    case 8:
      let other = random.pick(Array(tensors.indices))
      make(
        "resize", from: [source, other], [], channels: channels, level: tensors[other].level)
    case 9:
      make(
        random.pick(["maxpool", "avgpool"]), from: [source], [("k", "3"), ("s", "\(stride)")],
        channels: channels, level: below)
    case 10: shareHeads(source, width)
    case 11:
      make(
        random.pick([
          "batchnorm", "layernorm", "l2norm", "lrn", "layerscale", "biasadd", "relu", "softmax",
        ]),
        from: [source], [], channels: channels, level: level)
    case 12: make("none", from: [source], [], channels: channels, level: level)
    case 13:
      let made = make(
        "resize", from: [source], [("by", "2")], channels: channels, level: level)
      make(
        "space_to_depth", from: [made], [("by", "2")], channels: channels << table.input.map.count,
        level: level)
    default: make("attention", from: [source], [], channels: 4, level: level)
    }
  }

  /// Brings a tensor to the map and, if need be, the channels of another one.
  private mutating func bring(_ other: Int, to source: Int, channels: Int?) -> Int {
    var made = other
    if tensors[other].level != tensors[source].level {
      made = make(
        "resize", from: [other, source], [], channels: tensors[other].channels,
        level: tensors[source].level)
    }
    guard let channels, tensors[made].channels != channels else { return made }
    return make(
      "conv", from: [made], [("k", "1"), ("c", "\(channels)")], channels: channels,
      level: tensors[source].level)
  }

  private mutating func joinAlike(_ source: Int) {
    let channels = tensors[source].channels
    let others = (0..<Int.random(in: 1...2, using: &random)).map { _ in
      bring(random.pick(Array(tensors.indices)), to: source, channels: channels)
    }
    if random.chance(50) {
      make(
        "add", from: [source] + others, [("fusion", word(["sum", "fast", "softmax"]))],
        channels: channels, level: tensors[source].level)
    } else {
      make(
        "multiply", from: [source] + others, [("act", word(["none", "relu"]))],
        channels: channels, level: tensors[source].level)
    }
  }

  private mutating func concatenate(_ source: Int) {
    let others = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      bring(random.pick(Array(tensors.indices)), to: source, channels: nil)
    }
    let parts = [source] + others
    make(
      "concat", from: parts, [], channels: parts.reduce(0) { $0 + tensors[$1].channels },
      level: tensors[source].level)
  }

  /// The same head on several maps.
  private mutating func shareHeads(_ source: Int, _ width: Int) {
    let channels = tensors[source].channels
    let other = bring(random.pick(Array(tensors.indices)), to: source, channels: channels)
    let name = newName()
    let heads = [source, other].map { "\"\(tensors[$0].name)\"" }.joined(separator: ", ")
    for index in [source, other] { tensors[index].isRead = true }
    table.rows.append([
      ("name", "\"\(name)\""), ("operator", "\"head\""), ("from", "[\(heads)]"),
      ("c", "\(width)"), ("each", word(["own", "shared", "shared but norm"])),
    ])
    tensors.append(
      Tensor(name: name, channels: width, level: tensors[source].level, isRead: true))
    make("concat", from: [tensors.count - 1], [], channels: 2 * width, level: tensors[source].level)
    // The row of heads stands for two tensors, which nothing else may read.
    tensors.remove(at: tensors.count - 2)
  }
}
