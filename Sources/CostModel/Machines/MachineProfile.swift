/// The peak rates of a machine, each with its source: a file of specs/machines.
///
/// docs/machines.md describes the format.
package struct MachineProfile: Sendable {
  /// How fast a machine computes; a multiply-accumulate is two operations.
  package enum Rate: Hashable, Sendable {
    /// FLOP/s, or integer operations per second.
    case perSecond(Double)
    /// FLOP per cycle, or integer operations: for a core whose clock the user supplies.
    case perCycle(Double)
  }

  /// The peak of a precision.
  package struct Peak: Sendable {
    /// The arithmetic.
    package let precision: Precision
    /// The peak; nil if no source is known.
    package let rate: Rate?
    /// Where the number comes from, or why it is unknown.
    package let source: String?

    package init(
      precision: Precision, rate: Rate?, source: String?
    ) {
      self.precision = precision
      self.rate = rate
      self.source = source
    }
  }

  /// A number with its source.
  package struct Sourced: Sendable {
    /// In bytes, or bytes per second; nil if no source is known.
    package let value: Double?
    /// Where the number comes from, or why it is unknown.
    package let source: String?

    package init(
      value: Double?, source: String?
    ) {
      self.value = value
      self.source = source
    }
  }

  /// A cache between the arithmetic and the memory.
  package enum CacheLevel: String, CaseIterable, Sendable {
    case instructions = "L1i"
    case data = "L1d"
    case second = "L2"
    case third = "L3"
  }

  /// Its name on the command line: `h100`.
  package let name: String
  /// Its full name.
  package let title: String
  /// The source of numbers that have none of their own.
  package let source: String?
  /// A remark for the reader.
  package let note: String?
  /// The peaks in the order of the file, one per precision.
  package let peaks: [Peak]
  /// Between the arithmetic and the memory that holds weights and tensors, in bytes per second.
  package let bandwidth: Sourced?
  /// The size of that memory in bytes.
  package let capacity: Sourced?
  /// The size of on-chip memory in bytes.
  package let onChip: Sourced?
  /// What a microcontroller has for tensors: the largest block of RAM, in bytes.
  package let ram: Sourced?
  /// What a microcontroller has for weights and code, in bytes.
  package let flash: Sourced?
  /// The size of each cache in bytes, of one core where it has its own; in the order of the file.
  package let caches: [(level: CacheLevel, size: Sourced)]
  /// How many cores the peaks and the bandwidth are for; nil for the whole machine.
  package let cores: Int?
  /// The measured share of the peak that compute-bound layers of a kind reach, more than 0 and at
  /// most 1; empty if nothing was measured.
  package let efficiency: [LayerKind: Double]
  /// A smaller efficiency is refused.
  package static let leastEfficiency = 1e-6

  /// The peak of a precision, or nil.
  package func peak(of precision: Precision) -> Peak? { peaks.first { $0.precision == precision } }

  /// The precisions whose peak is known, in the order of the file.
  package var precisions: [Precision] { peaks.filter { $0.rate != nil }.map(\.precision) }

  /// The precision of networks on it, unless told: int8 where RAM is counted, if a peak for it is
  /// known or none at all, and else the first whose peak is known.
  package var usualPrecision: Precision {
    let isSmall = ram?.value != nil || flash?.value != nil
    if isSmall, precisions.isEmpty || precisions.contains(.int8) { return .int8 }
    return precisions.first ?? .fp32
  }

  package init(
    name: String, title: String, source: String?, note: String?, peaks: [Peak], bandwidth: Sourced?,
    capacity: Sourced?, onChip: Sourced?, ram: Sourced? = nil, flash: Sourced? = nil,
    caches: [(level: CacheLevel, size: Sourced)] = [], cores: Int?, efficiency: [LayerKind: Double]
  ) {
    self.name = name
    self.title = title
    self.source = source
    self.note = note
    self.peaks = peaks
    self.bandwidth = bandwidth
    self.capacity = capacity
    self.onChip = onChip
    self.ram = ram
    self.flash = flash
    self.caches = caches
    self.cores = cores
    self.efficiency = efficiency
  }
}
