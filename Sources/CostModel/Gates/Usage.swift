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
  /// What was left out of the count, so that all amounts may be larger; empty if nothing was.
  private let missing: String

  /// What a counted network uses.
  ///
  /// - Throws: a diagnostic at the layer whose tensor overflows.
  package init(_ report: Report) throws(Diagnostic) {
    let totals = report.totals
    missing = report.network.uncounted.joined(separator: "; ")
    self[.macs] = reading(totals.macs)
    self[.parameters] = reading(totals.parameters)
    self[.activations] = reading(totals.activations)
    self[.model] = reading(totals.modelBytes)
    if let peak = try report.peakMemory() {
      let bytes = Rational(peak.bytes)
      self[.peak] = reading(bytes)
      if let model = self[.model].amount, let memory = try? model + bytes {
        self[.memory] = reading(memory)
      }
    }
  }

  /// How much a counted network uses of something. What has no price adds to every sum, and what
  /// only its tensors lead to is not there at all.
  package func reading(_ amount: Rational) -> Reading {
    missing.isEmpty ? .known(amount) : .atLeast(amount, because: missing)
  }

  private func reading(_ formula: Formula) -> Reading {
    formula.constantValue.map { reading($0) }
      ?? .unknown(because: "it depends on sizes without a value")
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
