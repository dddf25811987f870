import Charts
import CostModel
import ModelFiles
import Specs
import Symbolic

extension ModelArguments {
  /// The network of a model file.
  func network(_ file: ModelFile, _ settings: Settings) throws -> Network {
    var own = ModelFileSettings()
    for entry in settings.values {
      let isSwitch = file.switches.contains(entry.name)
      guard let size = Int(entry.text), size >= 1 || isSwitch else {
        throw invocation.usageError(
          "\(entry.flag ?? entry.name) takes a \(isSwitch ? "" : "positive ")whole number, not "
            + quoted(entry.text))
      }
      own.sizes[entry.name] = Formula(size)
    }
    own.inputSizes = settings.inputs.mapValues { $0.map { Formula($0) } }
    own.free = settings.free
    if invocation.isGiven(.batch), !settings.free.contains(Network.freeBatch.name) {
      own.batch = Formula(settings.batch)
    }
    own.outputs = invocation.values(of: .outputs)
    own.unpriced = try unpriced(of: file)
    let network = try Network.translating(file, own)
    let open = network.symbols.map(\.name).filter { !settings.free.contains($0) }
    guard open.isEmpty else {
      throw ModelArguments.openSizes(open, of: file, settings, invocation)
    }
    return network
  }

  /// The operators that are left out of the count. Of several files, one must have them.
  func unpriced(of file: ModelFile) throws -> Set<String> {
    let words = Set(invocation.values(of: .unpriced))
    let known = file.operators
    let others = invocation.operands.filter { $0 != file.name && InputFile.isModelFile($0) }
    for word in words.subtracting(known).sorted() {
      let isOfAnother = others.contains { path in
        (try? InputFile.model(at: path))?.operators.contains(word) ?? false
      }
      guard !isOfAnother else { continue }
      throw invocation.usageError(
        "--unpriced: no operator of \(quotedPath(file.name)) is \(quoted(word))",
        remedy: didYouMean(word, in: known) ?? "it has \(allOf(known.map { printable($0) }))")
    }
    return words
  }

  /// What to do about sizes that a file leaves open and nobody gave.
  static func openSizes(
    _ open: [String], of file: ModelFile, _ settings: Settings, _ invocation: Invocation
  ) -> Diagnostic {
    let words = [invocation.program.name, invocation.command.name] + invocation.operands
    let given =
      settings.values.map { "--set \($0.name)=\($0.text)" }
      + invocation.command.allOptions.filter { $0.name != Option.set.name }.flatMap { option in
        invocation.isGiven(option) && option.value == nil
          ? [option.spelling]
          : invocation.values(of: option).map { "\(option.spelling) \($0)" }
      }
    let values = given + open.map { "--set \($0)=\(example(of: $0, in: file))" }
    return Diagnostic(
      "\(quoted(file.name)) leaves sizes open: \(file.inputs.map(\.text).joined(separator: ", "))",
      help: (words + values).joined(separator: " "))
  }

  /// A size to be pasted. What stands where a map has its channels is those of an image, but that
  /// of a state between steps is the batch.
  private static func example(of name: String, in file: ModelFile) -> Int {
    guard name.lowercased().contains("channel") else {
      return name.hasSuffix("height") || name.hasSuffix("width") ? 224 : 128
    }
    let rank = file.inputs.first { $0.axes.contains { $0.name == name } }?.axes.count
    return rank ?? 4 > 3 ? 3 : 1
  }

  /// The sizes of other inputs of a model file, by name; an empty one means the only input.
  func inputs() throws -> [String: [Int]] {
    var inputs: [String: [Int]] = [:]
    for text in invocation.values(of: .input) {
      let parts = text.lastIndex(of: "=").map { (text[..<$0], text[text.index(after: $0)...]) }
      let (name, sizes) = parts ?? (text[..<text.startIndex], text[...])
      let numbers = sizes.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
      guard numbers.allSatisfy({ ($0 ?? 0) >= 1 }) else {
        throw invocation.usageError(
          "--input takes [NAME=]SIZES, such as 320x320 or 1x3x320x320, not \(quoted(text))")
      }
      guard inputs.updateValue(numbers.compactMap(\.self), forKey: String(name)) == nil else {
        throw invocation.usageError("--input is given twice for the same input")
      }
    }
    return inputs
  }
}
