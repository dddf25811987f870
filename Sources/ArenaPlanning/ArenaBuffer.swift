/// A buffer that needs room in an arena for some time.
public struct ArenaBuffer: Hashable, Sendable {
  /// Its bytes, rounded up to the alignment of the arena.
  public let bytes: Int
  /// When it is needed, first and last included; steps are counted by whoever asks.
  public let first, last: Int
  /// Where it has to lie; nil leaves that to the plan.
  public var offset: Int?
  /// Whether a plan that is made ahead may say where it lies. A buffer that an operator asks for when
  /// it is prepared is placed then.
  public let isPlannable: Bool

  /// A buffer for its size and time.
  public init(
    bytes: Int, first: Int, last: Int, offset: Int? = nil, isPlannable: Bool = true
  ) {
    (self.bytes, self.first, self.last) = (bytes, first, last)
    (self.offset, self.isPlannable) = (offset, isPlannable)
  }

  /// Whether both are needed at some time.
  public func lives(with other: ArenaBuffer) -> Bool { first <= other.last && other.first <= last }
}
