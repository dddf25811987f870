/// Names in Python.
enum Identifier {
  private static let keywords: Set = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in",
    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
  ]
  /// What modules of PyTorch are called by already, and what the file imports.
  private static let taken: Set = [
    "self", "x", "y", "torch", "nn", "F", "math", "apply", "bfloat16", "buffers", "call_super_init",
    "children", "compile", "cpu", "cuda", "double", "dump_patches", "eval", "extra_repr", "float",
    "forward", "half", "ipu", "modules", "mtia", "name", "parameters", "share_memory", "to",
    "to_empty", "train", "training", "type", "xpu", "zero_grad", "sum", "super", "range",
  ]

  /// A name of a field or a variable: letters, digits and underscores.
  static func field(_ name: String) -> String {
    var text = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" as Character })
    if text.first?.isNumber ?? true { text = "block\(text)" }
    return keywords.contains(text) || taken.contains(text) ? text + "_" : text
  }

  /// `mobilenet_v2` as the name of a class: `MobilenetV2`.
  static func capitalized(_ name: String) -> String {
    field(name).split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// The name of a class of blocks, without their number: `dense_layer1` becomes `DenseLayer`.
  static func type(_ name: String) -> String {
    let text = capitalized(name)
    let stem = String(text.reversed().drop { $0.isNumber }.reversed())
    return stem.isEmpty ? "Block" : stem
  }

  /// A name that is not among others: with the least number from 2 on.
  static func unique(_ name: String, among others: (String) -> Bool) -> String {
    guard others(name) else { return name }
    var number = 2
    while others("\(name)\(number)") { number += 1 }
    return "\(name)\(number)"
  }
}
