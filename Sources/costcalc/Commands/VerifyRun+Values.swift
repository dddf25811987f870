import CostModel
import JSON
import ReferenceExecutor
import Specs
import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Option {
  static let feed = Option(
    name: "feed", value: Value("[NAME=]FILE.npy", offers: .files),
    summary: "Run a model file on this input, with its own weights", isRepeatable: true)

  static let expect = Option(
    name: "expect", value: Value("[NAME=]FILE.npy", offers: .files),
    summary: "Compare an output with these values", isRepeatable: true)

  static let save = Option(
    name: "save", value: Value("FOLDER", offers: .files),
    summary: "Write each output there, as NAME.npy")
}

/// Which values of a model file a user asks for.
struct ValuesRequest: Sendable {
  /// An array for the input or the output of a name; an empty one means the only one.
  struct Entry: Sendable {
    let name: String
    let file: String
    let array: NumPyArray
  }

  let inputs, outputs: [Entry]
  /// The folder for results; nil if nobody wants them.
  let folder: String?

  /// Larger arrays are none that such loops could work on.
  private static let limit = 1 << 30

  /// nil if no values are asked for. - Throws: what can't be read.
  init?(_ invocation: Invocation) throws {
    guard [Option.feed, .expect, .save].contains(where: invocation.isGiven) else { return nil }
    inputs = try ValuesRequest.entries(.feed, invocation)
    outputs = try ValuesRequest.entries(.expect, invocation)
    folder = invocation.value(of: .save)
  }

  private static func entries(_ option: Option, _ invocation: Invocation) throws -> [Entry] {
    try invocation.values(of: option).map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let (name, file) = parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", text)
      let bytes = try InputFile.contents(of: file, limit: limit, "a .npy file")
      return Entry(name: name, file: file, array: try NumPyArray(bytes, file: file))
    }
  }
}

/// An output as a model file's own numbers make it.
struct ComputedOutput {
  let name: String
  let sizes: [Int]
  /// The least and the greatest of its elements.
  let range: ClosedRange<Float>?
  /// What it was compared with, and the largest difference relative to the largest magnitude there.
  let comparison: (file: String, distance: Float)?

  /// The largest difference that passes.
  private static let tolerance: Float = 1e-4

  var isAsExpected: Bool { comparison.map { $0.distance <= ComputedOutput.tolerance } ?? true }

  /// `output 'y', 1x10, 0.02 to 0.3; off from 'y.npy' by at most 2e-07 of its largest magnitude`.
  var text: String {
    let between = range.map { ", \($0.lowerBound) to \($0.upperBound)" } ?? ""
    let difference = comparison.map {
      "; off from \(quoted($0.file)) by at most \(ComputedOutput.short($0.distance)) of its largest "
        + "magnitude"
    }
    return "output \(quoted(name)), \(ComputedOutput.text(sizes))\(between)\(difference ?? "")"
  }

  /// `5.8e-8`.
  private static func short(_ value: Float) -> String {
    guard value > 0, value.isFinite else { return "\(value)" }
    var (mantissa, exponent) = (Double(value), 0)
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let rounded = (mantissa * 10).rounded() / 10
    return exponent == 0 ? "\(rounded)" : "\(rounded)e\(exponent)"
  }

  static func text(_ sizes: [Int]) -> String {
    sizes.isEmpty ? "a number" : sizes.map(String.init).joined(separator: "x")
  }
}

extension [ComputedOutput] {
  var json: [(String, JSONOutput)] {
    guard !isEmpty else { return [] }
    let outputs = map { output in
      JSONOutput.object(
        [
          ("name", .string(output.name)),
          ("sizes", .array(output.sizes.map { .integer(Int128($0)) })),
          ("least", output.range.map { .number(Double($0.lowerBound)) } ?? .null),
          ("greatest", output.range.map { .number(Double($0.upperBound)) } ?? .null),
        ]
          + (output.comparison.map {
            [("expected", .string($0.file)), ("distance", .number(Double($0.distance)))]
          } ?? []))
    }
    return [("outputs", .array(outputs))]
  }
}

