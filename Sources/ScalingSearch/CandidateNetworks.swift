import CostModel

/// The networks behind candidates: expanded one by one, for what no compiled formula gives.
public struct CandidateNetworks: Sendable {
  /// What the candidates are members of.
  public let model: Model
  /// What is the same for all of them.
  public let settings: Settings
  private let catalog: Catalog

  /// The networks of a model under some settings.
  public init(_ model: Model, _ settings: Settings, in catalog: Catalog) {
    self.model = model
    self.settings = settings
    self.catalog = catalog
  }

  /// The network of a candidate, counted. - Throws: as `Network.expand` and `Report.init` do.
  public func report(_ candidate: Candidate) throws(Diagnostic) -> Report {
    try report(model, candidate.parameters)
  }

  /// The network of a model under further settings, counted.
  func report(
    _ model: Model, _ parameters: [(name: String, text: String)]
  ) throws(Diagnostic) -> Report {
    var own = settings
    own.values.removeAll { entry in parameters.contains { $0.name == entry.name } }
    own.values += parameters.map {
      Settings.Entry(name: $0.name, text: $0.text, flag: "--\($0.name)")
    }
    return try Report(Network.expand(model, own, in: catalog))
  }

  /// Works out ``Candidate/memory`` of every candidate.
  ///
  /// - Parameter isCancelled: asked now and then; candidates from then on stay as they are.
  /// - Throws: the first diagnostic in the order of the candidates.
  public func measureMemory(
    of candidates: [Candidate], threads: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) -> [Candidate] {
    let measured = Workers.map(count: candidates.count, threads: threads) { index in
      guard !isCancelled() else { return Result<Int128?, Diagnostic>.success(nil) }
      return Result { () throws(Diagnostic) in try report(candidates[index]).memory() }
    }
    var result = candidates
    for (index, memory) in measured.enumerated() { result[index].memory = try memory.get() }
    return result
  }
}

extension CandidateNetworks {
  /// What is told of a network besides its costs.
  public struct Details: Sendable {
    /// Bytes of the parameters and of the largest sum of live tensors.
    public let memory: Int128?
    /// The rows of the body after rounding.
    public let stages: [Stage]
  }

  /// The details of some candidates.
  ///
  /// - Throws: the first diagnostic in the order of the candidates.
  public func details(of candidates: [Candidate], threads: Int) throws(Diagnostic) -> [Details] {
    let details = Workers.map(count: candidates.count, threads: threads) { index in
      Result { () throws(Diagnostic) in
        let report = try report(candidates[index])
        return Details(memory: try report.memory(), stages: report.stages)
      }
    }
    var result: [Details] = []
    for detail in details { result.append(try detail.get()) }
    return result
  }
}

extension Report {
  /// Bytes of the parameters and of the largest sum of live tensors.
  func memory() throws(Diagnostic) -> Int128? {
    guard let peak = try peakMemory(), let model = totals.modelBytes.constantValue else {
      return nil
    }
    return model.numerator + Int128(peak.bytes)
  }

  /// What a network is, apart from its name: every layer's operator, attributes and shapes.
  var signature: [String] {
    rows.map { row in
      let (layer, shape) = (row.layer, row.layer.output.shape)
      return "\(layer.operation.name) \(layer.operation.detail) \(layer.copies.text) "
        + shape.sizes.map(\.text).joined(separator: " ")
    }
  }
}

/// A stage of a network as papers' tables have it: a row of the body.
public struct Stage: Equatable, Sendable {
  /// What the row is called: `mbconv2`.
  public let name: String
  /// How many times the row is applied.
  public let repeats: Int
  /// Channels, height and width of what comes out.
  public let shape: [Int128]
}

extension Report {
  /// The stages of a bound network: the rows of its body with widths, repeats and sizes as they
  /// are after rounding.
  public var stages: [Stage] {
    var stages: [(name: String, copies: Set<String>, folded: Int, shape: [Int128])] = []
    for row in rows {
      let (path, layer) = (row.layer.path, row.layer)
      let name = path.first ?? ""
      let copy = path.dropFirst().first.flatMap { Int($0) == nil ? nil : $0 }
      if stages.last?.name != name { stages.append((name, [], 1, [])) }
      let last = stages.count - 1
      if let copy { stages[last].copies.insert(copy) }
      stages[last].folded = max(
        stages[last].folded, (layer.copies.constantValue?.numerator).map { Int($0) } ?? 1)
      stages[last].shape = layer.output.shape.sizes.compactMap { $0.constantValue?.numerator }
    }
    return stages.map { stage in
      // What is folded stands behind the first copy, which is listed apart.
      let repeats = stage.folded > 1 ? stage.folded + 1 : max(1, stage.copies.count)
      return Stage(name: stage.name, repeats: repeats, shape: stage.shape)
    }
  }
}
