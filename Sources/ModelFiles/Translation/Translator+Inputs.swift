import CostModel
import Symbolic

/// What the network is given, with a formula for each size.
extension Translator {
  /// Makes tensors of the inputs of the graph that is run.
  package mutating func takeInputs() throws(Diagnostic) {
    let inputs = file.graphs[0].inputs
    try checkNames(inputs)
    bindBatch(inputs)
    try bindNames(inputs)
    var known: Set<String> = ["batch"]
    for input in inputs {
      let tensor = file.tensors[input]
      if tensor.isSwitch {
        known.insert(tensor.name)
        if let value = settings.sizes[tensor.name] ?? settings.sizes[tensor.name.legalName] {
          let sizes = (tensor.sizes ?? []).map { _ in 1 }
          values[input] = .constant(
            Constant(Known(sizes: sizes, elements: [KnownElement(value)], type: tensor.element)))
          continue
        }
      }
      let given = given(tensor)
      guard let sizes = tensor.batchedSizes ?? given?.map({ _ in FileSize.unknown }) else {
        throw Diagnostic(
          "the file does not say how many axes the input \(quoted(tensor.name)) has",
          help: "give all its sizes: --input \(printable(tensor.name))=1x3x224x224")
      }
      guard sizes.count <= 16 else {
        throw Diagnostic("the input \(quoted(tensor.name)) has \(sizes.count) axes")
      }
      let layout = file.layout(of: sizes)
      let names = file.axisNames(of: tensor.name, sizes, isOnly: inputs.count == 1)
      known.formUnion(names)
      var formulas: [Formula] = []
      for (axis, size) in sizes.enumerated() {
        formulas.append(formula(of: size, axis: axis, named: names[axis]))
      }
      if let given { try override(&formulas, with: given, tensor.name, layout) }
      if let wrong = formulas.first(where: { $0.constantValue.map { $0 < .one } ?? false }) {
        throw Diagnostic("the input \(quoted(tensor.name)) can't have a size of \(wrong.text)")
      }
      let shape = Shape(formulas, layout: layout)
      values[input] = .tensor(
        draft.input(shape, named: tensor.name, tensor.element.dataType))
    }
    try checkSizes(known)
  }

  /// The sizes that the user gives an input.
  private func given(_ tensor: FileTensor) -> [Formula]? {
    settings.inputSizes[tensor.name]
      ?? (file.graphs[0].inputs.count == 1 ? settings.inputSizes[""] : nil)
  }

  /// A name that the file gives to a size of several inputs has the value that one of them is given.
  private mutating func bindNames(_ inputs: [Int]) throws(Diagnostic) {
    var bound: [String: Formula] = [:]
    for tensor in inputs.map({ file.tensors[$0] }) {
      guard let given = given(tensor), let sizes = tensor.batchedSizes else { continue }
      let unknown = Formula(Symbol("?", isInteger: true))
      var formulas = sizes.map { _ in unknown }
      try override(&formulas, with: given, tensor.name, file.layout(of: sizes))
      for case (.named(let name), let size) in zip(sizes, formulas) where size != unknown {
        if let other = bound[name], other != size {
          throw Diagnostic(
            "the size \(quoted(name)) can't be both \(other.text) and \(size.text)",
            help: "the input \(quoted(tensor.name)) has it in common with another")
        }
        bound[name] = size
        symbols.set(name, size)
      }
    }
  }

  /// Refuses values of sizes that no input has.
  private func checkSizes(_ known: Set<String>) throws(Diagnostic) {
    let names = known.union(known.map(\.legalName))
    for name in Set(settings.sizes.keys).union(settings.free).sorted() where !names.contains(name) {
      throw Diagnostic(
        "no input has a size called \(quoted(name))",
        help: didYouMean(name, in: names.sorted())
          ?? "there are \(known.sorted().map(printableName).joined(separator: ", "))")
    }
  }

  private func printableName(_ name: String) -> String { printable(String(name.prefix(48))) }

  private func checkNames(_ inputs: [Int]) throws(Diagnostic) {
    let known = inputs.map { file.tensors[$0].name }
    for name in settings.inputSizes.keys.sorted() where !known.contains(name) {
      guard name.isEmpty else {
        throw Diagnostic(
          "the network has no input \(quoted(name))", help: didYouMean(name, in: known))
      }
      guard known.count == 1 else {
        throw Diagnostic(
          "the network has \(known.count) inputs",
          help: "say which one: \(known.map(quoted).joined(separator: ", "))")
      }
    }
  }

  /// A size without a number that is the first axis of every input is the batch.
  private mutating func bindBatch(_ inputs: [Int]) {
    let first = inputs.compactMap { file.tensors[$0].sizes?.first }.first
    guard case .named(let name)? = first, settings.sizes[name] == nil else { return }
    symbols.set(name, batch)
  }

  private var batch: Formula {
    if let batch = settings.batch { return batch }
    return settings.free.contains("batch") ? Formula(Network.freeBatch) : 1
  }

  private mutating func formula(of size: FileSize, axis: Int, named name: String) -> Formula {
    if axis == 0, isBatch(size) { return batch }
    if let value = settings.sizes[name] { return value }
    if settings.free.contains(name) { return symbols.symbol(for: name) }
    return symbols.formula(of: size, settings) ?? symbols.symbol(for: name)
  }

  /// Whether the size of a first axis is the batch: it is open, or somebody asks for a batch.
  private func isBatch(_ size: FileSize) -> Bool {
    switch size {
    case .unknown: true
    case .known: settings.batch != nil || settings.free.contains("batch")
    case .named: false
    }
  }

  private func override(
    _ sizes: inout [Formula], with given: [Formula], _ name: String,
    _ layout: Shape.Layout
  ) throws(Diagnostic) {
    let shape = Shape(sizes, layout: layout)
    switch given.count {
    case sizes.count: sizes = given
    case sizes.count - 1: sizes.replaceSubrange(1..., with: given)
    case shape.mapAxes.count where !given.isEmpty:
      for (axis, size) in zip(shape.mapAxes, given) { sizes[axis] = size }
    default:
      throw Diagnostic(
        "the input \(quoted(name)) has \(sizes.count) axes, not \(given.count)",
        help: "it is \(shape.sizes.map(\.text).joined(separator: "x")) in the file")
    }
  }
}