extension VerifyRun {
  /// Runs a model file on its own numbers, compares outputs and writes them.
  func computed(_ request: ValuesRequest, of network: Network) throws -> [ComputedOutput] {
    let inputs = try inputs(request.inputs, of: network)
    let expected = try matched(request.outputs, .expect, to: network.outputNames, "output")
    return try run(network, inputs).outputs.enumerated().map { number, map in
      let (name, values) = (network.outputNames[number], map.values)
      if let folder = request.folder {
        try save(NumPyArray(sizes: map.sizes, values: values), as: name, in: folder)
      }
      let comparison = try expected[number].map { entry in
        try require(entry, map.sizes, "the output \(quoted(name))")
        return (entry.file, distance(values, from: entry.array.values))
      }
      let finite = values.filter(\.isFinite)
      let range = finite.min().flatMap { least in finite.max().map { least...$0 } }
      return ComputedOutput(name: name, sizes: map.sizes, range: range, comparison: comparison)
    }
  }

  private func run(_ network: Network, _ inputs: [[Float]?]) throws -> Execution {
    do throws(ExecutionError) {
      return try Executor(network, seed: seed, usesOwnNumbers: true)
        .run(inputs: inputs, isCancelled: { Interruption.isWanted })
    } catch {
      if error == .cancelled { try Interruption.endSearch() }
      throw Diagnostic("\(error)")
    }
  }

  /// The elements of all inputs; nil for those that are not fed.
  private func inputs(
    _ entries: [ValuesRequest.Entry], of network: Network
  ) throws -> [[Float]?] {
    let names = network.inputNames.isEmpty ? [""] : network.inputNames
    let given = try matched(entries, .feed, to: names, "input")
    return try zip(network.inputs, given).enumerated().map { number, input in
      guard let entry = input.1 else { return nil }
      try require(
        entry, input.0.shape.sizes.compactMap(\.integerValue),
        "the input \(quoted(names[number]))")
      return entry.array.values
    }
  }

  private func require(
    _ entry: ValuesRequest.Entry, _ sizes: [Int], _ what: String
  ) throws(Diagnostic) {
    guard entry.array.sizes != sizes else { return }
    throw Diagnostic(
      "\(quoted(entry.file)) is \(ComputedOutput.text(entry.array.sizes)), and \(what) is "
        + ComputedOutput.text(sizes))
  }

  /// For each name, what is given for it.
  private func matched(
    _ entries: [ValuesRequest.Entry], _ option: Option, to names: [String], _ kind: String
  ) throws -> [ValuesRequest.Entry?] {
    var found: [ValuesRequest.Entry?] = names.map { _ in nil }
    for entry in entries {
      let place = entry.name.isEmpty && names.count == 1 ? 0 : names.firstIndex(of: entry.name)
      guard let place else {
        throw entry.name.isEmpty
          ? invocation.usageError(
            "\(option.spelling) needs the name of one of \(names.count) \(kind)s",
            remedy: "such as \(option.spelling) \(names[0])=\(entry.file)")
          : invocation.unknown(kind, entry.name, in: names)
      }
      guard found[place] == nil else {
        throw invocation.usageError("\(option.spelling) is given twice for one \(kind)")
      }
      found[place] = entry
    }
    return found
  }

  /// The largest difference, relative to the largest magnitude that is expected.
  private func distance(_ values: [Float], from expected: [Float]) -> Float {
    let largest = expected.lazy.map { abs($0) }.filter(\.isFinite).max() ?? 0
    return zip(values, expected).reduce(0) { worst, pair in
      if pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN) { return worst }
      let distance = abs(pair.0 - pair.1) / max(largest, .leastNormalMagnitude)
      return distance.isNaN ? .infinity : max(worst, distance)
    }
  }

  private func save(_ array: NumPyArray, as name: String, in folder: String) throws {
    _ = folder.withSystemString { mkdir($0, 0o777) }
    let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    try OutputFile("\(folder)/\(String(plain)).npy").write(array.bytes)
  }
}
