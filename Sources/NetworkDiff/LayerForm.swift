/// What operators are called and how their attributes are written, as far as it matters for which
/// layers correspond.
enum LayerForm {
  /// Operators that only move, relabel or convert elements.
  static let moves: Set<String> = [
    "reshape", "transpose", "slice", "pad", "expand", "tile", "split", "concat", "cast",
    "quantize", "dequantize", "gather", "tokens", "pick", "shuffle",
  ]

  /// Operators that may stand for each other, by a word for what they do.
  private static let families: [String: String] = {
    let groups = [
      "product": ["conv", "dense", "linear", "matmul", "contraction"],
      "pool": ["maxpool", "avgpool", "mean", "max", "sum"],
      "normalization": ["batchnorm", "layernorm", "groupnorm", "normalize", "l2norm", "lrn"],
      "sum": ["add", "subtract"],
      "scale": ["multiply", "divide", "layerscale"],
      "shape": ["reshape", "transpose", "tokens"],
    ]
    return groups.reduce(into: [:]) { families, group in
      for name in group.value { families[name] = group.key }
    }
  }()

  /// The family of an operator; its own name if it has none.
  static func family(_ operation: String) -> String { families[operation] ?? operation }

  private static let windowed: Set<String> = [
    "conv", "depthwise", "transposed", "maxpool", "avgpool",
  ]

  /// Whether it slides over a map.
  static func hasWindow(_ operation: String) -> Bool { windowed.contains(operation) }

  /// The operator with its attributes, but without padding, and without axes of a window over which
  /// it does nothing: `1x256 /1x2 p0` over a map of one row is `256 /2` over a sequence.
  static func text(_ operation: String, _ detail: String) -> String {
    guard windowed.contains(operation) else {
      return moves.contains(operation) || detail.isEmpty ? operation : "\(operation) \(detail)"
    }
    var words = detail.split(separator: " ").map(String.init)
    words.removeAll { $0 == "ceil" || isPadding($0) }
    guard let kernel = words.first.flatMap(axes) else {
      return ([operation] + words).joined(separator: " ")
    }
    var stride = [Int](repeating: 1, count: kernel.count)
    if let index = words.firstIndex(where: { $0.hasPrefix("/") }) {
      let sizes = axes(String(words[index].dropFirst())) ?? []
      if sizes.count == 1 { stride = stride.map { _ in sizes[0] } }
      if sizes.count == kernel.count { stride = sizes }
      words.remove(at: index)
    }
    let kept = kernel.indices.filter { kernel[$0] != 1 || stride[$0] != 1 }
    let window = kept.map { "\(kernel[$0])/\(stride[$0])" }.joined(separator: "x")
    return ([operation, window] + words.dropFirst()).joined(separator: " ")
  }

  private static func isPadding(_ word: String) -> Bool {
    word.hasPrefix("p") && word.dropFirst().first?.isNumber ?? false
  }

  private static func axes(_ word: String) -> [Int]? {
    let sizes = word.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    return sizes.contains(nil) ? nil : sizes.compactMap(\.self)
  }
}
