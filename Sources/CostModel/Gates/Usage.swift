import Symbolic

/// How much of each quantity a network uses, as far as that can be known.
package struct Usage: Sendable {
  /// A quantity of a network.
  package enum Reading: Hashable, Sendable {
    case known(Rational)
    /// The real amount may be larger, for a reason.
    case atLeast(Rational, because: String)
    case unknown(because: String)

    /// The amount, or what is known of it.
    package var amount: Rational? {
      switch self {
      case .known(let amount), .atLeast(let amount, _): amount
      case .unknown: nil
      }
    }
  }

  private var readings: [Gauge: Reading] = [:]

  /// No quantity is known.
  package init() {}

  /// What a counted network uses.
  ///
  /// - Throws: a diagnostic at the layer whose tensor overflows.
  package init(_ report: Report) throws(Diagnostic) {
    let totals = report.totals
    let missing = report.network.uncounted.joined(separator: "; ")
    // What has no price adds to every sum, but its tensors are known.
    func sum(_ formula: Formula) -> Reading {
      guard let amount = formula.constantValue else {
        return .unknown(because: "it depends on sizes without a value")
      }
      return missing.isEmpty ? .known(amount) : .atLeast(amount, because: missing)
    }
    self[.macs] = sum(totals.macs)
    self[.parameters] = sum(totals.parameters)
    self[.activations] = sum(totals.activations)
    self[.model] = sum(totals.modelBytes)
    if let peak = try report.peakMemory() {
      let bytes = Rational(peak.bytes)
      self[.peak] = .known(bytes)
      if let model = self[.model].amount, let memory = try? model + bytes {
        self[.memory] =
          missing.isEmpty ? .known(memory) : .atLeast(memory, because: missing)
      }
    }
  }

  /// How much of a quantity it uses.
  package subscript(gauge: Gauge) -> Reading {
    get {
      readings[gauge]
        ?? .unknown(
          because: gauge == .latency
            ? "it needs --machine" : "it depends on sizes without a value")
    }
    set { readings[gauge] = newValue }
  }
}
