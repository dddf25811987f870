/// The names of tensors in a method.
struct Variables {
  private var names: [Int: String] = [:]
  private var taken: Set<String> = []

  init(_ inputs: [Int]) {
    for (index, tensor) in inputs.enumerated() {
      names[tensor] = inputs.count == 1 ? "x" : "x\(index + 1)"
    }
    taken = Set(names.values)
  }

  subscript(_ tensor: Int) -> String { names[tensor] ?? "x" }

  /// A name for a new tensor: that of one which is not needed any more, or else its own.
  mutating func assign(_ tensor: Int, named own: String, overwriting dead: [Int]) -> String {
    let free = dead.compactMap { names[$0] }.first { name in
      !names.contains { $0.value == name && !dead.contains($0.key) }
    }
    let name =
      free
      ?? (taken.contains("y")
        ? Identifier.unique(own.isEmpty ? "y" : own) { taken.contains($0) } : "y")
    for old in dead where names[old] == name { names[old] = nil }
    taken.insert(name)
    names[tensor] = name
    return name
  }
}
