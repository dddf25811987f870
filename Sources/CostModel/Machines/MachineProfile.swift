/// What a machine can do at most, each number with its source: a file of specs/machines.
///
/// docs/machines.md is the reference of the format.
public struct MachineProfile: Sendable {
  /// How fast a machine computes; a multiply-accumulate is two operations.
  public enum Rate: Hashable, Sendable {
    /// FLOP/s, or integer operations a second.
    case perSecond(Double)
    /// FLOP a cycle, or integer operations: a core whose clock its user knows.
    case perCycle(Double)
  }

  /// The peak of a precision.
  public struct Peak: Sendable {
    /// The arithmetic.
    public let precision: Precision
    /// The peak; nil where no source is known.
    public let rate: Rate?
    /// Where it is from, or why it is not known.
    public let source: String?
  }

  /// A number that has a source.
  public struct Sourced: Sendable {
    /// In bytes, or bytes a second; nil where no source is known.
    public let value: Double?
    /// Where it is from, or why it is not known.
    public let source: String?
  }

  /// What it is called on a command line: `h100`.
  public let name: String
  /// What people call it.
  public let title: String
  /// Where the numbers are from that name no source of their own.
  public let source: String?
  /// What is to be known about it.
  public let note: String?
  /// The peaks in the order of the file, one a precision.
  public let peaks: [Peak]
  /// Between the memory that holds weights and tensors and the arithmetic, in bytes a second.
  public let bandwidth: Sourced?
  /// The size of that memory in bytes.
  public let capacity: Sourced?
  /// The size of memory on the chip, in bytes.
  public let onChip: Sourced?
  /// How many cores the peaks and the bandwidth are of; nil where they are the whole machine's.
  public let cores: Int?
  /// The part of the peak that layers of a kind were measured to reach where they are bound by
  /// arithmetic, more than 0 and at most 1; empty where nothing was measured.
  public let efficiency: [LayerKind: Double]

  /// The peak of a precision, or nil.
  public func peak(of precision: Precision) -> Peak? { peaks.first { $0.precision == precision } }

  /// The precisions whose peak is known, in the order of the file.
  public var precisions: [Precision] { peaks.filter { $0.rate != nil }.map(\.precision) }
}
