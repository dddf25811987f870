/// A buffer that needs room in an arena for some time.
package struct ArenaBuffer: Hashable, Sendable {
  /// Its bytes, rounded up to the alignment of the arena.
  package let bytes: Int
  /// When it is needed, first and last included; steps are counted by whoever asks.
  package let first, last: Int
  /// Where it has to lie; nil leaves that to the plan.
  package var offset: Int?
  /// Whether a plan that is made ahead may say where it lies. A buffer that an operator asks for when
  /// it is prepared is placed then.
  package let isPlannable: Bool

  /// A buffer for its size and time.
  package init(
    bytes: Int, first: Int, last: Int, offset: Int? = nil, isPlannable: Bool = true
  ) {
    (self.bytes, self.first, self.last) = (bytes, first, last)
    (self.offset, self.isPlannable) = (offset, isPlannable)
  }

  /// Whether both are needed at some time.
  package func lives(with other: ArenaBuffer) -> Bool { first <= other.last && other.first <= last }
}
