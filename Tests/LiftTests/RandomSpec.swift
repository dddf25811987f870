import Symbolic
import TestSupport

/// Random specs as people write them: a stem, stages of blocks, a head.
///
/// Blocks are those of the library and random ones of the spec's own: chains and branches, with
/// strides, columns and conditions.
struct RandomSpec {
  private var random: SplitMix64
  private var blocks: [String] = []
  private var rows: [String] = []
  private let isPlain: Bool

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    isPlain = random.below(3) == 0
  }

  /// The text of the spec.
  mutating func text() -> String {
    let activation = pick(["relu", "relu6", "swish", "hswish"])
    let stem = 8 * (1 + random.below(5))
    rows.append(#"["conv", \#(pick([3, 5, 7])), \#(stem), 1, 2, "\#(activation)"]"#)
    if random.below(3) == 0 { rows.append(#"["maxpool", 3, "-", 1, 2]"#) }
    for index in 0..<1 + random.below(3) { addBlock(index, activation) }
    for _ in 0..<1 + random.below(6) { addStage(activation) }
    if random.below(2) == 0 {
      rows.append(#"["conv", 1, \#(64 * (1 + random.below(8))), 1, 1, "\#(activation)"]"#)
    }
    let tail = #"["operator", "c"], ["avgpool"], ["dense", \#(10 * (1 + random.below(20)))]"#
    return #"""
      { "name": "random", "input": [\#(size), \#(size), 3],
        \#(isPlain ? "" : #""defaults": { "norm": "batch" },"#)
        "blocks": { \#(blocks.joined(separator: ",\n    ")) },
        "body": [
          ["operator", "k", "c", "n", "s", "act", "t", "r"],
          \#(rows.joined(separator: ",\n    ")),
          \#(tail) ] }
      """#
  }

  private let size = 128

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[random.below(elements.count)]
  }

  /// A row that applies a block of the spec or of the library.
  private mutating func addStage(_ activation: String) {
    let (channels, copies) = (8 * (1 + random.below(24)), 1 + random.below(4))
    let stride = pick([1, 1, 2])
    switch random.below(4) {
    case 0:
      let squeeze = random.below(2) == 0 ? #", "1 / 4""# : ""
      rows.append(
        #"["mbconv", \#(pick([3, 5])), \#(channels), \#(copies), \#(stride), "\#(activation)", \#(pick([1, 3, 4, 6]))\#(squeeze)]"#
      )
    case 1:
      rows.append(#"["conv", \#(pick([1, 3, 5])), \#(channels), 1, \#(stride), "\#(activation)"]"#)
    default:
      let name = "own\(random.below(blocks.count))"
      rows.append(#"["\#(name)", "-", \#(channels), \#(copies), \#(stride)]"#)
    }
  }

  /// A block with the columns `c` and `s`: a chain of layers, with a shortcut or without.
  private mutating func addBlock(_ index: Int, _ activation: String) {
    var lines: [String] = []
    let strided = random.below(2)
    let isResidual = random.below(3) > 0
    let isProjected = random.below(2) == 0
    if isResidual, isProjected {
      lines.append(#"["x", "conv", "in", 1, "c", "s", "-", "s > 1 or in != c"]"#)
    }
    for layer in 0..<2 {
      let from = layer == 0 ? #""in""# : #""-""#
      let stride = layer == strided ? #""s""# : "1"
      let width = pick([#""c""#, #""c / 2""#, #""c / 4""#, #""2 * c""#])
      let kernel = pick([1, 3, 3, 5])
      if random.below(3) == 0 {
        lines.append(
          #"["-", "depthwise", \#(from), \#(pick([3, 5])), "-", \#(stride), "\#(activation)"]"#)
      } else {
        lines.append(
          #"["-", "conv", \#(from), \#(kernel), \#(width), \#(stride), "\#(activation)"]"#)
      }
    }
    lines.append(#"["-", "conv", "-", 1, "c"]"#)
    if isResidual {
      lines.append(
        isProjected
          ? #"["-", "add", "x", "-", "-", "-", "relu"]"#
          : #"["-", "add", "in", "-", "-", "-", "-", "s == 1 and in == c"]"#)
    }
    blocks.append(
      #""own\#(index)": { "let": ["c", "s"], "body": [ ["name", "operator", "from", "k", "c", "s", "act", "if"], \#(lines.joined(separator: ", ")) ] }"#
    )
  }
}
