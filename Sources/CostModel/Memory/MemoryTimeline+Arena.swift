import ArenaPlanning
import Symbolic

extension MemoryTimeline {
  /// The arena that holds the buffers, with what is planned for it.
  ///
  /// - Throws: as ``arenaBuffers()``.
  package func arena() throws(Diagnostic) -> ArenaStudy {
    try ArenaStudy(
      buffers.map(\.name), steps: ["inputs"] + rows.map(\.layer.name), arenaBuffers())
  }

  /// The buffers as TensorFlow Lite Micro would plan them if each layer were an operator: the inputs
  /// are there before the first, a view takes nothing. A buffer keeps its size, though a smaller
  /// output was written over it.
  ///
  /// - Throws: a diagnostic if there are too many of them.
  package func arenaBuffers() throws(Diagnostic) -> Arena {
    let end = rows.count
    return try Arena(
      buffers.map { buffer in
        ArenaBuffer(
          bytes: ArenaStudy.aligned(buffer.bytes), first: buffer.maker.map { $0 + 1 } ?? 0,
          last: buffer.last.map { $0 + 1 } ?? end)
      })
  }
}
