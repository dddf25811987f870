import CostModel
import NetworkDiff
import Specs
import Symbolic

extension Option {
  static let layers = Option(
    name: "layers", summary: "Print which layers were added, removed, resized or regrouped")
}

/// `compare --layers`: two networks, layer by layer.
struct LayerComparison {
  let invocation: Invocation
  let options: CountOptions
  let diff: NetworkDiff
  let names: [String]

  static func run(_ invocation: Invocation) throws {
    try LayerComparison(invocation).show()
  }

  private init(_ invocation: Invocation) throws {
    self.invocation = invocation
    for option in [Option.run, .cores] where invocation.isGiven(option) {
      throw invocation.usageError("\(option.spelling) can't be combined with --layers")
    }
    let arguments = ModelArguments(invocation)
    let options = try arguments.options()
    let convention = options.convention?.name ?? "costcalc"
    var names = invocation.operands.filter { $0 != "vs" }
    let reports = try names.map { try InputFile.report(at: $0) }
    let subjects = try zip(names, reports).map { name, report in
      report == nil ? try arguments.subject(name) : nil
    }
    let models = subjects.compactMap(\.self)
    func network(_ subject: Subject, _ replacements: [String: String]) throws -> ComparedNetwork {
      var settings = try arguments.settings(for: subject, among: models)
      settings.replacements = replacements
      settings.unfoldLimit = Int.max
      return try ComparedNetwork(arguments.report(subject, settings, options))
    }
    var networks = try zip(reports, subjects).enumerated().map { index, pair in
      if let subject = pair.1 { return try network(subject, [:]) }
      guard let report = pair.0, report.convention == convention else {
        throw invocation.usageError(
          "\(quoted(names[index])) was counted as \(quoted(pair.0?.convention ?? "")), and the "
            + "other network is as \(quoted(convention))", remedy: "name one --convention")
      }
      return try ComparedNetwork(report)
    }
    let replacements = try CompareRun.replacements(invocation)
    if networks.count == 1, !replacements.isEmpty, let subject = models.first {
      networks.append(try network(subject, replacements))
      names.append(
        "\(names[0]) with \(invocation.values(of: .replace).joined(separator: ", "))")
    } else if !replacements.isEmpty {
      throw invocation.usageError("--replace compares one network with itself")
    }
    guard networks.count == 2 else {
      throw invocation.usageError("--layers compares two networks, not \(networks.count)")
    }
    self.options = options
    diff = NetworkDiff(networks[0], networks[1])
    self.names = names
  }
}

extension InputFile {
  /// What `count --format json` printed, if the file is that; nil for any other.
  fileprivate static func report(at path: String) throws -> EarlierReport? {
    guard isNamed(by: path), path.hasSuffix(".json"), isFile(path) else { return nil }
    let bytes = try contents(of: path, limit: EarlierReport.largestSize, "a report")
    // Every document of ours begins with its schema.
    guard String(decoding: bytes.prefix(64), as: UTF8.self).contains("\"schema\"") else {
      return nil
    }
    return try EarlierReport(bytes, file: path)
  }
}
