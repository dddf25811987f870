/// The longest name, in bytes of UTF-8, that gets suggestions: nobody mistypes a longer one, and
/// the limit keeps the quadratic comparison fast for any input.
private let longestName = 64

/// At most this many candidates are named, followed by an ellipsis if there are more.
private let shownCandidates = 4

/// The candidates that `name` was most likely meant to be; none if none is close.
///
/// Candidates that start with it come first, shortest first, or else the nearest one. Letter case
/// is ignored. Near means an edit distance of at most a third of the name's length, or of 1 for a
/// short name; among equals the one that begins more alike wins, then the first. Names over 64
/// bytes are never close.
package func suggestions(for name: String, in candidates: some Sequence<String>) -> [String] {
  guard !name.isEmpty, name.utf8.count <= longestName else { return [] }
  let wanted = foldedScalars(name)
  let threshold = max(1, wanted.count / 3)
  // Every option starts with hyphens, which carry no information.
  let hasLetters = wanted.contains { $0.properties.isAlphabetic }

  var best: (name: String, distance: Int, start: Int)?
  var completions: [String] = []
  for candidate in candidates where candidate.utf8.count <= longestName {
    // Too few bytes are too few letters, whichever they are.
    guard candidate.utf8.count >= wanted.count - threshold else { continue }
    let scalars = foldedScalars(candidate)
    if hasLetters, scalars.starts(with: wanted), !completions.contains(candidate) {
      completions.append(candidate)
    }
    // If every letter differs, as in x and y, there is no resemblance.
    let limit = min(best?.distance ?? threshold, wanted.count - 1)
    guard let distance = editDistance(wanted, scalars, atMost: limit) else { continue }
    let start = zip(wanted, scalars).prefix { $0 == $1 }.count
    if let best, distance == best.distance, start <= best.start { continue }
    best = (candidate, distance, start)
  }
  // The same letters in another case are the intended name, whatever else starts with them.
  if let best, best.distance == 0 { return [best.name] }
  guard completions.isEmpty else {
    return completions.enumerated()
      .sorted { ($0.element.utf8.count, $0.offset) < ($1.element.utf8.count, $1.offset) }
      .map(\.element)
  }
  return best.map { [$0.name] } ?? []
}

/// The end of a message about an unknown name: "did you mean 'conv'?", "did you mean 'conv' or
/// 'concat'?", or nil if none is close.
package func didYouMean(_ name: String, in candidates: some Sequence<String>) -> String? {
  let found = suggestions(for: name, in: candidates)
  guard let last = found.last else { return nil }
  let names = found.map(quoted)
  if found.count == 1 { return "did you mean \(quoted(last))?" }
  guard found.count > shownCandidates else {
    return "did you mean \(names.dropLast().joined(separator: ", ")) or \(quoted(last))?"
  }
  return "did you mean \(names.prefix(shownCandidates).joined(separator: ", ")), …?"
}

private func foldedScalars(_ name: String) -> [Unicode.Scalar] {
  Array(name.lowercased().unicodeScalars)
}

/// The optimal string alignment distance (insertions, deletions, substitutions and swaps of
/// neighbors, no part edited twice), or nil if it exceeds `limit`.
///
/// Source: L. Boytsov, "Indexing methods for approximate dictionary searching", 2011, section 2.2.
private func editDistance(
  _ source: [Unicode.Scalar], _ target: [Unicode.Scalar], atMost limit: Int
) -> Int? {
  guard abs(source.count - target.count) <= limit else { return nil }
  var rowBefore: [Int] = []
  var row = Array(0...target.count)
  for i in source.indices {
    var next = [i + 1]
    for j in target.indices {
      let substitution = row[j] + (source[i] == target[j] ? 0 : 1)
      var distance = min(substitution, row[j + 1] + 1, next[j] + 1)
      if i > 0, j > 0, source[i] == target[j - 1], source[i - 1] == target[j] {
        distance = min(distance, rowBefore[j - 1] + 1)
      }
      next.append(distance)
    }
    // Later cells depend on the two rows before them, so none can be smaller from here on.
    let smallest = min(row.min() ?? 0, next.min() ?? 0)
    guard smallest <= limit else { return nil }
    rowBefore = row
    row = next
  }
  return row[target.count] <= limit ? row[target.count] : nil
}
