import Symbolic

/// The roofline of a machine: limited by its peak and by what its memory can supply.
///
/// Source: S. Williams, A. Waterman, D. Patterson, "Roofline: An Insightful Visual Performance Model
/// for Multicore Architectures", Communications of the ACM 52(4), 2009. docs/machines.md has the
/// formulas.
package struct Roofline: Sendable {
  /// What a layer waits for.
  package enum Bound: String, Sendable {
    /// Arithmetic takes at least as long as moving the data.
    case compute
    /// Moving the data takes longer.
    case memory
  }

  /// A layer under the roof.
  package struct Point: Hashable, Sendable {
    /// FLOP per byte of traffic; nil if there is no traffic.
    package let intensity: Double?
    /// Maximum FLOP/s, given the efficiency of its kind; nil for a layer that costs nothing.
    package let attainable: Double?
    /// Minimum time of the arithmetic, in seconds.
    package let computeTime: Double
    /// Minimum time of the memory traffic, in seconds.
    package let memoryTime: Double

    /// Seconds: the larger of the two, because at best they overlap.
    package var time: Double { max(computeTime, memoryTime) }

    /// What it waits for; nil for a layer that costs nothing.
    package var bound: Bound? {
      time == 0 ? nil : memoryTime > computeTime ? .memory : .compute
    }
  }

  /// The machine.
  package let machine: MachineProfile
  /// The arithmetic.
  package let precision: Precision
  /// Maximum FLOP/s, or integer operations per second.
  package let peak: Double
  /// Maximum bytes per second.
  package let bandwidth: Double

  /// The intensity, in FLOP per byte, at which memory just keeps up with the peak.
  package var ridge: Double { peak / bandwidth }

  /// The roof over a machine.
  ///
  /// - Parameters:
  ///   - rate: replaces the machine's own peak.
  ///   - clock: in Hz, for a peak given per cycle; otherwise unused.
  ///   - bandwidth: in bytes per second, replaces the machine's own.
  /// - Throws: a diagnostic that lists everything missing.
  package init(
    _ machine: MachineProfile, _ precision: Precision, rate: MachineProfile.Rate? = nil,
    clock: Double? = nil, bandwidth: Double? = nil
  ) throws(Diagnostic) {
    let rate = rate ?? machine.peak(of: precision)?.rate
    let peak: Double?
    var missing: [(what: String, option: String)] = []
    switch rate {
    case .perSecond(let rate): peak = rate
    case .perCycle(let rate):
      peak = clock.map { rate * $0 }
      if clock == nil { missing.append(("clock", "--clock 2.4GHz")) }
    case nil:
      peak = nil
      missing.append(("peak for \(precision.rawValue)", "--peak 100GFLOP/s"))
    }
    let bandwidth = bandwidth ?? machine.bandwidth?.value
    if bandwidth == nil { missing.append(("memory bandwidth", "--bandwidth 20GB/s")) }
    guard let peak, let bandwidth else {
      let options = missing.map(\.option).joined(separator: " and ")
      throw Diagnostic(
        "\(machine.name) has no \(missing.map(\.what).joined(separator: " and no "))",
        help: "give \(options), with the numbers of your device" + machine.alternatives(rate))
    }
    self.machine = machine
    self.precision = precision
    self.peak = peak
    self.bandwidth = bandwidth
  }

  /// FLOP/s under the roof at an intensity, regardless of the kind of layer.
  package func attainable(at intensity: Double) -> Double { min(peak, intensity * bandwidth) }

  /// What the times under it are.
  package enum Standing: String, Sendable {
    /// No run takes less.
    case lowerBound = "lower bound"
    /// From shares of the peak that were measured.
    case estimate

    /// The same in words.
    package var text: String {
      switch self {
      case .lowerBound: "a lower bound from peak rates, not a prediction"
      case .estimate: "an estimate from measured shares of the peak"
      }
    }
  }

  /// What the times under it are.
  package var standing: Standing { machine.efficiency.isEmpty ? .lowerBound : .estimate }

  /// The share of the peak that layers of a kind reach; 1 if nothing was measured.
  package func efficiency(of kind: LayerKind) -> Double { machine.efficiency[kind] ?? 1 }

  /// The most operations in a time, whatever the kinds of layers: times of networks with more are
  /// longer.
  package func operations(within seconds: Double) -> Double {
    let best = LayerKind.allCases.reduce(0) { max($0, efficiency(of: $1)) }
    return seconds * peak * best
  }

  /// The point of a layer with that many operations and bytes.
  package func point(flops: Double, bytes: Double, kind: LayerKind) -> Point {
    Point(flops: flops, bytes: bytes, peak: peak * efficiency(of: kind), bandwidth: bandwidth)
  }
}

extension Roofline.Point {
  /// The point of a task with that many operations and bytes, under a peak and a bandwidth.
  package init(flops: Double, bytes: Double, peak: Double, bandwidth: Double) {
    let (compute, memory) = (flops / peak, bytes / bandwidth)
    intensity = bytes > 0 ? flops / bytes : nil
    attainable = memory > compute ? flops / memory : compute > 0 ? peak : nil
    computeTime = compute
    memoryTime = memory
  }
}

extension MachineProfile {
  /// The precisions to choose instead if the chosen one has no peak.
  fileprivate func alternatives(_ rate: Rate?) -> String {
    guard rate == nil, !precisions.isEmpty else { return "" }
    return "; its peaks are for \(precisions.map(\.rawValue).joined(separator: ", "))"
  }
}
