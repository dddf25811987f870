extension MachineProfile.Rate {
  /// The units of peaks.
  package static let units: [MachineUnit] = [
    .flopsPerSecond, .operationsPerSecond, .macsPerSecond, .flopsPerCycle, .operationsPerCycle,
    .macsPerCycle,
  ]

  /// A rate in one of the ``units``; a multiply-accumulate is two operations.
  package init(_ value: Double, _ unit: MachineUnit) {
    switch unit {
    case .macsPerSecond: self = .perSecond(2 * value)
    case .macsPerCycle: self = .perCycle(2 * value)
    case .flopsPerCycle, .operationsPerCycle: self = .perCycle(value)
    case .flopsPerSecond, .operationsPerSecond, .hertz, .bytes, .bytesPerSecond:
      self = .perSecond(value)
    }
  }
}
