import Symbolic

/// A maximum for a quantity of a network, and who set it.
package struct Gate: Sendable {
  /// Who set a maximum.
  package enum Origin: Hashable, Sendable {
    /// An option of the command line, as spelled: `--max-macs`.
    case option(String)
    /// A place in a file of budgets.
    case file(SourcePosition)
    /// What a machine has: `RAM of nucleo_f746zg`.
    case machine(String)
  }

  /// The quantity.
  package let gauge: Gauge
  /// What it may be at most.
  package let most: Rational
  /// What it was before, for a limit on its increase; nil for a limit of its own.
  package let before: Rational?
  /// Who set it.
  package let origin: Origin

  /// A maximum.
  package init(_ gauge: Gauge, most: Rational, by origin: Origin) {
    self.gauge = gauge
    self.most = most
    self.before = nil
    self.origin = origin
  }

  /// A maximum for an increase.
  ///
  /// - Throws: `overflow`.
  package init(
    _ increase: Increase, from before: Rational, by origin: Origin
  ) throws(ArithmeticFault) {
    gauge = increase.gauge
    most = try increase.allowed.limit(from: before)
    self.before = before
    self.origin = origin
  }
}

/// How much a quantity may grow.
package struct Increase: Hashable, Sendable {
  /// The amount by which it may.
  package enum Allowed: Hashable, Sendable {
    /// A share of what it was: 0.01 for `1%`.
    case share(Rational)
    /// So much more.
    case amount(Rational)

    /// What the quantity may become. - Throws: `overflow`.
    func limit(from before: Rational) throws(ArithmeticFault) -> Rational {
      switch self {
      case .share(let share): try before * (.one + share)
      case .amount(let amount): try before + amount
      }
    }
  }

  /// The quantity.
  package let gauge: Gauge
  /// By how much it may grow.
  package let allowed: Allowed

  package init(_ gauge: Gauge, _ allowed: Allowed) {
    self.gauge = gauge
    self.allowed = allowed
  }
}

extension Gate {
  /// Whether a network keeps a maximum.
  package enum Outcome: Hashable, Sendable {
    case kept
    /// It uses so much too much; nil if the difference has too many digits.
    case broken(by: Rational?)
    /// Nobody can say, for a reason.
    case unknown(because: String)
  }

  /// Whether a network that uses so much keeps it. What is known in part may break it, too.
  package func outcome(_ reading: Usage.Reading) -> Outcome {
    if let amount = reading.amount, amount > most {
      return .broken(by: try? amount - most)
    }
    switch reading {
    case .known: return .kept
    case .atLeast(_, let reason), .unknown(let reason): return .unknown(because: reason)
    }
  }
}
