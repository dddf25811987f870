/// The largest distance between numbers, relative where they are larger than 1.
func distance(_ a: [Float], _ b: [Float]) -> Float {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { largest, pair in
    if pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN) { return largest }
    let distance = abs(pair.0 - pair.1) / max(1, abs(pair.0))
    return distance.isNaN ? .infinity : max(largest, distance)
  }
}
