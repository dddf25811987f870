import Symbolic

extension Gauge {
  /// How people type an amount of it.
  package var amount: Amount {
    switch unit {
    case .count: .count
    case .bytes: .size
    case .seconds: .latency
    }
  }
}

extension Increase.Allowed {
  /// Reads `1%`, or an amount as in a budget, or `0`; nil if it is neither.
  package static func read(_ text: String, of gauge: Gauge) -> Increase.Allowed? {
    if text.hasSuffix("%") {
      guard let percent = Rational(decimal: text.dropLast()), percent >= .zero,
        let share = try? percent / Rational(100)
      else { return nil }
      return .share(share)
    }
    return text == "0" ? .amount(.zero) : gauge.amount.read(text).map { .amount($0) }
  }

  /// What is read, for errors.
  package static func wanted(_ gauge: Gauge) -> String {
    "a share such as 1%, or \(gauge.amount.wanted)"
  }
}

extension Increase {
  /// Reads `macs:1%` or `peak:4KiB`.
  ///
  /// - Throws: a diagnostic with what is wrong.
  package static func read(_ text: String) throws(Diagnostic) -> Increase {
    let known = Gauge.allCases.map(\.rawValue)
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw Diagnostic("takes METRIC:SHARE, such as macs:1%, not \(quoted(text))")
    }
    let name = String(parts[0])
    guard let gauge = Gauge(rawValue: name) else {
      throw Diagnostic(
        "does not know \(quoted(name))",
        help: didYouMean(name, in: known) ?? "choose \(known.joined(separator: ", "))")
    }
    guard let allowed = Allowed.read(String(parts[1]), of: gauge) else {
      throw Diagnostic(
        "takes \(Allowed.wanted(gauge)) after '\(gauge.rawValue):', not "
          + quoted(String(parts[1])))
    }
    return Increase(gauge, allowed)
  }
}
