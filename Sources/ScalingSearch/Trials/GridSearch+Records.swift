import Symbolic

extension GridSearch.Found {
  /// The findings in the records of a part of a search; nil if the end is missing.
  ///
  /// - Throws: a diagnostic if they are from another grid: a journal is data of any origin.
  package init?(_ records: [Journal.Record], of search: GridSearch) throws(Diagnostic) {
    var networks: [Entry] = []
    for record in records {
      if case .candidates(let entries) = record { networks += entries }
      guard case .scan(let summary) = record, summary.networks <= networks.count else { continue }
      try search.check(summary, networks.suffix(summary.networks))
      (lines, feasible) = (summary.lines, summary.feasible)
      points = summary.points ?? summary.lines * (search.grid.slices.first?.lineLength ?? 1)
      (nearest, distance, least) = (summary.nearest, summary.distance, summary.least)
      // Before them there may be the beginning of a run that was killed.
      let own = Array(networks.suffix(summary.networks))
      let drafts = summary.points == nil ? search.nearest(of: own) : own.map(\.draft)
      for (entry, draft) in zip(own, drafts) { add(draft, to: entry.key) }
      return
    }
    return nil
  }

  /// The records for a journal: networks, a thousand per line, and an end.
  package var records: [Journal.Record] {
    let entries = entries
    let lines = stride(from: 0, to: entries.count, by: 1000).map { start in
      Journal.Record.candidates(Array(entries[start..<min(start + 1000, entries.count)]))
    }
    return lines + [.scan(summary)]
  }
}
