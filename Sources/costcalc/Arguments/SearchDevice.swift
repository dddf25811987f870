import CostModel
import ScalingSearch
import Symbolic

/// The machine of a search: what fits into it, and how long networks take on it.
struct SearchDevice {
  let profile: MachineProfile
  /// What networks are stored in, unless told, and computed with.
  let precision: Precision
  /// The roof over it; nil where its profile lacks numbers that nobody asks for.
  let roofline: Roofline?
}

extension SearchArguments {
  /// The machine of `--machine`; nil without one.
  ///
  /// - Throws: a usage error if something is asked for that only a machine has, or if nothing of
  ///   the machine is known; a diagnostic for numbers that times need and it lacks.
  func device() throws -> SearchDevice? {
    let words = Option.rates + [.maxLatency]
    guard invocation.isGiven(.device) else {
      if let option = words.first(where: invocation.isGiven) {
        throw invocation.usageError("\(option.spelling) needs --machine")
      }
      // Without a machine, the command of a search may have a metric of this name.
      let isMetric = invocation.isGiven(.evaluate) || invocation.isGiven(.reuse)
      if !isMetric, try ranking().mentions(.latency) {
        throw invocation.usageError("latency needs --machine")
      }
      return nil
    }
    let machine = try invocation.machine()
    let precision = invocation.choice(of: .precision) ?? machine.usualPrecision
    let isTimed = try words.contains(where: invocation.isGiven) || ranking().mentions(.latency)
    let roofline =
      isTimed
      ? try invocation.roofline(of: machine, precision) : try? Roofline(machine, precision)
    guard machine.ram?.value != nil || machine.flash?.value != nil || roofline != nil else {
      throw invocation.usageError(
        "--machine: no RAM, flash or rates of \(machine.name) are known",
        remedy: "use --max-peak and --max-model")
    }
    return SearchDevice(profile: machine, precision: precision, roofline: roofline)
  }

  /// How networks are stored: as told, or else as the machine computes.
  func storage(_ device: SearchDevice?) -> CountOptions {
    CountOptions(
      weights: invocation.choice(of: .weights), activations: invocation.choice(of: .activations),
      unstated: device?.precision.storage ?? .fp32)
  }
}
