import CostModel
import Specs
import Symbolic

/// The networks of candidates, expanded one by one for what no compiled formula gives.
package struct CandidateNetworks: Sendable {
  /// The model of all candidates.
  package let model: Model
  /// The settings that are the same for all of them.
  package let settings: Settings
  /// Where blocks and other networks are looked up.
  package let catalog: Catalog
  /// How weights and tensors are stored.
  package let options: CountOptions
  /// The machine that they are for; nil for none.
  package let machine: MachineProfile?
  /// The roof over it; nil without one.
  package let roofline: Roofline?

  /// The networks of a model under some settings.
  package init(
    _ model: Model, _ settings: Settings, in catalog: Catalog,
    _ options: CountOptions = CountOptions(), for machine: MachineProfile? = nil,
    under roofline: Roofline? = nil
  ) {
    self.model = model
    self.settings = settings
    self.catalog = catalog
    self.options = options
    self.machine = machine ?? roofline?.machine
    self.roofline = roofline
  }

  /// How weights are stored.
  var weightType: DataType { options.weights ?? options.unstated }

  /// Bytes of the parameters of a candidate if they are packed as one list. Layers are packed each
  /// for itself, which takes more if a byte holds several numbers.
  func parameterBytes(_ candidate: Candidate) -> Int128? {
    let elements = Formula(Rational(candidate.cost(.parameters)))
    return (try? weightType.bytes(elements))?.constantValue?.numerator
  }

  /// The network of a candidate, counted. - Throws: as `Network.expand` and `Report.init` do.
  package func report(_ candidate: Candidate) throws(Diagnostic) -> Report {
    try report(model, candidate.parameters, settings)
  }

  /// The same with repeats folded if possible: just as exact, but faster.
  package func folded(
    _ model: Model, _ parameters: [(name: String, text: String)]
  ) throws(Diagnostic) -> Report {
    var own = settings
    own.unfoldLimit = 0
    return try report(model, parameters, own)
  }

  /// The network with some parameters free and others set, and with repeats folded.
  ///
  /// - Parameter bindings: values at which layers exist or not; nil leaves that open.
  /// - Throws: as `Network.expand` does.
  func network(
    freeing free: Set<String>, _ values: [(name: String, text: String)] = [],
    decidedAt bindings: Bindings? = nil
  ) throws(Diagnostic) -> Network {
    var own = settings.replacing(values)
    own.values.removeAll { free.contains($0.name) }
    own.free = free
    own.decidedAt = bindings
    own.unfoldLimit = 0
    return try Network.expand(model, own, in: catalog)
  }

  /// The network of a model with further settings, counted.
  private func report(
    _ model: Model, _ parameters: [(name: String, text: String)], _ settings: Settings
  ) throws(Diagnostic) -> Report {
    try Report(Network.expand(model, settings.replacing(parameters), in: catalog), options)
  }
}

extension CandidateNetworks {
  /// Details of a network besides its costs.
  package struct Details: Sendable {
    /// Bytes of the parameters plus the peak of live tensors.
    package let memory: Int128?
    /// The peak alone.
    package let peak: Int128?
    /// Seconds under the roof; nil without a machine.
    package let latency: Double?
    /// The rows of the body after rounding.
    package let stages: [Stage]
  }

  /// The details of the given candidates.
  ///
  /// - Throws: the first diagnostic in the order of the candidates.
  package func details(of candidates: [Candidate], threads: Int) throws(Diagnostic) -> [Details] {
    let details = Workers.map(count: candidates.count, threads: threads) { index in
      Result { () throws(Diagnostic) in
        let report = try folded(model, candidates[index].parameters)
        let peak = try report.peakMemory().map { Int128($0.bytes) }
        return Details(
          memory: try report.memory(), peak: peak, latency: try roofline?.time(of: report),
          stages: report.stages)
      }
    }
    var result: [Details] = []
    for detail in details { result.append(try detail.get()) }
    return result
  }
}

extension Report {
  /// Bytes of the parameters plus the peak of live tensors.
  package func memory() throws(Diagnostic) -> Int128? {
    guard let peak = try peakMemory(), let model = totals.modelBytes.constantValue else {
      return nil
    }
    return model.numerator + Int128(peak.bytes)
  }

}

extension Network {
  /// The identity of a network apart from its name: every layer's operator, attributes, tensors and
  /// shapes, and what free parameters leave open.
  var signature: [String] {
    layers.map { layer in
      let presence = layer.presence.constantValue == nil ? " if \(layer.presence.text)" : ""
      let following = [layer.norm.map { "\($0)" }, layer.activation.map { "\($0)" }]
      return "\(layer.operation.name) \(layer.detail) \(layer.copies.text) "
        + layer.output.shape.sample.map(\.text).joined(separator: " ") + presence
        + " \(layer.inputs.map(\.id)) \(layer.output.id) \(layer.weights.owner ?? -1) "
        + following.compactMap(\.self).joined(separator: " ")
    } + requirements.map(\.condition.text)
  }
}

extension Settings {
  /// The settings with other values for some parameters.
  func replacing(_ values: [(name: String, text: String)]) -> Settings {
    var own = self
    own.values.removeAll { entry in values.contains { $0.name == entry.name } }
    own.values += values.map { Settings.Entry(name: $0.name, text: $0.text, flag: "--\($0.name)") }
    return own
  }
}

extension Report {
  /// The stages of a bound network: the rows of its body with widths, repeats and sizes after
  /// rounding.
  package var stages: [Stage] {
    var stages: [Stage] = []
    for row in rows {
      let (path, layer) = (row.layer.path, row.layer)
      let name = path.first ?? ""
      if stages.last?.name != name { stages.append(Stage(name: name)) }
      let last = stages.count - 1
      if path.count > 1, Int(path[1]) != nil {
        stages[last].copies.insert(path[1])
      } else {
        // Folded copies may follow a numbered one; rows within may be repeated more often.
        let copies = layer.copies.constantValue.map { Int($0.numerator) } ?? 1
        stages[last].folded = min(stages[last].folded ?? copies, copies)
      }
      stages[last].shape = layer.output.shape.sample.compactMap { $0.constantValue?.numerator }
    }
    return stages
  }
}

/// A row of a network's body, as in the tables of papers.
package struct Stage: Equatable, Sendable {
  /// The name of the row: `mbconv2`.
  package let name: String
  /// Channels, height and width of the output.
  package fileprivate(set) var shape: [Int128] = []
  /// The copies listed one by one, and how many are folded into one.
  fileprivate var copies: Set<String> = []
  fileprivate var folded: Int?

  fileprivate init(name: String) { self.name = name }

  /// How many times the row is applied.
  package var repeats: Int { copies.isEmpty ? 1 : copies.count + (folded ?? 0) }

  /// Whether two rows have the same repeats and outputs, listed or folded.
  package static func == (a: Stage, b: Stage) -> Bool {
    a.name == b.name && a.repeats == b.repeats && a.shape == b.shape
  }
}
