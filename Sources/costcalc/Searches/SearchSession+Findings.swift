import ScalingSearch
import Symbolic
import Synchronization

extension SearchSession {
  /// The findings of a search, from journals if they have them: `Found` for grids or for samples.
  ///
  /// - Parameters:
  ///   - restore: turns records into findings; nil if they have no end.
  ///   - join: joins parts of the whole.
  ///   - records: turns findings into records for the journal.
  ///   - search: runs the part.
  func found<Found>(
    restore: ([Journal.Record]) throws -> Found?, join: ([Found]) -> Found,
    records: (Found) -> [Journal.Record], search: (Shard) -> Found
  ) throws -> Found {
    if isTried { return search(.whole) }
    if let merged = journals.merged {
      return join(
        try SearchJournals.parts(of: merged).map { journals in
          // A journal that was copied too early may come with the complete one.
          guard let found = try journals.compactMap({ try restore($0.records) }).first else {
            throw Diagnostic(
              "part \(journals[0].header.shard?.text ?? "1/1") has not finished",
              help: "run it again with the same --journal")
          }
          return found
        })
    }
    if let journal = journals.own, let found = try restore(journal.records) { return found }
    let found = search(shard ?? .whole)
    // Partial results are not kept: the part starts again.
    if !Interruption.isWanted { try journals.own?.append(records(found)) }
    return found
  }

  /// The findings on a grid.
  func found(_ search: GridSearch) throws -> GridSearch.Found {
    let done = Atomic<Int>(0)
    defer { progress.clear() }
    return try found(
      restore: { try GridSearch.Found($0, of: search) }, join: { GridSearch.Found(joining: $0) },
      records: \.records
    ) { [threads, progress] shard in
      search.scan(shard, threads: threads) {
        progress.show(
          done.wrappingAdd(1, ordering: .relaxed).newValue,
          of: search.chunkCount(shard, threads: threads), nil)
        return Interruption.isWanted
      }
    }
  }

  /// The findings of a sample.
  func found(_ sample: RandomSample, _ count: Int) throws -> RandomSample.Found {
    let done = Atomic<Int>(0)
    defer { progress.clear() }
    return try found(
      restore: { try RandomSample.Found($0, of: sample) },
      join: { RandomSample.Found(joining: $0) },
      records: \.records
    ) { [threads, progress] shard in
      sample.draw(
        count, shard: shard, threads: threads, isCancelled: { Interruption.isWanted },
        progress: {
          progress.show(done.wrappingAdd(1, ordering: .relaxed).newValue, of: count, "network")
        })
    }
  }
}
